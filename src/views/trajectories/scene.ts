// What a picture of training runs holds, laid on the axes that were chosen: checkpoints by run, the road, averages. Pure; no colours, no pixels.
import type { Turn } from '../map/turntable.ts'
import { flattened } from '../map/turntable.ts'

/** As a worker laid it out: run k has the rows starts[k] … starts[k + 1] − 1; `coordinates` and `road` have `dims` columns, row-major. */
export interface Laid {
  ids: Int32Array
  starts: Uint32Array
  dims: number
  coordinates: Float64Array
  /** From ignorance to truth; empty where there is none. */
  road: Float64Array
  /** Paths besides the runs', same columns. */
  averages: readonly Float64Array[]
}

/** As it is seen, x, y by row in stretched units, before anybody zooms. */
export interface Scene {
  ids: Int32Array
  starts: Uint32Array
  places: Float64Array
  /** How near the eye each row is, −1 to 1; null on a flat picture. */
  depth: Float64Array | null
  road: Float64Array
  averages: readonly Float64Array[]
  /** The corner where three axes meet and their three ends, 4 × 2; null on a flat picture. */
  arms: Float64Array | null
  /** All of it, for whoever fits a view. */
  everything: Float64Array
  /** By what each axis is stretched: a place on the page is a value times this. */
  stretch: readonly [number, number, number]
}

export type ThreeAxes = readonly [number, number, number]

const NOTHING = new Float64Array()

/** Least and greatest of a column over several arrays of `dims` columns; [0, 0] for none. */
export function rangeOf(arrays: readonly Float64Array[], dims: number, axis: number): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const values of arrays) {
    for (let at = axis; at < values.length; at += dims) {
      if (values[at] < low) low = values[at]
      if (values[at] > high) high = values[at]
    }
  }
  return low <= high ? [low, high] : [0, 0]
}

/**
 * Factors that make the chosen axes equally long on the page (`across` times as long the first): the first axis of training runs dwarfs all others,
 * and at one scale they would be a line. An axis without length is left alone.
 */
export function stretchToFill({ coordinates, road, averages, dims }: Laid, axes: ThreeAxes, across: number): [number, number, number] {
  const lengths = axes.map(axis => {
    const [low, high] = axis < dims ? rangeOf([coordinates, road, ...averages], dims, axis) : [0, 0]
    return high - low
  })
  const longest = Math.max(...lengths)
  return lengths.map((length, k) => length > 1e-9 * longest ? (k === 0 ? across : 1) * longest / length : 1) as [number, number, number]
}

/**
 * The sign of an axis is nobody's choice: where an axis leads from ignorance to truth (over more than a third of its length), it is turned so that truth
 * lies at its positive end, and training runs from left to right.
 */
export function oriented(laid: Laid): Laid {
  const { road, dims } = laid
  const last = road.length - dims
  const flips = Array.from({ length: dims }, (_, axis) => {
    if (last < 0) return false
    const [low, high] = rangeOf([laid.coordinates, road], dims, axis)
    return road[last + axis] - road[axis] < -(high - low) / 3
  })
  if (!flips.includes(true)) return laid
  const turned = (values: Float64Array) => values.map((value, at) => flips[at % dims] ? -value : value)
  return { ...laid, coordinates: turned(laid.coordinates), road: turned(road), averages: laid.averages.map(turned) }
}

export const NO_STRETCH: ThreeAxes = [1, 1, 1]

/** The chosen columns, stretched; a column that there is not is 0. */
function columns(values: Float64Array, dims: number, axes: ThreeAxes, stretch: ThreeAxes, width: 2 | 3): Float64Array {
  const rows = values.length / dims
  const out = new Float64Array(rows * width)
  for (let k = 0; k < width; k++) {
    if (axes[k] >= dims) continue
    for (let row = 0; row < rows; row++) out[row * width + k] = values[row * dims + axes[k]] * stretch[k]
  }
  return out
}

const joined = (arrays: readonly Float64Array[]): Float64Array => {
  const out = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const array of arrays) {
    out.set(array, at)
    at += array.length
  }
  return out
}

/** Flat without a turn; with one, everything is turned about the middle of everything. */
export function sceneOf(laid: Laid, axes: ThreeAxes, stretch: ThreeAxes, turn: Turn | null): Scene {
  const { ids, starts, dims } = laid
  const width = turn ? 3 : 2
  const parts = [laid.coordinates, laid.road, ...laid.averages].map(values => columns(values, dims, axes, stretch, width))
  if (!turn) {
    const [places, road, ...averages] = parts
    return { ids, starts, places, depth: null, road, averages, arms: null, everything: joined(parts), stretch }
  }
  const solid = joined(parts)
  const ends = [0, 1, 2].map(axis => rangeOf([solid], 3, axis))
  const corner = ends.map(([low]) => low)
  const arms = Float64Array.from([corner, ...ends.map(([, high], k) => corner.map((low, at) => at === k ? high : low))].flat())
  const { positions, depth } = flattened(joined([solid, arms]), turn)
  let from = 0
  const take = (values: Float64Array) => positions.subarray(from, from += 2 * values.length / 3)
  const [places, road, ...averages] = parts.map(take)
  return { ids, starts, places, depth: depth.subarray(0, places.length / 2), road, averages, arms: take(arms), everything: positions, stretch }
}

/** What a view of a solid picture is fitted to: the corners of a square that holds it however it is turned, about the middle that it turns about. */
export function solidFit({ everything }: Pick<Scene, 'everything'>): Float64Array {
  const [[left, right], [low, high]] = [rangeOf([everything], 2, 0), rangeOf([everything], 2, 1)]
  const [x, y] = [(left + right) / 2, (low + high) / 2]
  const reach = 0.74 * Math.max(right - left, high - low)
  return Float64Array.of(x - reach, y - reach, x + reach, y + reach)
}

export const NO_SCENE: Scene = {
  ids: new Int32Array(), starts: new Uint32Array([0]), places: NOTHING, depth: null, road: NOTHING, averages: [], arms: null, everything: NOTHING, stretch: NO_STRETCH,
}

/** Which run a row belongs to. */
export function runOfRow(starts: ArrayLike<number>, row: number): number {
  let [low, high] = [0, starts.length - 2]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle] <= row) low = middle
    else high = middle - 1
  }
  return low
}

/** The last row of every run: where they all are when nobody holds the clock. */
export const endsOf = (starts: ArrayLike<number>): Float64Array => Float64Array.from({ length: starts.length - 1 }, (_, run) => starts[run + 1] - 1)
