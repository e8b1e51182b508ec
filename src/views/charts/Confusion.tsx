// Which class was taken for which: right answers on the diagonal in the accent, each mistake outlined. Works for two classes and for ten.
import './charts.css'
import type { KeyboardEvent } from 'react'
import { memo, useState } from 'react'
import { integer } from '../ui/format.ts'
import { useWidth } from './use-width.ts'

interface Props {
  /** classes × classes, row = true class, column = predicted class; null while they come: the frame stays. */
  counts: ArrayLike<number> | null
  names: readonly string[]
  /** With it, cells that hold something can be pressed: arrows go from one to the next. */
  onPick?: ((cell: ConfusionCell) => void) | undefined
  picked?: ConfusionCell | null
}

export interface ConfusionCell { truth: number, answer: number }

export const Confusion = memo(function Confusion({ counts, names, onPick, picked = null }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const n = names.length
  // 6.4 px: a mean letter of 11 px Inter.
  const longest = Math.max(...names.map(name => name.length)) * 6.4
  const left = Math.max(34, Math.min(92, longest + 12))
  const figures = 56
  const cell = Math.max(17, Math.min(n <= 4 ? Math.max(46, longest + 10) : 26, Math.floor((width - left - figures) / n)))
  const rowHeight = Math.min(cell, n <= 4 ? 30 : onPick ? 24 : 19)
  const top = 36
  const grid = Array.from({ length: n * n }, (_, k) => ({ row: Math.floor(k / n), column: k % n, count: counts?.[k] ?? 0 }))
  const total = grid.reduce((sum, { count }) => sum + count, 0)
  const right = grid.reduce((sum, { row, column, count }) => sum + (row === column ? count : 0), 0)
  const most = Math.max(1, ...grid.map(({ count }) => count))
  const short = (name: string) => name.length * 6.4 <= cell + 2 ? name : name.slice(0, Math.max(1, Math.floor(cell / 6.4)))
  const [stop, setStop] = useState<number | null>(null)
  const pressable = onPick ? grid.flatMap(({ count }, k) => count > 0 ? [k] : []) : []
  // One stop for Tab: the cell that was last on, the one that is shown, or the first mistake.
  const slip = grid.findIndex(({ row, column, count }) => row !== column && count > 0)
  const tabbed = [stop, picked && picked.truth * n + picked.answer, slip].find(k => k !== null && pressable.includes(k)) ?? pressable[0]
  const keys = (event: KeyboardEvent<SVGGElement>, k: number) => {
    if (event.key === 'Enter' || event.key === ' ') onPick?.({ truth: grid[k].row, answer: grid[k].column })
    else if (event.key.startsWith('Arrow')) {
      const next = cellFrom(pressable, k, n, event.key)
      event.currentTarget.parentElement?.querySelector<SVGGElement>(`[data-cell="${next}"]`)?.focus()
    } else return
    event.preventDefault()
  }
  const tall = Math.max(top + n * rowHeight + 2, top + 70)
  return (
    <div className="Chart" ref={ref}>
      <svg width={width} height={tall} role={onPick ? 'group' : 'img'} aria-label={counts ? describe(grid, names, right, total) : 'Confusion matrix, not here yet'}>
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
          const k = row * n + column
          const words = `${integer(count)} of true class ${names[row]} taken for ${names[column]}`
          const pressed = picked?.truth === row && picked.answer === column
          const press = onPick && count > 0
            ? {
                role: 'button', 'aria-pressed': pressed, 'aria-label': words, tabIndex: k === tabbed ? 0 : -1, className: 'Confusion-cell', 'data-cell': k,
                onFocus: () => setStop(k), onClick: () => onPick({ truth: row, answer: column }), onKeyDown: (event: KeyboardEvent<SVGGElement>) => keys(event, k),
              }
            : {}
          return (
            <g key={k} {...press}>
              <title>{words}</title>
              <rect
                x={x + (wrong ? 0.5 : 0)}
                y={y + (wrong ? 0.5 : 0)}
                width={cell - (wrong ? 2 : 1)}
                height={rowHeight - (wrong ? 2 : 1)}
                fill={hit && counts ? (count ? `color-mix(in srgb, var(--accent) ${Math.round(70 + 30 * count / most)}%, var(--canvas))` : 'var(--sunken)') : wrong ? 'var(--sel-a-soft)' : 'var(--sunken)'}
                className="Confusion-square"
                {...(pressed ? { stroke: 'var(--ink-1)', strokeWidth: 2 } : wrong ? { stroke: 'var(--sel-a-mark)' } : { opacity: hit ? 1 : 0.55 })}
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

/** The next cell that can be pressed in the arrow's direction: along the row or column where there is one, else the nearest that way. */
function cellFrom(cells: readonly number[], from: number, n: number, key: string): number {
  const [row, column] = [Math.floor(from / n), from % n]
  const [down, across] = ({ ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] } as Record<string, [number, number]>)[key]
  const far = (k: number): number => {
    const [dy, dx] = [Math.floor(k / n) - row, k % n - column]
    const along = dy * down + dx * across
    return along > 0 ? along + 3 * Math.abs(dy * across) + 3 * Math.abs(dx * down) : Infinity
  }
  const best = cells.reduce((least, k) => far(k) < far(least) ? k : least, from)
  return Number.isFinite(far(best)) ? best : from
}

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
