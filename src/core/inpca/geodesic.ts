// The shortest road between two models, probe by probe along great circles of the amplitudes √p.
import { ignorance, truth } from './ends.ts'

/** Angle below which two distributions count as one and the road stays where it is. */
const STAY = 1e-8

/** Angle between two unit vectors of amplitudes, right also where they nearly agree: 2 atan(|a − b| / |a + b|). */
export function angleBetween(a: Float64Array, atA: number, b: Float64Array, atB: number, classes: number): number {
  let apart = 0
  let together = 0
  for (let c = 0; c < classes; c++) {
    apart += (a[atA + c] - b[atB + c]) ** 2
    together += (a[atA + c] + b[atB + c]) ** 2
  }
  return 2 * Math.atan2(Math.sqrt(apart), Math.sqrt(together))
}

/** sin((1−t)θ)/sin θ and sin(tθ)/sin θ; 1 and 0 where θ < 1e-8. */
export function circleWeights(angle: number, t: number): { from: number, to: number } {
  if (angle < STAY) return { from: 1, to: 0 }
  const sine = Math.sin(angle)
  return { from: Math.sin((1 - t) * angle) / sine, to: Math.sin(t * angle) / sine }
}

/**
 * The model at t on the road from p to q (probes × classes, row-major, rows summing to 1), into `out` from `at` on.
 * Per probe, θ = arccos⟨√p, √q⟩ and g(t) = ([sin((1−t)θ) √p + sin(tθ) √q] / sin θ)². t = 0 is p, t = 1 is q.
 */
export function pointBetween(p: Float64Array, q: Float64Array, probes: number, classes: number, t: number, out: Float64Array, at = 0): void {
  const a = p.map(Math.sqrt)
  const b = q.map(Math.sqrt)
  for (let probe = 0; probe < probes; probe++) {
    const row = probe * classes
    const { from, to } = circleWeights(angleBetween(a, row, b, row, classes), t)
    for (let c = 0; c < classes; c++) out[at + row + c] = (from * a[row + c] + to * b[row + c]) ** 2
  }
}

/** Models at the given t on the road from p to q: ts.length × probes × classes, row-major. */
export function geodesic(p: Float64Array, q: Float64Array, probes: number, classes: number, ts: ArrayLike<number>): Float64Array {
  for (const table of [p, q]) {
    if (table.length !== probes * classes) throw new Error(`A road's end has ${table.length} probabilities; ${probes} probes × ${classes} classes need ${probes * classes}.`)
  }
  const road = new Float64Array(ts.length * probes * classes)
  for (let k = 0; k < ts.length; k++) pointBetween(p, q, probes, classes, ts[k], road, k * probes * classes)
  return road
}

/** The road from ignorance P0 to truth P* at the given t. All probes of a class have the same, so that it is made once a class. */
export function roadToTruth(labels: ArrayLike<number>, classes: number, ts: ArrayLike<number>): Float64Array {
  const each = Int32Array.from({ length: classes }, (_, c) => c)
  const ofClass = geodesic(ignorance(classes, classes), truth(each, classes), classes, classes, ts)
  const probes = labels.length
  const road = new Float64Array(ts.length * probes * classes)
  for (let k = 0; k < ts.length; k++) {
    for (let probe = 0; probe < probes; probe++) {
      const row = (k * classes + labels[probe]) * classes
      road.set(ofClass.subarray(row, row + classes), (k * probes + probe) * classes)
    }
  }
  return road
}

/** t = .01, .02 … 1: where the road is drawn, and where runs are compared. */
export const STATIONS: readonly number[] = Array.from({ length: 100 }, (_, k) => (k + 1) / 100)
