// The schema says what the core's own checks say, no more and no less; its defaults are the page's; and every refusal names the key.
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import type { DatasetSettings } from '../src/core/data/dataset.ts'
import { checkDataset, DEFAULT_DATASET } from '../src/core/data/dataset.ts'
import type { Recipe } from '../src/core/recipe.ts'
import { networkAt } from '../src/core/population.ts'
import { checkRecipe, DEFAULT_RECIPE } from '../src/core/recipe.ts'
import type { GeometrySettings } from '../src/core/settings.ts'
import { checkGeometry, DEFAULT_GEOMETRY } from '../src/core/settings.ts'
import { DEFAULT_KEEP } from '../src/core/network.ts'
import schema from './population.schema.json' with { type: 'json' }
import { populationFrom } from './population-spec.ts'
import { AIMS } from '../src/core/search/aim.ts'
import { EVIDENCE, PROPOSERS, SEARCH_METHODS, settled } from './search/settings.ts'

const fits = new Ajv2020().compile(schema)

/** Numbers at and around every edge that a check has, and others. */
const edges = [0, 1, 2, 8, 9, 20, 21, 100, 500, 501, 512, 513, 1000, 1001, 1024, 1025, 5000, 5001, 2 ** 32 - 1, 2 ** 32, 0.01, 0.95, 10, -1]
const number = fc.oneof(
  fc.constantFrom(...edges), fc.constantFrom(...edges).chain(edge => fc.constantFrom(edge - 1e-9, edge + 1e-9, edge + 0.5, -edge)),
  fc.double({ noNaN: true, noDefaultInfinity: true }), fc.double({ min: 0, max: 1, noNaN: true }),
)
const fine = <T>(sound: T, wild: fc.Arbitrary<T>): fc.Arbitrary<T> => fc.oneof({ weight: 6, arbitrary: fc.constant(sound) }, { weight: 1, arbitrary: wild })
const range = fc.tuple(number, number).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))
const names = <T extends string>(known: readonly T[]): fc.Arbitrary<T[]> => fc.array(fc.constantFrom(...known, 'Adam' as T, '' as T), { maxLength: 3 })

const recipes: fc.Arbitrary<Recipe> = fc.record({
  kind: fine('random', fc.constantFrom('grid', 'sweep') as fc.Arbitrary<'grid'>),
  count: fine(60, number), seed: fine(1, number), steps: fine(2, number),
  family: fine(DEFAULT_RECIPE.family, names(['mlp', 'conv'])),
  depth: fine([1], fc.array(number, { maxLength: 3 })),
  width: fine(DEFAULT_RECIPE.width, range),
  activation: fine(DEFAULT_RECIPE.activation, names(DEFAULT_RECIPE.activation)),
  optimiser: fine(DEFAULT_RECIPE.optimiser, names(DEFAULT_RECIPE.optimiser)),
  learningRate: fine(DEFAULT_RECIPE.learningRate, range),
  weightDecay: fine(DEFAULT_RECIPE.weightDecay, range),
  batchSize: fine([32], fc.array(number, { maxLength: 3 })),
  dropout: fine(DEFAULT_RECIPE.dropout, range),
  epochs: fine(DEFAULT_RECIPE.epochs, range),
  initScale: fine(DEFAULT_RECIPE.initScale, range),
  labelNoise: fine(DEFAULT_RECIPE.labelNoise, range),
  trainFraction: fine(DEFAULT_RECIPE.trainFraction, range),
  augmentation: fine(DEFAULT_RECIPE.augmentation, names(['none', 'shifts', 'noise'])),
  start: fine(DEFAULT_RECIPE.start, names(['fresh', 'labels', 'subset'])),
})
const datasets: fc.Arbitrary<DatasetSettings> = fc.record({
  id: fine('digits', fc.constantFrom('moons', 'mnist') as fc.Arbitrary<'moons'>), noise: fine(0.1, number), decay: fine(0.5, number), seed: fine(1, number),
})
const geometries: fc.Arbitrary<GeometrySettings> = fc.record({
  metric: fine('diffusion', fc.constantFrom('cka', 'hyper-parameters', 'cosine') as fc.Arbitrary<'cka'>), layer: fine('last', fc.constantFrom('all', 'second') as fc.Arbitrary<'all'>),
  dimensions: fine(2, fc.constantFrom(1, 2, 3, 4) as fc.Arbitrary<3>),
  scale: fine('mean', fc.constantFrom('rms', 'max') as fc.Arbitrary<'rms'>), sigma: fine(0.5, number), knn: fine(5, number), decay: fine(40, number), gamma: fine(1, number),
  t: fine<number | 'auto'>('auto', number), seed: fine(42, number),
})

describe('the schema', () => {
  const agrees = <T>(values: fc.Arbitrary<T>, section: string, check: (value: T) => object): void => {
    const seen = { sound: 0, refused: 0 }
    fc.assert(fc.property(values, value => {
      const sound = Object.keys(check(value)).length === 0
      seen[sound ? 'sound' : 'refused']++
      expect(fits({ [section]: value })).toBe(sound)
    }), { numRuns: 3000 })
    expect(Math.min(seen.sound, seen.refused)).toBeGreaterThan(100)
  }

  it('lets through the recipes that the core finds sound, and no others', () => agrees(recipes, 'recipe', checkRecipe))
  it('and the data sets', () => agrees(datasets, 'dataset', checkDataset))
  it('and the geometries', () => agrees(geometries, 'geometry', checkGeometry))

  it('knows every field, and states the defaults of the page (which keeps the weights, where a file does not)', () => {
    type Leaves = Record<string, { default?: unknown }>
    const sections = Object.entries(schema.properties).flatMap(([name, section]) => 'properties' in section ? [[name, section.properties as Leaves] as const] : [])
    const { search, ...defaults } = Object.fromEntries(sections.map(([name, leaves]) =>
      [name, Object.fromEntries(Object.entries(leaves).map(([key, leaf]) => [key, leaf.default]))]))
    expect(defaults).toEqual({ dataset: DEFAULT_DATASET, recipe: DEFAULT_RECIPE, geometry: DEFAULT_GEOMETRY, keep: { ...DEFAULT_KEEP, state: false } })
    expect(populationFrom({}, refuse)).toEqual(defaults)
    // The recipe's seed and the method's beginning are no constants.
    expect(settled({}, DEFAULT_RECIPE, 60)).toEqual({ ...search, seed: 12, initial: 10 })
    const { method, evidence, proposer, aim } = schema.properties.search.properties
    expect([method.enum, evidence.enum, proposer.enum, aim.enum]).toEqual([SEARCH_METHODS, Object.keys(EVIDENCE), PROPOSERS, AIMS])
  })
})

const refuse = (sentence: string): never => { throw new Error(sentence) }

describe('a description', () => {
  it('such as the one in docs/terminal.md is one', () => {
    const page = readFileSync(new URL('../docs/terminal.md', import.meta.url), 'utf8')
    const { recipe } = populationFrom(JSON.parse(/```json\n([\s\S]*?)```/.exec(page)![1]), refuse)
    expect(recipe).toMatchObject({ count: 200, seed: 7, width: { from: 8, to: 64 } })
  })

  it('changes what it names and nothing else', () => {
    const { dataset, recipe } = populationFrom({ $schema: '…', dataset: { id: 'moons' }, recipe: { depth: [3], width: { from: 4, to: 4 } } }, refuse)
    expect(dataset).toEqual({ ...DEFAULT_DATASET, id: 'moons' })
    expect(recipe).toEqual({ ...DEFAULT_RECIPE, depth: [3], width: { from: 4, to: 4 } })
  })

  it('lists networks whose augmentation and start may be left out, as lists of before they were known do', () => {
    const { augmentation, start, ...old } = networkAt(DEFAULT_RECIPE, 0).hyper
    const seeds = { weightSeed: 1, orderSeed: 2 }
    const { networks } = populationFrom({ networks: [{ hyper: old, ...seeds }, { hyper: { ...old, augmentation: 'shifts', start: 'subset' }, ...seeds }] }, refuse)
    expect(networks!.map(({ hyper }) => hyper)).toEqual([{ ...old, augmentation, start }, { ...old, augmentation: 'shifts', start: 'subset' }])
  })

  test.each([
    ['[]', 'it is an empty list; give an object with any of about, dataset, recipe, geometry, networks, search, keep.'],
    ['{"recipe": {"width": {"from": 0, "to": 3}}}', 'recipe.width.from is 0; give a whole number from 1 to 512.'],
    ['{"recipe": {"width": {"from": 9, "to": 3}}}', 'recipe.width goes from 9 down to 3; give the smaller first.'],
    ['{"recipe": {"width": {"from": 9}}}', 'recipe.width has no "to"; give {"from": …, "to": …}, each a whole number from 1 to 512.'],
    ['{"recipe": {"width": 32}}', 'recipe.width is 32; give {"from": …, "to": …}, each a whole number from 1 to 512.'],
    ['{"recipe": {"width": {"from": "1", "to": 3}}}', 'recipe.width.from is "1"; give a whole number from 1 to 512.'],
    ['{"recipe": {"count": 1e999}}', 'recipe.count is Infinity; give a whole number from 1 to 5000.'],
    ['{"recipe": {"count": 1.5}}', 'recipe.count is 1.5; give a whole number from 1 to 5000.'],
    ['{"recipe": {"count": null}}', 'recipe.count is null; give a whole number from 1 to 5000.'],
    ['{"recipe": {"learningRate": {"from": 0, "to": 1}}}', 'recipe.learningRate.from is 0; give a number above 0, up to 100.'],
    ['{"recipe": {"dropout": {"from": 0, "to": 0.95}}}', 'recipe.dropout.to is 0.95; give a number from 0 to below 0.95.'],
    ['{"recipe": {"depth": []}}', 'recipe.depth is an empty list; give a list of one or more, each a whole number from 1 to 8.'],
    ['{"recipe": {"depth": [1, 2, 9]}}', 'recipe.depth[2] is 9; give a whole number from 1 to 8.'],
    ['{"recipe": {"optimiser": ["rmsprop"]}}', 'recipe.optimiser[0] is "rmsprop"; give "sgd", "momentum", "adam" or "adamw".'],
    ['{"recipe": {"optimiser": "adam"}}', 'recipe.optimiser is "adam"; give a list of one or more, each "sgd", "momentum", "adam" or "adamw".'],
    ['{"recipe": {"start": ["corner"]}}', 'recipe.start[0] is "corner"; give "fresh", "labels" or "subset".'],
    ['{"geometry": {"t": "soon"}}', 'geometry.t is "soon"; give "auto" or a whole number from 1 to 500.'],
    ['{"keep": {"checkpoints": 1}}', 'keep.checkpoints is 1; give 0 or a whole number from 2 to 1000.'],
    ['{"keep": {"state": "yes"}}', 'keep.state is "yes"; give true or false.'],
    ['{"dataset": "digits"}', 'dataset is "digits"; give an object with any of id, noise, decay, seed.'],
    ['{"dataset": {"id": "mnist"}}', 'dataset.id is "mnist"; give "digits", "circles", "moons", "spirals", "xor", "gaussians" or "teacher".'],
    ['{"search": {"method": "grid"}}', 'search.method is "grid"; give "looks", "manifold", "mixed", "random", "sobol", "tpe" or "halving".'],
    ['{"search": {"share": 0}}', 'search.share is 0; give a number above 0, up to 1.'],
    ['{"$schema": 3}', '$schema is 3; give a text.'],
    ['{"recipe": {"optimizer": ["adam"]}}', 'recipe.optimizer is not known; recipe.optimiser is.'],
    ['{"recipe": {"learningrate": {"from": 1, "to": 1}}}', 'recipe.learningrate is not known; recipe.learningRate is.'],
    ['{"width": {"from": 1, "to": 2}}', 'width is not known; recipe.width is.'],
    ['{"seed": 1}', 'seed is not known; dataset.seed and recipe.seed and geometry.seed and search.seed are.'],
    ['{"population": 5}', 'population is not known; a population has about, dataset, recipe, geometry, networks, search, keep.'],
    ['{"recipe": {"width": {"from": 1, "to": 2, "log": true}}}', 'recipe.width.log is not known; recipe.width has from, to.'],
    ['{"__proto__": {}}', '__proto__ is not known; a population has about, dataset, recipe, geometry, networks, search, keep.'],
    ['{"keep": {"constructor": true}}', 'keep.constructor is not known; keep has checkpoints, checkpointActivations, state.'],
    ['{"keep": {"two\\nwords": true}}', 'keep["two words"] is not known; keep has checkpoints, checkpointActivations, state.'],
  ])('%s is refused', (text, sentence) => expect(() => populationFrom(JSON.parse(text), refuse)).toThrow(new Error(sentence)))
})
