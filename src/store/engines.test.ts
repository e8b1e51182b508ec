// Which engine is chosen, and when they are tried out.
import { describe, expect, test } from 'vitest'
import type { GpuReport, Speed } from '../protocol/training.ts'
import { deviceOf } from './engines.ts'
import { createFakes, fakeMap } from './fakes.ts'
import { createAppStore } from './store.ts'

const real: GpuReport = { available: true, fallback: false, name: 'a GPU', why: null }
const software: GpuReport = { ...real, fallback: true }
const speed = (multiplyAdds: number): Speed => ({ multiplyAdds, milliseconds: 5 })
const engines = (cpu: number | null, webgpu: number | null, fault: string | null = null) =>
  ({ cpu: cpu === null ? null : speed(cpu), webgpu: webgpu === null ? null : speed(webgpu), fault })

describe('the device of the next training', () => {
  test('left to itself is the faster of all CPU workers together and the GPU', () => {
    expect(deviceOf({ device: 'auto', gpu: real, engines: engines(3e9, 10e9) }, 3)).toBe('webgpu')
    expect(deviceOf({ device: 'auto', gpu: real, engines: engines(3e9, 10e9) }, 4)).toBe('cpu')
  })

  test('left to itself is never a software adapter, nor a GPU that failed its trial; one not yet tried is believed', () => {
    expect(deviceOf({ device: 'auto', gpu: software, engines: engines(1, 1e12) }, 1)).toBe('cpu')
    expect(deviceOf({ device: 'auto', gpu: real, engines: engines(1, null, 'The GPU could not be tried out: lost') }, 1)).toBe('cpu')
    expect(deviceOf({ device: 'auto', gpu: real, engines: engines(1e9, null) }, 1)).toBe('webgpu')
    expect(deviceOf({ device: 'auto', gpu: null, engines: engines(null, null) }, 1)).toBe('cpu')
  })

  test('is the one chosen, where it is there', () => {
    expect(deviceOf({ device: 'cpu', gpu: real, engines: engines(1, 1e12) }, 1)).toBe('cpu')
    expect(deviceOf({ device: 'webgpu', gpu: software, engines: engines(1e12, null) }, 64)).toBe('webgpu')
    expect(deviceOf({ device: 'webgpu', gpu: { ...real, available: false }, engines: engines(null, null) }, 1)).toBe('cpu')
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
    expect(store.getState().engines).toEqual({ cpu: speed(1), webgpu: speed(2), fault: null })
  })

  test('one that fails leaves a sentence, and the other engine its speed', async () => {
    const { store } = await started(real, fakes => {
      fakes.onTryOut = device => device === 'cpu' ? Promise.resolve(speed(1)) : Promise.reject(new Error('The GPU was lost.'))
    })
    expect(store.getState().engines).toEqual({ cpu: speed(1), webgpu: null, fault: 'The GPU could not be tried out: The GPU was lost.' })
  })

  test('waits while networks train', async () => {
    const fakes = createFakes(fakeMap(3))
    const asked: boolean[] = []
    let ended: () => void = () => undefined
    fakes.onTrain = () => new Promise(resolve => { ended = resolve })
    const store = createAppStore(fakes)
    fakes.onTryOut = async () => {
      asked.push(store.getState().training !== null)
      return speed(1)
    }
    const training = store.getState().trainNew()
    const start = store.getState().start()
    await new Promise(resolve => { setTimeout(resolve, 10) })
    expect(asked).toEqual([])
    ended()
    await Promise.all([training, start])
    expect(asked).toEqual([false])
  })
})
