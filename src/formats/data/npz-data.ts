// A data set as NumPy saves it: x (or images, data, x_train, …) with a row a sample, y (or labels, target, …) with its class.
import { baseName, shownName } from '../base-name.ts'
import type { DroppedFile } from '../dropped.ts'
import { FormatError, quoted } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import type { NpyArray } from '../npy.ts'
import { readNpy } from '../npy.ts'
import type { Npz } from '../npz.ts'
import { openNpz } from '../npz.ts'
import { classesOfNumbers } from './classes.ts'
import type { DataDraft } from './data-draft.ts'
import { asPictures, checkedCount, joined, samplesOf } from './samples.ts'
import { titleOf } from './title-of.ts'

const SAMPLES: ReadonlySet<string> = new Set(['x', 'images', 'image', 'data', 'inputs', 'input', 'features', 'pixels', 'imgs'])
const LABELS: ReadonlySet<string> = new Set(['y', 'labels', 'label', 'target', 'targets', 'classes', 'class'])
const PARTS = /(^|[_-])(training|train|testing|test|validation|valid|val|tr|te)(?=$|[_-])|^(x|y)(train|test|val)$/

interface Found { name: `${string}.npy`, what: 'samples' | 'labels', part: string }

/** x_train.npy → samples of the part “train”. Null for what is neither. */
function roleOf(member: string): Found | null {
  if (!member.endsWith('.npy')) return null
  const plain = baseName(member).slice(0, -4).toLowerCase()
  const match = PARTS.exec(plain)
  const part = match?.[2] ?? match?.[4] ?? ''
  const kind = match?.[3] ?? plain.replace(PARTS, '').replace(/^[_-]+|[_-]+$/g, '')
  const what = SAMPLES.has(kind) ? 'samples' : LABELS.has(kind) ? 'labels' : null
  return what && { name: member as `${string}.npy`, what, part }
}

/** Whether an archive's members are named as those of a data set are. */
export function looksLikeNpzData(names: readonly string[]): boolean {
  const roles = names.map(roleOf)
  return roles.some(role => role?.what === 'samples') && roles.some(role => role?.what === 'labels')
}

export function readNpzData({ path, bytes }: DroppedFile): DataDraft {
  return draftFrom(openNpz(bytes), shownName(path), titleOf(path))
}

/** x.npy with y.npy, and the like. */
export function readNpyData(files: readonly DroppedFile[]): DataDraft {
  const byName = new Map(files.map(file => [baseName(file.path) as `${string}.npy`, file]))
  const [first] = byName.keys()
  const roles = [...byName.keys()].flatMap(member => roleOf(member) ?? [])
  const main = roles.find(({ what }) => what === 'samples')?.name ?? first
  return draftFrom({ names: [...byName.keys()], array: member => readNpy(byName.get(member)!.bytes, member) }, main, titleOf(byName.get(main)!.path))
}

function draftFrom(npz: Pick<Npz, 'names' | 'array'>, name: string, title: string): DataDraft {
  const named = npz.names.flatMap(member => roleOf(member) ?? [])
  const roles = named.length > 0 ? named : unnamed(npz)
  const samples = roles.filter(({ what }) => what === 'samples')
  if (samples.length === 0 || !roles.some(({ what }) => what === 'labels')) {
    const lacking = samples.length === 0 ? 'samples (x or images)' : 'labels (y or labels)'
    throw new FormatError(`${name} holds no ${lacking} among ${listing(npz.names)}: save x with a row a sample and y with its class.`)
  }
  const pieces = samples.map(({ name: member, part }) => {
    const partner = roles.find(role => role.what === 'labels' && role.part === part)
    if (!partner) throw new FormatError(`${name}: ${member} has no labels beside it; save them as ${part === '' ? 'y' : `y_${part}`}.`)
    const x = npz.array(member)
    if (x.shape.length < 2) throw new FormatError(`${name}: ${member} has shape (${x.shape.join(', ')}); samples take a row each, (samples, features) or (samples, height, width).`)
    if (x.shape.length > 4) throw new FormatError(`${name}: ${member} has ${x.shape.length} dimensions; samples are (samples, features), (samples, height, width) or these with channels.`)
    const y = classNumbers(npz.array(partner.name), `${name}: ${partner.name}`)
    if (y.length !== x.shape[0]) throw new FormatError(`${name}: ${member} holds ${x.shape[0]} samples, ${partner.name} ${y.length} labels; they should be as many.`)
    return { member, x, y }
  })
  const shape = pieces[0].x.shape.slice(1)
  const other = pieces.find(({ x }) => x.shape.slice(1).join() !== shape.join())
  if (other) throw new FormatError(`${name}: ${other.member} has samples of ${other.x.shape.slice(1).join('×')}, ${pieces[0].member} of ${shape.join('×')}; one data set has samples of one shape.`)
  const rows = pieces.reduce((sum, { y }) => sum + y.length, 0)
  if (rows === 0) throw new FormatError(`${name}: ${pieces[0].member} holds no samples.`)
  checkedCount(name, rows, shape)
  const { labels, classNames, warnings } = classesOfNumbers(pieces.flatMap(({ y }) => y), `${name}: ${roles.find(({ what }) => what === 'labels')!.name}`)
  const found = samplesOf(`${name}: ${pieces[0].member}`, ...asPictures(joined(pieces.map(({ x }) => plain(x))), rows, shape))
  return {
    ...found, title, format: 'npz', columns: [], label: null, table: null, labels, classNames, featureNames: null,
    warnings: [...named.length === 0 ? [`Its arrays have no names that tell: ${roles.map(({ name: own, what }) => `${own} is read as ${what}`).join(', ')}.`] : [], ...found.warnings, ...warnings],
  }
}

/** np.savez(file, x, y) names nothing: of two arrays the one with a row a number of the other holds the samples. Empty where that does not tell. */
function unnamed({ names, array }: Pick<Npz, 'names' | 'array'>): Found[] {
  const arrays = names.filter((member): member is `${string}.npy` => member.endsWith('.npy'))
  if (arrays.length !== 2 || names.length !== 2) return []
  const [a, b] = arrays.map(name => ({ name, shape: array(name).shape })).sort((one, other) => other.shape.length - one.shape.length)
  if (a.shape.length < 2 || b.shape.length !== 1 || a.shape[0] !== b.shape[0]) return []
  return [{ name: a.name, what: 'samples', part: '' }, { name: b.name, what: 'labels', part: '' }]
}

const listing = (names: readonly string[]): string => names.length === 0 ? 'its members' : names.slice(0, 6).map(quoted).join(', ')

const plain = ({ dtype, data }: NpyArray): Float32Array | Uint8Array => dtype === 'uint8' || dtype === 'bool' ? data : Float32Array.from(data as ArrayLike<number | bigint>, Number)

/** n, n × 1, or n × C with a single 1 a row. */
function classNumbers({ shape, data }: NpyArray, where: string): number[] {
  const [rows, columns = 1] = shape
  if (shape.length > 2 || shape.length === 0) throw new FormatError(`${where} has shape (${shape.join(', ')}); labels are one number a sample.`)
  const value = (at: number): number => Number(data[at])
  if (columns === 1) return Array.from({ length: rows }, (_, row) => value(row))
  if (columns > LIMITS.dataClasses) throw new FormatError(`${where} has ${columns} columns; networks are trained on at most ${LIMITS.dataClasses} classes.`)
  return Array.from({ length: rows }, (_, row) => {
    let hot = -1
    for (let k = 0; k < columns; k++) {
      const own = value(row * columns + k)
      if (own !== 0 && (own !== 1 || hot >= 0)) throw new FormatError(`${where} has ${columns} columns and holds ${own} in row ${row}; a row should hold one 1 and else 0.`)
      if (own === 1) hot = k
    }
    if (hot < 0) throw new FormatError(`${where} has ${columns} columns and only 0 in row ${row}; a row should hold one 1.`)
    return hot
  })
}
