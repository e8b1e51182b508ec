// The best of a search on fresh rows: the networks of the map themselves, by the way that gives the map's own figures on the map's own rows; of a file others of their settings.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Dataset, DatasetSettings } from '../../core/data/dataset.ts'
import { DEFAULT_DATASET } from '../../core/data/dataset.ts'
import { exchanged, FRESH, withFresh } from '../../core/data/fresh.ts'
import { makeDataset } from '../../core/data/make.ts'
import type { Hyperparameters, NetworkSpec, TrainedNetwork } from '../../core/network.ts'
import { KEEP_NOTHING } from '../../core/network.ts'
import { networkAt } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { rightOn, scoreOn } from '../../core/search/on-rows.ts'
import { hitsOf, predictedOf } from '../../core/training/figures.ts'
import { learnersFor } from '../../core/training/learners.ts'
import { makeAgainSteps } from '../../core/training/revisit.ts'
import { trainNetwork } from '../../core/training/train.ts'
import { aborted } from '../../services/spawn.ts'
import type { TrainingJob } from '../../services/training-population.ts'
import { createFakes, fakeMap } from '../fakes.ts'
import { readView, writeView } from '../sharing/view.ts'
import { createAppStore } from '../store.ts'
import { standingTest } from './fresh-asked.ts'
import { newSearch } from './search-state.ts'

const bytes = new Uint8Array(readFileSync(new URL('../../../public/data/digits.bin', import.meta.url)))
const MOONS: DatasetSettings = { ...DEFAULT_DATASET, id: 'moons', noise: 0.25 }
const HYPER: Hyperparameters = {
  ...networkAt(DEFAULT_RECIPE, 0).hyper, family: 'mlp', activation: 'tanh', depth: 1, width: 6, optimiser: 'adam', learningRate: 0.02, epochs: 3, batchSize: 32,
  dropout: 0, augmentation: 'none', start: 'fresh',
}

const specs = (settings: readonly Partial<Hyperparameters>[]): NetworkSpec[] =>
  settings.map((change, id) => ({ id, hyper: { ...HYPER, ...change }, weightSeed: 10 + id, orderSeed: 20 + id }))

function ended<T>(work: Generator<unknown, T, void>): T {
  for (let next = work.next(); ; next = work.next()) if (next.done) return next.value
}
const trained = (spec: NetworkSpec, dataset: Dataset): TrainedNetwork => ended(trainNetwork(spec, dataset, learnersFor(dataset), { ...KEEP_NOTHING, state: true }))
const labelsOf = ({ labels, test }: Dataset): Uint8Array => Uint8Array.from(test, row => labels[row])

/** A map of networks that were really trained; network 0 was its best before, network `best` is. */
const searched = async (dataset: DatasetSettings, settings: readonly Partial<Hyperparameters>[], best = 1) => {
  const data = makeDataset(dataset, bytes)
  const networks = specs(settings).map(spec => trained(spec, data))
  const map = fakeMap(networks.length)
  const [rows, activations] = [networks.map(({ row }) => row), networks.map(({ activations }) => activations!)]
  const fakes = createFakes({ ...map, manifest: { ...map.manifest, dataset }, networks: rows, activations })
  fakes.data.dataset = async settings => makeDataset(settings, bytes)
  fakes.revisit.revisit = async (signal, dataset, requests, heard) => {
    for (const { spec, state } of requests) {
      await Promise.resolve()
      if (signal?.aborted) throw aborted()
      heard({ id: spec.id, first: null, ...ended(makeAgainSteps(spec, state, dataset, learnersFor(dataset))) })
    }
  }
  const jobs: TrainingJob[] = []
  fakes.onTrain = async (signal, job, { onFinished }) => {
    jobs.push(job)
    for (const spec of job.specs) {
      await Promise.resolve()
      if (signal.aborted) throw aborted()
      onFinished(trained(spec, job.dataset))
    }
  }
  const store = createAppStore(fakes)
  await store.getState().start()
  const room = (await store.getState().room('search'))!
  const { series } = store.getState().map!
  const of = (id: number) => networks[id].row.outcome.testAccuracy
  store.setState({ search: { ...newSearch(series), best: [{ spent: 0, score: of(0), id: 0 }, { spent: 1, score: of(best), id: best }] } })
  return { fakes, store, room, networks, data, jobs, fresh: () => store.getState().search!.fresh }
}

describe('on rows drawn anew', () => {
  test('the best and the map’s best before answer the same rows, and so do others of its settings', async () => {
    const { room, fresh, networks, data, jobs } = await searched(MOONS, [{ width: 4 }, {}, {}, { learningRate: 0.1 }])
    await room.testFresh()
    const { found, fault, ...asked } = fresh()!
    expect(fault).toBeNull()
    expect(asked).toEqual({ best: 1, before: 0, others: [2], done: 3, total: 3 })
    const rows = withFresh(data, MOONS)
    const right = [0, 1, 2].map(id => hitsOf(ended(makeAgainSteps(networks[id].row as NetworkSpec, null, rows, learnersFor(rows))).predicted, labelsOf(rows)) / FRESH)
    expect(found).toMatchObject({ kind: 'drawn', rows: FRESH })
    expect([found!.before!.score, found!.best.score, found!.others!.score]).toEqual(right)
    expect(found!.ahead!.score).toBeCloseTo(right[1] - right[0], 12)
    expect([found!.best.said, found!.before!.said]).toEqual([1, 0].map(id => networks[id].row.outcome.testAccuracy))
    // Nothing was trained for it.
    expect(jobs).toEqual([])
  })

  test('the same way gives each network’s own test accuracy on the map’s own test rows', () => {
    const data = makeDataset(MOONS, null)
    const rows = withFresh(data, MOONS)
    for (const spec of specs([{}, { width: 3, activation: 'relu' }, { dropout: 0.3, labelNoise: 0.2 }])) {
      const { row, state } = trained(spec, data)
      const { predicted } = ended(makeAgainSteps(spec, state, { ...rows, test: data.test }, learnersFor(rows)))
      expect(scoreOn(rightOn([predicted], labelsOf(data))).score).toBe(row.outcome.testAccuracy)
    }
  })

  test('a network that does not come out as the map’s is not tested in its place, and the sentence says why', async () => {
    const { fakes, room, fresh } = await searched(MOONS, [{ width: 4 }, {}])
    const revisit = fakes.revisit.revisit
    fakes.revisit.revisit = (signal, dataset, requests, heard) => revisit(signal, dataset, requests.map(({ spec }) => ({ spec: { ...spec, weightSeed: 99 }, state: null })), heard)
    await room.testFresh()
    expect(fresh()).toMatchObject({ found: null, fault: expect.stringMatching(/^Network 1 could not be made again: its seeds give other weights here/) as string })
  })

  test('a best that was the map’s before stands alone, and a later best is another question', async () => {
    const { room, fresh, store } = await searched(MOONS, [{}, { width: 4 }], 0)
    await room.testFresh()
    expect(fresh()!.found).toMatchObject({ before: null, ahead: null, others: null })
    const { search } = store.getState()
    store.setState({ search: { ...search!, best: [...search!.best, { spent: 2, score: 1, id: 1 }] } })
    await room.testFresh()
    expect(fresh()).toMatchObject({ best: 1, before: 0 })
    expect(fresh()!.found!.best.id).toBe(1)
  })

  test('is known after a reload and to whoever opens a link, without a test', async () => {
    const { room, store, jobs } = await searched(MOONS, [{ width: 4 }, {}, {}, { learningRate: 0.1 }])
    await room.testFresh()
    const search = store.getState().search!
    const record = JSON.parse(JSON.stringify(writeView(store.getState()))) as object
    store.setState({ search: null })
    const { change, faults } = readView(record, store.getState())
    expect(faults).toEqual([])
    const brief = (_: string, value: unknown): unknown => typeof value === 'number' ? Number(value.toPrecision(4)) : value
    expect(change.search!.fresh).toEqual(JSON.parse(JSON.stringify(search.fresh, brief)))
    expect(standingTest({ ...search, fresh: change.search!.fresh! }, store.getState().map!)).toBe(change.search!.fresh)
    expect(jobs).toEqual([])
    const figures = (first: unknown) => [0, 2000, [first, 1, 1, 1, 1]]
    for (const nonsense of [7, [], [99, null, [], figures(1)], [0, 99, [], figures(1)], [0, null, [1, 99], figures(1)], [0, null, [], figures('x')], [0, null, []]]) {
      const { change, faults } = readView({ ...record, fresh: nonsense }, store.getState())
      expect(faults).toHaveLength(1)
      expect(change.search!.fresh).toBeUndefined()
    }
  })

  test('stopped, nothing is left of it', async () => {
    const { room, fresh } = await searched(MOONS, [{ width: 4 }, {}])
    const testing = room.testFresh()
    room.stopFresh()
    await testing
    expect(fresh()).toBeNull()
    await room.testFresh()
    expect(fresh()!.found).not.toBeNull()
  })
})

describe('data from a file', () => {
  test('settings are trained anew on other rows and tested on rows that chose nobody; nothing lands', async () => {
    const { room, fresh, jobs, data, store } = await searched(DEFAULT_DATASET, [{ width: 4, epochs: 1 }, { epochs: 2 }])
    await room.testFresh()
    const { found } = fresh()!
    expect(found).toMatchObject({ kind: 'exchanged', rows: 540, others: null, best: { id: 1, networks: 5, diverged: 0 }, before: { id: 0, networks: 5, diverged: 0 } })
    const [{ dataset, specs }] = jobs
    expect(dataset).toEqual(exchanged(data, DEFAULT_DATASET.seed))
    expect(new Set(specs.map(({ weightSeed }) => weightSeed)).size).toBe(10)
    // What is counted row by row is what training says of its test rows.
    const accuracies = specs.map(spec => trained(spec, dataset)).map(({ row, probabilities }) => {
      expect(hitsOf(predictedOf(probabilities!, 10), labelsOf(dataset)) / 540).toBe(row.outcome.testAccuracy)
      return row.outcome.testAccuracy
    })
    const mean = (some: number[]): number => some.reduce((sum, one) => sum + one, 0) / some.length
    expect(found!.best.score).toBeCloseTo(mean(accuracies.slice(0, 5)), 12)
    expect(found!.before!.score).toBeCloseTo(mean(accuracies.slice(5)), 12)
    expect(store.getState().map!.networks).toHaveLength(2)
  })

  test('seeds with which the settings diverge are counted, and where all do, that is said', async () => {
    const losing = async (lost: (id: number) => boolean) => {
      const { fakes, room, fresh } = await searched(DEFAULT_DATASET, [{ width: 4, epochs: 1 }, { epochs: 1 }])
      const train = fakes.onTrain
      fakes.onTrain = (signal, job, events) => train(signal, job, { ...events, onFinished: one => events.onFinished(lost(one.id) ? { ...one, probabilities: null } : one) })
      await room.testFresh()
      return fresh()!
    }
    expect((await losing(id => id < 2)).found!.best).toMatchObject({ networks: 3, diverged: 2 })
    expect((await losing(id => id >= 5)).found).toMatchObject({ before: null, ahead: null, best: { networks: 5 } })
    expect(await losing(() => true)).toMatchObject({ found: null, fault: 'With the rows exchanged its settings diverge with every seed.' })
  })
})
