// PHATE of many points through landmarks: the walk is summed up in a few thousand clusters, mapped there, and the map handed back.
import { openNative } from '../native/native.ts'
import type { Steps } from '../steps.ts'
import { runToEnd } from '../steps.ts'
import { diffusionCoordinateSteps } from './diffusion-coordinates.ts'
import { checkDistances } from './input.ts'
import type { Kernel } from './kernel.ts'
import { components, decayKernelSteps } from './kernel.ts'
import { kMeansSteps, withoutEmpty } from './kmeans.ts'
import { knee } from './knee.ts'
import { freshLayout } from './layout.ts'
import type { PhateOptions } from './options.ts'
import { phateOptions } from './options.ts'
import type { PhateResult } from './phate.ts'
import { diffusionPotential, entropyCurve } from './phate.ts'
import { kernelOfPointsSteps } from './points.ts'

/** More points than this are mapped through landmarks unless someone asks for the exact way; and so many landmarks are the usual number. */
export const EXACT_UP_TO = 2000

/** Leading singular vectors that clusters are told apart by. */
const DIRECTIONS = 100

/** What may be asked of PHATE, and how many landmarks: at least 3, fewer than points. */
export type LandmarkOptions = Partial<PhateOptions> & { landmarks: number }

/** A sparse N × L matrix by rows: row i holds columns column[rows[i]] … column[rows[i + 1] − 1], ascending. */
export interface Transitions { n: number, landmarks: number, rows: Uint32Array, column: Uint32Array, value: Float64Array }

/**
 * A PhateResult of N points of which the walk was seen through L landmarks: t, entropy (of the landmark operator), stress, potential (L × L),
 * potentialDistances (L(L − 1)/2) and anchor (L × dims) are the landmarks'; kernel, bandwidth and components are those of all points; t says
 * nothing about the exact t.
 */
export interface LandmarkPhateResult extends PhateResult {
  /** Number of landmarks L: at most as many as asked for. */
  landmarks: number
  /** The landmark that each point was summed up in, N. */
  clusters: Int32Array
  /** Row i: the chances that a step from point i ends in each landmark; rows sum to 1. embedding = transitions × landmarkEmbedding. */
  transitions: Transitions
  /** L × dims, units of potential distance. */
  landmarkEmbedding: Float64Array
  /** The kernel among landmarks, W = M Q⁻¹ M', whose row-normalised form is the landmark operator. It has no bandwidths. */
  landmarkKernel: Kernel
}

/**
 * PHATE of condensed distances among N points through L landmarks (the published program's way beyond 2000 points). Stages: kernel,
 * directions, clusters, landmarks, then those of PHATE. Refuses what PHATE refuses, and a number of landmarks below 3 or not below N.
 */
export function* landmarkPhateSteps(distances: Float64Array, given: LandmarkOptions): Steps<LandmarkPhateResult> {
  const { options, landmarks } = landmarkOptions(given)
  const n = checkDistances(distances)
  checkFewer(landmarks, n)
  yield { stage: 'kernel', share: 0 }
  return yield* throughLandmarks(yield* decayKernelSteps(distances, n, options), landmarks, options)
}

/**
 * The same of points (n × d, row-major) under Euclidean distance, without ever holding all N² distances: the kernel's rows are found
 * block by block, and only its non-zeros stay.
 */
export function* landmarkPhateOfPointsSteps(points: Float64Array, n: number, d: number, given: LandmarkOptions): Steps<LandmarkPhateResult> {
  const { options, landmarks } = landmarkOptions(given)
  checkFewer(landmarks, n)
  return yield* throughLandmarks(yield* kernelOfPointsSteps(points, n, d, options), landmarks, options)
}

function landmarkOptions({ landmarks, ...given }: LandmarkOptions): { options: PhateOptions, landmarks: number } {
  const options = phateOptions(given)
  if (!(Number.isSafeInteger(landmarks) && landmarks >= 3)) throw new Error(`PHATE's landmarks is ${String(landmarks)}; it must be a whole number of at least 3.`)
  return { options, landmarks }
}

function checkFewer(landmarks: number, n: number): void {
  if (landmarks >= n) throw new Error(`PHATE was asked for ${landmarks} landmarks among ${n} points; ask for fewer than there are points, or for none.`)
}

function* throughLandmarks(kernel: Kernel, landmarks: number, options: PhateOptions): Steps<LandmarkPhateResult> {
  const { n } = kernel
  yield { stage: 'directions', share: 0 }
  const clusters = yield* landmarkClusterSteps(kernel, landmarks, options.seed)
  const { transitions, landmarkKernel } = yield* summedUpSteps(kernel, clusters)
  const count = landmarkKernel.n
  const notes = [`${n} points were mapped through ${count} landmarks; t belongs to the landmarks' walk and is no estimate of the exact t.`]
  if (kernel.knn < options.knn) notes.push(`knn was lowered from ${options.knn} to ${kernel.knn}: there are only ${n} points.`)
  const parts = components(kernel)
  if (parts.count > 1) notes.push(`The neighbour graph falls into ${parts.count} parts; distances between parts say only that they are apart.`)
  const native = openNative()
  yield { stage: 'entropy', share: 0 }
  const entropy = yield* entropyCurve(landmarkKernel, native)
  const t = options.t === 'auto' ? knee(entropy) : options.t
  const { potential, potentialDistances, square } = yield* diffusionPotential(landmarkKernel, t, options.gamma, native)
  const apart = potentialDistances.some(distance => distance > 0)
  if (!apart) notes.push('The walk tells no two landmarks apart: every point lies at the origin.')
  const layout = apart
    ? yield* freshLayout(potentialDistances, count, options, square)
    : { points: new Float64Array(count * options.dims), stress: 0, anchor: new Float64Array(count * options.dims) }
  return {
    n, dims: options.dims, embedding: fromLandmarks(transitions, layout.points, options.dims), landmarks: count, clusters, transitions,
    landmarkEmbedding: layout.points, landmarkKernel, t, entropy, stress: layout.stress, components: parts.count, componentOf: parts.of,
    knn: kernel.knn, bandwidth: kernel.bandwidth, kernel, potential, potentialDistances, anchor: layout.anchor, notes,
  }
}

/** A landmark for each point, 0 … L − 1, none empty: k-means on the rows of P V, V the 100 leading right singular vectors of S. */
export function* landmarkClusterSteps(kernel: Kernel, landmarks: number, seed: number): Steps<Int32Array> {
  const coordinates = yield* diffusionCoordinateSteps(kernel, DIRECTIONS)
  return (yield* kMeansSteps(coordinates, kernel.n, coordinates.length / kernel.n, landmarks, seed)).of
}

/** The steps of points to landmarks, and the kernel among landmarks. */
export interface SummedUp { transitions: Transitions, landmarkKernel: Kernel }

/** Entries between two looks at the outside world, some 10 ms, and what making one sparse row costs in entries. */
const SLICE = 500_000
const ROW = 500

/**
 * The walk seen through landmarks. With M (L × N) = rows of K summed per cluster: transitions = row-normalised M', and the operator =
 * row-normalised M times transitions. Because clusters share out all points, M' sums to q in row j, so transitions = Q⁻¹ M' and the
 * operator is R⁻¹ W with W = M Q⁻¹ M', symmetric, whose row sums R are M's. W is returned as a kernel: all that PHATE does with
 * a kernel can be done with it. Labels may leave numbers out; landmarks are the taken ones, rising.
 */
export function* summedUpSteps(kernel: Kernel, labels: Int32Array): Steps<SummedUp> {
  const { n, sums } = kernel
  if (labels.length !== n) throw new Error(`There are ${labels.length} cluster labels for ${n} points; every point needs one.`)
  const odd = labels.findIndex(label => label < 0)
  if (odd >= 0) throw new Error(`Point ${odd} has the cluster label ${labels[odd]}; labels are whole numbers of at least 0.`)
  const { of, count } = withoutEmpty(labels, labels.reduce((most, label) => Math.max(most, label), 0) + 1)
  const transitions = yield* stepsToClusters(kernel, of, count)
  const w = new Float64Array(count * count)
  const { rows, column, value } = transitions
  let work = 0
  for (let j = 0; j < n; j++) {
    work += (rows[j + 1] - rows[j]) ** 2 / 8
    if (work > SLICE) {
      yield { stage: 'landmarks', share: 0.5 + 0.5 * j / n }
      work = 0
    }
    for (let a = rows[j]; a < rows[j + 1]; a++) {
      const weight = sums[j] * value[a]
      const row = column[a] * count
      for (let b = rows[j]; b <= a; b++) w[row + column[b]] += weight * value[b]
    }
  }
  yield { stage: 'landmarks', share: 1 }
  for (let a = 0; a < count; a++) for (let b = 0; b < a; b++) w[b * count + a] = w[a * count + b]
  return { transitions, landmarkKernel: { ...yield* sparse(w, count), bandwidth: new Float64Array(0), knn: kernel.knn } }
}

/** The same in one go. */
export function summedUp(kernel: Kernel, labels: Int32Array): SummedUp {
  return runToEnd(summedUpSteps(kernel, labels))
}

function* stepsToClusters({ n, rows, column, value, sums }: Kernel, of: Int32Array, count: number): Steps<Transitions> {
  const starts = new Uint32Array(n + 1)
  const columns: Uint32Array[] = []
  const values: Float64Array[] = []
  const row = new Float64Array(count)
  let work = 0
  for (let j = 0; j < n; j++) {
    work += rows[j + 1] - rows[j] + ROW
    if (work > SLICE) {
      yield { stage: 'landmarks', share: 0.5 * j / n }
      work = 0
    }
    const met: number[] = []
    for (let k = rows[j]; k < rows[j + 1]; k++) {
      const cluster = of[column[k]]
      if (row[cluster] === 0) met.push(cluster)
      row[cluster] += value[k] / sums[j]
    }
    const own = Uint32Array.from(met).sort()
    columns.push(own)
    values.push(Float64Array.from(own, cluster => row[cluster]))
    for (const cluster of met) row[cluster] = 0
    starts[j + 1] = starts[j] + own.length
  }
  const result: Transitions = { n, landmarks: count, rows: starts, column: new Uint32Array(starts[n]), value: new Float64Array(starts[n]) }
  for (let j = 0; j < n; j++) {
    result.column.set(columns[j], starts[j])
    result.value.set(values[j], starts[j])
  }
  return result
}

/** The non-zeros and row sums of a symmetric n × n matrix. */
function* sparse(matrix: Float64Array, n: number): Steps<Pick<Kernel, 'n' | 'rows' | 'column' | 'value' | 'sums'>> {
  yield { stage: 'landmarks', share: 1 }
  let size = 0
  for (let k = 0; k < matrix.length; k++) if (matrix[k] !== 0) size++
  const rows = new Uint32Array(n + 1)
  const column = new Uint32Array(size)
  const value = new Float64Array(size)
  const sums = new Float64Array(n)
  const rowsASlice = Math.ceil(4 * SLICE / n)
  let at = 0
  for (let i = 0; i < n; i++) {
    if (i % rowsASlice === 0) yield { stage: 'landmarks', share: 1 }
    for (let j = 0; j < n; j++) {
      const entry = matrix[i * n + j]
      if (entry === 0) continue
      column[at] = j
      value[at++] = entry
      sums[i] += entry
    }
    rows[i + 1] = at
  }
  return { n, rows, column, value, sums }
}

/** Each point at the mean of the landmarks' places, weighted by its steps to them: transitions × places, N × dims. */
export function fromLandmarks({ n, rows, column, value }: Transitions, places: Float64Array, dims: number): Float64Array {
  const points = new Float64Array(n * dims)
  for (let i = 0; i < n; i++) {
    for (let k = rows[i]; k < rows[i + 1]; k++) {
      for (let axis = 0; axis < dims; axis++) points[i * dims + axis] += value[k] * places[column[k] * dims + axis]
    }
  }
  return points
}
