// What a checkpoint is, beside it: its network, how far it had come, how well it answered. It explains; it changes nothing.
import type { NetworkRow } from '../../core/network.ts'
import { epochsAt } from '../../store/trajectories/readings.ts'
import { Glyph } from '../charts/Glyph.tsx'
import { useBeside } from '../map/use-beside.ts'
import type { Point, Size } from '../map/view.ts'
import { decimal, integer, kindOf, optimiserName, power, titleOf } from '../ui/format.ts'
import type { Painted } from './run-colours.ts'

interface Props {
  network: NetworkRow | undefined
  id: number
  row: number
  readings: Painted
  fill: string
  at: Point
  frame: Size
}

export function CheckpointTip({ network, id, row, readings, fill, at, frame }: Props) {
  const ref = useBeside(at, frame)
  return (
    <div ref={ref} className="Tooltip" role="tooltip">
      <p className="Tooltip-title">{network && <Glyph row={network} fill={fill} />}{[network ? titleOf(network) : `#${id}`, network ? kindOf(network) : ''].filter(Boolean).join(' · ')}</p>
      <dl>{checkpointFacts(network, row, readings).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </div>
  )
}

/** How it was trained, how far it had come, and what its predictions were worth. */
export function checkpointFacts(network: NetworkRow | undefined, row: number, { starts, steps, progress, loss, error }: Painted): [string, string][] {
  const facts: [string, string][] = []
  if (network?.hyper) {
    const { optimiser, learningRate, epochs } = network.hyper
    const behind = epochsAt({ starts, steps }, row, epochs)
    facts.push(['optimiser', `${optimiserName(optimiser)}, ${power(learningRate)}`])
    if (Number.isFinite(behind)) facts.push(['epoch', `${decimal(behind, Number.isInteger(behind) ? 0 : behind < 0.1 ? 2 : 1)} of ${integer(epochs)}`])
  }
  facts.push(['update', integer(steps[row])])
  const known = (name: string, value: number | undefined) => { if (value !== undefined && Number.isFinite(value)) facts.push([name, decimal(value, 3)]) }
  known('progress', progress?.[row])
  known('error', error?.[row])
  known('loss, nats', loss?.[row])
  return facts
}
