// A dot each network that landed: across what was predicted, with its error; up what it came to. On the dashed line it came to what was said.
import { useMemo } from 'react'
import { networkOf } from '../../store/selectors.ts'
import type { ShownProposal } from '../../store/search/search-state.ts'
import { axis } from '../charts/axis.ts'
import { ChartFrame } from '../charts/ChartFrame.tsx'
import { usePlot } from '../charts/use-plot.ts'
import { useColours } from '../panels/use-colours.ts'
import { shapeOf, shapePath } from '../shapes.ts'
import { tick } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { foretold, landedScore, numberOf } from './search-words.ts'
import { useWalkedDots } from './use-walked-dots.ts'

const HEIGHT = 208

export function LandedScatter({ shown }: { shown: readonly ShownProposal[] }) {
  const plot = usePlot(HEIGHT)
  const map = useApp(state => state.map)
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const { fill } = useColours()
  const { left, right, top, bottom } = plot
  const dots = useMemo(() => shown.flatMap(({ key, id, landed, proposal }) => id !== null && landed && Number.isFinite(landed.score) && Number.isFinite(proposal.predicted.score)
    ? { key, id, said: proposal.predicted.score, error: proposal.predicted.scoreError, came: landed.score, words: `${numberOf({ key })}: said ${foretold(proposal)}, came to ${landedScore(landed)}` }
    : []), [shown])
  const [x, y] = useMemo(() => {
    const around = (ends: readonly number[]) => [Math.max(0, Math.min(...ends) - 0.01), Math.min(1, Math.max(...ends) + 0.01)] as const
    // Errors lie across alone: with as much room for them upwards the dots would crowd in a strip.
    const across = around(dots.flatMap(({ said, error, came }) => [came, said - (error || 0), said + (error || 0)]))
    const up = around(dots.flatMap(({ said, came }) => [said, came]))
    return [axis(across, [left + 4, right - 4], { ticks: 4 }), axis(up, [bottom - 4, top + 4], { ticks: 4 })]
  }, [dots, left, right, top, bottom])
  const [low, high] = [Math.max(x.domain[0], y.domain[0]), Math.min(x.domain[1], y.domain[1])]
  const placed = useMemo(() => dots.map(dot => ({ ...dot, x: x.at(dot.said), y: y.at(dot.came) })).sort((a, b) => a.x - b.x), [dots, x, y])
  const { dot, handlers } = useWalkedDots(placed, ({ id }) => { select([id], 'panel'); void openNetwork(id) })
  return (
    <ChartFrame
      plot={plot}
      across={{ axis: x, name: 'predicted accuracy, ± its stated error', format: tick }}
      up={{ axis: y, name: 'accuracy it came to', format: tick }}
      label="Accuracy that was predicted against accuracy that came. Arrow keys walk the dots, Enter opens the network"
      words={dot?.words ?? ''}
      {...handlers}
    >
      <line className="Search-diagonal" x1={x.at(low)} y1={y.at(low)} x2={x.at(high)} y2={y.at(high)} />
      {placed.map(({ key, said, error, y: at }) => error > 0 && <line key={key} className="Search-error" x1={x.at(Math.max(x.domain[0], said - error))} x2={x.at(Math.min(x.domain[1], said + error))} y1={at} y2={at} />)}
      {placed.map(({ key, id, x: across, y: up }) => {
        const row = networkOf(map, id)
        return row && <path key={key} className="Chart-mark" d={shapePath(shapeOf(row), across, up, 4.5)} fill={fill(row)} />
      })}
      {dot && <circle cx={dot.x} cy={dot.y} r={9} fill="none" stroke="var(--ink-1)" strokeWidth={1.5} />}
    </ChartFrame>
  )
}
