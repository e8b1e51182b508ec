// The Classes tab: how apart the classes lie in each representation.
import { useApp } from '../use-app.ts'

export function SeparationTab() {
  const map = useApp(state => state.map)
  return <p className="Panel-empty">{map ? 'Classes' : 'There is no map yet.'}</p>
}
