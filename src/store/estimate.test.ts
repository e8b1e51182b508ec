// What is foretold follows the work: twice the networks twice the time, twice the workers half of it, and nothing is said that was not measured.
import { describe, expect, it } from 'vitest'
import { DEFAULT_DATASET } from '../core/data/make.ts'
import { KEEP_NOTHING } from '../core/network.ts'
import type { Recipe } from '../core/population.ts'
import { DEFAULT_RECIPE } from '../core/population.ts'
import { workOf } from '../core/training/work.ts'
import { knownSize } from '../core/data/size.ts'
import { drawNetworks } from '../core/population.ts'
import { estimateOn, keptBytes, usualWorkers, workersFault } from './estimate.ts'

const fixed: Recipe = {
  ...DEFAULT_RECIPE, count: 10, family: ['mlp'], depth: [2], width: { from: 32, to: 32 }, batchSize: [64], epochs: { from: 20, to: 20 }, trainFraction: { from: 1, to: 1 },
}
const asked = (change: Partial<Recipe> = {}, workers: number | null = 1) => ({
  engines: { cpu: { multiplyAdds: 2e9, milliseconds: 40 }, webgpu: null, fault: null }, workers, keep: KEEP_NOTHING, recipe: { ...fixed, ...change }, faults: {}, dataset: DEFAULT_DATASET,
})

describe('the estimate', () => {
  it('is the work over the speed where all networks cost the same', () => {
    const work = workOf(drawNetworks(fixed, 0, 1)[0], knownSize('digits'), KEEP_NOTHING)
    const found = estimateOn('cpu', asked(), 2)!
    expect(found.seconds).toBeCloseTo(10 * work / 2e9, 9)
    expect(found.rate * found.seconds).toBeCloseTo(10, 9)
  })

  it('grows with the count and falls with the workers', () => {
    const one = estimateOn('cpu', asked(), 2)!.seconds
    expect(estimateOn('cpu', asked({ count: 40 }), 2)!.seconds).toBeCloseTo(4 * one, 9)
    expect(estimateOn('cpu', asked({}, 4), 2)!.seconds).toBeCloseTo(one / 4, 9)
  })

  it('takes a core less than there are where nobody chose, and no more workers than networks', () => {
    expect([1, 2, 16].map(usualWorkers)).toEqual([1, 1, 15])
    expect(estimateOn('cpu', asked({}, null), 8)!.workers).toBe(7)
    expect(estimateOn('cpu', asked({ count: 3 }, null), 8)!.workers).toBe(3)
  })

  it('says nothing of an engine that was not measured, nor of a recipe that cannot be trained', () => {
    expect(estimateOn('webgpu', asked(), 2)).toBeNull()
    expect(estimateOn('cpu', { ...asked(), faults: { width: 'Width: …' } }, 2)).toBeNull()
  })

  it('counts perceptrons where the data are no pictures, whatever the families', () => {
    const moons = { ...DEFAULT_DATASET, id: 'moons' as const }
    expect(estimateOn('cpu', { ...asked({ family: ['conv'] }), dataset: moons }, 2)).toEqual(estimateOn('cpu', { ...asked({ family: ['mlp'] }), dataset: moons }, 2))
  })
})

describe('what is kept', () => {
  const bytes = (keep: typeof KEEP_NOTHING) => keptBytes({ recipe: fixed, dataset: DEFAULT_DATASET, keep })
  it('is nothing, predictions, hidden layers, or weights with both moments', () => {
    expect(bytes(KEEP_NOTHING)).toBe(0)
    expect(bytes({ ...KEEP_NOTHING, checkpoints: 20 })).toBe(4 * 20 * 200 * 10)
    expect(bytes({ ...KEEP_NOTHING, checkpoints: 20, checkpointActivations: true })).toBe(4 * 20 * 200 * (10 + 32))
    expect(bytes({ ...KEEP_NOTHING, state: true })).toBe(12 * (65 * 32 + 33 * 32 + 33 * 10))
  })
})

describe('a number of workers', () => {
  it('is a whole number from 1', () => {
    expect([1, 2, 64].map(workersFault)).toEqual([null, null, null])
    expect([0, 65, 1.5].map(workersFault)).toEqual([
      'CPU workers: 0 is too few; choose 1 to 64.', 'CPU workers: 65 is too many; choose 1 to 64.', 'CPU workers: 1.5 is not a whole number; choose 1 to 64.',
    ])
  })
})
