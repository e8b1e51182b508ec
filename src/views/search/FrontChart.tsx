// Accuracy against parameters: everybody in grey, the front as steps, its networks as dots that open.
import { useMemo } from 'react'
import type { Weighed } from '../../core/search/pareto.ts'
import { axis } from '../charts/axis.ts'
import { XAxis, YAxis } from '../charts/Axes.tsx'
import { markPaths } from '../charts/marks.ts'
import { useWidth } from '../charts/use-width.ts'
import { decimal, integer, tick } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { useWalkedDots } from './use-walked-dots.ts'

const HEIGHT = 176

export function FrontChart({ all, front, proposed }: { all: readonly Weighed[], front: readonly Weighed[], proposed: ReadonlySet<number> }) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const [left, right, top, bottom] = [38, width - 8, 22, HEIGHT - 32]
  const [x, y] = useMemo(() => {
    const costs = all.map(({ cost }) => cost)
    const scores = all.map(({ score }) => score)
    return [
      axis([Math.min(...costs), Math.max(...costs)], [left + 6, right - 4], { log: true, ticks: 5 }),
      axis([Math.min(...scores), Math.max(...scores)], [bottom - 4, top], { ticks: 4 }),
    ]
  }, [all, left, right, top, bottom])
  const cloud = useMemo(() => markPaths(all.map(({ cost, score }) => ({ x: x.at(cost), y: y.at(score), shape: 'circle', fill: 'var(--mark-dim)', order: 0 })), 2.2), [all, x, y])
  const placed = useMemo(() => front.map(({ id, cost, score }) => ({ key: id, x: x.at(cost), y: y.at(score), words: `#${id}: ${decimal(score, 3)} with ${integer(cost)}${proposed.has(id) ? ', proposed' : ''}` })), [front, proposed, x, y])
  const steps = placed.map(({ x: across, y: up }, k) => k === 0 ? `M${across} ${bottom}V${up}` : `H${across}V${up}`).join('')
  const { dot, handlers } = useWalkedDots(placed, ({ key }) => { select([key], 'panel'); void openNetwork(key) })
  const late = dot !== undefined && dot.x > (left + right) / 2
  return (
    <div className="Chart" ref={ref}>
      <svg
        width={width}
        height={HEIGHT}
        role="application"
        tabIndex={0}
        aria-label="Test accuracy against parameters, with the front. Arrow keys walk the front, Enter opens a network"
        {...handlers}
      >
        <YAxis axis={y} left={left} right={right} format={tick} />
        <XAxis axis={{ ...x, range: [left, right] }} y={bottom} format={integer} name="parameters" />
        <text x={left - 4} y={8} aria-hidden>test accuracy</text>
        <g aria-hidden>
          {cloud.map(({ key, d, fill }) => <path key={key} d={d} fill={fill} />)}
          <path className="Search-front" d={`${steps}H${right}`} />
          {placed.map(({ key, x: across, y: up }) => <circle key={key} className="Search-on-front" data-proposed={proposed.has(key) || undefined} cx={across} cy={up} r={4} />)}
          {dot && <circle cx={dot.x} cy={dot.y} r={8} fill="none" stroke="var(--ink-1)" strokeWidth={1.5} />}
          {dot && <text className="Chart-label Chart-halo" x={dot.x + (late ? -11 : 11)} y={dot.y + 4} textAnchor={late ? 'end' : 'start'}>{dot.words}</text>}
        </g>
      </svg>
      <span className="visually-hidden" aria-live="polite">{dot?.words ?? ''}</span>
    </div>
  )
}
