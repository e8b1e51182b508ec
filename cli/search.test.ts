// netfold search: the same networks on any number of threads and after any interruption, each as training it alone would make it; rows held back are looked at
// once; and what is refused.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test, vi } from 'vitest'
import { makeDataset } from '../src/core/data/make.ts'
import { sizeOf } from '../src/core/data/size.ts'
import type { NetworkSpec, TrainedNetwork } from '../src/core/network.ts'
import { KEEP_NOTHING } from '../src/core/network.ts'
import { drawNetworks, networkAt } from '../src/core/population.ts'
import { costOf } from '../src/core/search/cost.ts'
import { paretoFront } from '../src/core/search/pareto.ts'
import { rungEpochs } from '../src/core/search/pool.ts'
import { withValidation } from '../src/core/search/validation.ts'
import { learnersFor } from '../src/core/training/learners.ts'
import { trainNetwork } from '../src/core/training/train.ts'
import type { MapFile } from '../src/formats/map-file.ts'
import { readMap } from '../src/formats/map.ts'
import { netfold } from './main.ts'
import type { SearchMethod } from './search/settings.ts'
import { methodFor } from './search/settings.ts'
import type * as Workforces from './training-threads.ts'

const threads = vi.hoisted(() => ({ idle: new Map<string, { end: () => Promise<void> }[]>(), end: () => Promise.resolve() }))

/** Loading its program is most of what a thread does here: who is sent home waits for the next search that has the same data to teach and keeps the same of them. */
vi.mock('./training-threads.ts', async original => {
  const { TrainingThreads } = await original<typeof Workforces>()
  const sendHome = TrainingThreads.prototype.end
  threads.end = async () => {
    for (const one of [...threads.idle.values()].flat()) await sendHome.call(one as InstanceType<typeof TrainingThreads>)
  }
  class Waiting extends TrainingThreads {
    constructor(...given: ConstructorParameters<typeof TrainingThreads>) {
      const key = JSON.stringify(given)
      const waiting = threads.idle.get(key)?.pop()
      if (waiting) return waiting as Waiting
      super(...given)
      this.end = () => {
        threads.idle.set(key, [...threads.idle.get(key) ?? [], this])
        return Promise.resolve()
      }
    }
  }
  return { TrainingThreads: Waiting }
})

const folder = mkdtempSync(join(tmpdir(), 'netfold-search-'))
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await threads.end()
})
const at = (name: string): string => join(folder, name)

const RECIPE = { seed: 5, width: { from: 4, to: 12 }, epochs: { from: 5, to: 8 }, learningRate: { from: 1e-3, to: 1 } }
const SPEC = { dataset: { id: 'moons', noise: 0.3 }, recipe: RECIPE, keep: { checkpoints: 2 }, search: { initial: 6, batch: 2 } }
let files = 0
const spec = (value: object, name = `spec${files++}.json`): string => {
  writeFileSync(at(name), JSON.stringify(value))
  return at(name)
}

interface Summary {
  method: SearchMethod
  networks: number
  spent: number
  best: { network: NetworkSpec, validationAccuracy: number, heldAccuracy: number, parameters: number }
  curve: { spent: number, id: number, validationAccuracy: number }[]
  front: { id: number, validationAccuracy: number, parameters: number, training?: number }[]
  notes?: string[]
}
interface Run { summary: Summary, map: MapFile, bytes: Buffer, journal: Buffer }

/** With a journal of its own unless one is named; on one thread unless more are asked for, for each has the program to load. */
async function searched(value: object, budget: number, journal = `j${files++}.jsonl`, ...options: string[]): Promise<Run> {
  const map = at(`M${files++}.npz`)
  const { code, out, err } = await netfold(['search', spec(value), '--budget', String(budget), '--out', map, '--journal', at(journal), ...options.includes('--threads') ? options : [...options, '--threads', '1']])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const bytes = readFileSync(map)
  return { summary: JSON.parse(out) as Summary, map: readMap(bytes), bytes, journal: readFileSync(at(journal)) }
}

const moons = makeDataset({ id: 'moons', noise: 0.3, decay: 0.5, seed: 1 }, null)
const { dataset: validated, held } = withValidation(moons, 1)
function direct(one: NetworkSpec, test: Uint32Array): TrainedNetwork {
  const dataset = { ...moons, test }
  const training = trainNetwork(one, dataset, learnersFor(dataset), KEEP_NOTHING)
  for (;;) {
    const next = training.next()
    if (next.done) return next.value
  }
}

/** Ways of searching: methods, and looks that go by all evidence or ask somebody else. */
const WAYS = {
  looks: {}, manifold: {}, mixed: {}, random: {}, sobol: {}, tpe: {}, halving: {},
  'looks for size': { method: 'looks', aim: 'parameters' },
  'looks by all': { method: 'looks', evidence: 'all' }, 'looks of mixed': { method: 'looks', proposer: 'mixed' },
  'looks of random': { method: 'looks', proposer: 'random' }, // makes no map on the way, and needs no metric that one can go by
} as const satisfies Record<SearchMethod, object> & Record<string, object>
type Way = keyof typeof WAYS
const looks = (way: Way): boolean => way.startsWith('looks')

/** Halving and looks begin some four for each whole training; a map, and a forest, need five networks. */
const budgetOf = (way: Way): number => way === 'halving' ? 4 : way === 'looks' || way === 'looks by all' ? 10 : looks(way) ? 5 : 8
const valueFor = (way: Way): object => ({ ...SPEC, ...way === 'looks of random' && { geometry: { metric: 'multi' } }, search: { ...SPEC.search, ...looks(way) && { initial: Math.floor(budgetOf(way) / 2) }, method: way, ...WAYS[way] } })
const INTERRUPTED = ['manifold', 'mixed', 'halving', 'looks', 'looks by all'] as const
const wholes = new Map<Way, Promise<Run>>()
/** Without an interruption; on two threads where one that is interrupted runs on one. */
function whole(way: Way): Promise<Run> {
  const run = wholes.get(way) ?? searched(valueFor(way), budgetOf(way), `${way}.jsonl`, '--threads', (INTERRUPTED as readonly Way[]).includes(way) ? '2' : '1')
  wholes.set(way, run)
  return run
}

describe.each(Object.keys(WAYS) as Way[])('a search by %s', method => {
  it('finds the best of what it trained, each as it is trained alone, and looks at the held-back rows for that one', async () => {
    const { summary: { best, curve, spent, networks, front }, map } = await whole(method)
    expect(spent).toBeLessThanOrEqual(budgetOf(method))
    expect(map.networks).toHaveLength(networks)
    const ended = map.networks.filter(({ id, hyper }) => method === 'halving' ? networkAt(map.manifest.recipe!, id).hyper.epochs === hyper!.epochs : hyper!.epochs >= RECIPE.epochs.from)
    expect(best.validationAccuracy).toBe(Math.max(...ended.map(({ outcome }) => outcome.testAccuracy)))
    expect(curve.at(-1)).toMatchObject({ id: best.network.id, validationAccuracy: best.validationAccuracy })
    for (const [k, step] of curve.entries()) if (k > 0) expect(step.spent > curve[k - 1].spent && step.validationAccuracy > curve[k - 1].validationAccuracy).toBe(true)
    const { network, heldAccuracy } = best
    expect(direct(network, held).row.outcome.testAccuracy).toBe(heldAccuracy)
    const alone = direct(network, validated.test)
    expect(alone.row).toEqual(map.networks.find(({ id }) => id === network.id))
    expect(alone.activations!.values).toEqual(map.activations!.find(({ id }) => id === network.id)!.values)
    const scored = map.networks.map(({ id, outcome: { testAccuracy, parameters } }) => ({ id, score: testAccuracy, cost: parameters }))
    expect(front).toEqual(paretoFront(scored).map(({ id, score, cost }) => ({ id, validationAccuracy: score, parameters: cost })))
    expect(map.manifest).toMatchObject({ test: validated.test.length, probes: 200, about: expect.stringContaining(`method ${looks(method) ? 'looks' : method}`) })
    const named = map.manifest.lineage!.runs.flatMap(({ recipe, from, count }) => drawNetworks(recipe, from, count))
    expect(named).toEqual(map.networks.map(({ id, hyper, weightSeed, orderSeed }) => ({ id, hyper, weightSeed, orderSeed })))
  })
})

it.each(INTERRUPTED)('makes the same map on one thread where it was interrupted while it wrote a network down: %s', async method => {
  const { journal, bytes } = await whole(method)
  const lines = journal.toString().split('\n')
  const known = Math.floor(0.7 * lines.length)
  writeFileSync(at(`cut-${method}.jsonl`), `${lines.slice(0, known + 1).join('\n')}\n${lines[known + 1].slice(0, 500)}`)
  const again = await searched(valueFor(method), budgetOf(method), `cut-${method}.jsonl`, '--threads', '1')
  expect(Buffer.compare(again.bytes, bytes)).toBe(0)
  expect(again.summary.notes).toContain(`${known} networks were in the journal.`)
  expect(again.journal.toString().trim().split('\n').toSorted()).toEqual(lines.filter(line => line !== '').toSorted())
})

it('goes on with a larger budget as if it had had it from the beginning', async () => {
  await searched(valueFor('manifold'), 6, 'grown.jsonl')
  const { bytes } = await searched(valueFor('manifold'), 8, 'grown.jsonl')
  expect(Buffer.compare(bytes, (await whole('manifold')).bytes)).toBe(0)
})

it('at random trains what the recipe draws by the search’s seed, and the others begin alike', async () => {
  const { map: { networks, manifest } } = await whole('random')
  expect(networks.map(({ id, hyper, weightSeed, orderSeed }) => ({ id, hyper, weightSeed, orderSeed }))).toEqual(drawNetworks(manifest.recipe!, 0, 8))
  for (const method of ['manifold', 'mixed', 'tpe'] as const) {
    const { map } = await whole(method)
    expect(map.networks.slice(0, 6)).toEqual(networks.slice(0, 6))
    expect(map.networks.slice(6)).not.toEqual(networks.slice(6))
  }
})

it('by halving trains few to the end, and the others to a rung', async () => {
  const { map, summary: { networks } } = await whole('halving')
  const parts = map.networks.map(({ id, hyper }): number => {
    const { epochs } = networkAt(map.manifest.recipe!, id).hyper
    expect(rungEpochs(epochs)).toContain(hyper!.epochs)
    return hyper!.epochs / epochs
  })
  expect(networks).toBeGreaterThan(8)
  expect(parts.filter(part => part === 1).length).toBeLessThan(networks / 3)
  for (const { id, hyper, weightSeed, orderSeed, outcome } of map.networks.slice(0, 6)) {
    expect(direct({ id, hyper: hyper!, weightSeed: weightSeed!, orderSeed: orderSeed! }, validated.test).row.outcome).toEqual(outcome)
  }
})

it('by looks ends one of five, and a look costs its part of the training’s epochs', async () => {
  const { map: { networks }, summary: { method, spent } } = await searched({ ...SPEC, recipe: { ...RECIPE, epochs: { from: 10, to: 10 } }, search: { seed: 3 } }, 3)
  expect(method).toBe('looks')
  expect(networks.map(({ hyper }) => hyper!.epochs).toSorted((a, b) => a - b)).toEqual([...Array<number>(8).fill(1), 10, 10])
  expect(spent).toBeCloseTo(2 * 1.4, 9)
})

it('for the front of accuracy against the work of a training says what each on it costs', async () => {
  const { map, summary: { front, ...summary } } = await searched({ ...valueFor('manifold'), search: { method: 'manifold', initial: 5, aim: 'training' } }, 6)
  const weighed = map.networks.map(({ id, hyper, outcome: { testAccuracy } }) => ({ id, score: testAccuracy, cost: costOf('training', hyper!, sizeOf(moons)) }))
  expect(front.map(({ id, training }) => ({ id, cost: training }))).toEqual(paretoFront(weighed).map(({ id, cost }) => ({ id, cost })))
  expect(summary).toMatchObject({ aim: 'training', networks: 6 })
})

it('by looks of trainings of one epoch ends whatever it looks at, and pays for that', async () => {
  const { map: { networks }, summary: { spent, notes } } = await searched({ ...SPEC, recipe: { ...RECIPE, epochs: { from: 1, to: 1 } }, search: { method: 'looks' } }, 9)
  expect([networks.length, spent]).toEqual([5, 5])
  expect(notes).toContain('A look takes an epoch at least, which is 100 % of the shortest trainings.')
})

it('by looks ends where the recipe has no more settings, and says so', async () => {
  const one = { ...networkAt((await whole('random')).map.manifest.recipe!, 0).hyper }
  const recipe = Object.fromEntries(Object.entries(one).map(([key, value]) => [key, key === 'depth' || key === 'batchSize' || typeof value === 'string' ? [value] : { from: value, to: value }]))
  const { summary: { networks, spent, notes } } = await searched({ ...SPEC, recipe, search: { method: 'looks' } }, 5)
  expect([networks, spent]).toEqual([1, 1])
  expect(notes).toContain('The recipe has no more settings: the search ended before its budget was spent.')
})

it('that names no method looks early where it can, and says so where it cannot', async () => {
  const epochs = { from: 5, to: 9 }
  expect([methodFor({ start: ['fresh'], epochs }), methodFor({ start: ['fresh', 'labels'], epochs }), methodFor({ start: ['fresh'], epochs: { from: 4, to: 9 } })]).toEqual(['looks', 'manifold', 'manifold'])
  const { summary } = await searched({ ...SPEC, recipe: { ...RECIPE, start: ['fresh', 'labels'] }, search: {} }, 2)
  expect(summary).toMatchObject({ method: 'manifold', networks: 2, notes: expect.arrayContaining([expect.stringContaining('where no method is named, manifold')]) as string[] })
})

describe('a search refuses', () => {
  const refused = async (value: object, ...options: string[]): Promise<string> => {
    const { code, out, err } = await netfold(['search', spec(value), '--out', at('none.npz'), '--threads', '1', ...options.includes('--budget') ? [] : ['--budget', '3'], ...options])
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2])
    expect(readdirSync(folder).filter(name => name.startsWith('none'))).toEqual([])
    return err
  }

  test.each([
    [{ networks: [{ hyper: {}, weightSeed: 1, orderSeed: 1 }] }, 'networks[0].hyper has no'],
    [{ search: { method: 'grid' } }, 'search.method is "grid"; give "looks", "manifold"'],
    [{ search: { budget: 5 } }, 'search.budget is not known'],
    [{ geometry: { metric: 'multi' } }, 'newcomers move everybody apart'],
    [{ recipe: { depth: [1, 2] }, geometry: { layer: 'all' } }, 'geometry.layer is "all"'],
    [{ search: { method: 'tpe', aim: 'training' } }, 'search.aim is "training", which tpe does not heed'],
    [{ recipe: { start: ['fresh', 'labels'] }, search: { method: 'halving' } }, 'halving cannot stop early'],
  ])('%j', async (change, sentence) => expect(await refused({ ...SPEC, ...change })).toContain(sentence))

  it.each([[SPEC, '1', '1 is less than the 1.6 whole trainings'], [{ ...SPEC, recipe: { ...RECIPE, epochs: { from: 1, to: 1 } }, search: { method: 'looks' } }, '4', 'give 5 or more']])(
    'a budget that is not enough to look once: %j, %s', async (value, budget, sentence) => expect(await refused(value, '--budget', budget)).toContain(sentence),
  )

  test.each(['-5', '0', '2.5', 'many', '5001'])('a budget of %s', async budget => expect(await refused(SPEC, '--budget', budget)).toContain('--budget: '))

  it('networks that are named, for it chooses them itself', async () => {
    const [{ hyper, weightSeed, orderSeed }] = (await whole('random')).map.networks
    expect(await refused({ ...SPEC, networks: [{ hyper, weightSeed, orderSeed }] })).toContain('leave "networks" out')
  })

  it('the journal of another search, one that is none, and one in the place of the map', async () => {
    await Promise.all([whole('manifold'), whole('looks')])
    expect(await refused({ ...valueFor('manifold'), recipe: { ...RECIPE, seed: 6 } }, '--journal', at('manifold.jsonl'))).toContain('another search, which differs in: recipe.seed, search.seed;')
    expect(await refused({ ...valueFor('looks'), recipe: { ...RECIPE, seed: 6 }, search: { method: 'looks', seed: 5 } }, '--journal', at('looks.jsonl'))).toContain('differs in: recipe.seed, search.batch;')
    expect(await refused({ ...SPEC, search: { ...SPEC.search, method: 'manifold', seed: 6 } }, '--journal', at('manifold.jsonl'))).toContain('differs in: search.seed;')
    expect(await refused(SPEC, '--journal', '/dev/null')).toContain('is no file that lines can be added to')
    writeFileSync(at('letter.txt'), 'Dear journal\n')
    expect(await refused(SPEC, '--journal', at('letter.txt'))).toContain('is not the journal of a search')
    expect(readFileSync(at('letter.txt'), 'utf8')).toBe('Dear journal\n')
    expect(await refused(SPEC, '--journal', at('none.npz'))).toContain('is the file of the map')
  })
})
