// --region as it is written: the best part of the map, networks by their names, or a place.
import type { Region } from '../../src/core/search/region.ts'
import { Refusal } from '../refusal.ts'

/** `idOf`: networks on the map by name. A list that names none of them is a place, of as many coordinates as the map has. */
export function regionFrom(text: string, idOf: ReadonlyMap<string, number>, dimensions: 2 | 3): Region {
  if (text === 'top') return { kind: 'top' }
  const words = text.split(',').map(word => word.trim())
  const ids = words.flatMap(word => idOf.get(word) ?? [])
  if (ids.length === words.length) return { kind: 'networks', ids }
  const place = words.map(word => word === '' ? NaN : Number(word))
  if (ids.length === 0 && place.length === dimensions && place.every(Number.isFinite)) return { kind: 'gap', place }
  const stranger = words.find(word => !idOf.has(word))!
  throw new Refusal('--region', `${JSON.stringify(stranger)} names no network with a place and a score; give top, names with commas between, or the ${dimensions} coordinates of a place.`)
}
