// The ready-made map of trajectories, its checkpoints read from its own file and its pictures made by the worker's own session: what a visitor sees.
import { readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { makeDataset } from '../../src/core/data/make.ts'
import { spearman } from '../../src/core/statistics.ts'
import { runToEnd } from '../../src/core/steps.ts'
import type { Steps } from '../../src/core/steps.ts'
import { readMapCheckpoints, readMapHead } from '../../src/formats/map.ts'
import type { ProbeTruth } from '../../src/protocol/trajectories.ts'
import { aborted } from '../../src/services/spawn.ts'
import type { TrajectoryService } from '../../src/services/trajectories.ts'
import { TrajectorySession } from '../../workers/trajectories/session.ts'
import { createFakes, fakeMap } from '../../src/store/fakes.ts'
import { createAppStore } from '../../src/store/store.ts'
import { momentOf } from '../../src/store/trajectories/clock.ts'

const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`../../public/${name}`, import.meta.url)))

/** The session without its worker. */
function here(): TrajectoryService {
  let session: TrajectorySession | null = null
  const run = async <T>(signal: AbortSignal, steps: Steps<T>): Promise<T> => {
    const made = runToEnd(steps)
    if (signal.aborted) throw aborted()
    return made
  }
  return {
    open: async (truth: ProbeTruth) => { session = new TrajectorySession(truth) },
    add: async runs => session!.add(runs),
    remove: async ids => session!.remove(ids),
    map: (signal, request) => run(signal, session!.map(request)),
    shepard: async (axes, most) => session!.shepard(axes, most),
    betweenRuns: (signal, request) => run(signal, session!.betweenRuns(request)),
    factors: (signal, factors) => run(signal, session!.factors(factors)),
    averages: (signal, request) => run(signal, session!.averages(request)),
    ends: async () => runToEnd(session!.ends()),
    close: async () => { session = null },
  }
}

let close = (): void => undefined
afterEach(() => close())

test('48 runs on axes that hold nearly everything; progress goes with accuracy, and every run has its way to the clock', { timeout: 60_000 }, async () => {
  const fakes = createFakes(fakeMap(1))
  const head = readMapHead(bytes('maps/trajectories.npz'))
  fakes.maps = {
    ...fakes.maps, readyMade: async () => head, checkpoints: async of => readMapCheckpoints(bytes('maps/trajectories.checkpoints.npz'), of), detail: () => Promise.reject(new Error('Not here.')),
  }
  fakes.data = { ...fakes.data, dataset: async settings => makeDataset(settings, bytes('data/digits.bin')) }
  fakes.trajectories = Object.assign(here(), { asked: [], runs: new Map(), truth: null })
  fakes.pause = () => new Promise(resolve => { close = resolve })
  const store = createAppStore(fakes)
  await store.getState().start()
  store.getState().setPanes({ first: 'phate', second: 'inpca' })
  await expect.poll(() => store.getState().trajectories.made ?? store.getState().trajectories.fault, { timeout: 50_000 }).not.toBeNull()
  const { made, fault, source } = store.getState().trajectories
  expect(fault).toBeNull()
  expect(source).toEqual({ ready: 48, again: 0, never: 0, seconds: 0 })
  const { map } = made!
  expect(map.ids).toHaveLength(48)
  expect(map.starts.at(-1)).toBe(768)
  expect(map.stress[0]).toBeGreaterThan(0.9)
  expect(map.stress[2]).toBeGreaterThan(0.93)
  expect(map.negativeShare).toBeLessThan(0.01)
  expect(spearman(map.progress, map.error.map(error => 1 - error)).rho).toBeGreaterThan(0.95)
  // The last checkpoint is the network as the map has it: half the probes' accuracy is its own, near enough to be in the same order.
  const ends = Array.from(map.ids, (_, run) => 1 - map.error[momentOf(map, run, { by: 'step', at: 1 }).after])
  const accuracies = Array.from(map.ids, id => head.networks.find(row => row.id === id)!.outcome.testAccuracy)
  expect(spearman(ends, accuracies).rho).toBeGreaterThan(0.9)
})
