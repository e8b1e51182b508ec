// PHATE: from distances between things to a map of them, in steps that can be watched and stopped.
import type { Native } from '../native/native.ts'
import { openNative } from '../native/native.ts'
import type { Steps } from '../steps.ts'
import { vonNeumannEntropy } from './entropy.ts'
import { checkDistances } from './input.ts'
import type { Kernel } from './kernel.ts'
import { components, decayKernelSteps } from './kernel.ts'
import { knee } from './knee.ts'
import { freshLayout, warmLayout } from './layout.ts'
import type { PhateOptions } from './options.ts'
import { phateOptions } from './options.ts'
import { operatorSingularValues } from './operator-spectrum.ts'
import type { Potential } from './potential.ts'
import { potentialSteps, toPotential } from './potential.ts'

export interface PhateResult {
  n: number
  dims: 2 | 3
  /** N × dims, units of potential distance. Centred and turned onto the classic start, or laid onto the map it grew from. */
  embedding: Float64Array
  /** Diffusion time used. */
  t: number
  /** von Neumann entropy at powers 1 … 100, nats. */
  entropy: Float64Array
  /** stress1 of the embedding against the potential distances. */
  stress: number
  /** Connected components of the neighbour graph, and the component of each point. */
  components: number
  componentOf: Uint32Array
  /** knn as used, after lowering for few points. */
  knn: number
  /** Distance of each point to its knn-th other, N. */
  bandwidth: Float64Array
  kernel: Kernel
  /** U, N × N: row i is the potential of point i after t steps. */
  potential: Float64Array
  /** Distances between rows of U, condensed. */
  potentialDistances: Float64Array
  /** What the embedding was turned onto, N × dims. */
  anchor: Float64Array
  /** What the reader should know, a sentence each. */
  notes: string[]
}

/**
 * PHATE (Moon et al., Nature Biotechnology 37, 2019) of condensed distances, N ≥ 3 points, exact. Stages: entropy, potential,
 * start, then layout and polish in turn for every start. Refuses unusable distances and options with a sentence that names them; changes no input.
 * With `from` (N × dims) the layout grows from there by small steps instead of being made anew.
 * One job's memory holds the N² tables; at most four of 8 N² bytes at a time, and the results' own beside them.
 */
export function* phateSteps(distances: Float64Array, given: Partial<PhateOptions> = {}, from: Float64Array | null = null): Steps<PhateResult> {
  const options = phateOptions(given)
  const n = checkDistances(distances)
  if (from) checkFrom(from, n, options.dims)
  const alike = !distances.some(distance => distance > 0)
  const notes: string[] = []
  yield { stage: 'entropy', share: 0 }
  const native = openNative()
  const kernel = yield* decayKernelSteps(distances, n, options, native)
  if (kernel.knn < options.knn) notes.push(`knn was lowered from ${options.knn} to ${kernel.knn}: there are only ${n} points.`)
  const entropy = yield* entropyCurve(kernel, native)
  if (alike) {
    notes.push('All distances are 0: every point lies at the origin.')
    return nothingToDraw(kernel, options, entropy, notes)
  }
  const parts = components(kernel)
  if (parts.count > 1) notes.push(`The neighbour graph falls into ${parts.count} parts; distances between parts say only that they are apart.`)
  const t = options.t === 'auto' ? knee(entropy) : options.t
  yield { stage: 'potential', share: 0 }
  const { potential, potentialDistances, square } = yield* diffusionPotential(kernel, t, options.gamma, native)
  const layout = from
    ? yield* warmLayout(potentialDistances, n, from, options, square)
    : yield* freshLayout(potentialDistances, n, options, square)
  return {
    n, dims: options.dims, embedding: layout.points, t, entropy, stress: layout.stress, components: parts.count, componentOf: parts.of,
    knn: kernel.knn, bandwidth: kernel.bandwidth, kernel, potential, potentialDistances, anchor: layout.anchor, notes,
  }
}

/** The von Neumann entropy at powers 1 … 100 of a kernel's operator, from all its singular values. */
export function* entropyCurve(kernel: Kernel, native: Native | null = openNative()): Steps<Float64Array> {
  return vonNeumannEntropy(yield* operatorSingularValues(kernel, native))
}

/** U after t steps (N × N) and the distances between its rows (condensed). A new t or gamma needs only this and a layout. */
export function* diffusionPotential(kernel: Kernel, t: number, gamma: number, native: Native | null = openNative()): Steps<Potential> {
  return yield* potentialSteps(kernel, t, gamma, native)
}

function checkFrom(from: Float64Array, n: number, dims: number): void {
  if (from.length !== n * dims) throw new Error(`The map to grow from has ${from.length} coordinates; ${n} points in ${dims} dimensions have ${n * dims}.`)
  const odd = from.findIndex(x => !Number.isFinite(x))
  if (odd >= 0) throw new Error(`Point ${Math.floor(odd / dims)} of the map to grow from has the coordinate ${from[odd]}; all must be finite.`)
}

function nothingToDraw(kernel: Kernel, { dims, gamma }: PhateOptions, entropy: Float64Array, notes: string[]): PhateResult {
  const { n, knn, bandwidth } = kernel
  return {
    n, dims, embedding: new Float64Array(n * dims), t: 1, entropy, stress: 0, components: 1, componentOf: new Uint32Array(n),
    knn, bandwidth, kernel, potential: toPotential(new Float64Array(n * n).fill(1 / n), gamma),
    potentialDistances: new Float64Array(n * (n - 1) / 2), anchor: new Float64Array(n * dims), notes,
  }
}
