// Ridge regression about a query: the nearest rows count most, so that a bend in the whole is a slope here.
// Hoerl and Kennard, Technometrics 12 (1970); nearness by the tricube, Cleveland, JASA 74 (1979).
import { evenly } from '../evenly.ts'
import { squaredDistance } from './space.ts'

/** n rows of p features, and k targets each, all finite. */
export interface Rows { features: readonly Float64Array[], targets: readonly ArrayLike<number>[], outputs: number }

export interface LocalRidge extends Rows {
  /** Weight of the squared slopes against the squared errors of the rows about, weighted by nearness. */
  penalty: number
  /** What left-out rows came to be: the row, and target less prediction, k each. Empty where there are fewer than three rows. */
  leftOut: readonly { row: number, residual: Float64Array }[]
}

const PENALTIES = [0.03, 0.3, 3]

/** Rows left out for the penalty and the errors. */
const LEFT_OUT = 48

/** Of the rows half are about a query: enough to draw a plane through, few enough to be near. */
const ABOUT = { share: 0.5, least: 12, most: 160 }

export function localRidge(rows: Rows): LocalRidge {
  const n = rows.features.length
  if (n < 3) return { ...rows, penalty: PENALTIES.at(-1)!, leftOut: [] }
  const tries = evenly(n, LEFT_OUT).map(row => {
    const said = slopes(rows, rows.features[row], PENALTIES, row)
    return { row, residuals: said.map(values => values.map((value, k) => rows.targets[row][k] - value)) }
  })
  const errors = PENALTIES.map((_, p) => tries.reduce((sum, { residuals }) => sum + residuals[p].reduce((s, residual) => s + residual * residual, 0), 0))
  const best = errors.reduce((best, error, p) => error < errors[best] ? p : best, 0)
  return { ...rows, penalty: PENALTIES[best], leftOut: tries.map(({ row, residuals }) => ({ row, residual: residuals[best] })) }
}

/** Targets at a row of features; null where there are no rows. `without` leaves one row out. */
export const ridgeAt = (ridge: LocalRidge, features: Float64Array, without = -1): Float64Array | null =>
  ridge.features.length === 0 ? null : slopes(ridge, features, [ridge.penalty], without)[0]

/** The targets at `query` by each penalty. The intercept is the weighted mean and is not penalised. */
function slopes({ features, targets, outputs }: Rows, query: Float64Array, penalties: readonly number[], without: number): Float64Array[] {
  const { rows, weights } = about(features, query, without)
  const p = query.length
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const centre = new Float64Array(p)
  const level = new Float64Array(outputs)
  rows.forEach((row, r) => {
    for (let a = 0; a < p; a++) centre[a] += weights[r] * features[row][a] / total
    for (let k = 0; k < outputs; k++) level[k] += weights[r] * targets[row][k] / total
  })
  const gram = new Float64Array(p * p)
  const cross = new Float64Array(p * outputs)
  const offset = new Float64Array(p)
  rows.forEach((row, r) => {
    for (let a = 0; a < p; a++) offset[a] = features[row][a] - centre[a]
    for (let a = 0; a < p; a++) {
      const weighted = weights[r] * offset[a]
      if (weighted === 0) continue
      for (let b = 0; b <= a; b++) gram[a * p + b] += weighted * offset[b]
      for (let k = 0; k < outputs; k++) cross[a * outputs + k] += weighted * (targets[row][k] - level[k])
    }
  })
  return penalties.map(penalty => {
    const solved = solve(gram, cross, p, outputs, penalty)
    return level.map((value, k) => {
      let said = value
      for (let a = 0; a < p; a++) said += (query[a] - centre[a]) * solved[a * outputs + k]
      return said
    })
  })
}

/** The nearest rows and their tricube weights (1 − (d / span)³)³; the span reaches a little beyond the last of them, so that no row is without a say. */
function about(features: readonly Float64Array[], query: Float64Array, without: number): { rows: number[], weights: number[] } {
  const all = features.map((row, r) => ({ r, far: Math.sqrt(squaredDistance(row, query)) })).filter(({ r }) => r !== without)
  const count = Math.min(all.length, ABOUT.most, Math.max(ABOUT.least, Math.ceil(ABOUT.share * all.length)))
  const near = all.sort((a, b) => a.far - b.far || a.r - b.r).slice(0, count)
  const span = 1.1 * near[near.length - 1].far
  return { rows: near.map(({ r }) => r), weights: near.map(({ far }) => span > 0 ? cube(1 - cube(far / span)) : 1) }
}

const cube = (x: number): number => x * x * x

/** (G + penalty) X = C by Cholesky; G symmetric, its lower half read. */
function solve(gram: Float64Array, cross: Float64Array, p: number, outputs: number, penalty: number): Float64Array {
  const lower = gram.slice()
  for (let a = 0; a < p; a++) {
    lower[a * p + a] += penalty
    for (let b = 0; b <= a; b++) {
      let sum = lower[a * p + b]
      for (let c = 0; c < b; c++) sum -= lower[a * p + c] * lower[b * p + c]
      lower[a * p + b] = a === b ? Math.sqrt(sum) : sum / lower[b * p + b]
    }
  }
  const x = cross.slice()
  for (let k = 0; k < outputs; k++) {
    for (let a = 0; a < p; a++) {
      for (let b = 0; b < a; b++) x[a * outputs + k] -= lower[a * p + b] * x[b * outputs + k]
      x[a * outputs + k] /= lower[a * p + a]
    }
    for (let a = p - 1; a >= 0; a--) {
      for (let b = a + 1; b < p; b++) x[a * outputs + k] -= lower[b * p + a] * x[b * outputs + k]
      x[a * outputs + k] /= lower[a * p + a]
    }
  }
  return x
}
