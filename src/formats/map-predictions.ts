// Final predictions in a map: what networks say of the probes when they are done, where that was kept.
import { FormatError } from './format-error.ts'
import { arrayOf, byId, refuseImprobable } from './map-arrays.ts'
import type { MapHead } from './map-file.ts'
import type { Member, Npz } from './npz.ts'

/** Of the networks in the table; others are left out. Kept to the bit: distances between predictions are made of them. */
export function predictionMembers({ networks, manifest: { probes } }: MapHead, probabilities: ReadonlyMap<number, Float32Array>): Member[] {
  return networks.flatMap(({ id }): Member[] => {
    const data = probabilities.get(id)
    return data ? [[`probabilities/${id}.npy`, { dtype: 'float32', shape: [probes, data.length / probes], data }]] : []
  })
}

/** Null where the map has none. Refuses predictions of nobody, of other probes or classes, and what are no probabilities. */
export function predictionsFrom(npz: Npz, { networks, manifest: { probes, classNames } }: MapHead): Map<number, Float32Array> | null {
  const names = byId(npz, 'probabilities')
  if (names.size === 0) return null
  const known = new Set(networks.map(({ id }) => id))
  return new Map(Array.from(names, ([id, name]) => {
    if (!known.has(id)) throw new FormatError(`${name} belongs to no network in networks.json.`)
    const { data, shape: [, classes] } = arrayOf(npz, name, ['float32'], [probes, classNames.length || null])
    refuseImprobable(data, classes, name, row => `probe ${row}`)
    return [id, data]
  }))
}
