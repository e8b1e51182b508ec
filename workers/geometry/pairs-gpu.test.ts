// Where there is no GPU to compute on, or it fails, the CPU's numbers come, and a run that waits can be cancelled.
import { describe, expect, it } from 'vitest'
import type { DiffusionOperator } from '../../src/core/diffusion/operator.ts'
import { operatorDistances } from '../../src/core/distance/frobenius.ts'
import { mulberry32, normals } from '../../src/core/random.ts'
import type { Progress } from '../../src/core/steps.ts'
import { runToEnd } from '../../src/core/steps.ts'
import { drive } from '../drive.ts'
import { split } from '../gpu/bands.ts'
import { asPromised, bandFor } from '../gpu/pairs.ts'
import { GPU_ERROR } from './gpu-error.ts'
import { GPU_NOTE, gpuFirst, worthGpu } from './pairs-gpu.ts'
import { awaited } from './pairs-wait.ts'
import { beginHere } from './pairs-work.ts'

const job = { networks: 6, known: 0, probes: 9 }
const operators: DiffusionOperator[] = runToEnd(beginHere(job).operators(Array.from({ length: 6 }, (_, id) => {
  const normal = normals(mulberry32(id))
  return { id, rows: 9, columns: 2, values: Float32Array.from({ length: 18 }, normal) }
}), { scale: 'mean', sigma: 0.5 })).flatMap(one => ('operator' in one ? [one.operator] : []))

const adapter = (isFallbackAdapter: boolean): GPU => ({
  requestAdapter: () => Promise.resolve({ info: { isFallbackAdapter }, limits: { maxBufferSize: 1, maxStorageBufferBindingSize: 1 }, requestDevice: () => Promise.reject(new Error('No device.')) }),
}) as unknown as GPU

describe('a GPU', () => {
  it.each<[string, GPU | undefined]>([
    ['without WebGPU', undefined],
    ['without an adapter', { requestAdapter: () => Promise.resolve(null) } as unknown as GPU],
    ['where asking fails', { requestAdapter: () => Promise.reject(new Error('No.')) } as unknown as GPU],
    ['in software', adapter(true)],
    ['that gives no device', adapter(false)],
  ])('%s leaves the work to the CPU, without a note', async (_, gpu) => {
    const work = gpuFirst(beginHere(job), gpu)
    expect(await drive(work.distances(operators))).toEqual({ condensed: operatorDistances(operators), notes: [] })
  })

  it('is for long work only', () => {
    const entries = (networks: number): number => networks * (networks - 1) / 2 * 200 ** 2
    expect(worthGpu(entries(1000), 2)).toBe(false)
    expect(worthGpu(entries(2000), 2)).toBe(true)
    expect(worthGpu(entries(2000), 5)).toBe(false)
  })

  it('is sent numbers to 48 bits, and what are floats already as they are', () => {
    const normal = normals(mulberry32(1))
    const exact = Float64Array.from({ length: 1000 }, (_, k) => Math.abs(normal()) * 10 ** -(k % 9))
    const floats = new Float32Array(2000)
    split(exact, floats)
    for (const [k, value] of exact.entries()) expect(Math.abs(floats[2 * k] + floats[2 * k + 1] - value)).toBeLessThanOrEqual(value * 2 ** -47)
    split(Float64Array.of(0.5, 0, 1), floats)
    expect([...floats.subarray(0, 6)]).toEqual([0.5, 0, 0, 0, 1, 0])
  })

  it('is found out where a distance is worse than the note says', () => {
    expect(GPU_NOTE).toContain(`good to ${GPU_ERROR.toExponential()} of themselves`)
    for (const exact of [1, 1e-3, 1e-5, 1e-6]) {
      expect(asPromised(exact * (1 + 0.9e-6), exact, 200 ** 2)).toBe(true)
      for (const computed of [exact * (1 + 2e-6), exact * (1 - 2e-6), 0, NaN, Infinity]) expect(asPromised(computed, exact, 200 ** 2)).toBe(false)
    }
    expect(asPromised(0, 0, 200 ** 2)).toBe(true)
    expect(asPromised(1e-10, 0, 200 ** 2)).toBe(false)
  })

  it('gets bands that its buffers hold, or none', () => {
    const limits = (bytes: number) => ({ maxStorageBufferBindingSize: bytes, maxBufferSize: 2 * bytes }) as GPUSupportedLimits
    expect(bandFor(limits(2 ** 27), 40_000, 20, 1000)).toBe(256)
    expect(bandFor(limits(2 ** 27), 40_000, 20, 40)).toBe(64)
    expect(bandFor(limits(2 ** 27), 250_000, 123, 1000)).toBe(64)
    expect(() => bandFor(limits(2 ** 27), 1_000_000, 489, 1000)).toThrow(/hold 16 operators/)
  })
})

describe('waiting for work elsewhere', () => {
  it('gives its value or its error, and says how far it is', async () => {
    const seen: Progress[] = []
    const work = awaited('far', async ({ onProgress }) => {
      onProgress(0.25)
      await new Promise(resolve => { setTimeout(resolve, 120) })
      return 7
    })
    expect(await drive(work, { onProgress: progress => seen.push(progress) })).toBe(7)
    expect(seen.at(-1)).toMatchObject({ stage: 'far', share: 0.25 })
    expect(seen.length).toBeLessThan(20) // it waits; it does not ask without end
    await expect(drive(awaited('far', () => Promise.reject(new Error('Lost.'))))).rejects.toThrow('Lost.')
  })

  it('stops what it waits for when the run is cancelled', async () => {
    const stop = new AbortController()
    let stopped = false
    const work = awaited('far', ({ signal }) => new Promise<never>(() => signal.addEventListener('abort', () => { stopped = true })))
    setTimeout(() => stop.abort(), 30)
    await expect(drive(work, { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' })
    expect(stopped).toBe(true)
  })
})
