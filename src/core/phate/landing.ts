// Landing: where a new network belongs on a map that stands, found without moving anything on it.
import { condensedSize } from '../condensed.ts'
import type { Steps } from '../steps.ts'
import { runToEnd } from '../steps.ts'
import { checkPairs } from './input.ts'
import type { Kernel } from './kernel.ts'
import { affinity, decayKernel } from './kernel.ts'
import type { PhateOptions } from './options.ts'
import { operatorPower, toPotential } from './potential.ts'

/** What of a map's settings places a new point; t is the number that made the map. A map made without a density correction may leave it out. */
export type LandingSettings = Pick<PhateOptions, 'knn' | 'decay' | 'gamma'> & Partial<Pick<PhateOptions, 'anisotropy'>> & { t: number }

/** A map made ready for new points. Everything but the coordinates follows from the distances. */
export interface LandingMap {
  n: number
  dims: 2 | 3
  /** N × dims, units of potential distance. */
  coordinates: Float64Array
  kernel: Kernel
  /** qᵃ, N: what the density correction divided the kernel's rows and columns by; all 1 where a = 0. */
  density: Float64Array
  /** U, N × N. */
  potential: Float64Array
  settings: LandingSettings
  /** The largest bandwidth on the map: beyond it from everyone, a point is off the map. */
  reach: number
}

export interface Place {
  x: number
  y: number
  /** Of a map in space. */
  z?: number
  /** √(Σ (|y − Y_j| − dist_j)² / Σ dist_j²): how badly the place keeps the distances to the map's points; 0 is perfect. */
  residual: number
  /** Farther from all mapped points than any mapped point is from its knn-th neighbour. */
  offMap: boolean
}

/**
 * Makes a stored map ready: its kernel and potential again, from condensed distances and the t that made it. The layout stays.
 * `coordinates` N × dims, N ≥ 1: a map of one or two points, too few for PHATE, can still be landed on. Refuses distances that PHATE refuses.
 */
export function* landingSteps(distances: Float64Array, coordinates: Float64Array, settings: LandingSettings, dims: 2 | 3 = 2): Steps<LandingMap> {
  const n = coordinates.length / dims
  if (n < 1 || distances.length !== condensedSize(n)) {
    throw new Error(`The map has ${coordinates.length} coordinates and ${distances.length} distances; N points in ${dims === 2 ? 'the plane' : 'space'} have ${dims}N and N(N−1)/2.`)
  }
  checkPairs(distances, n)
  if (!(Number.isSafeInteger(settings.t) && settings.t >= 1)) throw new Error(`The map's t is ${settings.t}; it must be a whole number of at least 1.`)
  const anisotropy = settings.anisotropy ?? 0
  if (!(anisotropy >= 0 && anisotropy <= 1)) throw new Error(`The map's anisotropy is ${anisotropy}; it must lie between 0 and 1.`)
  const plain = decayKernel(distances, n, { ...settings, anisotropy: 0 })
  const kernel = anisotropy === 0 ? plain : decayKernel(distances, n, { ...settings, anisotropy })
  const density = plain.sums.map(q => q ** anisotropy)
  const potential = toPotential(yield* operatorPower(kernel, settings.t), settings.gamma)
  return { n, dims, coordinates, kernel, density, potential, settings, reach: kernel.bandwidth.reduce((a, b) => Math.max(a, b), 0) }
}

/** The same in one go. */
export function prepareLanding(distances: Float64Array, coordinates: Float64Array, settings: LandingSettings, dims: 2 | 3 = 2): LandingMap {
  return runToEnd(landingSteps(distances, coordinates, settings, dims))
}

/**
 * Places a new point by its distances to the N mapped ones: it joins the neighbour graph, its walk is followed for t steps, and it
 * is put where its distances on the map fit its potential distances best. A point at distance 0 from mapped ones lands on their mean.
 * Our choice throughout; PHATE's own program refuses new points where only distances are given.
 */
export function land(map: LandingMap, distances: ArrayLike<number>): Place {
  const { n, dims, kernel, settings } = map
  if (distances.length !== n) throw new Error(`The new point has ${distances.length} distances; the map has ${n} points.`)
  let nearest = 0
  for (let j = 0; j < n; j++) {
    if (!(distances[j] >= 0 && distances[j] < Infinity)) throw new Error(`The new point's distance to point ${j} is ${distances[j]}; distances must be finite and at least 0.`)
    if (distances[j] < distances[nearest]) nearest = j
  }
  if (distances[nearest] === 0) return { ...named(meanOf(map, Float64Array.from({ length: n }, (_, j) => Number(distances[j] === 0))), dims), residual: 0, offMap: false }
  const affinities = affinitiesTo(kernel, distances, settings.decay)
  const potential = toPotential(walk(kernel, joined(map, affinities), settings.t), settings.gamma)
  const targets = distancesToRows(map, potential)
  let closest = 0
  for (let j = 1; j < n; j++) if (targets[j] < targets[closest]) closest = j
  const fromMean = settle(map, targets, meanOf(map, affinities))
  const fromClosest = settle(map, targets, pointOf(map, closest))
  const { place, stress } = fromMean.stress <= fromClosest.stress ? fromMean : fromClosest
  const size = targets.reduce((sum, target) => sum + target * target, 0)
  return { ...named(place, dims), residual: size > 0 ? Math.sqrt(stress / size) : 0, offMap: distances[nearest] > map.reach }
}

/** x, y, z; z is 0 on a map in the plane. */
type Point = readonly [number, number, number]

const named = ([x, y, z]: Point, dims: 2 | 3): Pick<Place, 'x' | 'y' | 'z'> => dims === 3 ? { x, y, z } : { x, y }

function pointOf({ coordinates, dims }: LandingMap, j: number): Point {
  return [coordinates[dims * j], coordinates[dims * j + 1], dims === 3 ? coordinates[dims * j + 2] : 0]
}

/** k_j, symmetrised as the kernel is, the new point's bandwidth being its knn-th smallest distance. */
function affinitiesTo(kernel: Kernel, distances: ArrayLike<number>, decay: number): Float64Array {
  const own = Float64Array.from(distances).sort()[kernel.knn - 1]
  return Float64Array.from(kernel.bandwidth, (bandwidth, j) => (affinity(distances[j], own, decay) + (bandwidth > 0 ? affinity(distances[j], bandwidth, decay) : 0)) / 2)
}

/** The new point's row of the kernel: its affinity to itself and to the mapped ones. */
interface Row { itself: number, others: Float64Array }

/**
 * The row that the new point adds to the kernel: 1 and k_j, or with a density correction 1 / q²ᵃ and k_j / (q q_j)ᵃ. q = 1 + Σ k_j is the
 * new point's own density; the q_j stay those of the map, so that nothing on it moves.
 */
function joined({ density, settings }: LandingMap, affinities: Float64Array): Row {
  const own = (1 + affinities.reduce((sum, k) => sum + k, 0)) ** (settings.anisotropy ?? 0)
  return { itself: 1 / (own * own), others: affinities.map((k, j) => k / (own * density[j])) }
}

/**
 * Row of the new point in the t-th power of the operator with the new point in it, its own entry dropped and the rest normalised.
 * With r the walker's distribution: r ← r Q'⁻¹ K', K' the kernel with the new row and column, Q' its row sums.
 */
function walk({ n, rows, column, value, sums }: Kernel, { itself, others: affinities }: Row, t: number): Float64Array {
  const own = itself + affinities.reduce((sum, k) => sum + k, 0)
  let here = 1
  let elsewhere = new Float64Array(n)
  const leaving = new Float64Array(n)
  for (let s = 0; s < t; s++) {
    const mine = here / own
    let back = mine * itself
    for (let j = 0; j < n; j++) {
      leaving[j] = elsewhere[j] / (sums[j] + affinities[j])
      back += leaving[j] * affinities[j]
    }
    const arriving = new Float64Array(n)
    for (let j = 0; j < n; j++) {
      let sum = mine * affinities[j]
      for (let k = rows[j]; k < rows[j + 1]; k++) sum += leaving[column[k]] * value[k]
      arriving[j] = sum
    }
    elsewhere = arriving
    here = back
  }
  const total = elsewhere.reduce((sum, r) => sum + r, 0)
  return total > 0 ? elsewhere.map(r => r / total) : elsewhere
}

function distancesToRows({ n, potential }: LandingMap, own: Float64Array): Float64Array {
  const distances = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    let sum = 0
    for (let k = 0, at = j * n; k < n; k++, at++) {
      const difference = potential[at] - own[k]
      sum += difference * difference
    }
    distances[j] = Math.sqrt(sum)
  }
  return distances
}

function meanOf(map: LandingMap, weights: Float64Array): Point {
  let [x, y, z, total] = [0, 0, 0, 0]
  for (let j = 0; j < map.n; j++) {
    const at = pointOf(map, j)
    x += weights[j] * at[0]
    y += weights[j] * at[1]
    z += weights[j] * at[2]
    total += weights[j]
  }
  return total > 0 ? [x / total, y / total, z / total] : [0, 0, 0]
}

/** Majorisation with the mapped points Y fixed: y ← mean_j (Y_j + dist_j (y − Y_j) / |y − Y_j|), at most 500 times. */
function settle({ n, dims, coordinates }: LandingMap, targets: Float64Array, start: Point): { place: Point, stress: number } {
  let [x, y, z] = start
  for (let step = 0; ; step++) {
    let [nextX, nextY, nextZ, stress] = [0, 0, 0, 0]
    for (let j = 0, at = 0; j < n; j++, at += dims) {
      const ownZ = dims === 3 ? coordinates[at + 2] : 0
      const dx = x - coordinates[at]
      const dy = y - coordinates[at + 1]
      const dz = z - ownZ
      const length = Math.sqrt(dx * dx + dy * dy + dz * dz)
      const factor = length > 0 ? targets[j] / length : 0
      nextX += coordinates[at] + factor * dx
      nextY += coordinates[at + 1] + factor * dy
      nextZ += ownZ + factor * dz
      stress += (length - targets[j]) ** 2
    }
    const moved = Math.abs(nextX / n - x) + Math.abs(nextY / n - y) + Math.abs(nextZ / n - z)
    if (step === 500 || moved <= 1e-12 * (Math.abs(x) + Math.abs(y) + Math.abs(z))) return { place: [x, y, z], stress }
    x = nextX / n
    y = nextY / n
    z = nextZ / n
  }
}
