// Grouping: every network in exactly one stack, only alike ones together, and no stack larger than memory allows.
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Hyperparameters, NetworkSpec } from '../../src/core/network.ts'
import { EVALUATION_ROWS, planStacks, widthBucket } from './stack.ts'

const dataset: Dataset = {
  id: 'gaussians', title: '', inputs: new Float32Array(200), labels: new Uint8Array(100), features: 2, classes: 2, classNames: ['a', 'b'], image: null,
  train: Uint32Array.from({ length: 80 }, (_, row) => row), test: Uint32Array.from({ length: 20 }, (_, row) => 80 + row), probes: Uint32Array.of(80),
}
const spec = (id: number, hyper: Partial<Hyperparameters> = {}): NetworkSpec => ({
  id, weightSeed: id, orderSeed: id,
  hyper: {
    depth: 2, width: 16, activation: 'relu', optimiser: 'sgd', learningRate: 0.1, weightDecay: 0, batchSize: 32, dropout: 0, epochs: 2,
    initScale: 1, labelNoise: 0, trainFraction: 1, ...hyper,
  },
})
const idsOf = (specs: NetworkSpec[], limits?: Parameters<typeof planStacks>[2]): number[][] =>
  planStacks(specs, dataset, limits).map(stack => stack.members.map(member => member.spec.id))

describe('planStacks', () => {
  it('puts networks together that differ in what a coefficient, a mask or a weight can say', () => {
    const specs = [spec(0), spec(1, { optimiser: 'adam' }), spec(2, { width: 9 }), spec(3, { dropout: 0.5 }), spec(4, { labelNoise: 0.1, initScale: 2 }), spec(5, { trainFraction: 0.9 })]
    expect(idsOf(specs)).toEqual([[0, 1, 2, 3, 4, 5]])
  })

  it.each<Partial<Hyperparameters>>([{ depth: 3 }, { activation: 'tanh' }, { batchSize: 16 }, { trainFraction: 0.5 }, { width: 17 }])(
    'keeps %o apart', other => expect(idsOf([spec(0), spec(1, other), spec(2)])).toEqual([[0, 2], [1]]))

  it('puts the shortest trainings first', () => {
    expect(idsOf([3, 1, 2].map((epochs, id) => spec(id, { epochs })))).toEqual([[1, 2, 0]])
  })

  it('pads to the widest member and the largest batch', () => {
    const [stack] = planStacks([spec(0, { width: 9, trainFraction: 0.3 }), spec(1, { width: 12, trainFraction: 0.35 })], dataset)
    expect(stack.shape).toEqual([2, 12, 12, 2])
    expect(stack.rows).toBe(28)
    expect(stack.batchesPerEpoch).toBe(1)
  })

  it('splits what would not fit, and never loses a network', () => {
    const specs = Array.from({ length: 150 }, (_, id) => spec(id))
    expect(idsOf(specs).map(ids => ids.length)).toEqual([64, 64, 22])
    expect(idsOf(specs, { networks: 64, numbers: 10 * EVALUATION_ROWS * 17 }).map(ids => ids.length)).toEqual(Array.from({ length: 15 }, () => 10))
    expect(idsOf(specs.slice(0, 3), { networks: 64, numbers: 1 })).toEqual([[0], [1], [2]])
    expect(idsOf(specs).flat()).toEqual(specs.map(network => network.id))
    expect(idsOf([])).toEqual([])
  })
})

it('never more than doubles a width above 8', () => {
  for (let width = 8; width < 600; width++) {
    expect(widthBucket(width)).toBeGreaterThanOrEqual(width)
    expect(widthBucket(width)).toBeLessThan(2 * width)
  }
  expect([1, 2, 7].map(widthBucket)).toEqual([8, 8, 8])
})
