// An axis's title is its handle: drag it sideways, or use the arrow keys on it, to move the axis; press it for the range, the scale and the side.
import type { KeyboardEvent, PointerEvent } from 'react'
import { useId, useRef, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { Brush } from '../../store/state.ts'
import { shortName } from '../panels/hyper-values.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { measured } from '../ui/format.ts'
import { NumberBox } from '../ui/NumberBox.tsx'
import { useApp } from '../use-app.ts'
import type { Coordinate } from './coordinates.ts'
import { DockPopover } from './DockPopover.tsx'
import type { AxisChanges } from './use-axes.ts'
import { withCategory } from './with-category.ts'

interface Props {
  axis: Coordinate
  x: number
  gap: number
  rows: readonly NetworkRow[]
  brush: Brush | null
  onBrush: (brush: Brush | null) => void
  changes: AxisChanges
  place: [number, number]
}

const SLOP = 4

export function AxisTitle({ axis, x, gap, rows, brush, onBrush, changes, place }: Props) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const held = useRef<{ x: number, moved: boolean } | null>(null)
  const [shift, setShift] = useState<number | null>(null)
  const name = shortName(axis.measure)
  const width = Math.min(gap - 2, 120)

  const grab = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { x: event.clientX, moved: false }
  }
  const drag = (event: PointerEvent) => {
    const start = held.current
    if (!start) return
    const by = event.clientX - start.x
    if (!start.moved && Math.abs(by) < SLOP) return
    start.moved = true
    const places = Math.round(by / gap)
    if (places !== 0) {
      changes.move(axis.key, places)
      start.x += places * gap
    }
    setShift(by - places * gap)
  }
  const drop = () => {
    setShift(null)
    // The click that ends a drag is none.
    window.setTimeout(() => { held.current = null })
  }
  const keys = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -place[1], End: place[1] }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    changes.move(axis.key, by)
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="AxisTitle"
        data-axis={axis.key}
        data-tight={gap < 78 || undefined}
        data-brushed={brush ? true : undefined}
        data-pulled={shift !== null || undefined}
        style={{ left: x - width / 2 + (shift ?? 0), width }}
        title={`${axis.measure.label}: press for its range and scale, drag to move it`}
        aria-label={`${axis.measure.label}, axis ${place[0]} of ${place[1]}${axis.kind === 'number' && axis.log ? ', log scale' : ''}. Press for its range and scale; arrow keys move it.`}
        aria-haspopup="dialog"
        popoverTarget={id}
        onPointerDown={grab}
        onPointerMove={drag}
        onPointerUp={drop}
        onPointerCancel={drop}
        onClick={event => { if (held.current?.moved) event.preventDefault() }}
        onKeyDown={keys}
      >
        <span>{name}{axis.kind === 'number' && axis.log && <small> log</small>}</span>
      </button>
      <DockPopover id={id} label={`${axis.measure.label}: range and scale`} anchor={button}>
        {() => <AxisMenu axis={axis} rows={rows} brush={brush} onBrush={onBrush} changes={changes} />}
      </DockPopover>
    </>
  )
}

function AxisMenu({ axis, rows, brush, onBrush, changes }: Pick<Props, 'axis' | 'rows' | 'brush' | 'onBrush' | 'changes'>) {
  const colourBy = useApp(state => state.colourBy)
  return (
    <>
      <h3 className="DockPopover-title">{axis.measure.label}</h3>
      {axis.kind === 'number'
        ? <Range axis={axis} brush={brush} onBrush={onBrush} />
        : axis.values.map(value => (
            <Check
              key={value}
              label={`${measured(axis.measure, value)} (${rows.filter(row => axis.measure.read(row) === value).length})`}
              checked={brush?.kind === 'category' && brush.values.includes(value)}
              onChange={() => onBrush(withCategory(axis, brush, value))}
            />
          ))}
      <div className="DockPopover-part">
        {axis.kind === 'number' && axis.extent[1] > 0 && <Check label="Log scale" checked={axis.log} onChange={log => changes.setLog(axis.key, log)} />}
        <Button variant="quiet" small onClick={() => changes.invert(axis.key)}>Turn over</Button>
        <Button variant="quiet" small onClick={() => colourBy({ measure: axis.key })}>Colour the map by it</Button>
        <Button variant="quiet" small onClick={() => { onBrush(null); changes.toggle(axis.key) }}>Take the axis away</Button>
        {brush && <Button variant="quiet" small onClick={() => onBrush(null)}>Clear its brush</Button>}
      </div>
    </>
  )
}

/** To three figures, away from the values: nobody falls out by rounding. */
function outward(value: number, way: 1 | -1): number {
  if (!Number.isFinite(value) || value === 0) return value
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 2)
  const steps = value / unit
  return Number(((way > 0 ? Math.ceil(steps - 1e-9) : Math.floor(steps + 1e-9)) * unit).toPrecision(12))
}

function Range({ axis, brush, onBrush }: { axis: Extract<Coordinate, { kind: 'number' }>, brush: Brush | null, onBrush: (brush: Brush | null) => void }) {
  const { from, to } = brush?.kind === 'number' ? brush : { from: outward(axis.extent[0], -1), to: outward(axis.extent[1], 1) }
  // An end that is typed beyond the other takes it along.
  const set = (range: { from: number, to: number }) => onBrush({ measure: axis.key, kind: 'number', ...range })
  return (
    <div className="DockPopover-range">
      <NumberBox value={from} label={`${axis.measure.label} from`} onCommit={value => set({ from: value, to: Math.max(value, to) })} />
      <span>to</span>
      <NumberBox value={to} label={`${axis.measure.label} to`} onCommit={value => set({ from: Math.min(value, from), to: value })} />
    </div>
  )
}
