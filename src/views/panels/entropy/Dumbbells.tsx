// Two values a row, joined: what it is, and what it would be otherwise.
import '../../charts/charts.css'
import { memo } from 'react'
import { axis } from '../../charts/axis.ts'
import { XAxis } from '../../charts/Axes.tsx'
import { useWidth } from '../../charts/use-width.ts'
import { decimal, tick } from '../../ui/format.ts'
import { bitsDomain } from './entropy-words.ts'

interface Row { key: number, name: string, own: number, other: number }

export const Dumbbells = memo(function Dumbbells({ rows, own, other, name }: { rows: readonly Row[], own: string, other: string, name: string }) {
  const [ref, width] = useWidth<HTMLDivElement>()
  // 6.4 px: a mean letter of 11 px Inter.
  const left = Math.min(110, Math.max(20, ...rows.map(row => row.name.length * 6.4 + 8)))
  const right = width - 6
  const top = 22
  const tall = 18
  const bottom = top + rows.length * tall + 2
  const [, high] = bitsDomain(rows.flatMap(row => [row.own, row.other]))
  const x = axis([0, high], [left, right], { ticks: 5 })
  const words = rows.map(row => `${row.name}: ${decimal(row.own, 2)} against ${decimal(row.other, 2)}`).join('; ')
  return (
    <div className="Chart" ref={ref}>
      <svg width={width} height={bottom + 32} role="img" aria-label={`${own} against ${other}. ${words}`}>
        <g aria-hidden>
          <circle cx={left + 4} cy={6} r={4} fill="var(--sel-a-mark)" className="Chart-mark" />
          <text x={left + 13} y={10}>{own}</text>
          <circle cx={left + 74} cy={6} r={4} fill="var(--mark-dim)" className="Chart-mark" />
          <text x={left + 83} y={10}>{other}</text>
          {x.ticks.map(value => <line key={value} className="Chart-grid" x1={x.at(value)} x2={x.at(value)} y1={top} y2={bottom} />)}
          {rows.map((row, k) => {
            const y = top + k * tall + tall / 2
            return (
              <g key={row.key}>
                <title>{`${row.name}: ${decimal(row.own, 2)} bits, ${other} ${decimal(row.other, 2)}`}</title>
                <rect x={0} width={width} y={y - tall / 2} height={tall} fill="transparent" />
                <text x={left - 8} y={y + 4} textAnchor="end" style={{ fill: 'var(--ink-1)' }}>{row.name}</text>
                <line x1={x.at(row.own)} x2={x.at(row.other)} y1={y} y2={y} stroke="var(--mark-dim)" strokeWidth={2} />
                <circle className="Chart-mark" cx={x.at(row.other)} cy={y} r={4} fill="var(--mark-dim)" />
                <circle className="Chart-mark" cx={x.at(row.own)} cy={y} r={4} fill="var(--sel-a-mark)" />
              </g>
            )
          })}
        </g>
        <XAxis axis={x} y={bottom} format={tick} name={name} />
      </svg>
    </div>
  )
})
