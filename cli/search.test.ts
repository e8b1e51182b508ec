// netfold search: the same networks on any number of threads and after any interruption, each as training it alone would make it; rows held back are looked at
// once; and what is refused.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { makeDataset } from '../src/core/data/make.ts'
import type { NetworkSpec, TrainedNetwork } from '../src/core/network.ts'
import { KEEP_NOTHING } from '../src/core/network.ts'
import { drawNetworks, networkAt } from '../src/core/population.ts'
import { rungEpochs } from '../src/core/search/pool.ts'
import { withValidation } from '../src/core/search/validation.ts'
import { learnersFor } from '../src/core/training/learners.ts'
import { trainNetwork } from '../src/core/training/train.ts'
import type { MapFile } from '../src/formats/map-file.ts'
import { readMap } from '../src/formats/map.ts'
import { netfold } from './main.ts'
import type { SearchMethod } from './search/settings.ts'
import { SEARCH_METHODS } from './search/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'netfold-search-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

const RECIPE = { seed: 5, width: { from: 4, to: 12 }, epochs: { from: 4, to: 8 }, learningRate: { from: 1e-3, to: 1 } }
const SPEC = { dataset: { id: 'moons', noise: 0.3 }, recipe: RECIPE, keep: { checkpoints: 3 }, search: { initial: 8, batch: 3 } }
let files = 0
const spec = (value: object, name = `spec${files++}.json`): string => {
  writeFileSync(at(name), JSON.stringify(value))
  return at(name)
}

interface Summary {
  networks: number
  spent: number
  best: { network: NetworkSpec, validationAccuracy: number, heldAccuracy: number, parameters: number }
  curve: { spent: number, id: number, validationAccuracy: number }[]
  front: { id: number, validationAccuracy: number, parameters: number }[]
  notes?: string[]
}
interface Run { summary: Summary, map: MapFile, bytes: Buffer, journal: Buffer }

/** With a journal of its own unless one is named. */
async function searched(value: object, budget: number, journal = `j${files++}.jsonl`, ...options: string[]): Promise<Run> {
  const map = at(`M${files++}.npz`)
  const { code, out, err } = await netfold(['search', spec(value), '--budget', String(budget), '--out', map, '--journal', at(journal), ...options])
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

/** Halving and looks begin some four for each whole training; a forest needs to have seen five networks. */
const budgetOf = (method: SearchMethod): number => method === 'halving' ? 6 : method === 'looks' ? 10 : 12
const valueFor = (method: SearchMethod): object => ({ ...SPEC, search: { ...SPEC.search, ...method === 'looks' && { initial: 5 }, method } })
const wholes = new Map<SearchMethod, Promise<Run>>()
/** On two threads, without an interruption. */
function whole(method: SearchMethod): Promise<Run> {
  const run = wholes.get(method) ?? searched(valueFor(method), budgetOf(method), `${method}.jsonl`, '--threads', '2')
  wholes.set(method, run)
  return run
}

describe.each(SEARCH_METHODS)('a search by %s', method => {
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
    expect(front.map(({ parameters }) => parameters)).toEqual(front.map(({ parameters }) => parameters).toSorted((a, b) => a - b))
    expect(map.manifest).toMatchObject({ test: validated.test.length, probes: 200, about: expect.stringContaining(`method ${method}`) })
    const named = map.manifest.lineage!.runs.flatMap(({ recipe, from, count }) => drawNetworks(recipe, from, count))
    expect(named).toEqual(map.networks.map(({ id, hyper, weightSeed, orderSeed }) => ({ id, hyper, weightSeed, orderSeed })))
  })
})

it.each(['manifold', 'mixed', 'halving', 'looks'] as const)('makes the same map on one thread where it was interrupted while it wrote a network down: %s', async method => {
  const { journal, bytes } = await whole(method)
  const lines = journal.toString().split('\n')
  writeFileSync(at(`cut-${method}.jsonl`), `${lines.slice(0, 11).join('\n')}\n${lines[11].slice(0, 500)}`)
  const again = await searched(valueFor(method), budgetOf(method), `cut-${method}.jsonl`, '--threads', '1')
  expect(Buffer.compare(again.bytes, bytes)).toBe(0)
  expect(again.summary.notes).toContain('10 networks were in the journal.')
  expect(again.journal.toString().trim().split('\n').toSorted()).toEqual(lines.filter(line => line !== '').toSorted())
})

it('goes on with a larger budget as if it had had it from the beginning', async () => {
  await searched(SPEC, 10, 'grown.jsonl', '--threads', '1')
  const { bytes } = await searched(SPEC, 12, 'grown.jsonl', '--threads', '1')
  expect(Buffer.compare(bytes, (await whole('manifold')).bytes)).toBe(0)
})

it('at random trains what the recipe draws by the search’s seed, and the others begin alike', async () => {
  const { map: { networks, manifest } } = await whole('random')
  expect(networks.map(({ id, hyper, weightSeed, orderSeed }) => ({ id, hyper, weightSeed, orderSeed }))).toEqual(drawNetworks(manifest.recipe!, 0, 12))
  for (const method of ['manifold', 'mixed', 'tpe'] as const) {
    const { map } = await whole(method)
    expect(map.networks.slice(0, 8)).toEqual(networks.slice(0, 8))
    expect(map.networks.slice(8)).not.toEqual(networks.slice(8))
  }
})

it('by halving trains few to the end, and the others to a rung', async () => {
  const { map, summary: { networks } } = await whole('halving')
  const parts = map.networks.map(({ id, hyper }): number => {
    const { epochs } = networkAt(map.manifest.recipe!, id).hyper
    expect(rungEpochs(epochs)).toContain(hyper!.epochs)
    return hyper!.epochs / epochs
  })
  expect(networks).toBeGreaterThan(12)
  expect(parts.filter(part => part === 1).length).toBeLessThan(networks / 3)
  for (const { id, hyper, weightSeed, orderSeed, outcome } of map.networks.slice(0, 6)) {
    expect(direct({ id, hyper: hyper!, weightSeed: weightSeed!, orderSeed: orderSeed! }, validated.test).row.outcome).toEqual(outcome)
  }
})

it('by looks trains most for a tenth', async () => {
  const { map: { networks }, summary: { spent } } = await whole('looks')
  const tenths = networks.filter(({ hyper }) => hyper!.epochs < RECIPE.epochs.from)
  expect(networks.length - tenths.length).toBe(7)
  expect(tenths).toHaveLength(28)
  expect(spent).toBeCloseTo(7 * 1.4, 9)
})

describe('a search refuses', () => {
  const refused = async (value: object, ...options: string[]): Promise<string> => {
    const { code, out, err } = await netfold(['search', spec(value), '--budget', '3', '--out', at('none.npz'), ...options])
    expect([code, out]).toEqual([2, ''])
    return err
  }

  test.each([
    [{ networks: [{ hyper: {}, weightSeed: 1, orderSeed: 1 }] }, 'networks[0].hyper has no'],
    [{ search: { method: 'grid' } }, 'search.method is "grid"; give "manifold", "mixed"'],
    [{ search: { budget: 5 } }, 'search.budget is not known'],
    [{ geometry: { metric: 'multi' } }, 'newcomers move everybody apart'],
    [{ recipe: { depth: [1, 2] }, geometry: { layer: 'all' } }, 'geometry.layer is "all"'],
    [{ recipe: { start: ['fresh', 'labels'] }, search: { method: 'halving' } }, 'halving cannot stop early'],
  ])('%j', async (change, sentence) => expect(await refused({ ...SPEC, ...change })).toContain(sentence))

  it('networks that are named, for it chooses them itself', async () => {
    const [{ hyper, weightSeed, orderSeed }] = (await whole('random')).map.networks
    expect(await refused({ ...SPEC, networks: [{ hyper, weightSeed, orderSeed }] })).toContain('leave "networks" out')
  })

  it('the journal of another search, one that is none, and one in the place of the map', async () => {
    await whole('manifold')
    expect(await refused({ ...SPEC, recipe: { ...RECIPE, seed: 6 } }, '--journal', at('manifold.jsonl'))).toContain('another search, which differs in: recipe, search')
    writeFileSync(at('letter.txt'), 'Dear journal\n')
    expect(await refused(SPEC, '--journal', at('letter.txt'))).toContain('is not the journal of a search')
    expect(readFileSync(at('letter.txt'), 'utf8')).toBe('Dear journal\n')
    expect(await refused(SPEC, '--journal', at('none.npz'))).toContain('is the file of the map')
  })
})
