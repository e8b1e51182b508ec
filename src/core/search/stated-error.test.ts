// What is stated of an error: by how much left-out networks were missed of which nearly the same was said.
import { describe, expect, it } from 'vitest'
import { networkAt } from '../population.ts'
import { DEFAULT_RECIPE } from '../recipe.ts'
import { mulberry32, normals } from '../random.ts'
import { knownOf, predictAt, predictor } from './predict.ts'
import { encode, featuresOf, spaceOf } from './space.ts'

const prior = { ...DEFAULT_RECIPE, kind: 'random' as const, count: 400, learningRate: { from: 1e-4, to: 1 } }
const space = spaceOf(prior, false)
const hypers = Array.from({ length: 400 }, (_, id) => networkAt(prior, id).hyper)
const share = (id: number): number => Math.log10(hypers[id].learningRate * 1e4) / 4

/** Places are the share of the learning rate; `noise` is that of the score at a share. */
function stated(noise: (share: number) => number): { share: number, error: number, miss: number }[] {
  const normal = normals(mulberry32(5))
  const scores = hypers.map((_, id) => 0.1 + 0.7 * share(id) + noise(share(id)) * normal())
  const trials = hypers.slice(0, 150).map((hyper, id) => ({ id, hyper, score: scores[id] }))
  const known = predictor(knownOf(space, trials, new Map(trials.map(({ id }) => [id, [10 * share(id), 0]]))))
  return hypers.slice(150).map((hyper, place) => {
    const { prediction: { score, scoreError } } = predictAt(known, featuresOf(space, encode(space, hyper)))
    return { share: share(150 + place), error: scoreError, miss: scores[150 + place] - score }
  })
}

const meanOf = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length

describe('the stated error of a score', () => {
  it('is as large as what is missed where all scores have the same noise', () => {
    const all = stated(() => 0.05)
    const rms = Math.sqrt(meanOf(all.map(({ miss }) => miss * miss)))
    expect(meanOf(all.map(({ error }) => error)) / rms).toBeGreaterThan(0.75)
    expect(meanOf(all.map(({ error }) => error)) / rms).toBeLessThan(1.35)
  })

  it('is larger where good networks are uncertain and bad ones are not', () => {
    const all = stated(at => at > 0.6 ? 0.1 : 0.005)
    const [good, bad] = [all.filter(one => one.share > 0.7), all.filter(one => one.share < 0.4)]
    expect(meanOf(good.map(({ error }) => error))).toBeGreaterThan(1.5 * meanOf(bad.map(({ error }) => error)))
  })

  it('is unknown where nobody could be left out', () => {
    const trials = hypers.slice(0, 2).map((hyper, id) => ({ id, hyper, score: 0.5 }))
    const known = predictor(knownOf(space, trials, new Map([[0, [0, 0]], [1, [1, 1]]])))
    expect(predictAt(known, featuresOf(space, encode(space, hypers[5]))).prediction.scoreError).toBeNaN()
  })
})
