// By what one can tell that networks trained elsewhere are the same: checksums of all of them, and a few of them as they came out and as they lie.
import { alignRigid } from '../../core/procrustes.ts'
import { base64url, bytesOfBase64url } from '../../formats/base64url.ts'
import { FormatError } from '../../formats/format-error.ts'
import { fieldsOf, wrong } from '../../formats/json-fields.ts'
import { crc32 } from '../../formats/zip.ts'
import { coordinatesOf } from '../map-view.ts'
import type { MapView } from '../state.ts'
import { isFinite } from './view-fields.ts'

/** Networks that stand for all of them. */
const SAMPLE = 48
/** Accuracies and places are whole shares of this. */
const WHOLE = 65_535

export interface Fingerprint {
  mapped: number
  diverged: number
  /** CRC-32 of every network's outcome, and of every place. */
  outcomes: number
  places: number
  /** Null where the link had no room for it. */
  sample: { accuracies: number[], coordinates: number[], dims: 2 | 3 } | null
}

/** How far two maps of the same networks are apart. */
export interface Compared {
  networks: { exact: boolean, mapped: [number, number], diverged: [number, number], accuracy: number | null }
  /** Largest and median distance between places after turning, as shares of the map's extent; null where there is nothing to compare. */
  places: { exact: boolean, largest: number, median: number } | null
}

const sampled = (count: number): number[] => {
  const length = Math.min(count, SAMPLE)
  return Array.from({ length }, (_, k) => Math.floor(k * count / length))
}

const dimsOf = (map: MapView): 2 | 3 => map.space ? 3 : 2

export function fingerprintOf(map: MapView): Fingerprint {
  const dims = dimsOf(map)
  const coordinates = coordinatesOf(map)
  const rows = sampled(map.networks.length)
  return {
    mapped: map.networks.length, diverged: map.diverged.length, outcomes: outcomesOf(map), places: crc32(bytesOf(coordinates)),
    sample: {
      accuracies: rows.map(row => map.networks[row].outcome.testAccuracy),
      coordinates: rows.flatMap(row => [...coordinates.subarray(dims * row, dims * (row + 1))]), dims,
    },
  }
}

const bytesOf = (values: Float64Array): Uint8Array => new Uint8Array(Float64Array.from(values).buffer)

/** Of every network, ascending: what training came to, to the last bit. */
function outcomesOf(map: MapView): number {
  const rows = [...map.networks, ...map.diverged].sort((a, b) => a.id - b.id)
  return crc32(bytesOf(Float64Array.from(rows.flatMap(({ id, outcome: { divergedAt, steps, parameters, trainLoss, trainAccuracy, testLoss, testAccuracy } }) =>
    [id, divergedAt ?? -1, steps, parameters, trainLoss, trainAccuracy, testLoss, testAccuracy].map(value => Number.isNaN(value) ? -2 : value)))))
}

/** `brief`: without the sample. */
export function fingerprintJson({ mapped, diverged, outcomes, places, sample }: Fingerprint, brief = false): unknown {
  if (!sample || brief || sample.accuracies.length === 0) return { mapped, diverged, outcomes, places }
  const { accuracies, coordinates, dims } = sample
  const low = Array.from({ length: dims }, (_, axis) => Math.min(...coordinates.filter((__, at) => at % dims === axis)))
  const extent = extentOf(coordinates, dims)
  const box = [...low, extent].map(value => Number(value.toPrecision(7)))
  const words = new Uint16Array(accuracies.length * (1 + dims))
  accuracies.forEach((accuracy, k) => {
    words[k * (1 + dims)] = Math.round(WHOLE * Math.min(1, Math.max(0, accuracy || 0)))
    for (let axis = 0; axis < dims; axis++) {
      const along = (coordinates[dims * k + axis] - box[axis]) / (box[dims] || 1)
      words[k * (1 + dims) + 1 + axis] = Math.round(WHOLE * Math.min(1, Math.max(0, along)))
    }
  })
  const bytes = new Uint8Array(2 * words.length)
  words.forEach((word, at) => bytes.set([word & 255, word >> 8], 2 * at))
  return { mapped, diverged, outcomes, places, box, sample: base64url(bytes) }
}

/** The longest side of the box around the points; 1 where they are one. */
function extentOf(coordinates: ArrayLike<number>, dims: number): number {
  let extent = 0
  for (let axis = 0; axis < dims; axis++) {
    let [low, high] = [Infinity, -Infinity]
    for (let at = axis; at < coordinates.length; at += dims) [low, high] = [Math.min(low, coordinates[at]), Math.max(high, coordinates[at])]
    extent = Math.max(extent, high - low)
  }
  return extent > 0 ? extent : 1
}

/** Errors: FormatError. */
export function fingerprintFrom(json: unknown): Fingerprint {
  const where = 'The link’s print'
  const fields = fieldsOf(json, where)
  const print = { mapped: fields.count('mapped'), diverged: fields.count('diverged'), outcomes: fields.count('outcomes'), places: fields.count('places'), sample: null }
  if (fields.get('sample') === undefined) return print
  const box = fields.get('box')
  const list = Array.isArray(box) ? box as unknown[] : []
  if ((list.length !== 3 && list.length !== 4) || !list.every(isFinite)) throw wrong(`${where}: box`, box, 'three or four numbers')
  const dims = list.length === 3 ? 2 : 3
  const bytes = bytesOfBase64url(fields.text('sample'))
  const count = Math.min(print.mapped, SAMPLE)
  if (bytes?.length !== 2 * count * (1 + dims)) throw new FormatError(`${where} does not hold ${count} networks.`)
  const word = (at: number): number => (bytes[2 * at] | (bytes[2 * at + 1] << 8)) / WHOLE
  const low = list as number[]
  return {
    ...print,
    sample: {
      accuracies: Array.from({ length: count }, (_, k) => word(k * (1 + dims))),
      coordinates: Array.from({ length: count * dims }, (_, at) => low[at % dims] + low[dims] * word(Math.floor(at / dims) * (1 + dims) + 1 + at % dims)), dims,
    },
  }
}

/** The retrained map against what the sender's was. */
export function compared(map: MapView, print: Fingerprint): Compared {
  const own = fingerprintOf(map)
  const exact = own.outcomes === print.outcomes && own.mapped === print.mapped && own.diverged === print.diverged
  const both = own.sample && print.sample && own.sample.dims === print.sample.dims && own.mapped === print.mapped ? { own: own.sample, print: print.sample } : null
  const accuracy = both ? Math.max(0, ...both.own.accuracies.map((value, k) => Math.abs(value - both.print.accuracies[k]))) : null
  const networks: Compared['networks'] = { exact, mapped: [own.mapped, print.mapped], diverged: [own.diverged, print.diverged], accuracy: exact ? 0 : accuracy }
  if (exact && own.places === print.places) return { networks, places: { exact: true, largest: 0, median: 0 } }
  if (!both || both.own.accuracies.length < 2) return { networks, places: null }
  const { dims, coordinates } = both.print
  const laid = alignRigid(both.own.coordinates, coordinates, both.own.accuracies.length, dims)
  const extent = extentOf(coordinates, dims)
  const apart = (k: number): number => Math.hypot(...Array.from({ length: dims }, (_, axis) => laid[dims * k + axis] - coordinates[dims * k + axis]))
  const away = both.own.accuracies.map((_, k) => apart(k) / extent).sort((a, b) => a - b)
  return { networks, places: { exact: false, largest: away[away.length - 1], median: away[away.length >> 1] } }
}

/** Places that lie within this share of the map's extent, and accuracies within this much, are as good as the same. */
const TOLERANCE = { place: 0.02, accuracy: 0.005 }

/** In words: exactly, within tolerance, or what differs. */
export function verdictOf({ networks, places }: Compared): { same: boolean, words: string } {
  const percent = (share: number): string => share < 0.001 ? 'less than 0.1 %' : `up to ${(100 * share).toFixed(1)} %`
  const [mapped, sent] = networks.mapped
  const parts: string[] = []
  if (mapped !== sent || networks.diverged[0] !== networks.diverged[1]) {
    parts.push(`${mapped} networks are on the map and ${networks.diverged[0]} diverged; the sender had ${sent} and ${networks.diverged[1]}`)
  } else if (!networks.exact) parts.push(networks.accuracy === null ? 'not every network came out to the last bit' : `test accuracies are ${percent(networks.accuracy)} apart`)
  if (places && !places.exact) parts.push(`places are ${percent(places.largest)} of the map’s extent apart`)
  if (networks.exact && places?.exact) return { same: true, words: 'Reproduced exactly: every network and every place, to the last bit.' }
  const near = mapped === sent && (networks.accuracy ?? 0) <= TOLERANCE.accuracy && (places?.largest ?? 0) <= TOLERANCE.place
  if (near) return { same: true, words: `Reproduced within tolerance: ${[networks.exact ? 'every network to the last bit' : null, ...parts].filter(Boolean).join('; ')}${places ? '' : '; the link had no room for places to compare'}.` }
  return { same: false, words: `This differs from what was sent: ${[...parts, networks.exact ? 'every network is the same to the last bit' : null].filter(Boolean).join('; ')}.` }
}
