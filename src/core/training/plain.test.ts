// Looking at a network: the figures agree with one another and with the logits, whatever the blocks.
import { describe, expect, it } from 'vitest'
import { mulberry32, normals } from '../random.ts'
import { evaluate, represent } from './evaluate.ts'
import { forward, gatherInputs, makeMlp } from './mlp.ts'
import { parameterCount } from './plan.ts'

const shape = [4, 6, 5, 3]
const normal = normals(mulberry32(3))
const weights = Float32Array.from({ length: parameterCount(shape) }, () => normal())
const inputs = Float32Array.from({ length: 300 * 4 }, () => normal())
const rows = Uint32Array.from({ length: 150 }, (_, place) => 299 - place)
const labels = Uint8Array.from(rows, row => row % 3)
const mlp = makeMlp(shape, 'tanh')

function finish<T>(work: Generator<number, T, void>): T {
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
  }
}

describe('evaluate', () => {
  const seen = finish(evaluate(mlp, weights, inputs, rows, labels))

  it('counts every row once in the confusion matrix, whose diagonal is the accuracy', () => {
    for (let label = 0; label < 3; label++) {
      expect(seen.confusion.subarray(label * 3, label * 3 + 3).reduce((sum, count) => sum + count, 0)).toBe(labels.filter(own => own === label).length)
    }
    expect(seen.accuracy).toBe((seen.confusion[0] + seen.confusion[4] + seen.confusion[8]) / rows.length)
  })

  it('has the loss that the probabilities have', () => {
    const { probabilities } = finish(represent(mlp, weights, inputs, rows))
    const loss = -labels.reduce((sum, label, place) => sum + Math.log(probabilities[place * 3 + label]), 0) / rows.length
    expect(seen.loss).toBeCloseTo(loss, 5)
  })

  it('does not hang on the order of the rows, nor change the weights', () => {
    const before = weights.slice()
    const turned = finish(evaluate(mlp, weights, inputs, rows.toReversed(), labels.toReversed()))
    expect(turned.confusion).toEqual(seen.confusion)
    expect(turned.loss).toBeCloseTo(seen.loss, 12)
    expect(weights).toEqual(before)
  })
})

it('represent gives the last hidden layer and probabilities that sum to 1', () => {
  const { activations, probabilities } = finish(represent(mlp, weights, inputs, rows))
  expect(activations).toHaveLength(150 * 5)
  expect(probabilities).toHaveLength(150 * 3)
  for (let row = 0; row < 150; row++) expect(probabilities.subarray(row * 3, row * 3 + 3).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6)
  gatherInputs(mlp, inputs, Uint32Array.of(rows[149]), 0, 1)
  forward(mlp, weights, 1, null)
  expect(activations.subarray(149 * 5)).toEqual(mlp.values[2].subarray(0, 5))
})
