// What the panels say of a network's inside: cells of the confusion matrix hold what they count, and sentences name the right classes.
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../core/data/dataset.ts'
import type { Study } from '../../core/portrait/study.ts'
import { confusionOf } from '../../core/training/figures.ts'
import { answersOf, distanceWords, mergesOf, rowsOfCell, treeWords, walkWords, wrongOf } from './inside.ts'
import { planeWords, pointsOf } from './plane-words.ts'

const data: Dataset = {
  id: 'xor', title: 'by hand', inputs: Float32Array.of(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5), labels: Uint8Array.of(0, 1, 0, 1, 0, 1), features: 2, classes: 2, classNames: ['in', 'out'],
  train: Uint32Array.of(0), test: Uint32Array.of(1, 2, 3, 4, 5), probes: Uint32Array.of(2, 3), trainProbes: new Uint32Array(0), image: null,
}
const predicted = Uint8Array.of(1, 1, 0, 0, 1)

it('every cell of the confusion matrix has as many rows as it counts', () => {
  const counts = confusionOf(predicted, Uint8Array.from(data.test, row => data.labels[row]), 2)
  for (const truth of [0, 1]) for (const answer of [0, 1]) expect(rowsOfCell(data, predicted, truth, answer)).toHaveLength(counts[2 * truth + answer])
  expect(rowsOfCell(data, predicted, 0, 1)).toEqual([2])
})

it('the answer is the class of the largest probability', () => {
  const answers = answersOf({ probabilities: Float32Array.of(0.25, 0.75, 1, 0) }, 2)
  expect(answers).toEqual([{ answer: 1, probability: 0.75 }, { answer: 0, probability: 1 }])
  expect([...wrongOf(answers, [1, 1])]).toEqual([1])
})

const study = (change: Partial<Study>): Study => ({
  n: 4, places: new Float64Array(8), t: 3, stress: 0.1, distances: new Float64Array(6), scale: 2,
  operator: new Float32Array(16), order: Uint32Array.of(0, 1, 2, 3), nearest: new Uint32Array(0),
  health: { meanDiagonal: 0.3, medianPerplexity: 3.2, saturated: false, flat: false }, mass: { kept: 0.617, blind: 0.25 }, apart: { within: 1, between: 3 }, tree: null, ...change,
})

describe('sentences', () => {
  it('distances in units of the scale, and their ratio', () => {
    expect(distanceWords(study({}), 'mean distance')).toBe('On average two probes of one class lie 0.50 mean distances apart, of two classes 1.50, 3.00 times as far.')
    expect(distanceWords(study({ scale: 0 }), 'mean distance')).toContain('every distance is 0')
    expect(distanceWords(study({ apart: null }), 'mean distance')).not.toContain('class')
  })

  it('the walk’s mass as ticks are written', () => {
    expect(walkWords(study({}))).toBe('Within classes one step of the walk keeps .62 of its mass; a blind one would keep .25.')
    expect(walkWords(study({ mass: null }))).toContain('3 of 4 probes')
    expect(walkWords(study({ health: { meanDiagonal: 0.9, medianPerplexity: 1, saturated: true, flat: false } }))).toContain('sees itself')
  })

  const names = ['a', 'b', 'c', 'd']
  it('who is merged first, and who parts last', () => {
    const tree = { labels: [0, 1, 2, 3], merges: Float64Array.of(1, 2, 1, 2, 0, 4, 2, 3, 3, 5, 7, 4), order: Int32Array.of(3, 0, 1, 2) }
    expect(mergesOf(tree, names).map(({ left, right }) => [left.join(''), right.join('')])).toEqual([['b', 'c'], ['a', 'bc'], ['d', 'abc']])
    expect(treeWords(tree, names)).toBe('b and c are the most alike to this layer and are merged first; d stands apart from all others.')
    const pairs = { labels: [0, 1, 2, 3], merges: Float64Array.of(0, 1, 1, 2, 2, 3, 2, 2, 4, 5, 7, 4), order: Int32Array.of(0, 1, 2, 3) }
    expect(treeWords(pairs, names)).toBe('a and b are the most alike to this layer and are merged first; a and b part from c and d.')
  })

  it('the plane: mistakes counted, and where the network is not sure', () => {
    const plane = { size: 2, across: [0, 1], up: [0, 1], probabilities: Float32Array.of(0.95, 0.05, 0.6, 0.4, 0.5, 0.5, 0, 1) } as const
    expect(planeWords({ ...plane, across: [0, 1], up: [0, 1] }, pointsOf(data, predicted))).toBe('2 of 5 test points lie on the wrong side, outlined; over 0.50 of the plane it is less than 0.9 sure.')
  })
})
