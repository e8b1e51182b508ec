// The paragraph says what was done and nothing else: every number in it is one of the map's, whatever kind of map it is.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Hyperparameters, NetworkRow } from '../../core/network.ts'
import { drawNetworks } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { METRICS } from '../../core/settings.ts'
import type { MapManifest } from '../../formats/map-file.ts'
import { fakeMap, fakeTrained } from '../fakes.ts'
import { mapFromHead } from '../map-view.ts'
import type { MapView } from '../state.ts'
import { bibtexOf } from './bibtex.ts'
import { methodsOf } from './methods-words.ts'

function mapOf(change: Partial<MapManifest> = {}, networks: NetworkRow[] | null = null): MapView {
  const file = fakeMap(40)
  const manifest = { ...file.manifest, train: 1257, test: 540, probes: 200, phate: { t: 13, stress: 0.03217, components: 1 }, ...change }
  const dims = manifest.geometry.dimensions
  return mapFromHead({ ...file, networks: networks ?? file.networks, manifest, embedding: new Float64Array(40 * dims) }, 'file', true, 1)
}

/** Numbers as the paragraph writes them: 1,257; 0.5; 1.03 × 10⁻⁶; five. */
function numbersIn(text: string): number[] {
  const plain = text.replaceAll(/[⁻⁰¹²³⁴-⁹]+/g, raised => `^${[...raised].map(sign => sign === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign)).join('')}`).replaceAll(/[₁₂]/g, '')
  return Array.from(plain.matchAll(/(?:(\d[\d.,]*\d|\d) × )?(10)\^(-?\d+)|(\d[\d.,]*\d|\d)/g), ([, digits, ten, power, whole]) =>
    ten ? Number(digits ?? 1) * 10 ** Number(power) : Number(whole.replaceAll(',', '')))
}

const KEYS: readonly (keyof Hyperparameters)[] = ['depth', 'width', 'learningRate', 'weightDecay', 'batchSize', 'dropout', 'epochs', 'initScale', 'labelNoise', 'trainFraction']

/** What may be said: the map's own numbers, three digits of each; constants of optimisers; years, and the digits' 8×8. */
function allowed({ manifest, networks, diverged }: MapView): Set<number> {
  const three = (value: number): number => Number(value.toPrecision(3))
  const { dataset, recipe, lineage, geometry, phate, train, test, probes, mapped } = manifest
  const rows = [...networks, ...diverged]
  return new Set([
    ...rows.flatMap(row => row.hyper ? KEYS.map(key => three(row.hyper![key] as number)) : []),
    ...dataset ? [dataset.seed, dataset.noise, dataset.decay] : [], ...recipe ? [recipe.seed] : [], ...lineage?.runs.map(run => run.recipe.seed) ?? [],
    geometry.sigma, geometry.knn, geometry.decay, geometry.gamma, geometry.seed, geometry.dimensions, phate.t, three(phate.stress), phate.components,
    train, test, probes, mapped, rows.length, diverged.length, rows.filter(row => !row.hyper).length, rows.filter(row => row.hyper).length,
    0.9, 0.999, 1e-7, 1998, 2008, 2019, 2024, 8, 1,
    ...rows.some(row => row.hyper?.augmentation === 'noise') ? [0.3] : [], ...rows.some(row => row.hyper && row.hyper.start !== 'fresh') ? [10, 5, 0.005, 16, 80] : [],
    ...(['shifts', 'noise', 'labels', 'subset'] as const).map(name => rows.filter(row => row.hyper && [row.hyper.augmentation, row.hyper.start].includes(name as 'noise')).length),
  ])
}

const brought = (id: number): NetworkRow => ({ ...fakeTrained(drawNetworks(DEFAULT_RECIPE, 0, 1)[0]).row, id, hyper: null, weightSeed: null, orderSeed: null, brought: { name: `n${id}`, values: {} } })
const base = fakeMap(40)
const { geometry } = base.manifest
const changed = (change: (place: number) => Partial<Hyperparameters>): NetworkRow[] => base.networks.map((row, place) => ({ ...row, hyper: { ...row.hyper!, ...change(place) } }))
const kinds: [string, MapView][] = [
  ['digits', mapOf()],
  ['three dimensions, another t, two components', mapOf({ geometry: { ...geometry, dimensions: 3, t: 7, sigma: 0.75, scale: 'rms', knn: 9, decay: 17, gamma: 0.25, seed: 99 }, phate: { t: 7, stress: 0.0012345, components: 2 } })],
  ...METRICS.map((metric): [string, MapView] => [metric, mapOf({ geometry: { ...geometry, metric, layer: 'first', scale: 'none' } })]),
  ['several trainings of a grid', mapOf({ recipe: { ...DEFAULT_RECIPE, kind: 'grid', seed: 77 }, lineage: { base: null, runs: [{ recipe: { ...DEFAULT_RECIPE, seed: 5 }, from: 0, count: 10 }, { recipe: { ...DEFAULT_RECIPE, seed: 77 }, from: 10, count: 30 }] } })],
  ['a slid layout', mapOf({ phate: { t: 21, stress: 0.2, components: 1, slid: true } })],
  ['moons', mapOf({ dataset: { id: 'moons', noise: 0.2, decay: 0.5, seed: 4 }, datasetTitle: 'Moons' })],
  ['teacher', mapOf({ dataset: { id: 'teacher', noise: 0.1, decay: 0.25, seed: 4 }, datasetTitle: 'Sloppy teacher' })],
  ['corners and augmentation', mapOf({}, changed(place => ({ augmentation: place < 4 ? 'noise' : place < 20 ? 'shifts' : 'none', start: place % 3 === 0 ? 'labels' : place % 3 === 1 ? 'subset' : 'fresh' })))],
  ['brought networks alone', mapOf({ dataset: null, recipe: null, datasetTitle: 'a bundle', train: 0, test: 0 }, base.ids.map(brought))],
  ['brought beside trained, some diverged', mapOf({}, [...base.networks.slice(0, 36), ...[36, 37, 38, 39].map(brought), ...[40, 41].map(id => ({ ...base.networks[0], id }))])],
]

describe('the methods paragraph', () => {
  test.each(kinds)('%s: every number is the map’s', (_, map) => {
    const text = methodsOf(map)
    const known = allowed(map)
    const found = numbersIn(text.replaceAll(/Netfold [\w.]*\w/g, ''))
    expect(found.length).toBeGreaterThan(5)
    expect(found.filter(number => ![...known].some(value => Math.abs(value - number) <= 1e-12 * Math.abs(value)))).toEqual([])
    expect(text).not.toMatch(/undefined|NaN|null|\[object|\s{2}| \.|\(\)/)
  })

  test('says data, population, training, distance and layout in full', () => {
    const [[, map]] = kinds
    const provenance = { version: '0.1.0', devices: ['cpu', 'webgpu: a GPU'], seeds: { data: 1, population: 12, layout: 42 } }
    const text = methodsOf({ ...map, manifest: { ...map.manifest, provenance } })
    const sentences = [
      '40 networks were trained on the 8×8 digits (Alpaydin & Kaynak, 1998; 1,257 rows for training, 540 for testing; data seed 1) with Netfold 0.1.0, on CPU and WebGPU.',
      'Their hyper-parameters were drawn at random (width, learning rate, weight decay and initialisation scale on a log scale; population seed 12).',
      'Multilayer perceptrons and convolutional networks had depth 1 to 4, width',
      'epochs with stochastic gradient descent, momentum (0.9), Adam and AdamW (β₁ 0.9, β₂ 0.999, ε 10⁻⁷); learning rate',
      'From the last hidden layer of each network on 200 held-out probes, Euclidean distances between probes, divided by their mean, gave a diffusion operator with',
      'a Gaussian kernel of width σ = 0.5; the distance between two networks is the Frobenius norm of the difference of their operators (Abel et al., 2024).',
      'The distances between the 40 networks were embedded in 2 dimensions with PHATE (Moon et al., 2019; knn 5, decay 40, γ 1, t 13, the knee of the von Neumann',
      'entropy; seed 42), with a stress of 0.0322.',
    ]
    for (const sentence of sentences) expect(text).toContain(sentence)
    expect(text.endsWith(sentences.at(-1)!)).toBe(true)
  })

  test('says how rows were changed and what was learnt first, and nothing of either where all is as it always was', () => {
    const [, map] = kinds.find(([name]) => name === 'corners and augmentation')!
    const text = methodsOf(map)
    expect(text).toContain('In each epoch anew, the training pictures of 16 networks were moved by up to one pixel each way and normal noise of 0.3 standard deviations was added to every feature of the training rows of four networks.')
    expect(text).toContain('Before their training proper, 14 networks first learnt permuted labels of 10 % of their training rows and 13 networks first learnt a subset (5 % of their training rows, all from half of the classes), by Adam with learning rate 0.005 and batch size 16 for 80 epochs (after the corners of Mao et al., 2024).')
    expect(methodsOf(mapOf())).not.toMatch(/anew|first learnt/)
  })

  test('of networks trained elsewhere it says nothing of training', () => {
    const [, map] = kinds.find(([name]) => name === 'brought networks alone')!
    expect(methodsOf(map)).toMatch(/^40 networks were trained elsewhere and compared on the same probes\. From the last hidden layer/)
    expect(methodsOf(map)).not.toMatch(/minimised|seed 1\b/)
  })
})

describe('BibTeX', () => {
  const keys = (text: string): string[] => Array.from(text.matchAll(/^@\w+\{([^,]+),$/gm), ([, key]) => key)

  test('names Netfold, both papers and PHATE always, and what this map was made with', () => {
    expect(keys(bibtexOf(mapOf()))).toEqual(['netfold', 'abel2024manifold', 'mao2024training', 'moon2019visualizing', 'alpaydin1998optical'])
    expect(keys(bibtexOf(mapOf({ dataset: null, geometry: { ...geometry, metric: 'cka' } })))).toContain('kornblith2019similarity')
    expect(keys(bibtexOf(mapOf({ geometry: { ...geometry, metric: 'rsa' } })))).toContain('kriegeskorte2008representational')
    const measured = base.networks.map(row => ({ ...row, measures: { spectralEntropy: 4.5, cka: NaN } }))
    expect(keys(bibtexOf(mapOf({}, measured)))).toContain('liao2023assessing')
    expect(keys(bibtexOf(mapOf({}, measured)))).not.toContain('kornblith2019similarity')
  })

  test('every entry is whole: braces close, and each has a title, an author and a year', () => {
    const text = bibtexOf(mapOf({ geometry: { ...geometry, metric: 'rsa' } }, base.networks.map(row => ({ ...row, measures: { spectralEntropy: 1, cka: 1 } }))))
    for (const entry of text.trim().split('\n\n')) {
      expect(entry.split('{').length).toBe(entry.split('}').length)
      for (const field of ['title', 'author', 'year']) expect(entry).toMatch(new RegExp(`^  ${field} +=`, 'm'))
    }
  })
})

test('CITATION.cff names the same software, version and authors of both papers', () => {
  const cff = readFileSync(new URL('../../../CITATION.cff', import.meta.url), 'utf8')
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }
  expect(cff).toContain(`version: ${version}\n`)
  const text = bibtexOf(mapOf())
  for (const line of cff.matchAll(/family-names: ([^,]+), given-names: (.+) \}/g)) expect(text).toContain(`${line[1]}, ${line[2]}`)
  expect(text).toContain(/^title: "(.*)"$/m.exec(cff)![1])
})
