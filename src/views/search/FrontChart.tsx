// Accuracy against cost: everybody in grey, the front as steps, its networks as dots that open.
import { useMemo } from 'react'
import type { Weighed } from '../../core/search/pareto.ts'
import type { FrontCost } from '../../store/search/front.ts'
import { axis } from '../charts/axis.ts'
import { ChartFrame } from '../charts/ChartFrame.tsx'
import { markPaths } from '../charts/marks.ts'
import { usePlot } from '../charts/use-plot.ts'
import { decimal, tick } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { COST_NAMES, costInWords, costTick } from './cost-words.ts'
import { useWalkedDots } from './use-walked-dots.ts'

const HEIGHT = 176

interface Props { cost: FrontCost, all: readonly Weighed[], front: readonly Weighed[], proposed: ReadonlySet<number> }

export function FrontChart({ cost: against, all, front, proposed }: Props) {
  const plot = usePlot(HEIGHT)
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const { left, right, top, bottom } = plot
  const [x, y] = useMemo(() => {
    const costs = all.map(({ cost }) => cost)
    const scores = all.map(({ score }) => score)
    return [
      axis([Math.min(...costs), Math.max(...costs)], [left + 6, right - 4], { log: true, ticks: 5 }),
      axis([Math.min(...scores), Math.max(...scores)], [bottom - 4, top], { ticks: 4 }),
    ]
  }, [all, left, right, top, bottom])
  const cloud = useMemo(() => markPaths(all.map(({ cost, score }) => ({ x: x.at(cost), y: y.at(score), shape: 'circle', fill: 'var(--mark-dim)', order: 0 })), 2.2), [all, x, y])
  const placed = useMemo(() => front.map(({ id, cost, score }) =>
    ({ key: id, x: x.at(cost), y: y.at(score), words: `#${id}: ${decimal(score, 3)} with ${costInWords(against, cost)}${proposed.has(id) ? ', proposed' : ''}` })), [front, against, proposed, x, y])
  const steps = placed.map(({ x: across, y: up }, k) => k === 0 ? `M${across} ${bottom}V${up}` : `H${across}V${up}`).join('')
  const { dot, handlers } = useWalkedDots(placed, ({ key }) => { select([key], 'panel'); void openNetwork(key) })
  return (
    <ChartFrame
      plot={plot}
      across={{ axis: x, name: COST_NAMES[against], format: value => costTick(against, value) }}
      up={{ axis: y, name: 'test accuracy', format: tick }}
      label={`Test accuracy against ${COST_NAMES[against]}, with the front. Arrow keys walk the front, Enter opens a network`}
      words={dot?.words ?? ''}
      {...handlers}
    >
      {cloud.map(({ key, d, fill }) => <path key={key} d={d} fill={fill} />)}
      <path className="Search-front" d={`${steps}H${right}`} />
      {placed.map(({ key, x: across, y: up }) => <circle key={key} className="Search-on-front" data-proposed={proposed.has(key) || undefined} cx={across} cy={up} r={4} />)}
      {dot && <circle cx={dot.x} cy={dot.y} r={8} fill="none" stroke="var(--ink-1)" strokeWidth={1.5} />}
    </ChartFrame>
  )
}
