// Looking at a network: the figures agree with one another and with the logits, whatever the blocks.
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../data/dataset.ts'
import type { Family, Hyperparameters, NetworkSpec } from '../network.ts'
import { mulberry32, normals } from '../random.ts'
import { forward, gatherInputs, makeBlock } from './block.ts'
import type { Learner, Look, Seen } from './learner.ts'
import { plainLearners } from './plain.ts'
import { planTraining } from './plan.ts'

const FEATURES = 20
const normal = normals(mulberry32(3))
const all = Uint32Array.from({ length: 300 }, (_, row) => row)
const dataset: Dataset = {
  id: 'digits', title: '', inputs: Float32Array.from({ length: 300 * FEATURES }, () => normal()), labels: Uint8Array.from(all, row => row % 3), features: FEATURES, classes: 3, classNames: [],
  train: all.subarray(0, 200), test: all.subarray(200), probes: new Uint32Array(0), trainProbes: new Uint32Array(0), image: { height: 5, width: 4 },
}
const hyper: Hyperparameters = {
  family: 'mlp', depth: 2, width: 5, activation: 'tanh', optimiser: 'adam', learningRate: 0.1, weightDecay: 0, batchSize: 64, dropout: 0.3, epochs: 1, initScale: 1.5, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
}
const rows = Uint32Array.from({ length: 150 }, (_, place) => 299 - place)
const labels = Uint8Array.from(rows, row => row % 3)
const EVERYTHING: Look = { labels, probabilities: true, hidden: true }

function finish<T>(work: Generator<number, T, void>): T {
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
  }
}

describe.each<Family>(['mlp', 'conv'])('looking at rows (%s)', family => {
  const spec: NetworkSpec = { id: 0, hyper: { ...hyper, family }, weightSeed: 3, orderSeed: 4 }
  const plan = planTraining(spec, dataset)
  const learner: Learner = plainLearners(dataset)(spec, plan, null)
  const look = (of = rows, what: Look = EVERYTHING): Seen => finish(learner.look(of, what))
  const seen = look()

  it('predicts the class that is most probable', () => {
    for (let row = 0; row < 150; row++) {
      const own = seen.probabilities!.subarray(row * 3, row * 3 + 3)
      expect(own[seen.predicted[row]]).toBe(Math.max(...own))
      expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6)
    }
  })

  it('has the loss that the probabilities have', () => {
    const loss = -labels.reduce((sum, label, place) => sum + Math.log(seen.probabilities![place * 3 + label]), 0) / rows.length
    expect(seen.loss).toBeCloseTo(loss, 5)
  })

  it('gives what is asked for and no more; the rest does not hang on it', () => {
    const least = look(rows, { labels: null, probabilities: false, hidden: false })
    expect(least).toEqual({ loss: NaN, predicted: seen.predicted, probabilities: null, hidden: null })
    expect(look(rows, { ...EVERYTHING, hidden: false }).probabilities).toEqual(seen.probabilities)
    expect(look(rows, { ...EVERYTHING, probabilities: false }).hidden).toEqual(seen.hidden)
  })

  it('does not hang on the order of the rows, nor change the network', () => {
    const before = learner.state()
    const turned = look(rows.toReversed(), { ...EVERYTHING, labels: labels.toReversed() })
    expect(turned.predicted.toReversed()).toEqual(seen.predicted)
    expect(turned.loss).toBeCloseTo(seen.loss, 12)
    expect(learner.state()).toEqual(before)
    expect(learner.step).toBe(0)
  })

  it('gives the last hidden layer, without dropout', () => {
    const block = makeBlock(plan.layers, 'tanh')
    gatherInputs(block, dataset.inputs, Uint32Array.of(rows[149]), 0, 1)
    forward(block, learner.state().weights, 1, null)
    expect(seen.hidden).toHaveLength(150 * 5)
    expect(seen.hidden!.subarray(149 * 5)).toEqual(block.values.at(-2)!.subarray(0, 5))
    expect(seen.hidden!.every(value => Math.abs(value) < 1)).toBe(true)
  })

  it('takes no rows for an answer', () => {
    const nothing = look(new Uint32Array(0), { labels: null, probabilities: true, hidden: true })
    expect(nothing).toEqual({ loss: NaN, predicted: new Uint8Array(0), probabilities: new Float32Array(0), hidden: new Float32Array(0) })
  })
})

it('a learner hands out copies: whoever changes them changes no network', () => {
  const spec: NetworkSpec = { id: 0, hyper, weightSeed: 3, orderSeed: 4 }
  const plan = planTraining(spec, dataset)
  const learner = plainLearners(dataset)(spec, plan, null)
  finish(learner.learn(Uint32Array.from({ length: 64 }, (_, place) => place)))
  const state = learner.state()
  const follower = plainLearners(dataset)(spec, plan, { step: 1, state })
  for (const part of [state.weights, state.first, state.second]) part.fill(7)
  expect(follower.state()).toEqual(learner.state())
  expect(learner.state().weights[0]).not.toBe(7)
})
