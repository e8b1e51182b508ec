// One dot a network, two measures. Drag selects what is in the box, a click opens one; with keys, arrows walk the dots from left to right, and
// Space puts one into the selection or takes it out.
import './charts.css'
import type { KeyboardEvent, PointerEvent } from 'react'
import { memo, useMemo, useState } from 'react'
import type { Shape } from '../shapes.ts'
import { shapePath } from '../shapes.ts'
import type { Axis } from './axis.ts'
import { axis } from './axis.ts'
import { XAxis, YAxis } from './Axes.tsx'
import { GroupKey } from './GroupKey.tsx'
import { lifted, markAt, markPaths } from './marks.ts'
import type { ChooseMode, Drag } from './use-drag.ts'
import { useDrag } from './use-drag.ts'
import { useWidth } from './use-width.ts'

export interface Dot { id: number, x: number, y: number, shape: Shape, fill: string, order: number, selected: boolean, group: 'a' | 'b' | null, label: string }

export interface ScatterSide { name: string, domain: readonly [number, number], log: boolean, integer?: boolean, format: (value: number) => string }

interface Props {
  dots: readonly Dot[]
  /** Whether there is a selection: then those outside it are context. */
  selecting: boolean
  across: ScatterSide
  up: ScatterSide
  label: string
  onPick: (id: number) => void
  onBox: (ids: number[], mode: ChooseMode) => void
  height?: number
  /** Of a mark, in pixels. */
  radius?: number
  /** Whether marks carry an edge while nothing is chosen; in a cloud of hundreds, edges are all that is seen. */
  edged?: boolean
}

const RADIUS = 3.4
const REACH = 12
/** Room for the name of the upward axis, and for dots at its end. */
const TOP = 20

export const Scatter = memo(function Scatter({ dots, selecting, across, up, label, onPick, onBox, height = 190, radius = RADIUS, edged = true }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const [hovered, setHovered] = useState<number | null>(null)
  const [left, right, bottom] = [30, width - 6, height - 32]
  const x = useMemo(() => axis(across.domain, [left + 6, right - 4], { log: across.log, integer: across.integer ?? false, ticks: 5 }), [across, right, left])
  const y = useMemo(() => axis(up.domain, [bottom, TOP], { log: up.log }), [up, bottom])
  const placed = useMemo(() => dots.map(dot => ({ ...dot, x: x.at(dot.x), y: y.at(dot.y) })), [dots, x, y])
  const counts = useMemo(() => ({ a: dots.filter(dot => dot.group === 'a').length, b: dots.filter(dot => dot.group === 'b').length }), [dots])
  // For the keyboard: from left to right, and up.
  const walk = useMemo(() => placed.map((_, k) => k).sort((a, b) => placed[a].x - placed[b].x || placed[b].y - placed[a].y), [placed])
  const inBox = ({ from, to }: Drag) => placed.filter(dot =>
    dot.x >= Math.min(from.x, to.x) && dot.x <= Math.max(from.x, to.x) && dot.y >= Math.min(from.y, to.y) && dot.y <= Math.max(from.y, to.y))
  const { drag, handlers } = useDrag({
    onDrag: (done, mode) => onBox(inBox(done).map(dot => dot.id), mode),
    onClick: at => { const k = markAt(placed, at.x, at.y, REACH); if (k >= 0) onPick(placed[k].id) },
  })
  const hover = (event: PointerEvent<SVGSVGElement>) => {
    handlers.onPointerMove(event)
    const box = event.currentTarget.getBoundingClientRect()
    const k = drag ? -1 : markAt(placed, event.clientX - box.left, event.clientY - box.top, REACH)
    setHovered(k < 0 ? null : placed[k].id)
  }
  const current = hovered === null ? -1 : placed.findIndex(dot => dot.id === hovered)
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
    if (step !== undefined && placed.length) {
      const next = current < 0 ? (step > 0 ? 0 : walk.length - 1) : (walk.indexOf(current) + step + walk.length) % walk.length
      setHovered(placed[walk[next]].id)
    } else if (event.key === 'Enter' && current >= 0) onPick(placed[current].id)
    else if (event.key === ' ' && current >= 0) onBox([placed[current].id], 'toggle')
    else return
    event.preventDefault()
  }
  return (
    <div className="Chart" ref={ref}>
      <svg
        width={width}
        height={height}
        className="Chart-brushable"
        role="application"
        aria-label={`${label}. Arrow keys walk the marks, Enter opens one, Space adds it to the selection or takes it away.`}
        tabIndex={0}
        {...handlers}
        onPointerMove={hover}
        onPointerLeave={() => setHovered(null)}
        onBlur={() => setHovered(null)}
        onKeyDown={keys}
      >
        <YAxis axis={y} left={left} right={right} format={up.format} />
        <Dots placed={placed} selecting={selecting} radius={radius} edged={edged} />
        <XAxis axis={plain(x, left, right)} y={bottom} format={across.format} name={across.name} />
        <text x={left - 4} y={8} pointerEvents="none" aria-hidden>{y.log ? `${up.name}, log scale` : up.name}</text>
        {current >= 0 && <Pointed dot={placed[current]} left={left} right={right} />}
        {drag && (
          <rect
            className="Chart-brush"
            x={Math.min(drag.from.x, drag.to.x)}
            y={Math.min(drag.from.y, drag.to.y)}
            width={Math.abs(drag.to.x - drag.from.x)}
            height={Math.abs(drag.to.y - drag.from.y)}
          />
        )}
      </svg>
      <GroupKey a={counts.a} b={counts.b} />
      <span className="visually-hidden" aria-live="polite">{current >= 0 ? said(placed[current]) : ''}</span>
    </div>
  )
})

/** The line of an axis reaches a little further than its values, so that dots at the ends do not stand on it. */
const plain = (x: Axis, left: number, right: number): Axis => ({ ...x, range: [left, right] })

const Dots = memo(function Dots({ placed, selecting, radius, edged }: { placed: readonly Dot[], selecting: boolean, radius: number, edged: boolean }) {
  const { rest, groups, chosen, plain, held } = useMemo(() => {
    const { rest, groups, chosen, held } = lifted(placed, selecting)
    return { rest: markPaths(rest, radius), groups: markPaths(groups, radius), chosen: markPaths(chosen, radius), plain: !selecting && !held, held }
  }, [placed, selecting, radius])
  return (
    <g aria-hidden>
      <g opacity={plain ? 1 : 0.75}>{rest.map(path => <path key={path.key} d={path.d} {...(plain && edged ? { className: 'Chart-mark', fill: path.fill } : { fill: path.fill })} />)}</g>
      {groups.map(path => <path key={path.key} className="Chart-mark" d={path.d} fill={path.fill} />)}
      {chosen.map(path => <path key={path.key} className={held ? 'Chart-mark Chart-ringed' : 'Chart-mark'} d={path.d} fill={path.fill} />)}
    </g>
  )
})

const said = ({ label, group }: Dot): string => group ? `${label} · ${group === 'a' ? 'A' : 'B'}` : label

function Pointed({ dot, left, right }: { dot: Dot, left: number, right: number }) {
  const late = dot.x > (left + right) / 2
  const x = dot.x + (late ? -11 : 11)
  return (
    <g pointerEvents="none" aria-hidden>
      <path d={shapePath('circle', dot.x, dot.y, 8)} fill="none" stroke="var(--ink-1)" strokeWidth={1.5} />
      <text className="Chart-label Chart-halo" x={x} y={dot.y + 4} textAnchor={late ? 'end' : 'start'}>{said(dot)}</text>
    </g>
  )
}
