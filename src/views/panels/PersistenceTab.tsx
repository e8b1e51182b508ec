// The Persistence tab: diagrams, barcodes and loops.
import { useApp } from '../use-app.ts'

export function PersistenceTab() {
  const map = useApp(state => state.map)
  return <p className="Panel-empty">{map ? 'Persistence' : 'There is no map yet.'}</p>
}
