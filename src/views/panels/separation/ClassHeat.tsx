// Mean distances between the classes as a matrix: the stronger a cell, the closer two classes lie; the closest two are outlined. Arrow keys read cells.
import '../../charts/charts.css'
import type { KeyboardEvent, PointerEvent } from 'react'
import { memo, useState } from 'react'
import { useWidth } from '../../charts/use-width.ts'
import { decimal } from '../../ui/format.ts'
import { SET_COLOURS } from '../use-sets.ts'
import type { ClassDistances } from './class-rows.ts'

interface Props { of: ClassDistances, names: readonly string[], /** Ends of the shading, the same for matrices side by side. */ ends: readonly [number, number], titled: boolean }

export const ClassHeat = memo(function ClassHeat({ of: { key, name, labels, distances, closest }, names, ends, titled }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>(176)
  const [at, setAt] = useState<{ row: number, column: number } | null>(null)
  const k = labels.length
  const named = labels.map(label => names[label] ?? String(label))
  const left = Math.min(72, Math.max(16, ...named.map(one => one.length * 6.4 + 6)))
  // Of a few classes the cells have room for their names.
  const cell = Math.max(9, Math.min(k <= 4 ? 64 : 26, Math.floor((width - left) / k)))
  const tall = Math.min(cell, 26)
  const top = titled ? 34 : 20
  const short = (one: string) => one.length * 6.4 <= cell + 3 ? one : one.slice(0, Math.max(1, Math.floor(cell / 6.4)))
  const [low, high] = ends
  const close = (value: number) => Number.isFinite(value) && high > low ? Math.round(6 + 86 * Math.min(1, Math.max(0, (high - value) / (high - low)))) : 0
  const words = at ? `${named[at.row]} and ${named[at.column]}: ${decimal(distances[at.row * k + at.column], 2)}` : ''
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const [row, column] = [Math.floor((event.clientY - box.top - top) / tall), Math.floor((event.clientX - box.left - left) / cell)]
    setAt(row >= 0 && row < k && column >= 0 && column < k ? { row, column } : null)
  }
  const keys = (event: KeyboardEvent) => {
    const way = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key]
    if (!way) return
    setAt(here => here ? { row: (here.row + way[0] + k) % k, column: (here.column + way[1] + k) % k } : { row: 0, column: 0 })
    event.preventDefault()
  }
  const { ink, colour } = SET_COLOURS[key]
  return (
    <div className="Chart" ref={ref}>
      <svg
        width={width}
        height={top + k * tall + 18}
        role="application"
        tabIndex={0}
        aria-label={`Mean distances between the classes, ${name}${closest ? `; the closest: ${named[closest.a]} and ${named[closest.b]}` : ''}; arrow keys read cells`}
        onPointerMove={move}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onKeyDown={keys}
      >
        <g aria-hidden>
          {titled && <text x={left} y={9} style={{ fill: ink, fontWeight: 620 }}>{name}</text>}
          {named.map((one, c) => (
            <g key={labels[c]}>
              <text x={left + c * cell + cell / 2} y={top - 6} textAnchor="middle">{short(one)}</text>
              <text x={left - 6} y={top + c * tall + tall / 2 + 4} textAnchor="end">{one}</text>
            </g>
          ))}
          {labels.flatMap((_, row) => labels.map((__, column) => (
            <rect
              key={row * k + column}
              x={left + column * cell}
              y={top + row * tall}
              width={cell - 1}
              height={tall - 1}
              fill={`color-mix(in srgb, var(--accent) ${close(distances[row * k + column])}%, var(--canvas))`}
            />
          )))}
          {closest && k > 2 && [[closest.a, closest.b], [closest.b, closest.a]].map(([row, column]) => (
            <rect key={`${row} ${column}`} x={left + column * cell - 0.5} y={top + row * tall - 0.5} width={cell} height={tall} fill="none" stroke={colour} strokeWidth={1.8} />
          ))}
          {at && <rect x={left + at.column * cell - 0.5} y={top + at.row * tall - 0.5} width={cell} height={tall} fill="none" stroke="var(--ink-1)" strokeWidth={1.5} />}
          <text x={left} y={top + k * tall + 13} className="Chart-label">{words}</text>
        </g>
      </svg>
      <span className="visually-hidden" aria-live="polite">{words}</span>
    </div>
  )
})
