// In the dock: the sortable, searchable twin of the map.
import { useApp } from '../use-app.ts'

export function TableDock() {
  const map = useApp(state => state.map)
  return map && <p className="Panel-empty">TableDock</p>
}
