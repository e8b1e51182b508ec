// A data set that a visitor brought: what is held of it, what names it, and the data set that training, probing and the panels see.
import { deriveSeed } from '../random.ts'
import type { Dataset, DatasetSettings, OwnData } from './dataset.ts'
import { PROBES, splitRows, testCountOf } from './splits.ts'

/** All of it, as it was stored. */
export interface OwnSource {
  title: string
  /** rows × features, row-major; pictures as height × width × channels, channels turning fastest. */
  values: Float32Array | Uint8Array
  shape: readonly number[]
  /** Full scale of pictures; null for tables, and for pictures with numbers below 0. */
  fullScale: number | null
  /** A class a row. */
  labels: Uint8Array
  classNames: readonly string[]
}

/** Rows that are used where nobody says otherwise, and numbers at most: every worker that trains has a copy of them. */
const USUAL_ROWS = 10_000
const USUAL_NUMBERS = 16e6
const MOST_NUMBERS = 32e6
/** A row and its class share a word on the GPU. */
const MOST_ROWS = 2 ** 24 - 1
/** Rows at least: some to train on, some to test on. */
export const LEAST_ROWS = 10

const numbersOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1)

/** Rows of `all` that can be used at once. */
export const mostRows = (all: number, shape: readonly number[]): number => Math.min(all, MOST_ROWS, Math.max(LEAST_ROWS, Math.floor(MOST_NUMBERS / numbersOf(shape))))

/** Rows of `all` that are used unless somebody says otherwise. */
export const usualRows = (all: number, shape: readonly number[]): number => Math.min(all, USUAL_ROWS, Math.max(LEAST_ROWS, Math.floor(USUAL_NUMBERS / numbersOf(shape))))

/** Width, height and channels of [height, width, channels]; null for tables. */
export const pictureOf = (shape: readonly number[]): Dataset['image'] =>
  shape.length === 3 ? { width: shape[1], height: shape[0], ...shape[2] > 1 && { channels: shape[2] } } : null

/**
 * Sixteen hexadecimal digits from shape, values, labels and names of the classes: the same data have the same hash, whatever file they came in. Two
 * lanes of multiply-and-rotate, each through MurmurHash3's finaliser; good against accidents, not against forgers, who could only fool themselves.
 */
export function hashOf({ values, shape, labels, classNames }: OwnSource): string {
  const lanes = [0x9747b28c, 0x3c6ef372]
  const take = (word: number): void => {
    for (let lane = 0; lane < 2; lane++) {
      let mixed = Math.imul(word, lane === 0 ? 0xcc9e2d51 : 0x85ebca77)
      mixed = Math.imul((mixed << 15) | (mixed >>> 17), lane === 0 ? 0x1b873593 : 0xc2b2ae3d)
      const hash = lanes[lane] ^ mixed
      lanes[lane] = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
    }
  }
  const takeBytes = (bytes: Uint8Array): void => {
    take(bytes.length)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const whole = bytes.length - bytes.length % 4
    for (let at = 0; at < whole; at += 4) take(view.getUint32(at, true))
    for (let at = whole; at < bytes.length; at++) take(bytes[at])
  }
  take(values instanceof Uint8Array ? 1 : 4)
  shape.forEach(take)
  for (const name of classNames) {
    take(name.length)
    for (let at = 0; at < name.length; at++) take(name.charCodeAt(at))
  }
  takeBytes(values instanceof Uint8Array ? values : new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  takeBytes(labels)
  return lanes.map(lane => {
    let mixed = lane ^ (lane >>> 16)
    mixed = Math.imul(mixed, 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0).toString(16).padStart(8, '0')
  }).join('')
}

/** What names so many rows of it. */
export const ownDataOf = (source: OwnSource, hash: string, rows: number): OwnData =>
  ({ hash, title: source.title, rows, shape: [...source.shape], classes: source.classNames.length })

/** What is shown of it where it is not at hand as a whole. */
export interface OwnLook extends Pick<OwnSource, 'values' | 'fullScale' | 'classNames'> {
  /** A class a row of `values`. */
  labels: Uint8Array
}

/** A data set that is here: what names it, and what it looks like. */
export interface HeldData { own: OwnData, look: OwnLook }

/** Samples that are shown, and points of two features. */
const SHOWN = 10
const POINTS = 600

/** The first row of each class, then the second of each, …: `count` rows or as many as there are. */
export function sampleRows(labels: ArrayLike<number>, count: number): number[] {
  const seen = new Map<number, number>()
  const turns: { row: number, turn: number, label: number }[] = []
  for (let row = 0; row < labels.length; row++) {
    const turn = seen.get(labels[row]) ?? 0
    if (turn >= count) continue
    seen.set(labels[row], turn + 1)
    turns.push({ row, turn, label: labels[row] })
  }
  return turns.sort((a, b) => a.turn - b.turn || a.label - b.label).slice(0, count).map(({ row }) => row)
}

/** Ten pictures, or some hundred points where there are two features; nothing of other tables. */
export function lookOf({ values, shape, fullScale, labels, classNames }: OwnSource): OwnLook {
  const features = numbersOf(shape)
  const rows = sampleRows(labels, shape.length === 3 ? SHOWN : features === 2 ? POINTS : 0)
  const shown = values instanceof Uint8Array ? new Uint8Array(rows.length * features) : new Float32Array(rows.length * features)
  rows.forEach((row, at) => shown.set(values.subarray(row * features, (row + 1) * features), at * features))
  return { values: shown, fullScale, classNames: [...classNames], labels: Uint8Array.from(rows, row => labels[row]) }
}

/** The rows that are used, ascending: every class in proportion, the same ones for the same seed. */
function usedRows({ labels, classNames }: OwnSource, rows: number, seed: number): Uint32Array {
  if (rows >= labels.length) return Uint32Array.from({ length: labels.length }, (_, row) => row)
  return splitRows(labels, classNames.length, rows, 0, deriveSeed(seed, 'used')).test
}

/**
 * Some or all of its rows, split and scaled: pictures divided by their full scale; tables, and pictures without one, to mean 0 and standard deviation
 * 1 over the rows used (a feature that never changes becomes 0): per feature, or over all numbers of pictures. Errors: settings of other data.
 */
export function ownFrom(source: OwnSource, { own, seed }: DatasetSettings): Dataset {
  const { values, shape, fullScale, labels: all, classNames } = source
  const features = numbersOf(shape)
  if (!own || numbersOf(own.shape) !== features || own.classes !== classNames.length) throw new Error(`${source.title} is not the data set that was asked for.`)
  const used = usedRows(source, own.rows, seed)
  const rows = used.length
  const labels = Uint8Array.from(used, row => all[row])
  const inputs = new Float32Array(rows * features)
  used.forEach((row, at) => inputs.set(values.subarray(row * features, (row + 1) * features), at * features))
  const stored = fullScale === null ? standardise(inputs, shape.length === 1 ? features : 1) : { scale: Float32Array.of(fullScale), offset: Float32Array.of(0), full: fullScale }
  if (fullScale !== null) for (let at = 0; at < inputs.length; at++) inputs[at] /= fullScale
  return {
    id: 'own', title: own.title, inputs, labels, features, classes: classNames.length, classNames: [...classNames],
    ...splitRows(labels, classNames.length, testCountOf(rows), PROBES, seed), image: pictureOf(shape), stored,
  }
}

/** In place; returns what was taken from each column and divided by. */
function standardise(inputs: Float32Array, columns: number): NonNullable<Dataset['stored']> {
  const mean = new Float64Array(columns)
  const square = new Float64Array(columns)
  const rows = inputs.length / columns
  for (let at = 0; at < inputs.length; at++) mean[at % columns] += inputs[at] / rows
  const offset = Float32Array.from(mean)
  for (let at = 0; at < inputs.length; at++) square[at % columns] += (inputs[at] - offset[at % columns]) ** 2 / rows
  // A deviation below float32's resolution of the mean is none.
  const scale = Float32Array.from(square, (value, column) => Math.sqrt(value) > 1e-7 * Math.abs(offset[column]) ? Math.sqrt(value) : 1)
  for (let at = 0; at < inputs.length; at++) inputs[at] = (inputs[at] - offset[at % columns]) / scale[at % columns]
  return { scale, offset, full: null }
}
