// Which colour is which class.
import { css } from '../colour.ts'
import { usePalette } from '../use-palette.ts'
import { classColour } from './class-colours.ts'

export function ClassKeys({ names }: { names: readonly string[] }) {
  const theme = usePalette()
  return (
    <ul className="ClassKeys" aria-label="Classes">
      {names.map((name, label) => <li key={label}><i style={{ background: css(classColour(label, theme)) }} />{name}</li>)}
    </ul>
  )
}
