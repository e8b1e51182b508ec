// The recipe that the page writes is one that the terminal reads, and it makes the same networks again, to the bit.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { DEFAULT_DATASET } from '../src/core/data/dataset.ts'
import { makeDataset } from '../src/core/data/make.ts'
import type { NetworkRow, NetworkSpec } from '../src/core/network.ts'
import { KEEP_NOTHING } from '../src/core/network.ts'
import { drawNetworks } from '../src/core/population.ts'
import { DEFAULT_RECIPE } from '../src/core/recipe.ts'
import { learnersFor } from '../src/core/training/learners.ts'
import { DEFAULT_GEOMETRY } from '../src/core/settings.ts'
import { trainNetwork } from '../src/core/training/train.ts'
import type { MapFile } from '../src/formats/map-file.ts'
import { readMap } from '../src/formats/map.ts'
import { populationDocument } from '../src/formats/population-document.ts'
import { netfold } from './main.ts'
import { populationFrom } from './population-spec.ts'

const folder = mkdtempSync(join(tmpdir(), 'netfold-recipe-'))
afterAll(() => rmSync(folder, { recursive: true }))
const refuse = (sentence: string): never => { throw new Error(sentence) }

const RECIPE = { ...DEFAULT_RECIPE, family: ['mlp' as const], count: 8, seed: 5, width: { from: 4, to: 12 }, epochs: { from: 1, to: 3 } }
const DATASET = { ...DEFAULT_DATASET, id: 'moons' as const }
const dataset = makeDataset(DATASET, null)
const begin = learnersFor(dataset) // the page and the terminal train with these

function rowOf(spec: NetworkSpec): NetworkRow {
  const run = trainNetwork(spec, dataset, begin, KEEP_NOTHING)
  for (;;) {
    const next = run.next()
    if (next.done) return next.value.row
  }
}
const documentOf = (networks: readonly NetworkRow[]): string =>
  JSON.stringify(populationDocument({ about: 'Netfold 1.2.3', dataset: { ...DATASET, own: undefined }, recipe: RECIPE, geometry: DEFAULT_GEOMETRY, networks }))

async function trained(text: string): Promise<MapFile> {
  const [file, out] = [join(folder, 'recipe.json'), join(folder, 'map.npz')]
  writeFileSync(file, text)
  const said = await netfold(['train', file, '--out', out])
  expect({ code: said.code, err: said.err }).toEqual({ code: 0, err: '' })
  return readMap(readFileSync(out))
}

const rows = drawNetworks(RECIPE, 0, 8).map(rowOf)

describe('the recipe as netfold train reads it', () => {
  it('is the recipe alone where it draws these networks, and the terminal trains them again to the bit', async () => {
    expect(JSON.parse(documentOf(rows))).toEqual({ about: 'Netfold 1.2.3', dataset: DATASET, recipe: RECIPE, geometry: DEFAULT_GEOMETRY })
    expect((await trained(documentOf(rows))).networks).toEqual(rows)
    expect((JSON.parse(documentOf(rows.slice(0, 5))) as { recipe: { count: number } }).recipe.count).toBe(5)
  })

  it('lists a selection, and networks that no recipe draws in turn; those of others are left out', async () => {
    const [, , spec] = drawNetworks(RECIPE, 0, 3)
    const further = rowOf({ ...spec, id: 31, hyper: { ...spec.hyper, epochs: 5 } })
    const brought: NetworkRow = { id: 1_000_000, hyper: null, weightSeed: null, orderSeed: null, outcome: rows[0].outcome, brought: { name: 'a', values: {} } }
    const chosen = [further, rows[7], rows[2], brought, rows[0], rows[5], rows[6]]
    const map = await trained(documentOf(chosen))
    expect(map.networks).toEqual([rows[0], rows[2], rows[5], rows[6], rows[7], further])
    expect(map.manifest.recipe).toEqual(RECIPE)
    expect(documentOf([...chosen].reverse())).toBe(documentOf(chosen))
  })

  test.each([
    [{ networks: [] }, 'networks is an empty list'],
    [{ networks: [{ hyper: rows[0].hyper, weightSeed: 1 }] }, 'networks[0] has no "orderSeed"; give {"hyper": …, "weightSeed": …, "orderSeed": …}.'],
    [{ networks: [{ hyper: { ...rows[0].hyper, width: 0 }, weightSeed: 1, orderSeed: 2 }] }, 'networks[0].hyper.width is 0; give a whole number from 1 to 512.'],
    [{ networks: [{ hyper: { ...rows[0].hyper, depth: undefined }, weightSeed: 1, orderSeed: 2 }] }, 'networks[0].hyper has no "depth"'],
    [{ networks: [3, 3].map(id => ({ id, hyper: rows[0].hyper, weightSeed: 1, orderSeed: 2 })) }, 'networks[1].id is 3, and so is that of networks[0]; give each network an id of its own.'],
    [{ networks: [{ ...rows[0], outcome: {} }] }, 'networks[0].outcome is not known'],
  ])('a list that says too little or too much is refused by the path of the key: %#', (value, sentence) => {
    expect(() => populationFrom(JSON.parse(JSON.stringify(value)), refuse)).toThrow(sentence)
  })

  it('convolutions where there are no pictures are refused before anything is trained', async () => {
    const file = join(folder, 'conv.json')
    writeFileSync(file, JSON.stringify({ dataset: { id: 'moons' }, networks: [rows[0], { ...rows[1], hyper: { ...rows[1].hyper, family: 'conv' } }].map(({ hyper, weightSeed, orderSeed }) => ({ hyper, weightSeed, orderSeed })) }))
    const said = await netfold(['train', file, '--out', join(folder, 'none.npz')])
    expect(said).toMatchObject({ code: 2, out: '' })
    expect(said.err).toContain('networks[1].hyper.family is "conv"')
  })
})
