// The map file: a .npz that np.load opens too. Reading believes nothing: members must be there, agree with each other, and be finite.
// Members, shapes and types: docs/map-format.md.
import { condensedSize } from '../core/condensed.ts'
import type { Checkpoints, NetworkActivations, NetworkDetail } from '../core/network.ts'
import { CURVE_COLUMNS } from '../core/network.ts'
import { FormatError, sized } from './format-error.ts'
import { fitsHalf } from './half.ts'
import { fieldsOf } from './json-fields.ts'
import { LIMITS } from './limits.ts'
import { arrayOf, byId, member, refuseUnless } from './map-arrays.ts'
import type { CheckpointPrecision } from './map-kept.ts'
import { checkpointMembers, checkpointsFrom, stateMembers, statesFrom } from './map-kept.ts'
import { diagramMembers, diagramsFrom } from './map-diagrams.ts'
import { predictionMembers, predictionsFrom } from './map-predictions.ts'
import { checkFormat, manifestFrom, networksFrom } from './map-json.ts'
import type { MapDetail, MapFile, MapHead } from './map-file.ts'
import { MAP_FORMAT, MAP_VERSION } from './map-file.ts'
import { npySize } from './npy.ts'
import type { Member, Npz } from './npz.ts'
import { jsonText, openNpz, writeNpz } from './npz.ts'
import { crc32, looksLikeZip, notZip } from './zip.ts'

const COLUMNS = CURVE_COLUMNS.length
const MEASURES = /^measures\/([A-Za-z][\w-]*)\.npy$/

export interface MapParts { head: Uint8Array, detail: Uint8Array | null, activations: Uint8Array | null, checkpoints: Uint8Array | null }

/**
 * The files of a ready-made map. Their names beside each other are the manifest's `parts`; a part that the map lacks is null. Checkpoints
 * are rounded to float16 unless a caller says otherwise; states, predictions and diagrams are in no part.
 */
export function writeMapParts(map: MapFile, checkpoints: CheckpointPrecision = 'float16'): MapParts {
  const part = (name: string, members: Member[]): Uint8Array =>
    writeNpz([['part.json', { format: MAP_FORMAT, version: MAP_VERSION, part: name, of: fingerprint(map) }], ...members])
  return {
    head: writeNpz(headMembers(map)),
    detail: map.detail && part('detail', detailMembers(map, map.detail)),
    activations: map.activations && part('activations', activationMembers(map.activations)),
    checkpoints: map.checkpoints ? part('checkpoints', checkpointMembers(map, map.checkpoints, checkpoints)) : null,
  }
}

/**
 * The whole map in one file. Checkpoints are rounded to float16 unless a caller says otherwise; everything else is kept to the bit.
 * Errors: a FormatError for a map that is too large to be read again.
 */
export function writeMap(map: MapFile, checkpoints: CheckpointPrecision = 'float16'): Uint8Array {
  const members: Member[] = [
    ...headMembers({ ...map, manifest: { ...map.manifest, parts: {} } }),
    ...map.detail ? detailMembers(map, map.detail) : [],
    ...map.activations ? activationMembers(map.activations) : [],
    ...map.checkpoints ? checkpointMembers(map, map.checkpoints, checkpoints) : [],
    ...map.states ? stateMembers(map, map.states) : [],
    ...map.probabilities ? predictionMembers(map, map.probabilities) : [],
    ...map.diagrams ? diagramMembers(map, map.diagrams) : [],
  ]
  const bytes = members.reduce((sum, [, value]) => sum + ('dtype' in value ? npySize(value) : 0), 0)
  if (bytes > LIMITS.file || members.length > LIMITS.arrayMembers) {
    throw new FormatError(`The map would have ${sized(bytes)} in ${members.length} members; ${sized(LIMITS.file)} in ${LIMITS.arrayMembers} is the most that is read again. Keep fewer checkpoints, or neither weights nor hidden layers.`)
  }
  return writeNpz(members, levelOf)
}

/** What is kept of the way is stored as it is: it hardly shrinks (weights to 92 %, halves to 68 %), and there can be hundreds of megabytes of it. */
const levelOf = (name: string): 0 | 9 => /^(checkpoints|hidden|weights|first|second)\//.test(name) ? 0 : 9

/** What a part names its map by: the checksum of the head's ids and embedding. */
function fingerprint(head: MapHead): string {
  const { buffer, byteOffset, byteLength } = head.embedding
  return crc32(new Uint8Array(Int32Array.from(head.ids).buffer), new Uint8Array(buffer, byteOffset, byteLength)).toString(16).padStart(8, '0')
}

function headMembers(map: MapHead): Member[] {
  const { manifest, networks, ids, embedding } = map
  return [
    ['manifest.json', asRead({ ...manifest, version: MAP_VERSION }, manifestFrom)], // a map that was read from an older file is not written as one
    ['networks.json', asRead(networks.map(row => ({ ...row, measures: undefined })), rows => networksFrom(rows, MAP_VERSION))], // measures have members of their own
    ['ids.npy', { dtype: 'int32', shape: [ids.length], data: Int32Array.from(ids) }],
    ['embedding.npy', { dtype: 'float64', shape: [ids.length, manifest.geometry.dimensions], data: embedding }],
  ]
}

/** As a reader will find it, field after field in the same order: a map gives the same bytes wherever it was made, and none that would be refused is written. */
const asRead = <T extends object>(value: object, read: (json: unknown) => T): T => read(JSON.parse(jsonText(value)))

function detailMembers(map: MapHead, detail: MapDetail): Member[] {
  const detailOf = new Map(detail.details.map(item => [item.id, item]))
  const classes = map.manifest.classNames.length
  const rows = map.networks.map(network => {
    const item = detailOf.get(network.id)
    if (!item) throw new Error(`The map's detail lacks network ${network.id}.`)
    return item
  })
  const offsets = new Int32Array(rows.length + 1)
  rows.forEach((item, index) => { offsets[index + 1] = offsets[index] + item.curve.length / COLUMNS })
  const curves = new Float32Array(offsets[rows.length] * COLUMNS)
  const confusion = new Int32Array(rows.length * classes * classes)
  rows.forEach((item, index) => {
    curves.set(item.curve, offsets[index] * COLUMNS)
    confusion.set(item.confusion, index * classes * classes)
  })
  return [
    ['distance.npy', { dtype: 'float64', shape: [detail.distances.length], data: detail.distances }],
    ['curves.npy', { dtype: 'float32', shape: [offsets[rows.length], COLUMNS], data: curves }],
    ['curve_offsets.npy', { dtype: 'int32', shape: [offsets.length], data: offsets }],
    ['confusion.npy', { dtype: 'int32', shape: [rows.length, classes, classes], data: confusion }],
    ...Array.from(detail.measures, ([name, values]): Member => [`measures/${name}.npy`, { dtype: 'float64', shape: [map.ids.length], data: values }]),
  ]
}

/** Bytes that these activations take in a file. */
export const activationsSize = (activations: NetworkActivations[]): number => writeNpz(activationMembers(activations), levelOf).length

/** Stored as float16 where that loses nothing (the ready-made maps round their activations first), else as float32. */
function activationMembers(activations: NetworkActivations[]): Member[] {
  return activations.map(({ id, rows, columns, values }) =>
    [`activations/${id}.npy`, { dtype: fitsHalf(values) ? 'float16' : 'float32', shape: [rows, columns], data: values }])
}

/** The part that the first picture needs; the rest of the file is not unpacked. */
export function readMapHead(bytes: Uint8Array): MapHead {
  return headFrom(openMap(bytes))
}

/** The second part, which must belong to this head. */
export function readMapDetail(bytes: Uint8Array, head: MapHead): MapDetail {
  return detailFrom(openPart(bytes, 'detail', head), head)
}

/** The third part, which must belong to this head. */
export function readMapActivations(bytes: Uint8Array, head: MapHead): NetworkActivations[] {
  return activationsFrom(openPart(bytes, 'activations', head), head)
}

/** The fourth part, which must belong to this head. */
export function readMapCheckpoints(bytes: Uint8Array, head: MapHead): Map<number, Checkpoints> {
  return checkpointsFrom(openPart(bytes, 'checkpoints', head), head) ?? new Map<number, Checkpoints>()
}

/** A whole map from one file; what the file does not have is null, and predictions and diagrams are left out. */
export function readMap(bytes: Uint8Array): MapFile {
  const npz = openMap(bytes)
  const head = headFrom(npz)
  return {
    ...head,
    detail: npz.has('distance.npy') ? detailFrom(npz, head) : null,
    activations: byId(npz, 'activations').size > 0 ? activationsFrom(npz, head) : null,
    checkpoints: checkpointsFrom(npz, head),
    states: statesFrom(npz, head),
    ...rarer(npz, head),
  }
}

/** What few maps have. */
function rarer(npz: Npz, head: MapHead): Pick<MapFile, 'probabilities' | 'diagrams'> {
  const [probabilities, diagrams] = [predictionsFrom(npz, head), diagramsFrom(npz, head)]
  return { ...probabilities && { probabilities }, ...diagrams && { diagrams } }
}

function openMap(bytes: Uint8Array): Npz {
  if (!looksLikeZip(bytes)) throw new FormatError(`This is not a Netfold map: the file ${notZip(bytes)}.`)
  const npz = openNpz(bytes)
  if (npz.has('part.json')) throw new FormatError('This is one part of a ready-made map: open the .npz file beside it that has no "detail", "activations" or "checkpoints" in its name.')
  if (!npz.has('manifest.json') && npz.names.some(name => /^(activations|probabilities)\//.test(name))) {
    throw new FormatError('This is a bundle of networks, not a map yet: `npm run -s netfold -- map BUNDLE.npz --out MAP.npz` makes one of it.')
  }
  if (!npz.has('manifest.json')) throw new FormatError('This is not a Netfold map: it has no manifest.json.')
  return npz
}

function openPart(bytes: Uint8Array, part: string, head: MapHead): Npz {
  if (!looksLikeZip(bytes)) throw new FormatError(`This is not the ${part} part of a map: the file ${notZip(bytes)}.`)
  const npz = openNpz(bytes)
  if (!npz.has('part.json')) throw new FormatError(`This is not the ${part} part of a map: it has no part.json.`)
  const fields = fieldsOf(npz.json('part.json'), 'part.json')
  checkFormat(fields)
  fields.oneOf('part', [part])
  if (fields.text('of') !== fingerprint(head)) throw new FormatError(`This ${part} part belongs to another map; load both anew.`)
  return npz
}

function headFrom(npz: Npz): MapHead {
  const manifest = manifestFrom(npz.json('manifest.json'))
  const networks = networksFrom(member(npz, 'networks.json', () => npz.json('networks.json')), manifest.version)
  const ids = [...arrayOf(npz, 'ids.npy', ['int32'], [manifest.mapped]).data]
  const embedding = arrayOf(npz, 'embedding.npy', ['float64'], [manifest.mapped, manifest.geometry.dimensions]).data
  const known = new Set(networks.map(network => network.id))
  const seen = new Set<number>()
  for (const id of ids) {
    if (seen.has(id)) throw new FormatError(`ids.npy holds ${id} twice; a network has one place on the map.`)
    if (!known.has(id)) throw new FormatError(`ids.npy holds ${id}, and networks.json has no row for it.`)
    seen.add(id)
  }
  refuseUnless(embedding, Number.isFinite, 'embedding.npy', 'finite')
  return { manifest, networks, ids, embedding }
}

function detailFrom(npz: Npz, head: MapHead): MapDetail {
  const { networks, manifest: { mapped, classNames: { length: classes } } } = head
  const distances = arrayOf(npz, 'distance.npy', ['float64'], [condensedSize(mapped)]).data
  refuseUnless(distances, value => Number.isFinite(value) && value >= 0, 'distance.npy', 'finite and not negative')
  const offsets = arrayOf(npz, 'curve_offsets.npy', ['int32'], [networks.length + 1]).data
  const curves = arrayOf(npz, 'curves.npy', ['float32'], [null, COLUMNS])
  const confusion = arrayOf(npz, 'confusion.npy', ['int32'], [networks.length, classes, classes]).data
  const rises = offsets.every((offset, index) => offset >= (index === 0 ? 0 : offsets[index - 1]))
  if (!rises || offsets[0] !== 0 || offsets[networks.length] !== curves.shape[0]) throw new FormatError(`curve_offsets.npy should rise from 0 to the ${curves.shape[0]} rows of curves.npy.`)
  const details = networks.map(({ id }, index): NetworkDetail => ({
    id,
    curve: curves.data.slice(offsets[index] * COLUMNS, offsets[index + 1] * COLUMNS),
    confusion: confusion.slice(index * classes * classes, (index + 1) * classes * classes),
  }))
  const measures = new Map(npz.names.flatMap(name => {
    const measure = MEASURES.exec(name)?.[1]
    return measure ? [[measure, arrayOf(npz, name as `${string}.npy`, ['float64'], [mapped]).data] as const] : []
  }))
  return { distances, details, measures }
}

function activationsFrom(npz: Npz, head: MapHead): NetworkActivations[] {
  const kept = byId(npz, 'activations')
  const mapped = new Set(head.ids)
  for (const [id, name] of kept) if (!mapped.has(id)) throw new FormatError(`${name} belongs to no network on the map.`)
  return head.ids.flatMap(id => {
    const name = kept.get(id)
    if (!name) return []
    const { shape: [rows, columns], data: values } = arrayOf(npz, name, ['float16', 'float32'], [head.manifest.probes, null])
    refuseUnless(values, Number.isFinite, name, 'finite')
    return [{ id, rows, columns, values }]
  })
}
