// In the dock: parallel coordinates of the hyper-parameters, with brushes.
import { useApp } from '../use-app.ts'

export function HyperDock() {
  const map = useApp(state => state.map)
  return map && <p className="Panel-empty">HyperDock</p>
}
