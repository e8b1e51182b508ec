// A loss on its way: the line so far on a log scale, from the first epoch at the left to the last one asked for at the right.
import { memo } from 'react'
import { axis } from './axis.ts'
import { linePath } from './line-path.ts'
import { useWidth } from './use-width.ts'

interface Props { values: readonly number[], epochs: number, domain: readonly [number, number], height?: number }

export const Sparkline = memo(function Sparkline({ values, epochs, domain, height = 40 }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>(172)
  const x = axis([1, Math.max(2, epochs)], [1, width - 4])
  const y = axis(domain, [height - 4, 4], { log: true })
  const end = values.length - 1
  return (
    <div ref={ref}>
      <svg width={width} height={height} aria-hidden>
        <rect width={width} height={height} fill="var(--sunken)" opacity={0.5} />
        <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--axis)" />
        <path d={linePath(values, k => x.at(k + 1), y.at)} fill="none" stroke="var(--accent)" strokeWidth={1.6} strokeLinejoin="round" />
        {end >= 0 && Number.isFinite(values[end]) && <circle cx={x.at(end + 1)} cy={y.at(values[end])} r={3} fill="var(--accent)" />}
      </svg>
    </div>
  )
})
