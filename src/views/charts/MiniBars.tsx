// A population on the back of a stamp: how many networks have each value, with one value's bar picked out.
import { memo } from 'react'

interface Props { counts: readonly number[], marked: number, width?: number, height?: number }

export const MiniBars = memo(function MiniBars({ counts, marked, width = 40, height = 14 }: Props) {
  const most = Math.max(1, ...counts)
  const step = width / Math.max(1, counts.length)
  const thick = Math.min(23, step)
  return (
    <svg width={width} height={height} aria-hidden>
      {counts.map((count, k) => {
        const tall = count ? Math.max(1.5, (height - 1) * count / most) : 0
        return (
          <rect
            key={k}
            x={k * step + (step - thick) / 2}
            width={Math.max(1, thick - 1)}
            y={height - tall}
            height={tall}
            fill={k === marked ? 'var(--sel-a-mark)' : 'var(--mark-dim)'}
          />
        )
      })}
    </svg>
  )
})
