// Which of the things that can lie over the map do.
import { Check } from '../ui/Check.tsx'
import { useApp } from '../use-app.ts'
import type { LayerName, Layers } from './layer-names.ts'

export function LayersSheet({ layers, onLayer }: { layers: Layers, onLayer: (name: LayerName) => void }) {
  const named = useApp(state => state.derived.some(({ key }) => key.startsWith('derived:cluster')))
  const held = useApp(state => state.groups.a.size + state.groups.b.size > 0)
  const rows: [LayerName, string, string | null][] = [
    ['names', 'Names of clusters', named ? null : 'Cut the dendrogram in Clusters, under the map, to have some'],
    ['outlines', 'Outlines of groups A and B', held ? null : 'Hold a selection as group A or B to have some'],
    ['trust', 'How far the picture can be trusted', null],
    ['graticule', 'Graticule', null],
  ]
  return rows.map(([name, label, why]) => <Check key={name} label={label} hint={why ?? undefined} checked={layers.has(name)} onChange={() => onLayer(name)} />)
}
