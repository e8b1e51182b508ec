// What the colours of runs mean, in a line or two under a chart: names, or a ramp with its ends.
import type { RunPaint } from './run-colours.ts'

/** More names than can be read at a glance stand in the legend of the picture. */
const MOST = 12

export function PaintKeys({ paint: { title, key } }: { paint: RunPaint }) {
  if (key.kind === 'ramp') {
    return (
      <div className="Training-keys">
        <span>{title} {key.low}<i className="Training-ramp" style={{ background: `linear-gradient(90deg, ${key.along.join(', ')})` }} />{key.high}</span>
      </div>
    )
  }
  return (
    <div className="Training-keys">
      {key.names.slice(0, MOST).map(({ name, colour }) => <span key={name}><i style={{ borderColor: colour }} />{name}</span>)}
      {key.names.length > MOST && <span>and {key.names.length - MOST} more</span>}
    </div>
  )
}
