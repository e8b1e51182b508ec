// How numbers become colours: which ramp, which way round, on which scale, and between which values. The keyboard's way to what the legend's drag does.
import { useId } from 'react'
import type { Measure } from '../../store/measures.ts'
import type { Palette } from '../../store/state.ts'
import type { ColourScale } from '../colour.ts'
import { css } from '../colour.ts'
import { rampOf } from '../ramps.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { NumberBox } from '../ui/NumberBox.tsx'
import { useApp } from '../use-app.ts'
import { usePalette } from '../use-palette.ts'
import { rangeOf } from './colour-range.ts'

const PALETTES: readonly [Palette, string, string][] = [
  ['viridis', 'Viridis', 'Lighter means more'],
  ['cividis', 'Cividis', 'The same to most colour-blind eyes'],
  ['magma', 'Magma', 'Black to cream: the widest range of lightness'],
  ['diverging', 'Diverging', 'For signed values: the middle is at 0 where they lie on both sides of it'],
]

interface Props { measure: Measure, scale: ColourScale, noLog: string | null }

export function ColourSheet({ measure, scale, noLog }: Props) {
  const { palette, invert, log, range } = useApp(state => state.colour)
  const colourBy = useApp(state => state.colourBy)
  const theme = usePalette()
  const name = useId()
  const number = measure.kind === 'number'
  const [from, to] = scale.domain
  return (
    <div className="ColourSheet">
      {number
        ? (
            <fieldset>
              <legend>Palette</legend>
              {PALETTES.map(([value, label, title]) => (
                <label key={value} title={title}>
                  <input type="radio" name={name} checked={palette === value} onChange={() => colourBy({ palette: value })} />
                  <span>{label}</span>
                  <i style={{ background: `linear-gradient(90deg, ${(invert ? [...rampOf(value, theme)].reverse() : rampOf(value, theme)).map(css).join(', ')})` }} />
                </label>
              ))}
            </fieldset>
          )
        : <p>Categories have the colours of Okabe and Ito, which colour-blind eyes tell apart.</p>}
      <Check label="Turn the colours round" checked={invert} onChange={next => colourBy({ invert: next })} />
      {number && (
        <>
          <Check label="Logarithmic scale" reason={noLog} hint={noLog ?? undefined} checked={log && !noLog} onChange={next => colourBy({ log: next })} />
          <div className="ColourSheet-range">
            <span>Colours from</span>
            <NumberBox narrow label="Colours from" value={from} onCommit={value => colourBy({ range: rangeOf(value, to) })} />
            <span>to</span>
            <NumberBox narrow label="Colours to" value={to} onCommit={value => colourBy({ range: rangeOf(from, value) })} />
          </div>
          <Button small reason={range ? null : 'All values are shown'} onClick={() => colourBy({ range: null })}>All values</Button>
        </>
      )}
    </div>
  )
}
