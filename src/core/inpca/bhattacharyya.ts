// The distance between two networks' predictions: Bhattacharyya's, averaged over probes. Mao et al. (2024), PNAS 121(12) e2310002121.
import { condensedRow, condensedSize } from '../condensed.ts'
import { SLICE } from '../matrix.ts'
import type { Native } from '../native/native.ts'
import { openNative } from '../native/native.ts'
import type { Steps } from '../steps.ts'

/** d of one probe on which two models have no class in common. */
const DISJOINT = 100

/** Σ(√p − √q)² below which −ln(overlap) is taken as −ln(1 − ½Σ(√p − √q)²): the same, without the rounding of an overlap near 1. */
const NEAR = 0.0625

/** Models a side of a tile. Even: the kernel goes through them two by two. */
const BAND = 32

/** Multiply-adds of the compiled kernel between two looks at the outside world: about 10 ms. */
const NATIVE_SLICE = 50_000_000

const STAGE = 'prediction distances'

/** Distances and the number of probes, over all pairs, on which the two had no class in common and which counted 100. */
export interface PredictionDistances { distances: Float64Array, disjoint: number }

/**
 * d(P, Q) = −(1/n) Σ_n ln Σ_c √(p_n(c) q_n(c)) between all models, condensed (pairs i < j, row by row), in nats. A mean over probes,
 * not a sum; InPCA uses it as a *squared* distance. A probe without a common class counts 100, a negative one (rounding) 0.
 * `predictions` are models × probes × classes, row-major, as `checkPredictions` returns them.
 */
export function* bhattacharyyaSteps(predictions: Float64Array, models: number, probes: number, classes: number): Steps<PredictionDistances> {
  const distances = new Float64Array(condensedSize(models))
  const table = openTables(predictions, models, predictions, models, probes, classes)
  const tiles = Math.ceil(models / BAND) * (Math.ceil(models / BAND) + 1) / 2
  let done = 0
  let work = 0
  for (let i0 = 0; i0 < models; i0 += BAND) {
    const countI = Math.min(BAND, models - i0)
    for (let j0 = i0; j0 < models; j0 += BAND) {
      const countJ = Math.min(BAND, models - j0)
      table.prepare(i0, countI, j0, countJ)
      for (let i = i0; i < i0 + countI; i++) {
        const row = condensedRow(i, models)
        for (let j = Math.max(j0, i + 1); j < j0 + countJ; j++) distances[row + j] = table.distance(i, j)
      }
      done++
      work += countI * countJ * probes * classes
      if (work > table.slice) {
        yield { stage: STAGE, share: done / tiles }
        work = 0
      }
    }
  }
  return { distances, disjoint: table.disjoint }
}

/** The same from each of `rows` models to each of `columns` others: rows × columns, row-major. For networks beside a map. */
export function* bhattacharyyaBetweenSteps(
  a: Float64Array, rows: number, b: Float64Array, columns: number, probes: number, classes: number,
): Steps<PredictionDistances> {
  const distances = new Float64Array(rows * columns)
  const table = openTables(a, rows, b, columns, probes, classes)
  let work = 0
  for (let i0 = 0; i0 < rows; i0 += BAND) {
    const countI = Math.min(BAND, rows - i0)
    for (let j0 = 0; j0 < columns; j0 += BAND) {
      const countJ = Math.min(BAND, columns - j0)
      table.prepare(i0, countI, j0, countJ)
      for (let i = i0; i < i0 + countI; i++) {
        for (let j = j0; j < j0 + countJ; j++) distances[i * columns + j] = table.distance(i, j)
      }
      work += countI * countJ * probes * classes
      if (work > table.slice) {
        yield { stage: STAGE, share: i0 / rows }
        work = 0
      }
    }
  }
  return { distances, disjoint: table.disjoint }
}

/** Two tables of models between which distances are asked tile by tile. */
interface Tables {
  readonly slice: number
  disjoint: number
  prepare(i0: number, countI: number, j0: number, countJ: number): void
  distance(i: number, j: number): number
}

function openTables(a: Float64Array, rows: number, b: Float64Array, columns: number, probes: number, classes: number): Tables {
  for (const [table, models] of [[a, rows], [b, columns]] as const) {
    if (table.length !== models * probes * classes) {
      throw new Error(`There are ${table.length} probabilities; ${models} models × ${probes} probes × ${classes} classes need ${models * probes * classes}.`)
    }
  }
  const native = openNative()
  return native ? new NativeTables(native, a, rows, b, columns, probes, classes) : new PlainTables(a, b, probes, classes)
}

class PlainTables implements Tables {
  readonly slice = SLICE
  disjoint = 0
  readonly #a: Float64Array
  readonly #b: Float64Array
  readonly #probes: number
  readonly #classes: number

  constructor(a: Float64Array, b: Float64Array, probes: number, classes: number) {
    this.#a = a.map(Math.sqrt)
    this.#b = a === b ? this.#a : b.map(Math.sqrt)
    this.#probes = probes
    this.#classes = classes
  }

  prepare(): void { /* every pair is computed when it is asked for */ }

  distance(i: number, j: number): number {
    const a = this.#a
    const b = this.#b
    const size = this.#probes * this.#classes
    let sum = 0
    for (let probe = 0; probe < size; probe += this.#classes) {
      const p = i * size + probe
      const q = j * size + probe
      let overlap = 0
      for (let c = 0; c < this.#classes; c++) overlap += a[p + c] * b[q + c]
      if (overlap === 0) {
        sum += DISJOINT
        this.disjoint++
      } else if (overlap < 1 - NEAR / 2) {
        sum -= Math.log(overlap)
      } else {
        let gap = 0
        for (let c = 0; c < this.#classes; c++) gap += (a[p + c] - b[q + c]) ** 2
        sum -= Math.log1p(-gap / 2)
      }
    }
    return sum / this.#probes
  }
}

/** The compiled twin (kernels/predictions.as.ts): tiles by products of overlaps, and what they cannot do exactly pair by pair. */
class NativeTables implements Tables {
  readonly slice = NATIVE_SLICE
  readonly #native: Native
  readonly #probes: number
  readonly #classes: number
  readonly #bytes: number
  readonly #a: number
  readonly #b: number
  readonly #counter: number
  readonly #tile: number
  #found: Float64Array
  #i0 = 0
  #j0 = 0
  #width = BAND

  constructor(native: Native, a: Float64Array, rows: number, b: Float64Array, columns: number, probes: number, classes: number) {
    this.#native = native
    this.#probes = probes
    this.#classes = classes
    this.#bytes = native.predictions.modelBytes(probes, classes)
    this.#counter = native.put(Float64Array.of(0))
    this.#tile = native.alloc(BAND * BAND * 8)
    this.#a = this.#put(a, rows)
    this.#b = a === b ? this.#a : this.#put(b, columns)
    this.#found = native.f64(this.#tile, BAND * BAND)
  }

  get disjoint(): number { return this.#native.f64(this.#counter, 1)[0] }

  prepare(i0: number, countI: number, j0: number, countJ: number): void {
    const rows = countI + countI % 2
    this.#width = countJ + countJ % 2
    this.#i0 = i0
    this.#j0 = j0
    this.#native.predictions.tile(this.#model(this.#a, i0), rows, this.#model(this.#b, j0), this.#width, this.#probes, this.#classes, this.#tile)
  }

  distance(i: number, j: number): number {
    const found = this.#found[(i - this.#i0) * this.#width + j - this.#j0]
    if (!Number.isNaN(found)) return found
    return this.#native.predictions.pair(this.#model(this.#a, i), this.#model(this.#b, j), this.#probes, this.#classes, this.#counter)
  }

  #model(base: number, index: number): number { return base + index * this.#bytes }

  /** Amplitudes of all models, a band at a time so that probabilities are not held twice; an odd last one has a stand-in for company. */
  #put(table: Float64Array, models: number): number {
    const native = this.#native
    const size = this.#probes * this.#classes
    const place = native.alloc((models + models % 2) * this.#bytes)
    for (let first = 0; first < models; first += BAND) {
      const count = Math.min(BAND, models - first)
      const mark = native.mark()
      const values = native.put(table.subarray(first * size, (first + count) * size))
      native.predictions.amplitudes(values, count, this.#probes, this.#classes, this.#model(place, first))
      native.release(mark)
    }
    if (models % 2) native.f64(this.#model(place, models), this.#bytes / 8).fill(1)
    return place
  }
}
