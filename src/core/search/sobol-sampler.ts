// Quasi-random search: Sobol's scrambled sequence laid over the prior, so that no part of it stays untried for long.
import type { Hyperparameters } from '../network.ts'
import { CONV_SHARE } from '../population.ts'
import type { Sampler } from './sampler.ts'
import { sobolPoint } from './sobol.ts'
import type { ListAxis, Space } from './space.ts'
import { decode, spaceOf } from './space.ts'
import { unrepeated } from './unrepeated.ts'

/**
 * Settings whose shares of the prior are those of a point of the unit cube, one coordinate an axis (numbers first): evenly spread points give settings that
 * are spread as the prior is. A value that stands in a list twice gets twice the room, and convolutions get the share that the prior draws.
 */
export function atShares(space: Space, shares: ArrayLike<number>): Hyperparameters {
  const { numbers, lists } = space
  return decode(space, {
    numbers: Float64Array.from(numbers, (_, axis) => shares[axis]),
    choices: Int32Array.from(lists, (axis, place) => choiceAt(space, axis, shares[numbers.length + place])),
  })
}

function choiceAt({ prior }: Space, { key, values }: ListAxis, share: number): number {
  if (key === 'family') return values.indexOf(share < CONV_SHARE ? 'conv' : 'mlp')
  const given = prior[key]
  return values.indexOf(given[Math.floor(share * given.length)])
}

/** As many axes as vary are as many dimensions of the sequence. */
export const sobolSampler = (seed: number): Sampler => ({
  name: 'sobol',
  ask({ prior, pictures, trials }, count) {
    const space = spaceOf(prior, pictures)
    return unrepeated(space, trials, count, place => atShares(space, sobolPoint(place, space.numbers.length + space.lists.length, seed)))
  },
})
