// Which of the things that can lie over the map do.
import { Check } from '../ui/Check.tsx'
import { useApp } from '../use-app.ts'
import type { LayerName, Layers } from '../../store/state.ts'

export function LayersSheet({ layers, onLayer }: { layers: Layers, onLayer: (name: LayerName) => void }) {
  const named = useApp(state => state.cut.shown === true)
  const setCut = useApp(state => state.setCut)
  const trustLines = useApp(state => state.trustLines)
  const showTrust = useApp(state => state.showTrust)
  const held = useApp(state => state.groups.a.size + state.groups.b.size > 0)
  const row = (name: LayerName, label: string, hint?: string) => <Check label={label} hint={hint} checked={layers.has(name)} onChange={() => onLayer(name)} />
  return (
    <>
      <Check label="Clusters and their names" checked={named} onChange={shown => setCut({ shown })} />
      {row('outlines', 'Outlines of groups A and B', held ? undefined : 'Hold a selection as group A or B to have some')}
      <Check
        label="Neighbours torn away"
        hint="Lines from the network that is pointed at to its nearest that the map shows elsewhere"
        checked={trustLines}
        onChange={showTrust}
      />
      {row('graticule', 'Graticule')}
    </>
  )
}
