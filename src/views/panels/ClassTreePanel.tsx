// How the classes nest in one layer of the open network.
import type { NetworkRow } from '../../core/network.ts'
import { ClassTree } from '../charts/ClassTree.tsx'
import { Term } from '../learn/Term.tsx'
import { Panel } from '../ui/Panel.tsx'
import { treeWords } from './inside.ts'
import { useProbes, useStudy } from './use-inside.ts'

export function ClassTreePanel({ row, layer }: { row: NetworkRow, layer: string | null }) {
  const { value, whole } = useStudy(row, layer)
  const probes = useProbes()
  // Two classes can nest in one way only.
  if (!value?.tree || value.tree.labels.length < 3 || !probes || !(value.scale > 0)) return null
  return (
    <Panel title="How the classes nest" help="network" aside={<>average <Term name="linkage">linkage</Term></>} say={treeWords(value.tree, probes.names)}>
      <div className={whole ? undefined : 'Inside-faded'}><ClassTree tree={value.tree} names={probes.names} unit={value.scale} name="distance between classes" /></div>
    </Panel>
  )
}
