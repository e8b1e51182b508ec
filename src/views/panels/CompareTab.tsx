// The Compare tab: two groups or two networks side by side.
import { useApp } from '../use-app.ts'

export function CompareTab() {
  const map = useApp(state => state.map)
  return <p className="Panel-empty">{map ? 'Compare' : 'There is no map yet.'}</p>
}
