// Proposals must lie inside the prior, name themselves, follow from the seed, move with the scale of what they are made from, find an optimum that is there,
// and come out sensibly where there is little or nothing to go by.
import { describe, expect, it } from 'vitest'
import type { Hyperparameters } from '../network.ts'
import { logarithm } from '../elementary.ts'
import type { Recipe } from '../recipe.ts'
import { networkAt } from '../population.ts'
import { checkRecipe, DEFAULT_RECIPE } from '../recipe.ts'
import type { Asked } from './propose.ts'
import { proposals } from './propose.ts'
import { encode, nameOf, spaceOf } from './space.ts'
import type { Trial } from './trial.ts'
import { recipeOf, specOfProposal } from './trial.ts'

const prior: Recipe = { ...DEFAULT_RECIPE, family: ['mlp'] }
const space = spaceOf(prior, true)

/** Best at a rate of .05 and a decay of 1e-4, with tanh; the rest does nothing. */
const accuracy = ({ learningRate, weightDecay, activation }: Hyperparameters): number =>
  0.9 - 0.05 * logarithm(learningRate / 0.05) ** 2 - 0.005 * logarithm(weightDecay / 1e-4) ** 2 - (activation === 'tanh' ? 0 : 0.1)

/** A map that is a smooth function of settings, so that it can be predicted. */
const placeOf = (hyper: Hyperparameters): number[] => [logarithm(hyper.learningRate), logarithm(hyper.weightDecay) / 2 + (hyper.activation === 'tanh' ? 3 : 0)]

function asked(count = 60, given: Partial<Asked> = {}): Asked {
  const trials: Trial[] = Array.from({ length: count }, (_, id) => ({ id, hyper: networkAt(prior, id).hyper, score: Math.max(0, accuracy(networkAt(prior, id).hyper)) }))
  return { prior, pictures: true, trials, places: new Map(trials.map(({ id, hyper }) => [id, placeOf(hyper)])), region: { kind: 'top' }, count: 10, seed: 7, ...given }
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

describe('proposals', () => {
  it('follow from the seed alone, and go on where they ended', () => {
    const all = proposals(asked())
    expect(proposals(asked())).toEqual(all)
    expect(proposals(asked(60, { seed: 8 }))).not.toEqual(all)
    const first = proposals(asked(60, { count: 1, made: 0 }))
    expect(first).toEqual(all.slice(0, 1))
    expect(new Set(all.map(({ seed }) => seed)).size).toBe(10)
    expect(proposals(asked(60, { count: 3, made: 10 })).map(({ seed }) => seed)).not.toContain(all[0].seed)
  })

  it('lie inside the prior, repeat nobody, and are recipes of one network', () => {
    const given = asked()
    const made = proposals({ ...given, count: 25 })
    const names = [...given.trials, ...made].map(({ hyper }) => nameOf(space, hyper))
    expect(new Set(names).size).toBe(names.length)
    for (const proposal of made) {
      expect([...encode(space, proposal.hyper).numbers].every(share => share >= 0 && share <= 1)).toBe(true)
      expect(checkRecipe(recipeOf(proposal))).toEqual({})
      expect(specOfProposal(proposal, 99).hyper).toEqual(proposal.hyper)
    }
  })

  it('say who voted and by how much; one in five is from the prior', () => {
    const made = proposals(asked())
    expect(made.map(({ from }) => from)).toEqual(['region', 'region', 'region', 'region', 'prior', 'region', 'region', 'region', 'region', 'prior'])
    for (const { from, votes } of made) {
      if (from === 'prior') expect(votes).toEqual([])
      else {
        expect(votes.length).toBe(5)
        expect(votes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
        expect(votes.map(({ share }) => share)).toEqual(votes.map(({ share }) => share).sort((a, b) => b - a))
      }
    }
  })

  it('find an optimum that is there, far better than the prior does', () => {
    const given = asked()
    const made = proposals({ ...given, fresh: 0 }).map(({ hyper }) => accuracy(hyper))
    expect(mean(made)).toBeGreaterThan(mean(given.trials.map(({ score }) => score)) + 0.2)
    expect(Math.max(...made)).toBeGreaterThan(0.88)
  })

  it('foretell place and score, and how well', () => {
    const made = proposals(asked(120, { fresh: 0 }))
    for (const { hyper, predicted } of made) {
      expect(Math.abs(predicted.score - accuracy(hyper))).toBeLessThan(3 * predicted.scoreError + 0.02)
      expect(Math.hypot(...predicted.place!.map((at, k) => at - placeOf(hyper)[k]))).toBeLessThan(4 * predicted.placeError!)
      expect(predicted.placeError).toBeLessThan(1)
    }
  })

  it('move with the scale: all rates ten times as large, ten times as large proposals', () => {
    const given = asked()
    const tenfold = <T extends { learningRate: number }>(hyper: T): T => ({ ...hyper, learningRate: 10 * hyper.learningRate })
    const moved = proposals({
      ...given,
      prior: { ...prior, learningRate: { from: 1e-2, to: 5 } },
      trials: given.trials.map(trial => ({ ...trial, hyper: tenfold(trial.hyper) })),
    })
    proposals(given).forEach(({ hyper, from }, p) => {
      expect(moved[p].hyper.learningRate / hyper.learningRate).toBeCloseTo(10, 6)
      if (from === 'region') expect(moved[p].hyper.activation).toBe(hyper.activation)
    })
  })

  it('do not change when the map is turned, mirrored, shifted or grown', () => {
    const given = asked()
    const turned = new Map([...given.places].map(([id, at]) => [id, [5 - 3 * (0.6 * at[0] - 0.8 * at[1]), 7 + 3 * (0.8 * at[0] + 0.6 * at[1])]]))
    const settings = (places: Asked['places']) => proposals({ ...given, places }).map(({ hyper }) => nameOf(space, hyper).split(' ').map(word => Number.isNaN(Number(word)) ? word : Number(word).toPrecision(6)))
    expect(settings(turned)).toEqual(settings(given.places))
  })

  it('ask the networks that were encircled, and nobody else', () => {
    const ids = [3, 8, 11, 20, 21, 34, 40]
    for (const { votes } of proposals(asked(60, { region: { kind: 'networks', ids }, fresh: 0 }))) for (const { id } of votes) expect(ids).toContain(id)
  })

  it('aim at a gap', () => {
    const place = [logarithm(0.01), logarithm(1e-4) / 2]
    const made = proposals(asked(120, { region: { kind: 'gap', place }, fresh: 0 }))
    for (const { predicted } of made) expect(Math.hypot(predicted.place![0] - place[0], predicted.place![1] - place[1])).toBeLessThan(1)
  })

  it('never ask a network that diverged, and expect little where networks do', () => {
    const given = asked()
    const trials = given.trials.map(trial => trial.hyper.learningRate > 0.05 ? { ...trial, score: NaN } : trial)
    const lost = new Set(trials.filter(({ score }) => Number.isNaN(score)).map(({ id }) => id))
    const made = proposals({ ...given, trials, places: new Map([...given.places].filter(([id]) => !lost.has(id))), fresh: 0 })
    for (const { votes, predicted } of made) {
      for (const { id } of votes) expect(lost.has(id)).toBe(false)
      expect(Number.isFinite(predicted.score)).toBe(true)
    }
  })
})

describe('proposals from little', () => {
  const { trials, places } = asked()

  it('come from the prior where there are no networks, or none that ended well', () => {
    for (const nobody of [[], trials.map(trial => ({ ...trial, score: NaN }))]) {
      const made = proposals(asked(60, { trials: nobody, places: new Map() }))
      expect(made.length).toBe(10)
      expect(made.every(({ from, predicted }) => from === 'prior' && predicted.place === null && Number.isNaN(predicted.score))).toBe(true)
      expect(new Set(made.map(({ hyper }) => nameOf(space, hyper))).size).toBe(10)
    }
  })

  it('come from one network, from two, and from four of which one has a place', () => {
    for (const count of [1, 2, 4]) {
      const made = proposals(asked(60, { trials: trials.slice(0, count), places: new Map([...places].slice(0, count === 4 ? 1 : count)) }))
      expect(made.filter(({ from }) => from === 'region').length).toBe(8)
      expect(made.every(({ predicted }) => Number.isFinite(predicted.score))).toBe(true)
      expect(new Set(made.map(({ hyper }) => nameOf(space, hyper))).size).toBe(10)
    }
  })

  it('come from a map on which all lie at one place, with one score', () => {
    const made = proposals(asked(60, { trials: trials.map(trial => ({ ...trial, score: 0.5 })), places: new Map(trials.map(({ id }) => [id, [1, 1]])) }))
    for (const { predicted } of made) {
      expect(predicted.score).toBeCloseTo(0.5, 9)
      expect(predicted.scoreError).toBeCloseTo(0, 9)
      expect(predicted.place![0]).toBeCloseTo(1, 9)
    }
  })

  it('repeat settings with other seeds where nothing varies, or no more is left of a list', () => {
    for (const activation of [['relu'], ['relu', 'tanh']] as Recipe['activation'][]) {
      const still: Recipe = { ...recipeOf({ hyper: trials[0].hyper, seed: 3 }), activation }
      const made = proposals(asked(60, { prior: still }))
      expect(made.length).toBe(10)
      expect(new Set(made.map(({ seed }) => seed)).size).toBe(10)
      for (const { hyper } of made) expect(hyper).toEqual({ ...trials[0].hyper, activation: hyper.activation })
    }
  })
})
