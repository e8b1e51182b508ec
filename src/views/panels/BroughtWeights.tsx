// The arrays of a brought network's file: every one with its shape, and its numbers as a histogram.
import { useApp } from '../use-app.ts'
import type { NetworkRow } from '../../core/network.ts'
import { broughtOf } from '../../store/selectors.ts'
import { Tensors } from '../models/Tensors.tsx'
import { integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'

export function BroughtWeights({ row }: { row: NetworkRow }) {
  const one = useApp(state => broughtOf(state, row.id))
  if (one?.opened?.kind !== 'model') return null
  const { card: { tensors, network } } = one.opened
  return (
    <Panel title="Weights" help="saved-models" aside={`${integer(network.parameters)} parameters`} say={`As ${one.name} holds them: an array opens to its range and its histogram.`}>
      <Tensors of={one.key} tensors={tensors} />
    </Panel>
  )
}
