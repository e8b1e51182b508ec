// What the training kernel is told about a network must say where everything is, and nothing may lie on anything else.
import { expect, test } from 'vitest'
import fc from 'fast-check'
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Hyperparameters, NetworkSpec } from '../../src/core/network.ts'
import { ACTIVATIONS, OPTIMISERS } from '../../src/core/network.ts'
import { mulberry32 } from '../../src/core/random.ts'
import { planTraining } from '../../src/core/training/plan.ts'
import { corrections, covers, dropThreshold, FIGURES, layOut, listWords, packRow, ROW_WORDS, tableRow } from './train-layout.ts'
import kernel from './train.wgsl?raw'

const rows = Uint32Array.from({ length: 200 }, (_, row) => row)
const dataset: Dataset = {
  id: 'digits', title: '', inputs: new Float32Array(200 * 6), labels: new Uint8Array(200), features: 6, classes: 3, classNames: [],
  train: rows.subarray(0, 150), test: rows.subarray(150), probes: rows.subarray(180), trainProbes: rows.subarray(0, 10), image: { width: 2, height: 3 },
}
const hyper = fc.record({
  family: fc.constant('mlp' as const), depth: fc.integer({ min: 1, max: 8 }), width: fc.integer({ min: 1, max: 512 }), activation: fc.constantFrom(...ACTIVATIONS),
  optimiser: fc.constantFrom(...OPTIMISERS), learningRate: fc.constant(0.1), weightDecay: fc.constant(0.5), batchSize: fc.integer({ min: 1, max: 200 }),
  dropout: fc.constantFrom(0, 0.25), epochs: fc.integer({ min: 1, max: 9 }), initScale: fc.constant(1), labelNoise: fc.constant(0), trainFraction: fc.constantFrom(0.1, 1),
  augmentation: fc.constant('none'), start: fc.constant('fresh'),
}) satisfies fc.Arbitrary<Hyperparameters>
const specOf = (one: Hyperparameters): NetworkSpec => ({ id: 0, hyper: one, weightSeed: 1, orderSeed: 2 })

test('parts follow one another without overlap, and each holds what the kernel puts there', () => {
  fc.assert(fc.property(hyper, one => {
    const { depth, width, optimiser, batchSize } = one
    const seen = planTraining(specOf(one), dataset).rows.length
    const { parameters, block, weights, first, second, gradient, values, slopes, out, size } = layOut(specOf(one), dataset, seen)
    expect(parameters).toBe(7 * width + (depth - 1) * (width + 1) * width + (width + 1) * 3)
    expect(block).toBeGreaterThanOrEqual(8)
    expect(block).toBeLessThanOrEqual(64)
    const rooms = [first - weights, second - first, gradient - second, values - gradient, slopes - values, out - slopes, size - out]
    const needs = [
      parameters, optimiser === 'sgd' ? 0 : parameters, optimiser.startsWith('adam') ? parameters : 0, Math.min(batchSize, seen) > block ? parameters : 0,
      block * (6 + depth * width + 3), block * depth * width, FIGURES + Math.max(seen, 50, 20 * (1 + 3 + width)),
    ]
    rooms.forEach((room, part) => {
      expect(room).toBeGreaterThanOrEqual(needs[part])
      expect(room).toBeLessThan(needs[part] + 16)
    })
  }))
})

test('the table row says all of it, in words and floats', () => {
  const spec = specOf({ family: 'mlp', depth: 3, width: 5, activation: 'gelu', optimiser: 'adamw', learningRate: 0.01, weightDecay: 0.5, batchSize: 32, dropout: 0.25, epochs: 2, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh' })
  const layout = layOut(spec, dataset, 150)
  const row = tableRow(spec, dataset, layout, 1000)
  expect(row).toHaveLength(ROW_WORDS)
  expect([...row.subarray(0, 9)]).toEqual([6, 3, 5, 3, 2, 3, 32, layout.block, 2 ** 30])
  expect([...new Float32Array(row.buffer, 36, 3)]).toEqual([1 / 0.75, 0.01, 0.5].map(Math.fround))
  expect([...row.subarray(12)]).toEqual([layout.weights, layout.first, layout.second, layout.gradient, layout.values, layout.slopes, layout.out].map(at => 1000 + at).concat(0))
})

test('the kernel knows a row of as many words, and as many figures', () => {
  const fields = /struct Network \{([^}]*)\}/.exec(kernel)![1].match(/^\s*\w+: [uf]32,/gm)!
  expect(fields).toHaveLength(ROW_WORDS)
  expect(kernel).toContain(`const FIGURES = ${FIGURES}u;`)
})

test('a unit is dropped by whole words exactly where the core drops it by fractions', () => {
  fc.assert(fc.property(fc.integer(), fc.double({ min: 0, max: 0.99, noNaN: true }), (seed, probability) => {
    const random = mulberry32(seed)
    for (let draw = 0; draw < 20; draw++) {
      const fraction = random()
      expect(fraction * 2 ** 32 < dropThreshold(probability)).toBe(fraction < probability)
    }
  }))
  // At the word itself.
  expect(dropThreshold(3 / 2 ** 32)).toBe(3)
  expect(dropThreshold(0)).toBe(0)
})

test('corrections are those of Adam, to the update at which they end in 1', () => {
  const table = corrections(1e6)
  expect([...table.subarray(0, 2)]).toEqual([1 / (1 - 0.9), 1 / (1 - 0.999)].map(Math.fround))
  expect(table[2 * 99 + 1]).toBeCloseTo(1 / (1 - 0.999 ** 100), 5)
  expect([...table.subarray(-2)]).toEqual([1, 1])
  expect(corrections(3)).toHaveLength(6)
})

test('a row and its class come out of their word', () => {
  for (const [row, label] of [[0, 0], [2 ** 24 - 1, 255], [77, 200]]) {
    const word = packRow(row, label)
    expect([word & 0xffffff, word >>> 24]).toEqual([row, label])
  }
})

test('lists hold an epoch and its seeds', () => {
  const spec = specOf({ family: 'mlp', depth: 3, width: 5, activation: 'relu', optimiser: 'sgd', learningRate: 1, weightDecay: 0, batchSize: 32, dropout: 0.1, epochs: 2, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh' })
  const plan = planTraining(spec, dataset)
  expect(listWords(spec, plan)).toBe(150 + 5 * 3)
  expect(listWords({ ...spec, hyper: { ...spec.hyper, dropout: 0 } }, plan)).toBe(150)
})

test('convolutions, and what does not fit, are left to others', () => {
  const spec = specOf({ family: 'mlp', depth: 8, width: 512, activation: 'relu', optimiser: 'adam', learningRate: 1, weightDecay: 0, batchSize: 32, dropout: 0, epochs: 2, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh' })
  expect(covers(spec, dataset, 128 * 2 ** 20)).toBe(true)
  expect(covers({ ...spec, hyper: { ...spec.hyper, family: 'conv' } }, dataset, 128 * 2 ** 20)).toBe(false)
  expect(covers(spec, dataset, 20 * 2 ** 20)).toBe(false)
  expect(covers({ ...spec, hyper: { ...spec.hyper, depth: 1, width: 1 } }, dataset, 100)).toBe(false)
})
