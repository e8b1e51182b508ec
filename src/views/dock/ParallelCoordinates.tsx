// One line is one network. Everyone's lines lie on a canvas that stays, in grey; those that are looked at on a second one above it; axes and brushes
// are SVG, their titles buttons.
import { useCallback, useMemo, useRef, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { MeasureKey } from '../../store/measures.ts'
import type { Brush, Groups } from '../../store/state.ts'
import type { Token } from '../charts/use-canvas.ts'
import { useCanvas } from '../charts/use-canvas.ts'
import { AxisBrush } from './AxisBrush.tsx'
import { AxisTitle } from './AxisTitle.tsx'
import type { Coordinate } from './coordinates.ts'
import type { Lines } from './draw-lines.ts'
import { drawLines, lineAt, linePath } from './draw-lines.ts'
import type { AxisChanges } from './use-axes.ts'
import { strandsOf } from './strands.ts'
import { fullName } from '../ui/format.ts'

export const TITLES = 38
const FOOT = 12
const SIDE = 52
const NOBODY = { row: -1, x: 0, y: 0 }

interface Props {
  rows: readonly NetworkRow[]
  ids: ReadonlySet<number>
  groups: Groups
  brushes: readonly Brush[]
  onBrush: (measure: MeasureKey, brush: Brush | null, dragging?: boolean) => void
  axes: readonly Coordinate[]
  changes: AxisChanges
  /** Null: in ink. */
  stepped: ((row: NetworkRow) => { fill: string, order: number }) | null
  curved: boolean
  width: number
  height: number
  onOpen: (id: number) => void
}

export function ParallelCoordinates({ rows, ids, groups, brushes, onBrush, axes, changes, stepped, curved, width, height, onOpen }: Props) {
  const surface = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState(NOBODY)
  const bottom = height - FOOT
  const gap = axes.length > 1 ? (width - 2 * SIDE) / (axes.length - 1) : 0
  const lines = useMemo<Lines>(() => ({
    curved,
    xs: axes.map((_, k) => axes.length > 1 ? SIDE + k * gap : width / 2),
    ys: axes.map(({ shares }) => Float32Array.from(shares, share => bottom - share * (bottom - TITLES))),
  }), [axes, curved, gap, width, bottom])
  const all = useMemo(() => rows.map((_, k) => k), [rows])

  const drawEveryone = useCallback((context: CanvasRenderingContext2D, token: Token) => {
    drawLines(context, lines, [{ rows: all, stroke: token('--mark-dim'), alpha: all.length > 600 ? 0.2 : 0.32, width: 1 }])
  }, [lines, all])
  const drawChosen = useCallback((context: CanvasRenderingContext2D, token: Token) => {
    drawLines(context, lines, strandsOf({ rows, ids, groups, stepped, brushing: brushes.length > 0, ink: token }))
  }, [lines, rows, ids, groups, stepped, brushes.length])
  const everyone = useCanvas(width, height, drawEveryone)
  const chosen = useCanvas(width, height, drawChosen)

  const shown = useMemo(() => ids.size > 0 ? all.filter(k => ids.has(rows[k].id)) : all, [all, ids, rows])
  const at = (event: React.PointerEvent | React.MouseEvent): number => {
    const box = surface.current!.getBoundingClientRect()
    return lineAt(lines, shown, event.clientX - box.left, event.clientY - box.top, 6)
  }
  const point = (event: React.PointerEvent) => {
    const row = at(event)
    const box = surface.current!.getBoundingClientRect()
    setOver(before => row < 0 && before.row < 0 ? before : { row, x: event.clientX - box.left, y: event.clientY - box.top })
  }
  const overRow = over.row >= 0 ? rows.at(over.row) : undefined
  return (
    <div
      className="Parallel"
      ref={surface}
      style={{ width, height }}
      onPointerMove={event => { if (event.pointerType === 'mouse' && event.buttons === 0) point(event) }}
      onPointerLeave={() => setOver(NOBODY)}
      onClick={event => {
        const row = event.target instanceof Element && event.target.closest('[data-axis]') ? undefined : rows.at(at(event))
        if (row && at(event) >= 0) onOpen(row.id)
      }}
    >
      <canvas ref={everyone} style={{ width, height }} aria-hidden />
      <canvas ref={chosen} style={{ width, height }} aria-hidden />
      <svg width={width} height={height} role="group" aria-label="Axes of the parallel coordinates">
        {overRow && <path className="Parallel-over" d={linePath(lines, over.row)} />}
        {axes.map((axis, k) => (
          <AxisBrush
            key={axis.key}
            axis={axis}
            x={lines.xs[k]}
            top={TITLES}
            bottom={bottom}
            gap={gap || width}
            reach={Math.min(22, Math.max(12, gap / 2 - 4))}
            last={k === axes.length - 1 && k > 0}
            brush={brushes.find(brush => brush.measure === axis.key) ?? null}
            onBrush={(brush, dragging) => onBrush(axis.key, brush, dragging)}
          />
        ))}
      </svg>
      {axes.map((axis, k) => (
        <AxisTitle
          key={axis.key}
          axis={axis}
          x={lines.xs[k]}
          gap={gap || width}
          rows={rows}
          brush={brushes.find(brush => brush.measure === axis.key) ?? null}
          onBrush={brush => onBrush(axis.key, brush)}
          changes={changes}
          place={[k + 1, axes.length]}
        />
      ))}
      {overRow && <span className="Parallel-name" style={{ left: Math.min(over.x + 12, width - 160), top: Math.max(TITLES, over.y - 26) }}>{fullName(overRow)}</span>}
    </div>
  )
}
