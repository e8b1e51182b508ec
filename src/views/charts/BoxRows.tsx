// Groups held against each other on one axis: every network a thin stroke, half of each group in its box, the median a thick line.
import './charts.css'
import './BoxRows.css'
import type { ReactNode } from 'react'
import { memo } from 'react'
import type { Spread } from '../../core/statistics.ts'
import { axis } from './axis.ts'
import { GroupKey } from './GroupKey.tsx'
import { useWidth } from './use-width.ts'

export interface BoxRow {
  key: string
  label: ReactNode
  /** Read aloud: the row in words. */
  words: string
  values: readonly number[]
  chosen: readonly number[]
  /** Of groups A and B, where any is held. */
  groups: { a: readonly number[], b: readonly number[] } | null
  spread: Spread
}

interface Props {
  rows: readonly BoxRow[]
  selecting: boolean
  domain: readonly [number, number]
  format: (value: number) => string
  formatTick: (value: number) => string
  /** Name of the axis; with it, the axis is drawn below. */
  name?: string | undefined
  onChoose: (key: string) => void
}

export const BoxRows = memo(function BoxRows({ rows, selecting, domain, format, formatTick, name, onChoose }: Props) {
  const [ref, full] = useWidth<HTMLDivElement>()
  const width = full - LABEL - FIGURE - 24
  const x = axis(domain, [1, width - 1])
  // A above the line, B below it: where both lie, both are seen.
  const strokes = (values: readonly number[], top: number) => values.map(value => `M${x.at(value).toFixed(1)} ${top}v7`).join('')
  const members = (group: 'a' | 'b') => rows.reduce((sum, row) => sum + (row.groups?.[group].length ?? 0), 0)
  return (
    <div className="BoxRows" ref={ref}>
      {rows.map(row => (
        <button key={row.key} type="button" className="BoxRows-row" onClick={() => onChoose(row.key)} aria-label={row.words} title={`Select ${row.words}`}>
          <span className="BoxRows-label">{row.label}</span>
          <svg width={width} height={22} aria-hidden>
            <line x1={0} x2={width} y1={11} y2={11} stroke="var(--grid)" />
            {row.spread.n > 0 && (
              <>
                <rect x={x.at(row.spread.lower)} width={Math.max(1, x.at(row.spread.upper) - x.at(row.spread.lower))} y={5} height={12} rx={1} fill="var(--sunken)" stroke="var(--line-3)" strokeWidth={0.8} />
                <path d={row.values.map(value => `M${x.at(value).toFixed(1)} 8v6`).join('')} stroke="var(--ink-4)" strokeOpacity={selecting || row.groups ? 0.45 : 0.7} />
                <path d={row.chosen.map(value => `M${x.at(value).toFixed(1)} 6v10`).join('')} stroke={row.groups ? 'var(--ink-3)' : 'var(--sel-a-mark)'} strokeWidth={1.5} />
                {row.groups && <path d={strokes(row.groups.a, 3)} stroke="var(--sel-a-mark)" strokeWidth={1.5} />}
                {row.groups && <path d={strokes(row.groups.b, 12)} stroke="var(--sel-b-mark)" strokeWidth={1.5} />}
                <line x1={x.at(row.spread.median)} x2={x.at(row.spread.median)} y1={3} y2={19} stroke="var(--ink-1)" strokeWidth={2} />
              </>
            )}
          </svg>
          <span className="BoxRows-figure">{row.spread.n ? format(row.spread.median) : '–'}</span>
        </button>
      ))}
      {name && <GroupKey a={members('a')} b={members('b')} />}
      {name && (
        <div className="Chart BoxRows-axis">
          <svg width={width} height={name ? 32 : 18} aria-hidden>
            <line className="Chart-axis" x1={0} x2={width} y1={0.5} y2={0.5} />
            {x.ticks.map(tick => (
              <g key={tick}>
                <line className="Chart-axis" x1={x.at(tick)} x2={x.at(tick)} y1={0} y2={4} />
                <text x={x.at(tick)} y={15} textAnchor="middle">{formatTick(tick)}</text>
              </g>
            ))}
            <text x={width} y={29} textAnchor="end">{name}</text>
          </svg>
        </div>
      )}
    </div>
  )
})

const LABEL = 88
const FIGURE = 40
