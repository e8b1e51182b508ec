// Real threads: the bits of one thread, and nobody left behind.
import { describe, expect, it } from 'vitest'
import type { NetworkActivations } from '../src/core/network.ts'
import { mulberry32, normals } from '../src/core/random.ts'
import type { Steps } from '../src/core/steps.ts'
import { runToEnd } from '../src/core/steps.ts'
import { PairsCrew } from '../workers/geometry/pairs-crew.ts'
import { beginHere } from '../workers/geometry/pairs-work.ts'
import type { Thread } from './pairs-threads.ts'
import { beginInTerminal, hireThread } from './pairs-threads.ts'

const settings = { scale: 'mean', sigma: 0.5 } as const
const networks = Array.from({ length: 40 }, (_, id): NetworkActivations => {
  const normal = normals(mulberry32(id))
  return { id, rows: 50, columns: 5, values: Float32Array.from({ length: 250 }, normal) }
})
const here = beginHere({ networks: 40, known: 0, probes: 50 })
const operators = runToEnd(here.operators(networks, settings)).flatMap(one => ('operator' in one ? [one.operator] : []))
const alone = runToEnd(here.distances(operators)).condensed

/** Steps as the terminal does, without an event loop, until the threads have answered so often. */
function answered(threads: readonly Thread[]): { hands: Thread[], answers: () => number } {
  let count = 0
  return {
    answers: () => count,
    hands: threads.map(thread => ({
      get dead() { return thread.dead },
      ended: thread.ended,
      post: message => thread.post(message),
      answers: () => {
        const come = thread.answers()
        count += come.length
        return come
      },
      end: () => thread.end(),
    })),
  }
}

/** Waits, without an event loop, at every step of the first task, until the threads have shown that they answer. */
function patiently<T>(steps: Steps<T>, answers: () => number): T {
  const until = performance.now() + 30_000
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
    if (answers() === 0 && performance.now() < until) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  }
}

describe('threads', () => {
  it.each([1, 2, 3])('%i of them beside this one compute the same bits, and all end', async count => {
    const threads = Array.from({ length: count }, () => hireThread())
    const { hands, answers } = answered(threads)
    const crew = new PairsCrew(hands, 2)
    const built = patiently(crew.operators(networks, settings), answers)
    expect(built.map(one => ('operator' in one ? one.operator : null))).toEqual(operators)
    expect(patiently(crew.distances(operators), answers).condensed).toEqual(alone)
    crew.end()
    await Promise.all(threads.map(thread => thread.ended))
    expect(threads.map(thread => thread.dead)).toEqual(threads.map(() => true))
  })

  it('that cannot even start change nothing', async () => {
    const thread = hireThread(new URL('./nowhere.ts', import.meta.url))
    const crew = new PairsCrew([thread], 4)
    expect(runToEnd(crew.distances(operators)).condensed).toEqual(alone)
    await thread.ended
    expect(runToEnd(new PairsCrew([thread], 4).distances(operators)).condensed).toEqual(alone)
  })

  it('stopped in the middle leave nobody behind', async () => {
    const thread = hireThread()
    const crew = new PairsCrew([thread], 4)
    const steps = crew.distances(operators)
    steps.next()
    steps.return(undefined as never)
    crew.end()
    await thread.ended
    expect(thread.dead).toBe(true)
  })

  it('are not asked for small work', () => {
    expect(beginInTerminal({ networks: 100, known: 0, probes: 200 })).not.toBeInstanceOf(PairsCrew)
  })
})
