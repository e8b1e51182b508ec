// Two sets of models between which Bhattacharyya distances are asked tile by tile: in the compiled kernel's memory, or plainly.
import { SLICE } from '../matrix.ts'
import type { Native } from '../native/native.ts'
import { openNative } from '../native/native.ts'
import type { ModelSource } from './model-source.ts'

/** d of one probe on which two models have no class in common. */
const DISJOINT = 100

/** Σ(√p − √q)² below which −ln(overlap) is taken as −ln(1 − ½Σ(√p − √q)²): the same, without the rounding of an overlap near 1. */
const NEAR = 0.0625

/** Models a side of a tile. Even: the kernel goes through them two by two. */
export const BAND = 32

/** Multiply-adds of the compiled kernel between two looks at the outside world: about 10 ms. */
const NATIVE_SLICE = 50_000_000

/** Models that stand, and rows that are held against them: themselves until others are brought. */
export interface Tables {
  /** Multiply-adds between two looks at the outside world. */
  readonly slice: number
  /** Probes so far on which two had no class in common. */
  readonly disjoint: number
  /** Other models stand from now on, and are their own rows. */
  stand(standing: ModelSource): void
  /** Rows from now on: these models, or (null) those that stand. The former rows are let go. */
  bring(rows: ModelSource | null): void
  prepare(i0: number, countI: number, j0: number, countJ: number): void
  /** Of row i and standing model j, of the tile that was prepared. */
  distance(i: number, j: number): number
}

export function openTables(standing: ModelSource, probes: number, classes: number): Tables {
  const native = openNative()
  return native ? new NativeTables(native, standing, probes, classes) : new PlainTables(standing, probes, classes)
}

class PlainTables implements Tables {
  readonly slice = SLICE
  disjoint = 0
  #a: Float64Array
  #b: Float64Array
  readonly #probes: number
  readonly #classes: number

  constructor(standing: ModelSource, probes: number, classes: number) {
    this.#b = amplitudesOf(standing)
    this.#a = this.#b
    this.#probes = probes
    this.#classes = classes
  }

  stand(standing: ModelSource): void {
    this.#b = amplitudesOf(standing)
    this.#a = this.#b
  }

  bring(rows: ModelSource | null): void { this.#a = rows ? amplitudesOf(rows) : this.#b }

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

/** √p of all models. */
function amplitudesOf({ models, size, read }: ModelSource): Float64Array {
  const amplitudes = new Float64Array(models * size)
  for (let first = 0; first < models; first += BAND) {
    const count = Math.min(BAND, models - first)
    const table = read(first, count)
    for (let k = 0; k < count * size; k++) amplitudes[first * size + k] = Math.sqrt(table[k])
  }
  return amplitudes
}

/** The compiled twin (kernels/predictions.as.ts): tiles by products of overlaps, and what they cannot do exactly pair by pair. */
class NativeTables implements Tables {
  readonly slice = NATIVE_SLICE
  readonly #native: Native
  readonly #probes: number
  readonly #classes: number
  readonly #bytes: number
  readonly #counter: number
  readonly #tile: number
  /** Where the standing models begin in the memory, and where the rows that are brought do: they are the last on the stack. */
  readonly #base: number
  #top = 0
  #a = 0
  #b = 0
  #found: Float64Array
  #i0 = 0
  #j0 = 0
  #width = BAND

  constructor(native: Native, standing: ModelSource, probes: number, classes: number) {
    this.#native = native
    this.#probes = probes
    this.#classes = classes
    this.#bytes = native.predictions.modelBytes(probes, classes)
    this.#counter = native.put(Float64Array.of(0))
    this.#tile = native.alloc(BAND * BAND * 8)
    this.#base = native.mark()
    this.#found = native.f64(this.#tile, BAND * BAND)
    this.stand(standing)
  }

  stand(standing: ModelSource): void {
    this.#native.release(this.#base)
    this.#b = this.#put(standing)
    this.#a = this.#b
    this.#top = this.#native.mark()
    this.#found = this.#native.f64(this.#tile, BAND * BAND)
  }

  get disjoint(): number { return this.#native.f64(this.#counter, 1)[0] }

  bring(rows: ModelSource | null): void {
    this.#native.release(this.#top)
    this.#a = rows ? this.#put(rows) : this.#b
    this.#found = this.#native.f64(this.#tile, BAND * BAND)
  }

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
  #put({ models, read }: ModelSource): number {
    const native = this.#native
    const place = native.alloc((models + models % 2) * this.#bytes)
    for (let first = 0; first < models; first += BAND) {
      const count = Math.min(BAND, models - first)
      const mark = native.mark()
      const values = native.put(read(first, count))
      native.predictions.amplitudes(values, count, this.#probes, this.#classes, this.#model(place, first))
      native.release(mark)
    }
    if (models % 2) native.f64(this.#model(place, models), this.#bytes / 8).fill(1)
    return place
  }
}
