// The loop of a bar: a ring of its probes in order; of points in a plane, the loop among all of them besides.
import type { NetworkShape } from '../../../protocol/topology.ts'
import { LoopPlane } from '../../charts/LoopPlane.tsx'
import { LoopRing } from '../../charts/LoopRing.tsx'
import { useAnswer } from '../../use-answer.ts'
import { decimal, integer } from '../../ui/format.ts'
import { useWay } from './use-way.ts'

export function Loop({ shape, bar, width }: { shape: NetworkShape, bar: number, width: number }) {
  const { value } = useAnswer('probes', 'all')
  const way = useWay()
  const probes = value && value.labels.length === shape.probes ? value : null
  const cycle = shape.cycles[bar]
  const label = `The loop: ${way(cycle)}`
  if (probes?.features === 2) return <LoopPlane cycle={cycle} inputs={probes.inputs} labels={probes.labels} width={width} label={label} />
  const thing = probes?.image ? 'images' : 'probes'
  const note = `${decimal(shape.around[bar], 2)} mean distances around; the dashed edge closes it`
  return <LoopRing cycle={cycle} probes={probes} width={width} title={`${integer(cycle.length)} ${thing}`} note={note} label={label} />
}
