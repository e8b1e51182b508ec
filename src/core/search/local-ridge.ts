// Ridge regression about a place: the nearest rows count most, so that a bend in the whole is a slope here.
// Hoerl and Kennard, Technometrics 12 (1970); nearness by the tricube, Cleveland, JASA 74 (1979).
import { evenly } from '../evenly.ts'
import { squaredDistance } from './space.ts'

/** n rows of p features, and k targets each, all finite. */
export interface Rows {
  features: readonly Float64Array[]
  targets: readonly ArrayLike<number>[]
  outputs: number
  /** What does not depend on the targets, kept for regressions on the very same rows; empty at first. */
  surroundings?: Map<number, Surroundings>
}

export interface LocalRidge extends Rows {
  /** Weight of the squared slopes against the squared errors of the rows about, weighted by nearness. */
  penalty: number
  /** Planes that were fitted, by the row about which. */
  planes: Map<number, Plane>
}

/** What left-out rows came to be: the row, and target less prediction, k each. */
export interface LeftOut { row: number, residual: Float64Array }

/** Rows about one of them with their weights (sum `total`), their weighted mean, and the lower half of Σ weight · offset offset', p × p. */
export interface Surroundings { rows: readonly number[], weights: readonly number[], total: number, centre: Float64Array, gram: Float64Array }

/** level + (x − centre)' slopes; slopes p × k. */
interface Plane { centre: Float64Array, level: Float64Array, slopes: Float64Array }

const PENALTIES = [0.03, 0.3, 3]

/** Rows left out for the penalty and the errors. */
export const LEFT_OUT = 48

/** Half of the rows are about a place: enough to draw a plane through, few enough to be near. */
const ABOUT = { share: 0.5, least: 12, most: 160 }

/** With the penalty that says best what it has not seen, or with a penalty that is given; then nothing is left out, as with fewer than three rows. */
export function localRidge(rows: Rows, penalty?: number): { ridge: LocalRidge, leftOut: LeftOut[] } {
  const standing = (penalty: number): LocalRidge => ({ ...rows, penalty, planes: new Map() })
  if (penalty !== undefined) return { ridge: standing(penalty), leftOut: [] }
  if (rows.features.length < 3) return { ridge: standing(PENALTIES.at(-1)!), leftOut: [] }
  const tries = evenly(rows.features.length, LEFT_OUT).map(row => ({
    row,
    residuals: planesAbout(rows, row, PENALTIES, true).map(plane => on(plane, rows.features[row]).map((value, k) => rows.targets[row][k] - value)),
  }))
  const errors = PENALTIES.map((_, p) => tries.reduce((sum, { residuals }) => sum + residuals[p].reduce((s, residual) => s + residual * residual, 0), 0))
  const best = errors.reduce((best, error, p) => error < errors[best] ? p : best, 0)
  return { ridge: standing(PENALTIES[best]), leftOut: tries.map(({ row, residuals }) => ({ row, residual: residuals[best] })) }
}

/** Targets at a row of features, by the plane about the nearest row that is known; null where there are no rows. */
export function ridgeAt(ridge: LocalRidge, features: Float64Array): Float64Array | null {
  if (ridge.features.length === 0) return null
  const nearest = nearestRow(ridge.features, features)
  const plane = ridge.planes.get(nearest) ?? planesAbout(ridge, nearest, [ridge.penalty], false)[0]
  ridge.planes.set(nearest, plane)
  return on(plane, features)
}

function nearestRow(rows: readonly Float64Array[], to: Float64Array): number {
  let nearest = 0
  let least = Infinity
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]
    let far = 0
    for (let k = 0; k < row.length && far < least; k++) far += (row[k] - to[k]) ** 2
    if (far >= least) continue
    nearest = r
    least = far
  }
  return nearest
}

/** What the others say of a row. */
export const ridgeWithout = (ridge: LocalRidge, row: number): Float64Array => on(planesAbout(ridge, row, [ridge.penalty], true)[0], ridge.features[row])

function on({ centre, level, slopes }: Plane, features: Float64Array): Float64Array {
  const k = level.length
  const said = level.slice()
  for (let o = 0; o < k; o++) for (let a = 0; a < features.length; a++) said[o] += (features[a] - centre[a]) * slopes[a * k + o]
  return said
}

/** A plane about a row for each penalty, with or without that row among those that are fitted. The intercept is the weighted mean and is not penalised. */
function planesAbout({ features, targets, outputs, surroundings }: Rows, place: number, penalties: readonly number[], leftOut: boolean): Plane[] {
  const key = leftOut ? -1 - place : place
  const found = surroundings?.get(key) ?? surroundingsOf(features, place, leftOut)
  surroundings?.set(key, found)
  const { rows, weights, total, centre, gram } = found
  const p = centre.length
  const level = new Float64Array(outputs)
  for (let r = 0; r < rows.length; r++) {
    const [target, share] = [targets[rows[r]], weights[r] / total]
    for (let k = 0; k < outputs; k++) level[k] += share * target[k]
  }
  const cross = new Float64Array(p * outputs)
  for (let r = 0; r < rows.length; r++) {
    const [row, target] = [features[rows[r]], targets[rows[r]]]
    for (let a = 0; a < p; a++) {
      const weighted = weights[r] * (row[a] - centre[a])
      for (let k = 0; k < outputs; k++) cross[a * outputs + k] += weighted * (target[k] - level[k])
    }
  }
  return penalties.map(penalty => ({ centre, level, slopes: solve(gram, cross, p, outputs, penalty) }))
}

function surroundingsOf(features: readonly Float64Array[], place: number, leftOut: boolean): Surroundings {
  const { rows, weights } = about(features, features[place], leftOut ? place : -1)
  const p = features[place].length
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const centre = new Float64Array(p)
  for (let r = 0; r < rows.length; r++) {
    const [row, share] = [features[rows[r]], weights[r] / total]
    for (let a = 0; a < p; a++) centre[a] += share * row[a]
  }
  const gram = new Float64Array(p * p)
  const offset = new Float64Array(p)
  for (let r = 0; r < rows.length; r++) {
    const [row, weight] = [features[rows[r]], weights[r]]
    for (let a = 0; a < p; a++) offset[a] = row[a] - centre[a]
    for (let a = 0; a < p; a++) {
      const weighted = weight * offset[a]
      for (let b = 0, at = a * p; b <= a; b++, at++) gram[at] += weighted * offset[b]
    }
  }
  return { rows, weights, total, centre, gram }
}

/** The nearest rows, ties with the last of them too, and their tricube weights (1 − (d / span)³)³; the span reaches a little farther, so that none is without a say. */
function about(features: readonly Float64Array[], place: Float64Array, without: number): { rows: number[], weights: number[] } {
  const far = new Float64Array(features.length)
  for (let r = 0; r < far.length; r++) far[r] = r === without ? Infinity : Math.sqrt(squaredDistance(features[r], place))
  const others = without < 0 ? far.length : far.length - 1
  const last = far.slice().sort()[Math.min(others, ABOUT.most, Math.max(ABOUT.least, Math.ceil(ABOUT.share * others))) - 1]
  const rows: number[] = []
  for (let r = 0; r < far.length; r++) if (r !== without && far[r] <= last) rows.push(r)
  return { rows, weights: rows.map(r => last > 0 ? cube(1 - cube(far[r] / (1.1 * last))) : 1) }
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
