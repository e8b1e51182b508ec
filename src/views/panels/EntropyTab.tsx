// The Entropy tab: spectral entropy of all networks and the eigenvalue decay of the selected.
import { useApp } from '../use-app.ts'

export function EntropyTab() {
  const map = useApp(state => state.map)
  return <p className="Panel-empty">{map ? 'Entropy' : 'There is no map yet.'}</p>
}
