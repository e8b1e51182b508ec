// What probabilities say of labels, by hand.
import { expect, test } from 'vitest'
import { confusionOf, crossEntropyOf, hitsOf, predictedOf } from './figures.ts'

const PROBABILITIES = Float64Array.of(0.5, 0.5, 0, 0.1, 0.2, 0.7)

test('the first of several highest probabilities is the prediction', () => expect([...predictedOf(PROBABILITIES, 3)]).toEqual([0, 2]))

test('cross-entropy is the mean of −ln p, and one impossible class costs −ln 1e-12', () => {
  expect(crossEntropyOf(PROBABILITIES, 3, [1, 2])).toBeCloseTo(-(Math.log(0.5) + Math.log(0.7)) / 2, 12)
  expect(crossEntropyOf(PROBABILITIES, 3, [2, 2])).toBeCloseTo(-(Math.log(1e-12) + Math.log(0.7)) / 2, 12)
})

test('hits are the diagonal of the confusion matrix', () => {
  const predicted = predictedOf(PROBABILITIES, 3)
  expect(hitsOf(predicted, [1, 2])).toBe(1)
  expect([...confusionOf(predicted, [1, 2], 3)]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 1])
})
