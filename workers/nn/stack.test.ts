// Grouping: every network in exactly one stack, only alike ones together, and no stack larger than memory allows.
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Hyperparameters, Interim, NetworkSpec } from '../../src/core/network.ts'
import { EVALUATION_ROWS, narrowStack, planStacks, STACK_LIMITS, widthBucket, type StackLimits } from './stack.ts'

const dataset: Dataset = {
  id: 'gaussians', title: '', inputs: new Float32Array(200), labels: new Uint8Array(100), features: 2, classes: 2, classNames: ['a', 'b'], image: { height: 1, width: 2 },
  train: Uint32Array.from({ length: 80 }, (_, row) => row), test: Uint32Array.from({ length: 20 }, (_, row) => 80 + row), probes: Uint32Array.of(80),
  trainProbes: new Uint32Array(0),
}
const spec = (id: number, hyper: Partial<Hyperparameters> = {}): NetworkSpec => ({
  id, weightSeed: id, orderSeed: id,
  hyper: {
    family: 'mlp', depth: 2, width: 16, activation: 'relu', optimiser: 'sgd', learningRate: 0.1, weightDecay: 0, batchSize: 32, dropout: 0, epochs: 2,
    initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh', ...hyper,
  },
})
const idsOf = (specs: NetworkSpec[], limits: Partial<StackLimits> = {}, begun?: ReadonlyMap<number, Interim>): number[][] =>
  planStacks(specs, dataset, begun, { ...STACK_LIMITS, ...limits }).map(stack => stack.members.map(member => member.spec.id))

describe('planStacks', () => {
  it('puts networks together that differ in what a coefficient, a mask or a weight can say', () => {
    const specs = [
      spec(0), spec(1, { optimiser: 'adam' }), spec(2, { width: 9 }), spec(3, { dropout: 0.5 }), spec(4, { labelNoise: 0.1, initScale: 2 }),
      spec(5, { trainFraction: 0.99 }), spec(6, { batchSize: 27 }),
    ]
    expect(idsOf(specs)).toEqual([[0, 1, 2, 3, 4, 5, 6]])
  })

  it.each<Partial<Hyperparameters>>([{ depth: 3 }, { activation: 'tanh' }, { family: 'conv' }])(
    'keeps %o apart', other => expect(idsOf([spec(0), spec(1, other), spec(2)])).toEqual([[0, 2], [1]]))

  it('keeps widths apart where each has networks enough, and otherwise lets the narrow join the wide', () => {
    const of = (count: number, width: number, from: number): NetworkSpec[] => Array.from({ length: count }, (_, at) => spec(from + at, { width }))
    const sizes = (...specs: NetworkSpec[][]): number[] => idsOf(specs.flat()).map(ids => ids.length)
    expect(sizes(of(20, 100, 0), of(17, 20, 20), of(16, 40, 40))).toEqual([17, 16, 20])
    expect(sizes(of(3, 10, 0), of(3, 40, 20), of(10, 100, 40))).toEqual([16])
    expect(sizes(of(20, 10, 0), of(2, 100, 20))).toEqual([20, 2])
  })

  it('puts those that have the fewest updates left first', () => {
    const begun = new Map([[2, { step: 8 } as Interim]])
    expect(idsOf([spec(0, { epochs: 3 }), spec(1, { epochs: 2 }), spec(2, { epochs: 4 })], {}, begun)).toEqual([[2, 1, 0]])
    expect(idsOf([spec(0, { epochs: 3 }), spec(1, { epochs: 3, batchSize: 80 }), spec(2, { epochs: 2 })])).toEqual([[1, 2, 0]])
  })

  it('pads to the widest member and the largest batch', () => {
    const [stack] = planStacks([spec(0, { width: 9, trainFraction: 0.3 }), spec(1, { width: 12, trainFraction: 0.35 })], dataset)
    expect(stack.layers.map(({ inputs, outputs }) => [inputs, outputs])).toEqual([[2, 12], [12, 12], [12, 2]])
    expect(stack.rows).toBe(28)
    const left = narrowStack(stack, [0])
    expect([left.layers, left.rows, left.members]).toEqual([stack.layers, 24, [stack.members[0]]])
  })

  it('splits what would not fit, and never loses a network', () => {
    const specs = Array.from({ length: 150 }, (_, id) => spec(id))
    expect(idsOf(specs).map(ids => ids.length)).toEqual([64, 64, 22])
    expect(idsOf(specs, { networks: 64, numbers: 10 * EVALUATION_ROWS.mlp * 17 }).map(ids => ids.length)).toEqual(Array.from({ length: 15 }, () => 10))
    expect(idsOf(specs.slice(0, 3), { networks: 64, numbers: 1 })).toEqual([[0], [1], [2]])
    expect(idsOf(specs).flat()).toEqual(specs.map(network => network.id))
    expect(idsOf([])).toEqual([])
  })
})

it('never more than doubles a width above 32', () => {
  for (let width = 32; width < 600; width++) {
    expect(widthBucket(width)).toBeGreaterThanOrEqual(width)
    expect(widthBucket(width)).toBeLessThan(2 * width)
  }
  expect([1, 7, 31].map(widthBucket)).toEqual([32, 32, 32])
})
