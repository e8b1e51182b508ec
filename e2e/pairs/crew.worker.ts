// A worker that has workers, as the geometry worker has.
import type { Steps } from '../../src/core/steps.ts'
import type { Waiting } from '../../workers/drive.ts'
import { drive } from '../../workers/drive.ts'
import { hireWorkers } from '../../workers/geometry/pairs-browser.ts'
import { PairsCrew } from '../../workers/geometry/pairs-crew.ts'
import { population } from './population.ts'

export interface CrewQuestion { count: number, probes: number, helpers: number, band?: number, cancelAfter?: number }

export interface CrewAnswer {
  condensed: Float64Array
  /** Answers that helpers gave. */
  answers: number
  seconds: number
  why: string | null
}

const PATIENCE = 5000

const settings = { scale: 'mean', sigma: 0.5 } as const

addEventListener('message', async ({ data: { count, probes, helpers, band = 16, cancelAfter } }: MessageEvent<CrewQuestion>) => {
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
  function* whole(): Steps<Float64Array> {
    try {
      const built = yield* crew.operators(networks, settings)
      return (yield* crew.distances(built.flatMap(one => ('operator' in one ? [one.operator] : [])))).condensed
    } finally {
      crew.end()
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
  const answer: CrewAnswer = { condensed: new Float64Array(0), answers, seconds: 0, why: null }
  try {
    answer.condensed = await drive(cancelAfter === undefined ? patient(whole()) : whole(), { signal: stop.signal })
  } catch (error) {
    answer.why = error instanceof Error ? error.name : String(error)
  }
  postMessage({ ...answer, answers, seconds: (performance.now() - began) / 1000 })
})
