// A worker that has workers, as the geometry worker has.
import type { Steps } from '../../src/core/steps.ts'
import type { Waiting } from '../../workers/drive.ts'
import { drive } from '../../workers/drive.ts'
import { hireWorkers } from '../../workers/geometry/pairs-browser.ts'
import { PairsCrew } from '../../workers/geometry/pairs-crew.ts'
import { gpuFirst } from '../../workers/geometry/pairs-gpu.ts'
import type { PairDistances } from '../../workers/geometry/pairs-work.ts'
import { population } from './population.ts'

export interface CrewQuestion { count: number, probes: number, helpers: number, band?: number, cancelAfter?: number, gpu?: boolean }

export interface CrewAnswer {
  condensed: Float64Array
  /** Answers that helpers gave. */
  answers: number
  seconds: number
  why: string | null
  notes: string[]
}

const PATIENCE = 5000

/** The software adapter, not known for what it is: nothing else is here to compute on. */
function passedForReal(): GPU {
  const requestAdapter = async (): Promise<GPUAdapter> => {
    const adapter = (await navigator.gpu.requestAdapter())!
    return { info: {}, limits: adapter.limits, requestDevice: (wish: GPUDeviceDescriptor) => adapter.requestDevice(wish) } as unknown as GPUAdapter
  }
  return { requestAdapter } as unknown as GPU
}

const settings = { scale: 'mean', sigma: 0.5 } as const

addEventListener('message', async ({ data: { count, probes, helpers, band = 16, cancelAfter, gpu = false } }: MessageEvent<CrewQuestion>) => {
  const networks = population(count, probes, 16)
  const hands = hireWorkers(helpers)
  let answers = 0
  const crew = new PairsCrew(hands.map(hand => ({
    get dead() { return hand.dead },
    post: message => hand.post(message),
    answers: () => {
      const come = hand.answers()
      answers += come.length
      return come
    },
    end: () => hand.end(),
  })), band)
  const stop = new AbortController()
  const began = performance.now()
  const work = gpu ? gpuFirst(crew, passedForReal()) : crew
  function* whole(): Steps<PairDistances> {
    try {
      const built = yield* work.operators(networks, settings)
      return yield* work.distances(built.flatMap(one => ('operator' in one ? [one.operator] : [])))
    } finally {
      work.end()
    }
  }
  /** Holds every step up until a helper has answered, for some seconds: a small job is done before a helper has loaded. */
  function* patient<T>(steps: Steps<T>): Steps<T> {
    for (;;) {
      const next = steps.next()
      if (next.done) return next.value
      const hold: Waiting = { wait: new Promise(resolve => { setTimeout(resolve, 20) }) }
      yield { ...next.value, ...answers === 0 && performance.now() - began < PATIENCE && hold }
    }
  }
  if (cancelAfter !== undefined) setTimeout(() => stop.abort(), cancelAfter)
  const answer: CrewAnswer = { condensed: new Float64Array(0), answers, seconds: 0, why: null, notes: [] }
  try {
    Object.assign(answer, await drive(cancelAfter === undefined ? patient(whole()) : whole(), { signal: stop.signal }))
  } catch (error) {
    answer.why = error instanceof Error ? error.name : String(error)
  }
  postMessage({ ...answer, answers, seconds: (performance.now() - began) / 1000 })
})
