// The distance between two networks' predictions: Bhattacharyya's, averaged over probes. Mao et al. (2024), PNAS 121(12) e2310002121.
import { condensedRow, condensedSize } from '../condensed.ts'
import type { Steps } from '../steps.ts'
import type { ModelSource } from './model-source.ts'
import { sourceOf } from './model-source.ts'
import type { Tables } from './prediction-tables.ts'
import { BAND, openTables } from './prediction-tables.ts'

const STAGE = 'prediction distances'

/** Distances and the number of probes, over all pairs, on which the two had no class in common and which counted 100. */
export interface PredictionDistances { distances: Float64Array, disjoint: number }

/**
 * d(P, Q) = −(1/n) Σ_n ln Σ_c √(p_n(c) q_n(c)) between all models, condensed (pairs i < j, row by row), in nats. A mean over probes,
 * not a sum; InPCA uses it as a *squared* distance. A probe without a common class counts 100, a negative one (rounding) 0.
 * `predictions` are models × probes × classes, row-major, as `checkPredictions` returns them.
 */
export function bhattacharyyaSteps(predictions: Float64Array, models: number, probes: number, classes: number): Steps<PredictionDistances> {
  return new StandingModels(sourceOf(predictions, models, probes, classes), probes, classes).among()
}

/** The same from each of `rows` models to each of `columns` others: rows × columns, row-major. For networks beside a map. */
export function bhattacharyyaBetweenSteps(
  a: Float64Array, rows: number, b: Float64Array, columns: number, probes: number, classes: number,
): Steps<PredictionDistances> {
  return new StandingModels(sourceOf(b, columns, probes, classes), probes, classes).from(sourceOf(a, rows, probes, classes))
}

/** Models that stand, which others may be held against again and again; their amplitudes √p are made once. One question at a time. */
export class StandingModels {
  #models: number
  readonly #work: number
  readonly #tables: Tables

  constructor(source: ModelSource, probes: number, classes: number) {
    this.#models = source.models
    this.#work = probes * classes
    this.#tables = openTables(source, probes, classes)
  }

  /** Others stand in their place, in the same memory. */
  replace(source: ModelSource): void {
    this.#models = source.models
    this.#tables.stand(source)
  }

  /** Between all of them: condensed. */
  * among(): Steps<PredictionDistances> {
    const models = this.#models
    const tables = this.#tables
    const before = tables.disjoint
    const distances = new Float64Array(condensedSize(models))
    const tiles = Math.ceil(models / BAND) * (Math.ceil(models / BAND) + 1) / 2
    let done = 0
    let work = 0
    tables.bring(null)
    for (let i0 = 0; i0 < models; i0 += BAND) {
      const countI = Math.min(BAND, models - i0)
      for (let j0 = i0; j0 < models; j0 += BAND) {
        const countJ = Math.min(BAND, models - j0)
        tables.prepare(i0, countI, j0, countJ)
        for (let i = i0; i < i0 + countI; i++) {
          const row = condensedRow(i, models)
          for (let j = Math.max(j0, i + 1); j < j0 + countJ; j++) distances[row + j] = tables.distance(i, j)
        }
        done++
        work += countI * countJ * this.#work
        if (work > tables.slice) {
          yield { stage: STAGE, share: done / tiles }
          work = 0
        }
      }
    }
    return { distances, disjoint: tables.disjoint - before }
  }

  /** From each of these to each that stands: rows × models, row-major. */
  * from(rows: ModelSource): Steps<PredictionDistances> {
    const models = this.#models
    const tables = this.#tables
    const before = tables.disjoint
    const distances = new Float64Array(rows.models * models)
    let work = 0
    tables.bring(rows)
    for (let i0 = 0; i0 < rows.models; i0 += BAND) {
      const countI = Math.min(BAND, rows.models - i0)
      for (let j0 = 0; j0 < models; j0 += BAND) {
        const countJ = Math.min(BAND, models - j0)
        tables.prepare(i0, countI, j0, countJ)
        for (let i = i0; i < i0 + countI; i++) {
          for (let j = j0; j < j0 + countJ; j++) distances[i * models + j] = tables.distance(i, j)
        }
        work += countI * countJ * this.#work
        if (work > tables.slice) {
          yield { stage: STAGE, share: i0 / rows.models }
          work = 0
        }
      }
    }
    return { distances, disjoint: tables.disjoint - before }
  }
}
