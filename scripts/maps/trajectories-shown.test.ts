// The ready-made map of trajectories, its checkpoints read from its own file and its pictures made by the worker's own session: what a visitor sees.
import { readFileSync } from 'node:fs'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeDataset } from '../../src/core/data/make.ts'
import { spearman } from '../../src/core/statistics.ts'
import { runToEnd } from '../../src/core/steps.ts'
import type { Steps } from '../../src/core/steps.ts'
import { readMapCheckpoints, readMapHead } from '../../src/formats/map.ts'
import type { AveragePath, BetweenRuns, ProbeTruth, RunIndex } from '../../src/protocol/trajectories.ts'
import { aborted } from '../../src/services/spawn.ts'
import type { TrajectoryService } from '../../src/services/trajectories.ts'
import { TrajectorySession } from '../../workers/trajectories/session.ts'
import { createFakes, fakeMap } from '../../src/store/fakes.ts'
import { createAppStore } from '../../src/store/store.ts'
import { measuresOf } from '../../src/store/measures.ts'
import { factorRows, findingOf } from '../../src/store/trajectories/between-factors.ts'
import { verdictOf } from '../../src/store/trajectories/between-null.ts'
import { configurationsOf } from '../../src/store/trajectories/between-configurations.ts'
import { factorsOf } from '../../src/store/trajectories/factors.ts'
import { momentOf } from '../../src/store/trajectories/clock.ts'
import type { RunColour } from '../../src/store/trajectories/trajectories-state.ts'

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
  expect(map.disjoint).toBe(0)
  // All begin near ignorance and come nearly to the truth.
  expect(Math.max(...Array.from(map.ids, (_, run) => map.progress[map.starts[run]]))).toBeLessThan(0.05)
  expect(Math.min(...Array.from(map.ids, (_, run) => map.progress[map.starts[run + 1] - 1]))).toBeGreaterThan(0.9)
  // The last checkpoint is the network as the map has it: on 200 of the 540 test rows it is about as right as on all, and those who end better are better there, too.
  const ends = Array.from(map.ids, (_, run) => 1 - map.error[momentOf(map, run, { by: 'step', at: 1 }).after])
  const accuracies = Array.from(map.ids, id => head.networks.find(row => row.id === id)!.outcome.testAccuracy)
  expect(Math.max(...ends.map((end, run) => Math.abs(end - accuracies[run])))).toBeLessThan(0.05)
  expect(spearman(ends, accuracies).rho).toBeGreaterThan(0.8)
})

describe('what is said of these runs between one another (docs/methods/between-runs.md)', () => {
  const head = readMapHead(bytes('maps/trajectories.npz'))
  const rows = head.networks
  const dataset = makeDataset(head.manifest.dataset!, bytes('data/digits.bin'))
  const session = new TrajectorySession({ probes: dataset.probes.length, classes: dataset.classes, labels: Int32Array.from(dataset.probes, probe => dataset.labels[probe]) })
  const ids = rows.map(({ id }) => id)
  const by = (what: RunColour) => [...configurationsOf(ids, rows, what).of]
  const between = (what: RunColour, index: RunIndex = 'progress') => runToEnd(session.betweenRuns({ index, configurations: by(what), seed: 1 }))
  const found = new Map<string, BetweenRuns>()
  beforeAll(() => {
    const kept = readMapCheckpoints(bytes('maps/trajectories.checkpoints.npz'), head)!
    session.add([...kept].map(([id, { steps, probabilities }]) => ({ id, steps, probabilities })))
    for (const what of ['architecture', 'optimiser', 'family'] as const) found.set(what, between(what))
    found.set('by accuracy', between('architecture', 'accuracy'))
  }, 120_000)

  test('all pairs of different architectures are closer than their nulls, at less than half the distance: the claim is shown', () => {
    const { across, within } = found.get('architecture')!
    expect([across!.pairs, across!.closer, within!.closer]).toEqual([1008, 1, 1])
    expect([across!.ratio!.toFixed(2), within!.ratio!.toFixed(2)]).toEqual(['0.46', '0.42'])
    expect([across!.mean.toFixed(3), within!.mean.toFixed(3)]).toEqual(['0.046', '0.040'])
    expect(verdictOf(across)).toBe('shown')
  })

  test('so are those of different optimisers, who lie no farther apart than one optimiser’s own runs; and dense and convolutional ones', () => {
    const [optimiser, family] = ['optimiser', 'family'].map(what => found.get(what)!)
    expect([optimiser.across!.ratio!.toFixed(2), optimiser.across!.closer]).toEqual(['0.46', 1])
    expect((optimiser.across!.mean / optimiser.within!.mean).toFixed(2)).toBe('1.01')
    expect([family.across!.ratio!.toFixed(2), family.across!.closer]).toEqual(['0.49', 1])
    expect([verdictOf(optimiser.across), verdictOf(family.across)]).toEqual(['shown', 'shown'])
  })

  test('held at equal accuracy it is in part only; and runs as wholes are not low-dimensional', () => {
    const { across } = found.get('by accuracy')!
    expect([across!.ratio!.toFixed(2), across!.closer, verdictOf(across)]).toEqual(['0.70', 1, 'partly'])
    expect([...found.get('architecture')!.stress].map(held => held.toFixed(2))).toEqual(['0.18', '0.27', '0.35'])
  })

  test('how far two runs lie apart hangs on their architectures, and not on their optimisers', { timeout: 60_000 }, () => {
    between('architecture') // factors explain what was measured last
    const report = runToEnd(session.factors(factorsOf(ids, rows, measuresOf(rows))))
    expect(report.r2.value.toFixed(2)).toBe('0.66')
    const found = findingOf(report, factorRows(report))
    expect(found.kind === 'some' && found.clear.map(({ name, value }) => `${name} ${value.toFixed(1)}`)).toEqual(['Depth 0.5', 'Family 0.4', 'Width 0.3'])
    for (const name of ['Optimiser', 'Learning rate']) expect(report.factors.find(factor => factor.name === name)!.value).toBeLessThan(0)
  })

  test('a vote of six errs less than they do', () => {
    runToEnd(session.map({ dims: 2, weights: 'equal', shuffled: false, most: 4000 }))
    const votes = runToEnd(session.averages({ index: 'progress', configurations: by('architecture'), kinds: ['geometric'], paths: [] }))
    const mean = (read: (vote: AveragePath) => number): string => (votes.reduce((sum, vote) => sum + read(vote), 0) / votes.length).toFixed(3)
    expect([mean(({ error }) => error), mean(({ meanError }) => meanError)]).toEqual(['0.019', '0.029'])
    expect(votes.filter(({ error, meanError }) => error < meanError)).toHaveLength(6)
  })
})
