// Which engine is chosen, and when they are tried out.
import { describe, expect, test } from 'vitest'
import { DEFAULT_DATASET } from '../core/data/dataset.ts'
import { knownSize } from '../core/data/size.ts'
import { KEEP_NOTHING } from '../core/network.ts'
import type { Recipe } from '../core/recipe.ts'
import { networkAt } from '../core/population.ts'
import { DEFAULT_RECIPE } from '../core/recipe.ts'
import { workOf } from '../core/training/work.ts'
import type { GpuReport, Speed } from '../protocol/training.ts'
import { deviceOf, USUAL_WORK, usualNetworksPerSecond, workersOf } from './engines.ts'
import { estimatedSeconds } from './estimate.ts'
import { createFakes, fakeMap } from './fakes.ts'
import { createAppStore } from './store.ts'

const real: GpuReport = { available: true, fallback: false, name: 'a GPU', why: null }
const software: GpuReport = { ...real, fallback: true }
const speed = (multiplyAdds: number): Speed => ({ multiplyAdds, milliseconds: 5 })
const engines = (cpu: number | null, webgpu: number | null, fault: string | null = null, usualWorkers = 1) =>
  ({ cpu: cpu === null ? null : speed(cpu), webgpu: webgpu === null ? null : speed(webgpu), fault, usualWorkers })

describe('the device of the next training', () => {
  test('left to itself is the faster of all CPU workers together and the GPU', () => {
    expect(deviceOf({ device: 'auto', gpu: real, engines: engines(3e9, 10e9, null, 3), workers: 3 })).toBe('webgpu')
    expect(deviceOf({ device: 'auto', gpu: real, engines: engines(3e9, 10e9, null, 3), workers: 4 })).toBe('cpu')
  })

  test('left to itself is never a software adapter, nor a GPU that failed its trial; one not yet tried is believed', () => {
    expect(deviceOf({ device: 'auto', gpu: software, engines: engines(1, 1e12), workers: 1 })).toBe('cpu')
    expect(deviceOf({ device: 'auto', gpu: real, engines: engines(1, null, 'The GPU could not be tried out: lost'), workers: 1 })).toBe('cpu')
    expect(deviceOf({ device: 'auto', gpu: real, engines: engines(1e9, null), workers: 1 })).toBe('webgpu')
    expect(deviceOf({ device: 'auto', gpu: null, engines: engines(null, null), workers: 1 })).toBe('cpu')
  })

  test('is the one chosen, where it is there', () => {
    expect(deviceOf({ device: 'cpu', gpu: real, engines: engines(1, 1e12), workers: 1 })).toBe('cpu')
    expect(deviceOf({ device: 'webgpu', gpu: software, engines: engines(1e12, null), workers: 64 })).toBe('webgpu')
    expect(deviceOf({ device: 'webgpu', gpu: { ...real, available: false }, engines: engines(null, null), workers: 1 })).toBe('cpu')
  })
})

describe('the time foretold', () => {
  const alike: Recipe = {
    ...DEFAULT_RECIPE, count: 12, family: ['mlp'], depth: [2], activation: ['relu'], width: { from: 32, to: 32 }, batchSize: [64], epochs: { from: 20, to: 20 }, trainFraction: { from: 1, to: 1 },
  }
  const form = (recipe: Partial<Recipe>, workers: number | null) => ({
    recipe: { ...alike, ...recipe }, faults: {}, dataset: DEFAULT_DATASET, datasetFaults: {}, keep: KEEP_NOTHING, device: 'auto' as const, gpu: null, workers, engines: engines(2e9, null, null, 3),
  })
  const one = workOf(networkAt(alike, 0), knownSize({ id: 'digits' }), KEEP_NOTHING)

  test('is the work over the speed, and over the workers', () => {
    expect(estimatedSeconds(form({}, 1))).toBeCloseTo(12 * one / 2e9, 9)
    expect(estimatedSeconds(form({}, 4))).toBeCloseTo(3 * one / 2e9, 9)
    expect(estimatedSeconds(form({}, null))).toBeCloseTo(4 * one / 2e9, 9)
    expect(estimatedSeconds(form({ count: 4800 }, 4))).toBeCloseTo(1200 * one / 2e9, 6)
  })

  test('does not shrink with workers beyond the cores, which take turns', () => {
    expect(estimatedSeconds(form({}, 64))).toBe(estimatedSeconds(form({}, 4)))
    expect(usualNetworksPerSecond(form({}, 64), 'cpu')).toBe(usualNetworksPerSecond(form({}, 4), 'cpu'))
  })

  test('is never less than the longest network takes one worker', () => {
    expect(estimatedSeconds(form({ count: 2 }, 64))).toBeCloseTo(one / 2e9, 9)
  })

  test('of a mixed population is close to that of all its networks, of which only some were looked at', () => {
    const recipe = { ...DEFAULT_RECIPE, count: 2000 }
    const all = Array.from({ length: 2000 }, (_, id) => workOf(networkAt(recipe, id), knownSize({ id: 'digits' }), KEEP_NOTHING)).reduce((sum, work) => sum + work, 0)
    expect(estimatedSeconds(form(recipe, 1))! / (all / 2e9)).toBeGreaterThan(0.8)
    expect(estimatedSeconds(form(recipe, 1))! / (all / 2e9)).toBeLessThan(1.25)
  })

  test('is not said of an engine that was not measured, nor of a form that cannot be trained; convolutions become perceptrons where there are no pictures', () => {
    expect(estimatedSeconds({ ...form({}, 1), engines: engines(null, null) })).toBeNull()
    expect(estimatedSeconds({ ...form({}, 1), faults: { width: 'Width: …' } })).toBeNull()
    const moons = { ...DEFAULT_DATASET, id: 'moons' as const }
    expect(estimatedSeconds({ ...form({ family: ['conv'] }, 1), dataset: moons })).toBe(estimatedSeconds({ ...form({}, 1), dataset: moons }))
  })

  test('of a GPU that was chosen by itself is that of its perceptrons, or of the convolutions beside it, whichever end later', () => {
    const mixed = form({ family: ['mlp', 'conv'], count: 40 }, 1)
    const on = (cpu: number, webgpu: number, device: 'auto' | 'webgpu') => estimatedSeconds({ ...mixed, device, gpu: real, engines: engines(cpu, webgpu) })!
    const all = 1e9 * on(1, 1e9, 'webgpu')
    const convolutions = on(1, 1e30, 'auto')
    expect(convolutions).toBeGreaterThan(0)
    expect(convolutions).toBeLessThan(all)
    for (const webgpu of [2e9, 1e12]) expect(on(1e9, webgpu, 'auto')).toBeCloseTo(Math.max((all - convolutions) / webgpu, convolutions / 1e9), 6)
  })

  test('of a GPU is that of the networks that its engines know, or of the others on the CPU, whichever end later', () => {
    const given = (recipe: Partial<Recipe>, cpu: number, webgpu: number, device: 'auto' | 'webgpu') => estimatedSeconds({ ...form({ count: 40, ...recipe }, 1), device, gpu: real, engines: engines(cpu, webgpu) })!
    for (const device of ['auto', 'webgpu'] as const) {
      for (const recipe of [{ augmentation: ['shifts'] }, { start: ['labels'] }] satisfies Partial<Recipe>[]) {
        expect(given(recipe, 1e9, 1e30, device)).toBe(given(recipe, 1e9, 1, device))
        expect(given(recipe, 1e9, 1, device)).toBeGreaterThan(40 * one / 1e9)
      }
      expect(given({}, 1, 1e9, device)).toBeCloseTo(40 * one / 1e9, 9)
    }
  })

  test('the usual network is the one above: as many a second as its work goes into the speed', () => {
    expect(USUAL_WORK).toBe(one)
    expect(workersOf(form({}, null))).toBe(3)
    expect(usualNetworksPerSecond(form({}, 2), 'cpu')).toBeCloseTo(2 * 2e9 / one, 6)
    expect(usualNetworksPerSecond(form({}, 2), 'webgpu')).toBeNull()
  })
})

describe('trying the engines out', () => {
  const started = async (gpu: GpuReport | null, prepare: (fakes: ReturnType<typeof createFakes>) => void = () => undefined) => {
    const fakes = createFakes(fakeMap(3))
    if (gpu) fakes.gpu = gpu
    const tried: string[] = []
    fakes.onTryOut = async device => {
      tried.push(device)
      return speed(device === 'cpu' ? 1 : 2)
    }
    prepare(fakes)
    const store = createAppStore(fakes)
    await store.getState().start()
    return { store, tried }
  }

  test('happens after the start; a GPU is asked only where a real one was found', async () => {
    expect((await started(null)).tried).toEqual(['cpu'])
    expect((await started(software)).tried).toEqual(['cpu'])
    const { store, tried } = await started(real)
    expect(tried).toEqual(['cpu', 'webgpu'])
    expect(store.getState().engines).toEqual(engines(1, 2, null, 3))
  })

  test('one that fails leaves a sentence, and the other engine its speed', async () => {
    const { store } = await started(real, fakes => {
      fakes.onTryOut = device => device === 'cpu' ? Promise.resolve(speed(1)) : Promise.reject(new Error('The GPU was lost.'))
    })
    expect(store.getState().engines).toEqual(engines(1, null, 'The GPU could not be tried out: The GPU was lost.', 3))
  })

  test('waits while networks train', async () => {
    const fakes = createFakes(fakeMap(3))
    const asked: boolean[] = []
    let end: () => void = () => undefined
    const under = new Promise<void>(begun => {
      fakes.onTrain = () => new Promise(resolve => {
        end = resolve
        begun()
      })
    })
    const store = createAppStore(fakes)
    fakes.onTryOut = async () => {
      asked.push(store.getState().training !== null)
      return speed(1)
    }
    const training = store.getState().trainNew()
    const start = store.getState().start()
    await under
    await new Promise(resolve => { setTimeout(resolve, 10) })
    expect(asked).toEqual([])
    end()
    await Promise.all([training, start])
    expect(asked).toEqual([false])
  })
})
