// In the browser: all pairs on a GPU held against float64, and all pairs by a worker that has workers of its own.
import { diffusionOperator } from '../../src/core/diffusion/operator.ts'
import { operatorDistances } from '../../src/core/distance/frobenius.ts'
import { condensedSize } from '../../src/core/condensed.ts'
import { openGpu } from '../../workers/gpu/device.ts'
import { distancesOnGpu } from '../../workers/gpu/pairs.ts'
import type { CrewAnswer, CrewQuestion } from './crew.worker.ts'
import { population } from './population.ts'

export interface GpuCase { count: number, probes: number, units: number, known?: number }

export interface GpuAnswer {
  /** Largest relative errors: of all, and of distances below 1e-4. */
  error: number
  nearError: number
  nearest: number
  zeros: number
  seconds: number
  cpuSeconds: number
  shares: number[]
}

const settings = { scale: 'mean', sigma: 0.5 } as const

async function gpu({ count, probes, units, known = 0 }: GpuCase): Promise<GpuAnswer> {
  const device = await openGpu(navigator.gpu, true)
  if (!device) throw new Error('No adapter.')
  const operators = population(count, probes, units, true).map(one => diffusionOperator(one, settings))
  let began = performance.now()
  const exact = operatorDistances(operators)
  const cpuSeconds = (performance.now() - began) / 1000
  began = performance.now()
  const shares: number[] = []
  const before = operatorDistances(operators.slice(0, known))
  const computed = await distancesOnGpu(device, operators, before, { onProgress: share => shares.push(share) })
  const seconds = (performance.now() - began) / 1000
  device.destroy()
  const errors = exact.map((distance, k) => Math.abs(computed[k] - distance) / distance)
  const near = [...exact.keys()].filter(k => exact[k] < 1e-4)
  return {
    error: Math.max(...errors), nearError: Math.max(0, ...near.map(k => errors[k])), nearest: Math.min(...exact),
    zeros: computed.filter(distance => distance === 0).length, seconds, cpuSeconds, shares,
  }
}

/** What becomes of a device that goes away in the middle, and of a run that is cancelled. */
async function interrupted(how: 'lost' | 'cancelled'): Promise<string> {
  const device = (await openGpu(navigator.gpu, true))!
  const operators = population(40, 60, 4).map(one => diffusionOperator(one, settings))
  const stop = new AbortController()
  const onProgress = (): void => { if (how === 'lost') device.destroy(); else stop.abort() }
  return distancesOnGpu(device, operators, undefined, { onProgress, signal: stop.signal }).then(all => `finished: ${all.length}`, (error: Error) => error.message)
}

/** A device is there only where a software adapter is asked for. */
async function unasked(): Promise<boolean> {
  return (await openGpu(navigator.gpu)) === null
}

async function crew(question: CrewQuestion): Promise<CrewAnswer & { same: boolean, error: number }> {
  const worker = new Worker(new URL('./crew.worker.ts', import.meta.url), { type: 'module' })
  const answer = await new Promise<CrewAnswer>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<CrewAnswer>) => resolve(data)
    worker.onerror = event => reject(new Error(event.message))
    worker.postMessage(question)
  })
  worker.terminate()
  const exact = operatorDistances(population(question.count, question.probes, 16).map(one => diffusionOperator(one, settings)))
  const same = answer.condensed.length === condensedSize(question.count) && exact.every((distance, k) => Object.is(distance, answer.condensed[k]))
  const error = answer.condensed.length === 0 ? NaN : Math.max(...exact.map((distance, k) => Math.abs(answer.condensed[k] / distance - 1)))
  return { ...answer, condensed: new Float64Array(0), same, error }
}

export interface PairsPage { gpu: typeof gpu, interrupted: typeof interrupted, unasked: typeof unasked, crew: typeof crew }

Object.assign(window, { pairs: { gpu, interrupted, unasked, crew } satisfies PairsPage })
