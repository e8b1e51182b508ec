// The card that grades ways of searching: what it trains and keeps, what it says of what was found, whichever way that falls, and what it makes of the large grading's file.
import { beforeEach, describe, expect, test } from 'vitest'
import { makeDataset } from '../../core/data/make.ts'
import { sizeOf } from '../../core/data/size.ts'
import type { TrainedNetwork } from '../../core/network.ts'
import { curveOf } from '../../core/training/figures.ts'
import type { PairedDifference } from '../../core/search/grade.ts'
import type { CardGrades } from '../../core/search/grade-card.ts'
import { ASKED, CARD_NAMES, CARD_REPEATS } from '../../core/search/grade-card.ts'
import { SEARCH_TASKS, taskData } from '../../core/search/tasks.ts'
import { lookingAtHeld } from '../../core/search/validation.ts'
import { linkFrom } from '../../formats/link-text.ts'
import { aborted } from '../../services/spawn.ts'
import type { TrainingJob } from '../../services/training-population.ts'
import type { Fakes } from '../fakes.ts'
import { createFakes, fakeMap, fakeTrained } from '../fakes.ts'
import { readView, writeView } from '../sharing/view.ts'
import { createAppStore } from '../store.ts'
import type { ExperimentsRoom } from './experiments-state.ts'
import { stretches, taskSize } from './grade-search.ts'
import { publishedFrom } from './published.ts'
import { searchFindings } from './search-findings.ts'

/** The nearer a rate is to 0.01 the better; above 0.3 it diverges. Everybody answers class 0. */
function trained(spec: TrainingJob['specs'][number], { dataset }: TrainingJob): TrainedNetwork {
  const { learningRate, epochs } = spec.hyper
  const diverges = learningRate > 0.3
  const score = 1 - Math.abs(Math.log10(learningRate) + 2) / 4
  const rows = dataset.probes.length
  const figures = Array.from({ length: diverges ? 3 : epochs + 1 }, (_, epoch) => ({ trainLoss: 1, testLoss: 1, trainAccuracy: 0.5, testAccuracy: score * epoch / epochs }))
  return {
    ...fakeTrained(spec, diverges ? 20 : null), curve: curveOf(figures),
    activations: diverges ? null : { id: spec.id, rows, columns: 2, values: Float32Array.from({ length: 2 * rows }, (_, k) => Math.sin(k * (1 + learningRate))) },
    probabilities: diverges ? null : Float32Array.from({ length: dataset.classes * rows }, (_, k) => k % dataset.classes === 0 ? 1 : 0),
  }
}

describe('the card', () => {
  let fakes: Fakes
  let store: ReturnType<typeof createAppStore>
  let room: ExperimentsRoom
  beforeEach(async () => {
    fakes = createFakes(fakeMap(5))
    fakes.data.dataset = async settings => makeDataset(settings, null)
    store = createAppStore(fakes)
    await store.getState().start()
    room = (await store.getState().room('experiments'))!
    room.setPool({ size: 'small' })
  })
  const run = () => store.getState().experiments!.runs.search

  test('trains the pool beside the map, on the rows of the task, and answers', async () => {
    const { map } = store.getState()
    const jobs: TrainingJob[] = []
    fakes.onTrain = async (_, job, events) => {
      jobs.push(job)
      for (const spec of job.specs.toReversed()) events.onFinished(trained(spec, job))
    }
    await room.run('search')
    expect(run()?.fault).toBe(null)
    expect(run()).toMatchObject({ phase: 'done', total: 300, done: 300, share: 1, pool: { task: 'sloppy', size: 'small' } })
    const [{ specs, dataset }] = jobs
    const rows = lookingAtHeld(taskData(SEARCH_TASKS.sloppy, null))
    expect([dataset.train, dataset.test, dataset.probes]).toEqual([rows.train, rows.test, rows.probes])
    const { grades, findings } = run()!
    const diverged = specs.filter(({ hyper }) => hyper.learningRate > 0.3).length
    expect(diverged).toBeGreaterThan(0)
    expect(grades).toMatchObject({ members: 300, diverged, budget: 30 })
    expect(grades!.methods.map(({ name }) => name)).toEqual(CARD_NAMES)
    expect(findings!.answer).toMatch(/short of the best of 300 networks, random search \d+\.\d\d \(p\s=\s1\.00\)/) // one pair tells nothing
    expect(findings!.found.map(({ holds }) => holds)).toEqual([false, false, false, false])
    expect(store.getState().map).toBe(map)
  })

  test('is stopped while it searches, and says why it failed', async () => {
    fakes.onTrain = async (_, job, events) => { for (const spec of job.specs) events.onFinished(trained(spec, job)) }
    let open: AbortSignal | null = null
    fakes.search.repeats = signal => new Promise((_, reject) => {
      open = signal
      signal.addEventListener('abort', () => reject(aborted()))
    })
    const going = room.run('search')
    await expect.poll(() => open).not.toBe(null)
    expect(run()).toMatchObject({ phase: 'measuring', done: 300 })
    room.stop()
    await going
    expect(open!.aborted).toBe(true)
    expect(run()).toMatchObject({ phase: 'stopped', grades: null })
    fakes.search.repeats = () => Promise.reject(new Error('No worker came.'))
    await room.run('search')
    expect(run()).toMatchObject({ phase: 'failed', fault: 'No worker came.' })
    fakes.onTrain = async () => undefined
    await room.run('search')
    expect(run()).toMatchObject({ phase: 'failed', fault: 'None of the networks could be trained.' })
  })

  test('is a link with its pool; another pool costs another time', () => {
    room.setPool({ task: 'spirals' })
    const record = linkFrom(room.link('search').replace(/^.*#/, '')) as { view: unknown }
    expect(record.view).toEqual({ experiment: ['search', 'spirals', 'small'] })
    const few = room.estimate('search')
    room.setPool({ task: 'sloppy', size: 'usual' })
    expect(linkFrom(room.link('search').replace(/^.*#/, ''))).toMatchObject({ view: { experiment: 'search' } })
    expect([few.networks, room.estimate('search').networks]).toEqual([300, 1000])
    const { change, faults } = readView(record.view, store.getState())
    expect(faults).toEqual([])
    store.setState(change)
    expect(store.getState().experiments).toMatchObject({ open: true, shown: 'search', pool: { task: 'spirals', size: 'small' } })
    expect(writeView(store.getState())).toMatchObject({ experiment: ['search', 'spirals', 'small'] })
    for (const bad of [['search', 'mnist', 'small'], ['search', 'sloppy'], ['search', 'sloppy', 1000], ['search', 'sloppy', 'toString']]) {
      expect(readView({ experiment: bad }, store.getState()).faults).toHaveLength(1)
    }
  })

  test('knows the large grading where its file lies there, and is silent where not', async () => {
    await room.askPublished()
    expect(store.getState().experiments!.published).toBe(null)
    fakes.published = file
    await room.askPublished()
    expect(store.getState().experiments!.published).toMatchObject({ repeats: 100 })
    store.setState(({ experiments }) => ({ experiments: { ...experiments!, published: null } }))
    fakes.search.published = () => Promise.reject(new Error('No JSON.'))
    await room.askPublished()
    expect(store.getState().experiments!.published).toBe(null)
  })
})

test('the size of a task is known without making it', () => {
  for (const task of [SEARCH_TASKS.sloppy, SEARCH_TASKS.spirals]) expect(taskSize(task)).toEqual(sizeOf(lookingAtHeld(taskData(task, null))))
  // docs/methods/search.md has these of the digits: 100 probes and 748 rows held back are looked at together.
  expect(taskSize(SEARCH_TASKS.digits)).toMatchObject({ features: 64, classes: 10, train: 200, test: 749, probes: 848 })
})

test('repeats are dealt out evenly, each once, in their order', () => {
  for (const workers of [1, 2, 7, 100]) {
    const parts = stretches(CARD_REPEATS, workers)
    expect(parts.flatMap(({ from, count }) => Array.from({ length: count }, (_, k) => from + k))).toEqual(Array.from({ length: CARD_REPEATS }, (_, k) => k))
    const counts = parts.map(({ count }) => count)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  }
})

describe('the answer', () => {
  const pair = (mean: number, p: number): PairedDifference =>
    ({ n: 60, mean, interval: p < 0.05 ? [mean - 0.001, mean + 0.001] : [mean - 0.05, mean + 0.05], median: mean, medianInterval: [0, 0],
      less: 0, equal: 0, greater: 0, p, exact: true })
  const grades = (toRandom: PairedDifference, toControl: PairedDifference): CardGrades => ({
    members: 1000, diverged: 0, best: 0.9, median: 0.5, budget: 30, repeats: 60,
    methods: CARD_NAMES.map(name => ({
      name, regret: [], held: 0.8, mean: name === ASKED.vote ? 0.02 : 0.03, toRandom: name === ASKED.vote ? toRandom : name === ASKED.random ? null : pair(-0.01, 0.0001),
      toControl: name === ASKED.vote ? toControl : name === ASKED.looksVote ? pair(0.01, 0.01) : null,
    })),
  })
  const better = pair(-0.01, 0.002)
  const alike = pair(-0.01, 0.3)
  const worse = pair(0.01, 0.01)

  test.each([
    [better, better, /^Yes, and the map itself helps: /, [true, true]],
    [better, alike, /^Better than random search, but not shown to be the map’s doing: /, [true, false]],
    [better, worse, /settings alone do better still/, [true, false]],
    [alike, alike, /^Not shown/, [false, false]],
    [worse, worse, /^No, random search and settings alone both do better/, [false, false]],
  ])('falls as the differences fall', (toRandom, toControl, lead, holds) => {
    const { answer, found } = searchFindings(grades(toRandom, toControl))
    expect(answer).toMatch(lead)
    expect(answer).toMatch(/the map’s vote is on average 2\.00 points of accuracy short of the best of 1,000 networks, random search 3\.00 \(p/)
    expect(found.map(one => one.holds)).toEqual([...holds, true, false])
  })

  test('has its numbers, and says where chance may have made them', () => {
    const [first, second, , last] = searchFindings(grades(better, alike)).found
    expect(first.words).toMatch(/1\.00 points below that of random search \(95 % .*: −1\.10 to −0\.90; Wilcoxon’s p\s=\s0\.002\), over 60 repeats/)
    expect(second.words).toMatch(/below that of the same vote by settings alone, which may be chance/)
    expect(last.words).toMatch(/1\.00 points above that of early looks by settings alone \(/)
    expect(searchFindings(grades(pair(0, 1), alike)).found[0].words).toMatch(/the same as that of random search \(/)
  })
})

const file = { repeats: 100, budget: 60, tasks: [{ id: 'sloppy', title: 'Sloppy', members: 2000, best: 0.9, methods: [{ name: 'random', median: [0.2, 0.1], lower: [0.1, 0], upper: [0.3, 0.2], end: null }] }] }

test('a file of the large grading is believed only in its shape', () => {
  expect(publishedFrom(file)!.tasks[0].methods[0].regret).toEqual([{ budget: 5, lower: 0.1, median: 0.2, upper: 0.3 }, { budget: 10, lower: 0, median: 0.1, upper: 0.2 }])
  const method = file.tasks[0].methods[0]
  const other = (change: object) => ({ ...file, tasks: [{ ...file.tasks[0], methods: [{ ...method, ...change }] }] })
  const misshapen = [null, 3, [], {}, { ...file, tasks: [] }, { ...file, repeats: 'many' }, other({ name: 7 }), other({ median: ['a', 'b'] }), other({ upper: [1] }), other({ lower: undefined })]
  for (const bad of misshapen) expect(publishedFrom(bad)).toBe(null)
})
