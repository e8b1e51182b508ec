// Persistence diagrams in a map: two arrays of bars a network, of those whose shape was computed.
import type { Diagram } from '../core/persistence/diagram.ts'
import { FormatError } from './format-error.ts'
import { arrayOf } from './map-arrays.ts'
import type { MapHead, NetworkDiagrams } from './map-file.ts'
import type { Member, Npz } from './npz.ts'

/** Of the networks on the map; others are left out. */
export function diagramMembers({ ids }: MapHead, diagrams: ReadonlyMap<number, NetworkDiagrams>): Member[] {
  return ids.flatMap((id): Member[] => {
    const found = diagrams.get(id)
    return found ? [[`diagrams/${id}.h0.npy`, barsOf(found.pieces)], [`diagrams/${id}.h1.npy`, barsOf(found.loops)]] : []
  })
}

function barsOf({ births, deaths }: Diagram): { dtype: 'float64', shape: number[], data: Float64Array } {
  const data = new Float64Array(2 * births.length)
  births.forEach((birth, bar) => data.set([birth, deaths[bar]], 2 * bar))
  return { dtype: 'float64', shape: [births.length, 2], data }
}

const NAME = /^diagrams\/(0|[1-9]\d*)\.h([01])\.npy$/

/** Null where the map has none. Refuses diagrams of nobody on the map, halves of a pair, and bars that die before they are born. */
export function diagramsFrom(npz: Npz, { ids }: MapHead): Map<number, NetworkDiagrams> | null {
  const named = npz.names.flatMap(name => {
    const parts = NAME.exec(name)
    return parts ? [{ name, id: Number(parts[1]), pair: `diagrams/${parts[1]}.h${1 - Number(parts[2])}.npy` }] : []
  })
  const mapped = new Set(ids)
  for (const { name, id, pair } of named) {
    if (!npz.has(pair)) throw new FormatError(`${name} lacks the ${pair} that it belongs to.`)
    if (!mapped.has(id)) throw new FormatError(`${name} belongs to no network on the map.`)
  }
  const found = new Set(named.map(({ id }) => id))
  if (found.size === 0) return null
  return new Map(ids.filter(id => found.has(id)).map(id => [id, { pieces: diagramFrom(npz, `diagrams/${id}.h0.npy`), loops: diagramFrom(npz, `diagrams/${id}.h1.npy`) }]))
}

function diagramFrom(npz: Npz, name: `${string}.npy`): Diagram {
  const { data, shape: [bars] } = arrayOf(npz, name, ['float64'], [null, 2])
  const births = new Float64Array(bars)
  const deaths = new Float64Array(bars)
  for (let bar = 0; bar < bars; bar++) {
    const [birth, death] = [data[2 * bar], data[2 * bar + 1]]
    if (!Number.isFinite(birth) || birth < 0 || !(death >= birth)) {
      throw new FormatError(`${name} holds a bar from ${birth} to ${death} in row ${bar}; births should be finite and not negative, and no death before its birth.`)
    }
    births[bar] = birth
    deaths[bar] = death
  }
  return { births, deaths }
}
