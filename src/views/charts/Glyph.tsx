// One network's mark outside a chart: its shape in its colour; with a ring, the mark of the network that is open.
import './charts.css'
import type { NetworkRow } from '../../core/network.ts'
import { shapeOf, shapePath } from '../shapes.ts'

interface Props {
  row: NetworkRow
  /** Any CSS colour. */
  fill: string
  size?: number
  ring?: boolean
}

export function Glyph({ row, fill, size = 12, ring = false }: Props) {
  const half = size / 2
  const diverged = row.outcome.divergedAt !== null
  const shape = diverged ? 'cross' : shapeOf(row)
  return (
    <svg className="Glyph" width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden>
      {ring && <circle cx={half} cy={half} r={half - 1.25} fill="none" stroke="var(--sel-a-mark)" strokeWidth={2} />}
      <path
        d={shapePath(shape, half, half, ring ? size * 0.28 : size * 0.375)}
        {...(diverged ? { className: 'Chart-open' } : { className: 'Chart-mark', fill })}
      />
    </svg>
  )
}
