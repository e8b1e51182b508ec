// A row a class: silhouettes as strokes with their middle half and their mean, and how much of the class's scatter lies between classes.
import '../../charts/charts.css'
import { memo } from 'react'
import { axis } from '../../charts/axis.ts'
import { useWidth } from '../../charts/use-width.ts'
import { decimal, tick } from '../../ui/format.ts'
import { SET_COLOURS } from '../use-sets.ts'
import type { ClassRow } from './class-rows.ts'
import { silhouetteDomain } from './class-rows.ts'

const FIGURE = 44
const SHARE = 56
const LANE = 20

interface Props { rows: readonly ClassRow[], /** Of one network: a stroke is a probe; else a network. */ single: boolean, label: string }

export const ClassStrips = memo(function ClassStrips({ rows, single, label }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>()
  // 6.4 px: a mean letter of 11 px Inter.
  const left = Math.min(96, Math.max(18, ...rows.map(row => row.name.length * 6.4 + 8)))
  const right = width - SHARE - FIGURE - 12
  const x = axis(silhouetteDomain(rows), [left + 2, right], { ticks: 4 })
  const lanes = Math.max(1, ...rows.map(row => row.parts.length))
  const tall = lanes * LANE + (lanes > 1 ? 6 : 2)
  const top = 20
  const bottom = top + rows.length * tall + 4
  const share = right + FIGURE + 12
  return (
    <div className="Chart" ref={ref}>
      <svg width={width} height={bottom + 32} role="img" aria-label={`${label}. ${rows.map(describe).join('; ')}`}>
        <g aria-hidden>
          <text x={right + FIGURE} y={9} textAnchor="end">{single ? 'mean' : 'median'}</text>
          <text x={width} y={9} textAnchor="end">between</text>
          {x.ticks.map(value => <line key={value} x1={x.at(value)} x2={x.at(value)} y1={top} y2={bottom} stroke={value === 0 ? 'var(--axis)' : 'var(--grid)'} />)}
          {rows.map((row, r) => (
            <g key={row.label}>
              <text x={left - 8} y={top + r * tall + tall / 2 + 4} textAnchor="end" style={{ fill: 'var(--ink-1)' }}>{row.name}</text>
              {row.parts.map((part, k) => {
                const middle = top + r * tall + (tall - lanes * LANE) / 2 + k * LANE + LANE / 2
                const { colour, ink } = SET_COLOURS[part.key]
                return (
                  <g key={part.key}>
                    <title>{`${row.name}: ${describePart(part)}`}</title>
                    <rect x={left} width={width - left} y={middle - LANE / 2} height={LANE} fill="transparent" />
                    <rect
                      x={x.at(part.low)}
                      width={Math.max(1, x.at(part.high) - x.at(part.low))}
                      y={middle - 6}
                      height={12}
                      rx={1}
                      fill={colour}
                      fillOpacity={0.16}
                      stroke={colour}
                      strokeOpacity={0.5}
                      strokeWidth={0.8}
                    />
                    <path d={part.values.filter(Number.isFinite).map(value => `M${x.at(value).toFixed(1)} ${middle - 3}v6`).join('')} stroke="var(--ink-3)" strokeOpacity={0.75} />
                    <line x1={x.at(part.middle)} x2={x.at(part.middle)} y1={middle - 8} y2={middle + 8} stroke={colour} strokeWidth={2.5} />
                    <text x={right + FIGURE} y={middle + 4} textAnchor="end" style={{ fill: row.parts.length > 1 ? ink : 'var(--ink-1)', fontWeight: 520 }}>{decimal(part.middle, 2)}</text>
                    <rect x={share} width={SHARE} y={middle - 4} height={8} rx={1} fill="var(--sunken)" />
                    {part.between > 0 && <rect x={share} width={SHARE * part.between} y={middle - 4} height={8} rx={1} fill={row.parts.length > 1 ? colour : 'var(--accent)'} />}
                  </g>
                )
              })}
            </g>
          ))}
          <line className="Chart-axis" x1={left} x2={right} y1={bottom} y2={bottom} />
          {x.ticks.map(value => <text key={value} x={x.at(value)} y={bottom + 14} textAnchor="middle">{tick(value)}</text>)}
          <text x={right} y={bottom + 28} textAnchor="end">{`silhouette; a stroke is ${single ? 'a probe' : 'a network'}`}</text>
          <text x={share} y={bottom + 14}>0</text>
          <text x={width} y={bottom + 14} textAnchor="end">1</text>
        </g>
      </svg>
    </div>
  )
})

const describePart = ({ key, middle, low, high, between }: ClassRow['parts'][number]): string =>
  `${key === 'a' || key === 'b' ? `${key.toUpperCase()} ` : ''}silhouette ${decimal(middle, 2)}, middle half ${decimal(low, 2)} to ${decimal(high, 2)}, ${decimal(between, 2)} of its scatter between classes`

const describe = ({ name, parts }: ClassRow): string => `${name}: ${parts.map(describePart).join(', ')}`
