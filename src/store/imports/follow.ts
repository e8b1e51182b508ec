// Brought networks follow the map: on another map they land anew, on one that comes back they have their places again, and when representations have been
// measured their percentiles are told.
import type { NetworkRow } from '../../core/network.ts'
import type { MapView } from '../state.ts'
import type { BroughtRoom } from './brought-room.ts'
import { bundleOf, landBundle } from './bundle.ts'
import type { Imported } from './imported.ts'
import { othersThan, percentilesOf } from './landed.ts'
import { modelOf, tryModel } from './model.ts'

type Place = Pick<Imported, 'landed' | 'ids'>

export function followTheMap(room: BroughtRoom): void {
  const { store } = room.session
  /** By map and entry. */
  const left = new Map<string, Place>()
  const at = (series: number | undefined, key: number): string => `${series} ${key}`
  store.subscribe((now, before) => {
    if (now.map === before.map || now.imports.length === 0) return
    if (now.map?.series !== before.map?.series) {
      for (const { key, landed, ids } of before.imports) if (ids.length > 0) left.set(at(before.map?.series, key), { landed, ids })
      moved(now.map)
    } else if (now.map && before.map && now.map.networks !== before.map.networks) measured(now.map, before.map)
  })

  function moved(map: MapView | null): void {
    const on = new Set(map?.networks.map(row => row.id))
    const anew: number[] = []
    store.setState(({ imports }) => ({
      imports: imports.map(one => {
        if (one.ids.length > 0 && one.ids.every(id => on.has(id)) && map?.origin === 'session') return one // the map was made of it
        const back = left.get(at(map?.series, one.key))
        if (back && back.ids.every(id => on.has(id))) return { ...one, ...back, block: null }
        if (one.phase === 'still' && (modelOf(one) ?? bundleOf(one))) anew.push(one.key)
        return one.ids.length > 0 ? { ...one, landed: null, ids: [] } : one
      }),
    }))
    for (const key of anew) {
      void room.inTurn(async () => {
        const one = room.find(key)
        if (!one || one.ids.length > 0 || store.getState().map?.series !== map?.series) return
        await (bundleOf(one) ? landBundle(room, key) : tryModel(room, key, one.how?.chain ? [one.how.chain] : null))
      })
    }
  }

  /** Measures come some time after the place. */
  function measured(map: MapView, before: MapView): void {
    const old = new Map(before.networks.map(row => [row.id, row.measures]))
    if (!map.networks.some(row => row.measures !== old.get(row.id))) return
    const rows = new Map(map.networks.map(row => [row.id, row]))
    store.setState(({ imports }) => imports.some(({ landed }) => landed) ? { imports: imports.map(one => withPercentiles(one, rows, map)) } : {})
  }
}

function withPercentiles(one: Imported, rows: ReadonlyMap<number, NetworkRow>, map: MapView): Imported {
  const row = one.landed && rows.get(one.landed.id)
  return row ? { ...one, landed: { ...one.landed!, percentiles: percentilesOf(row, othersThan(row.id, map)) } } : one
}
