// The two densities that a tree-structured Parzen estimator weighs against each other: of settings that did well, and of the others.
import { logarithm } from '../elementary.ts'
import { CONV_SHARE } from '../population.ts'
import { below } from '../random.ts'
import type { Kernels } from './parzen.ts'
import { drawFrom, kernelAt, kernelsOf, logDensityAt } from './parzen.ts'
import type { ListAxis, Point, Space } from './space.ts'

/** Of one axis: shares of a range, or places in a list. */
export interface Density {
  draw(random: () => number, normal: () => number): number
  /** Natural logarithm of the density (of a range: per whole range) or of the chance (of a list). */
  log(value: number): number
}

/** Of all axes at once. */
export interface JointDensity {
  draw(random: () => number, normal: () => number): Point
  log(point: Point): number
}

export function numberDensity(observations: ArrayLike<number>): Density {
  const kernels = kernelsOf(observations)
  return {
    draw: (random, normal) => drawFrom(kernels, below(kernels.means.length, random), normal),
    log: share => logDensityAt(kernels, share),
  }
}

/** Chances of a list's values in proportion to N pᵢ + Cᵢ: N values, pᵢ the prior, Cᵢ how often it was observed (Bergstra et al. 2011, section 4.2). */
export function listDensity(choices: ArrayLike<number>, prior: Float64Array): Density {
  const chances = prior.map(p => p * prior.length)
  for (let k = 0; k < choices.length; k++) if (choices[k] >= 0) chances[choices[k]]++
  const total = chances.reduce((sum, chance) => sum + chance, 0)
  return { draw: random => drawn(chances, total, random), log: choice => logarithm(chances[choice] / total) }
}

/** How likely the prior is to draw each value: a value that stands in a list twice is drawn twice as often, and convolutions have a share of their own. */
export function listPrior({ prior }: Pick<Space, 'prior'>, { key, values }: ListAxis): Float64Array {
  if (key === 'family') return Float64Array.from(values, value => value === 'conv' ? CONV_SHARE : 1 - CONV_SHARE)
  const given: readonly (number | string)[] = prior[key]
  return Float64Array.from(values, value => given.filter(other => other === value).length / given.length)
}

/**
 * A product of kernels around each observation, and the prior's, all counting the same (Falkner, Klein and Hutter, ICML 2018, for the ranges). Of a list of
 * N values and K kernels, an observation's own value weighs 1 and besides each value N pᵢ / K: the prior's weight of one observation, dealt out.
 */
export function jointDensity(space: Space, points: readonly Point[]): JointDensity {
  const count = points.length + 1
  const numbers = space.numbers.map((_, axis) => kernelsOf(points.map(point => point.numbers[axis])))
  const lists = space.lists.map((axis, place) => listKernels(listPrior(space, axis), points.map(point => point.choices[place])))
  return {
    draw(random, normal) {
      const k = below(count, random)
      return {
        numbers: Float64Array.from(numbers, kernels => drawFrom(kernels, k, normal)),
        choices: Int32Array.from(lists, rows => drawn(rows[k], 1, random)),
      }
    },
    log(point) {
      let sum = 0
      for (let k = 0; k < count; k++) sum += productAt(numbers, lists, k, point)
      return logarithm(sum / count)
    },
  }
}

function productAt(numbers: readonly Kernels[], lists: readonly Float64Array[][], k: number, point: Point): number {
  let product = 1
  for (let axis = 0; axis < numbers.length; axis++) product *= kernelAt(numbers[axis], k, point.numbers[axis])
  for (let axis = 0; axis < lists.length; axis++) product *= lists[axis][k][point.choices[axis]]
  return product
}

/** One row of chances a kernel, the prior's last. A value that the prior does not have tells nothing: its row is the prior's. */
function listKernels(prior: Float64Array, choices: readonly number[]): Float64Array[] {
  const rest = prior.length / (choices.length + 1)
  return [...choices, -1].map(choice => choice < 0 ? prior : prior.map((p, value) => (p * rest + (value === choice ? 1 : 0)) / (1 + rest)))
}

/** The place at which chances, added up, pass a random share of their total. */
function drawn(chances: Float64Array, total: number, random: () => number): number {
  let left = random() * total
  for (let place = 0; place < chances.length - 1; place++) {
    left -= chances[place]
    if (left < 0) return place
  }
  return chances.length - 1
}
