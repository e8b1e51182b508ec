// In the dock: the dendrogram of the networks, with its cut.
import { useApp } from '../use-app.ts'

export function ClustersDock() {
  const map = useApp(state => state.map)
  return map && <p className="Panel-empty">ClustersDock</p>
}
