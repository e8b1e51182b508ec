// Ridge regression about a place: the nearest rows count most, so that a bend in the whole is a slope here.
// Hoerl and Kennard, Technometrics 12 (1970); nearness by the tricube, Cleveland, JASA 74 (1979).
import { evenly } from '../evenly.ts'
import { squaredDistance } from './space.ts'

/** n rows of p features, and k targets each, all finite. */
export interface Rows { features: readonly Float64Array[], targets: readonly ArrayLike<number>[], outputs: number }

export interface LocalRidge extends Rows {
  /** Weight of the squared slopes against the squared errors of the rows about, weighted by nearness. */
  penalty: number
  /** Planes that were fitted, by the row about which. */
  planes: Map<number, Plane>
}

/** What left-out rows came to be: the row, and target less prediction, k each. */
export interface LeftOut { row: number, residual: Float64Array }

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
    residuals: planesAt(rows, rows.features[row], PENALTIES, row).map(plane => on(plane, rows.features[row]).map((value, k) => rows.targets[row][k] - value)),
  }))
  const errors = PENALTIES.map((_, p) => tries.reduce((sum, { residuals }) => sum + residuals[p].reduce((s, residual) => s + residual * residual, 0), 0))
  const best = errors.reduce((best, error, p) => error < errors[best] ? p : best, 0)
  return { ridge: standing(PENALTIES[best]), leftOut: tries.map(({ row, residuals }) => ({ row, residual: residuals[best] })) }
}

/** Targets at a row of features, by the plane about the nearest row that is known; null where there are no rows. */
export function ridgeAt(ridge: LocalRidge, features: Float64Array): Float64Array | null {
  if (ridge.features.length === 0) return null
  let nearest = 0
  let least = Infinity
  ridge.features.forEach((row, r) => {
    const far = squaredDistance(row, features)
    if (far < least) [nearest, least] = [r, far]
  })
  const plane = ridge.planes.get(nearest) ?? planesAt(ridge, ridge.features[nearest], [ridge.penalty], -1)[0]
  ridge.planes.set(nearest, plane)
  return on(plane, features)
}

/** What the others say of a row. */
export const ridgeWithout = (ridge: LocalRidge, row: number): Float64Array => on(planesAt(ridge, ridge.features[row], [ridge.penalty], row)[0], ridge.features[row])

function on({ centre, level, slopes }: Plane, features: Float64Array): Float64Array {
  const k = level.length
  return level.map((value, o) => {
    let said = value
    for (let a = 0; a < features.length; a++) said += (features[a] - centre[a]) * slopes[a * k + o]
    return said
  })
}

/** A plane for each penalty. The intercept is the weighted mean and is not penalised. */
function planesAt({ features, targets, outputs }: Rows, place: Float64Array, penalties: readonly number[], without: number): Plane[] {
  const { rows, weights } = about(features, place, without)
  const p = place.length
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const centre = new Float64Array(p)
  const level = new Float64Array(outputs)
  rows.forEach((row, r) => {
    const share = weights[r] / total
    for (let a = 0; a < p; a++) centre[a] += share * features[row][a]
    for (let k = 0; k < outputs; k++) level[k] += share * targets[row][k]
  })
  const gram = new Float64Array(p * p)
  const cross = new Float64Array(p * outputs)
  const offset = new Float64Array(p)
  rows.forEach((row, r) => {
    for (let a = 0; a < p; a++) offset[a] = features[row][a] - centre[a]
    for (let a = 0; a < p; a++) {
      const weighted = weights[r] * offset[a]
      for (let b = 0; b <= a; b++) gram[a * p + b] += weighted * offset[b]
      for (let k = 0; k < outputs; k++) cross[a * outputs + k] += weighted * (targets[row][k] - level[k])
    }
  })
  return penalties.map(penalty => ({ centre, level, slopes: solve(gram, cross, p, outputs, penalty) }))
}

/** The nearest rows, ties with the last of them too, and their tricube weights (1 − (d / span)³)³; the span reaches a little farther, so that none is without a say. */
function about(features: readonly Float64Array[], place: Float64Array, without: number): { rows: number[], weights: number[] } {
  const far = Float64Array.from(features, (row, r) => r === without ? Infinity : Math.sqrt(squaredDistance(row, place)))
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
