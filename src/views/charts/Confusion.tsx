// Which class was taken for which: right answers on the diagonal in the accent, each mistake outlined. Works for two classes and for ten.
import './charts.css'
import { memo } from 'react'
import { integer } from '../ui/format.ts'
import { useWidth } from './use-width.ts'

interface Props {
  /** classes × classes, row = true class, column = predicted class; null while they come: the frame stays. */
  counts: ArrayLike<number> | null
  names: readonly string[]
}

export const Confusion = memo(function Confusion({ counts, names }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const n = names.length
  // 6.4 px: a mean letter of 11 px Inter.
  const longest = Math.max(...names.map(name => name.length)) * 6.4
  const left = Math.max(34, Math.min(92, longest + 12))
  const figures = 56
  const cell = Math.max(17, Math.min(n <= 4 ? Math.max(46, longest + 10) : 26, Math.floor((width - left - figures) / n)))
  const rowHeight = Math.min(cell, n <= 4 ? 30 : 19)
  const top = 36
  const grid = Array.from({ length: n * n }, (_, k) => ({ row: Math.floor(k / n), column: k % n, count: counts?.[k] ?? 0 }))
  const total = grid.reduce((sum, { count }) => sum + count, 0)
  const right = grid.reduce((sum, { row, column, count }) => sum + (row === column ? count : 0), 0)
  const most = Math.max(1, ...grid.map(({ count }) => count))
  const short = (name: string) => name.length * 6.4 <= cell + 2 ? name : name.slice(0, Math.max(1, Math.floor(cell / 6.4)))
  const tall = Math.max(top + n * rowHeight + 2, top + 70)
  return (
    <div className="Chart" ref={ref}>
      <svg width={width} height={tall} role="img" aria-label={counts ? describe(grid, names, right, total) : 'Confusion matrix, not here yet'}>
        <text x={left} y={9}>predicted</text>
        <text x={left - 8} y={top - 8} textAnchor="end">true</text>
        {names.map((name, k) => (
          <g key={k}>
            <text x={left + k * cell + cell / 2} y={top - 8} textAnchor="middle" style={{ fill: 'var(--ink-2)' }}><title>{name}</title>{short(name)}</text>
            <text x={left - 8} y={top + k * rowHeight + rowHeight / 2 + 4} textAnchor="end" style={{ fill: 'var(--ink-2)' }}>{name}</text>
          </g>
        ))}
        {grid.map(({ row, column, count }) => {
          const hit = row === column
          const wrong = !hit && count > 0
          const [x, y] = [left + column * cell, top + row * rowHeight]
          return (
            <g key={row * n + column}>
              <title>{`${integer(count)} of true class ${names[row]} taken for ${names[column]}`}</title>
              <rect
                x={x + (wrong ? 0.5 : 0)}
                y={y + (wrong ? 0.5 : 0)}
                width={cell - (wrong ? 2 : 1)}
                height={rowHeight - (wrong ? 2 : 1)}
                fill={hit && counts ? (count ? `color-mix(in srgb, var(--accent) ${Math.round(70 + 30 * count / most)}%, var(--canvas))` : 'var(--sunken)') : wrong ? 'var(--sel-a-soft)' : 'var(--sunken)'}
                {...(wrong ? { stroke: 'var(--sel-a-mark)' } : { opacity: hit ? 1 : 0.55 })}
              />
              {count > 0 && (
                <text x={x + (cell - 1) / 2} y={y + (rowHeight - 1) / 2 + 4} textAnchor="middle" style={{ fill: hit ? 'var(--on-accent)' : 'var(--sel-a)', fontWeight: wrong ? 680 : 520 }}>
                  {count}
                </text>
              )}
            </g>
          )
        })}
        {counts && <Figure x={width} y={top + 12} value={right} label="right" colour="var(--ink-1)" />}
        {counts && <Figure x={width} y={top + 52} value={total - right} label="wrong" colour="var(--sel-a)" />}
      </svg>
    </div>
  )
})

function Figure({ x, y, value, label, colour }: { x: number, y: number, value: number, label: string, colour: string }) {
  return (
    <>
      <text x={x} y={y} textAnchor="end" style={{ fill: colour, fontSize: 15, fontWeight: 600 }}>{integer(value)}</text>
      <text x={x} y={y + 15} textAnchor="end">{label}</text>
    </>
  )
}

interface Cell { row: number, column: number, count: number }

function describe(grid: readonly Cell[], names: readonly string[], right: number, total: number): string {
  const slips = grid.filter(({ row, column, count }) => row !== column && count > 0).sort((a, b) => b.count - a.count).slice(0, 10)
  return `Confusion matrix: ${integer(right)} of ${integer(total)} right. ${slips.map(({ row, column, count }) => `${names[row]} taken for ${names[column]}: ${count}`).join('; ')}`
}
