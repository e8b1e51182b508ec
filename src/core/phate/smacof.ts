// Metric scaling by majorisation: every step lowers the stress, never raises it. It refines what the stochastic layout found.
import type { Steps } from '../steps.ts'
import { allocAxes, putAxes, takeAxes } from './native-axes.ts'
import type { NativeSquare } from './native-square.ts'
import { ownSquare } from './native-square.ts'

/** Pair updates between two looks at the outside world. */
const PAIRS_A_STEP = 2_500_000

/** The refined layout, N × dims, and the steps it took. */
export interface Majorisation { points: Float64Array, steps: number }

/**
 * SMACOF (de Leeuw, 1977) with unit weights: X ← B X / N, B_ij = −D_ij / d_ij, B_ii = Σ_j D_ij / d_ij, d_ij the layout's own
 * distances (1e-5 where two points coincide). At most `most` steps; stops, keeping the newest X, when v falls by less than 1e-6,
 * where v = (raw stress before the step) / Σ|x_i| (after it), as in the published program; with a `gain`, instead when the raw stress falls by
 * less than that share of itself, whatever its size.
 * `points`: N × dims, not changed; `distances`: condensed.
 */
export function* smacof(
  points: Float64Array, distances: Float64Array, n: number, dims: number, most: number, gain = 0, square: NativeSquare | null = ownSquare(distances, n),
): Steps<Majorisation> {
  const mark = square?.native.mark() ?? 0
  const transform = square ? nativeTransform(square, dims) : twinTransform(distances, n, dims)
  let current: Float64Array = points.slice()
  let before = Infinity
  let stressBefore = Infinity
  let steps = 0
  let work = 0
  while (steps < most) {
    const { next, stress } = transform(current)
    const value = stress / lengths(next, n, dims)
    current = next
    steps++
    if (gain > 0 ? stressBefore - stress < gain * stress : !(before - value >= 1e-6)) break
    before = value
    stressBefore = stress
    work += distances.length * (square ? 1 : 5)
    if (work > PAIRS_A_STEP) {
      yield { stage: 'polish', share: steps / most }
      work = 0
    }
  }
  square?.native.release(mark)
  return { points: current, steps }
}

/** One Guttman transform of a layout, and the raw stress it had before. */
type Transform = (x: Float64Array) => { next: Float64Array, stress: number }

function nativeTransform({ native, pointer, n, stride }: NativeSquare, dims: number): Transform {
  const axes = allocAxes(native, n, dims)
  const pulls = allocAxes(native, n, dims)
  return points => {
    putAxes(native, axes, points, n, dims)
    for (const axis of pulls.slice(0, dims)) native.f64(axis, n).fill(0)
    const stress = native.phate.addPulls(pointer, n, stride, ...axes, 0, n, ...pulls)
    const next = takeAxes(native, pulls, n, dims)
    for (let k = 0; k < next.length; k++) next[k] /= n
    return { next, stress }
  }
}

function twinTransform(distances: Float64Array, n: number, dims: number): Transform {
  return points => {
    const next = new Float64Array(n * dims)
    const stress = transform(points, distances, n, dims, next)
    return { next, stress }
  }
}

/** One Guttman transform from `x` into `result`; returns the raw stress of `x`. A plane is treated as space with z = 0. */
function transform(x: Float64Array, distances: Float64Array, n: number, dims: number, result: Float64Array): number {
  const flat = dims === 2
  result.fill(0)
  let stress = 0
  let at = 0
  for (let i = 0; i < n; i++) {
    const own = i * dims
    const xi = x[own]
    const yi = x[own + 1]
    const zi = flat ? 0 : x[own + 2]
    let pullX = 0
    let pullY = 0
    let pullZ = 0
    for (let j = i + 1, other = own + dims; j < n; j++, other += dims) {
      const dx = xi - x[other]
      const dy = yi - x[other + 1]
      const dz = flat ? 0 : zi - x[other + 2]
      const length = Math.sqrt(dx * dx + dy * dy + dz * dz)
      const target = distances[at++]
      const gap = length - target
      stress += gap * gap
      const ratio = target / (length === 0 ? 1e-5 : length)
      pullX += ratio * dx
      pullY += ratio * dy
      result[other] -= ratio * dx
      result[other + 1] -= ratio * dy
      if (flat) continue
      pullZ += ratio * dz
      result[other + 2] -= ratio * dz
    }
    result[own] += pullX
    result[own + 1] += pullY
    if (!flat) result[own + 2] += pullZ
  }
  for (let k = 0; k < result.length; k++) result[k] /= n
  return stress
}

function lengths(x: Float64Array, n: number, dims: number): number {
  let total = 0
  for (let i = 0; i < n; i++) {
    let square = 0
    for (let k = 0; k < dims; k++) square += x[i * dims + k] * x[i * dims + k]
    total += Math.sqrt(square)
  }
  return total
}
