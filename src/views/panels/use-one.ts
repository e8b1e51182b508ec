// The one network that panels look into: the only one selected, else the open one; null where it has no place on the map.
import { useApp } from '../use-app.ts'

export function useOne(): number | null {
  return useApp(state => {
    const { ids } = state.selection
    const id = ids.size === 1 ? [...ids][0] : state.open?.id
    return id !== undefined && state.map?.networks.some(row => row.id === id) ? id : null
  })
}
