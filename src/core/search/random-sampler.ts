// Random search (Bergstra and Bengio, Journal of Machine Learning Research 13, 2012): the prior, again and again. What every other way has to beat.
import type { Sampler } from './sampler.ts'
import { drawn, spaceOf } from './space.ts'
import { unrepeated } from './unrepeated.ts'

/** Settings number `trials` and on of the sequence that the prior and the seed name; the same as the first of every way that begins at random. */
export const randomSampler = (seed: number): Sampler => ({
  name: 'random',
  ask({ prior, pictures, trials }, count) {
    const space = spaceOf(prior, pictures)
    return unrepeated(space, trials, count, place => drawn(space, seed, place))
  },
})
