// netfold train: the map of a description, the same on any number of threads; and what is refused, with nothing written.
import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it, test } from 'vitest'
import { condensedSize } from '../src/core/condensed.ts'
import { makeDataset } from '../src/core/data/make.ts'
import { PORTRAIT_MEASURES } from '../src/core/portrait/measures.ts'
import { drawNetworks } from '../src/core/population.ts'
import { DEFAULT_RECIPE } from '../src/core/recipe.ts'
import type { MapFile } from '../src/formats/map-file.ts'
import { roundedToHalf } from '../src/formats/half.ts'
import { readMap } from '../src/formats/map.ts'
import { MAP_VERSION } from '../src/formats/map-file.ts'
import { learnersFor } from '../src/core/training/learners.ts'
import { trainNetwork } from '../src/core/training/train.ts'
import { netfold } from './main.ts'
import { progressLine } from './progress-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'netfold-train-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)
const spec = (value: unknown, name = 'spec.json'): string => {
  writeFileSync(at(name), typeof value === 'string' ? value : JSON.stringify(value))
  return at(name)
}

const SMALL = { width: { from: 4, to: 12 }, epochs: { from: 1, to: 3 } }
const MOONS = { dataset: { id: 'moons' }, recipe: { ...SMALL, count: 9, seed: 5 } }

interface Summary {
  networks: number
  diverged: number
  mapped: number
  t: number
  stress: number
  medianTestAccuracy: number | null
  best: { id: number, testAccuracy: number } | null
  networksPerSecond: number
  notes?: string[]
  seconds: Record<string, number>
}

async function trained(value: unknown, ...options: string[]): Promise<{ summary: Summary, map: MapFile, bytes: Buffer }> {
  const { code, out, err } = await netfold(['train', spec(value), '--out', at('M.npz'), ...options])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const bytes = readFileSync(at('M.npz'))
  return { summary: JSON.parse(out) as Summary, map: readMap(bytes), bytes }
}

describe('netfold train', () => {
  it('makes the same file, byte for byte, on one thread and on several, and no other with another seed', async () => {
    const [one, three] = [await trained(MOONS, '--threads', '1'), await trained(MOONS, '--threads', '3')]
    expect(Buffer.compare(one.bytes, three.bytes)).toBe(0)
    const other = await trained({ ...MOONS, recipe: { ...MOONS.recipe, seed: 6 } })
    expect(other.map.networks.map(row => row.weightSeed)).not.toEqual(one.map.networks.map(row => row.weightSeed))
  })

  it('compares first layers, all layers and predictions, the same on any number of threads; unequal depths have no fair partners', async () => {
    const last = await trained(MOONS)
    const shallow = { ...MOONS, recipe: { ...MOONS.recipe, depth: [1] } }
    for (const geometry of [{ layer: 'first' }, { metric: 'bhattacharyya' }, { metric: 'hyper-parameters' }]) {
      const [one, three] = [await trained({ ...MOONS, geometry }, '--threads', '1'), await trained({ ...MOONS, geometry }, '--threads', '3')]
      expect(Buffer.compare(one.bytes, three.bytes)).toBe(0)
      expect(one.map.activations).toEqual(last.map.activations)
      expect(one.map.detail!.distances).not.toEqual(last.map.detail!.distances)
      expect(one.map.states).toBeNull()
    }
    const [only, all] = [await trained(shallow), await trained({ ...shallow, geometry: { layer: 'all' } })]
    expect(all.map.detail!.distances).toEqual(only.map.detail!.distances)
    const { code, err } = await netfold(['train', spec({ ...MOONS, recipe: { ...MOONS.recipe, depth: [1, 2] }, geometry: { layer: 'all' } }), '--out', at('none.npz')])
    expect([code, err]).toEqual([2, expect.stringContaining('1 to 2 hidden layers')])
  })

  it('says how many of a grid’s combinations were trained', async () => {
    const grid = (count: number) => ({ ...MOONS, recipe: { ...SMALL, kind: 'grid', steps: 2, count, depth: [1], activation: ['relu'], optimiser: ['sgd'], batchSize: [64], learningRate: { from: 0.01, to: 0.1 } } })
    const { summary } = await trained(grid(3))
    expect(summary.notes?.[0]).toMatch(/^The grid has [\d,]+ combinations; the first 3 are trained\.$/)
    expect((await trained(MOONS)).summary.notes?.join() ?? '').not.toContain('combinations')
  })

  it.each(['moons', 'digits'] as const)('its networks are those that the core trains when asked directly: %s', async id => {
    const { map } = await trained({ dataset: { id }, recipe: { ...SMALL, count: 6 }, keep: { checkpoints: 4 } })
    const dataset = makeDataset(map.manifest.dataset!, readFileSync(new URL('../public/data/digits.bin', import.meta.url)))
    const begin = learnersFor(dataset)
    const specs = drawNetworks(map.manifest.recipe!, 0, 6)
    expect(new Set(specs.map(({ hyper }) => hyper.family))).toEqual(new Set(id === 'digits' ? ['mlp', 'conv'] : ['mlp']))
    for (const one of specs) {
      const training = trainNetwork(one, dataset, begin, { checkpoints: 4, checkpointActivations: false, state: false })
      let next = training.next()
      while (!next.done) next = training.next()
      const { row, curve, confusion, activations, checkpoints } = next.value
      expect(map.networks[one.id]).toEqual(row)
      expect(map.checkpoints!.get(one.id)!.train).toEqual(roundedToHalf(checkpoints!.train!))
      expect(checkpoints!.train).toHaveLength(checkpoints!.steps.length * 100 * dataset.classes)
      expect(map.detail!.details[one.id]).toEqual({ id: one.id, curve, confusion })
      expect(map.activations!.find(network => network.id === one.id)).toEqual(activations)
    }
  })

  it('its map has a place, distances and measures for each network that did not diverge, and its answer the figures', async () => {
    // Rates so high that numbers leave the finite ones.
    const wild = { ...SMALL, count: 12, depth: [2, 8], width: { from: 32, to: 32 }, activation: ['relu'], optimiser: ['sgd'], learningRate: { from: 0.01, to: 100 }, initScale: { from: 1, to: 100 } }
    const { summary, map } = await trained({ dataset: { id: 'moons', noise: 0.2 }, recipe: wild, geometry: { knn: 3, sigma: 1 } }, '--title', 'wild')
    const sound = map.networks.filter(row => row.outcome.divergedAt === null)
    expect([sound.length > 2, sound.length < 12]).toEqual([true, true])
    expect(map.ids).toEqual(sound.map(row => row.id))
    expect(map.detail!.distances).toHaveLength(condensedSize(sound.length))
    for (const [name, values] of map.detail!.measures) expect([PORTRAIT_MEASURES, values.length]).toEqual([expect.arrayContaining([name]), sound.length])
    expect(map.manifest).toMatchObject({ title: 'wild', datasetTitle: 'Moons', dataset: { id: 'moons', noise: 0.2 }, recipe: { count: 12, family: ['mlp'] }, geometry: { knn: 3, sigma: 1, decay: 40 } })
    const accuracies = sound.map(row => row.outcome.testAccuracy).sort((a, b) => b - a)
    expect(map.manifest).toMatchObject({ version: MAP_VERSION, provenance: { devices: ['cpu'], seeds: { data: map.manifest.dataset!.seed, population: map.manifest.recipe!.seed, layout: 42 } } })
    expect(map.manifest.lineage).toEqual({ base: null, runs: [{ recipe: map.manifest.recipe, from: 0, count: 12 }] })
    expect(summary).toMatchObject({ networks: 12, diverged: 12 - sound.length, mapped: sound.length, t: map.manifest.phate.t, stress: map.manifest.phate.stress })
    expect(summary.best).toEqual({ id: sound.find(row => row.outcome.testAccuracy === accuracies[0])!.id, testAccuracy: accuracies[0] })
    const { medianTestAccuracy } = summary
    expect(accuracies.filter(value => value > medianTestAccuracy!).length).toBeLessThanOrEqual(sound.length / 2)
    expect(accuracies.filter(value => value < medianTestAccuracy!).length).toBeLessThanOrEqual(sound.length / 2)
    expect(Object.keys(summary.seconds)).toEqual(['training', 'distances', 'embedding', 'measures', 'writing'])
  })

  it('one network is a map too, and so is a population of which none ends well', async () => {
    expect((await trained({ ...MOONS, recipe: { ...SMALL, count: 1 } })).summary).toMatchObject({ networks: 1, mapped: 1 })
    const hopeless = { ...SMALL, count: 3, depth: [8], width: { from: 64, to: 64 }, activation: ['relu'], optimiser: ['sgd'], learningRate: { from: 100, to: 100 }, initScale: { from: 100, to: 100 } }
    const { summary, map } = await trained({ dataset: { id: 'moons' }, recipe: hopeless })
    expect([summary.diverged, summary.mapped, summary.best, summary.medianTestAccuracy, map.ids]).toEqual([3, 0, null, null, []])
  })

  it('keeps checkpoints unless told not to, and the weights where told to', async () => {
    const { map: usual } = await trained(MOONS)
    for (const { id } of usual.networks) expect(usual.checkpoints!.get(id)!.steps[0]).toBe(0)
    expect(usual.states ?? null).toBeNull()
    const { map } = await trained({ ...MOONS, keep: { checkpoints: 0, state: true } })
    expect(map.checkpoints ?? null).toBeNull()
    expect([...map.states!.keys()]).toEqual(map.ids)
  })
})

describe('refused, and nothing written:', () => {
  async function refused(file: string, ...options: string[]): Promise<string> {
    writeFileSync(at('kept.npz'), 'as it was')
    const { code, out, err } = await netfold(['train', file, '--out', at('kept.npz'), ...options])
    expect({ code, out, lines: err.split('\n').length }).toEqual({ code: 2, out: '', lines: 2 })
    expect(readFileSync(at('kept.npz'), 'utf8')).toBe('as it was')
    expect(readdirSync(folder).filter(name => name.includes('.part'))).toEqual([])
    return err.slice('netfold: '.length).trimEnd().replaceAll(`${folder}/`, '')
  }

  test.each<[string, unknown, string]>([
    ['a key out of range', { recipe: { width: { from: 0, to: 3 } } }, 'spec.json: recipe.width.from is 0; give a whole number from 1 to 512.'],
    ['an unknown key', { recipe: { optimizer: ['adam'] } }, 'spec.json: recipe.optimizer is not known; recipe.optimiser is.'],
    ['no JSON', '{"recipe": }', 'spec.json: is not JSON: line 1, column 12 has "}" where a value should be.'],
    ['an empty file', '', 'spec.json: is empty; it should hold a JSON object.'],
    ['a key twice', '{"recipe": {"count": 1, "count": 2}}', 'spec.json: has recipe.count twice; give it once.'],
    ['a huge file', ' '.repeat(1_000_001), 'spec.json: has 1.0 MB; the description of a population has at most 1.0 MB.'],
    ['brackets without end', '['.repeat(900_000), 'spec.json: has more than 200 brackets within brackets.'],
    ['convolutions of points', { dataset: { id: 'spirals' }, recipe: { family: ['conv'] } }, 'spec.json: recipe.family is ["conv"], and convolutions need pictures, which Spirals has not; give ["mlp"] or the data set "digits".'],
    ['weights that no page could open', { recipe: { count: 5000, width: { from: 512, to: 512 }, depth: [8] }, keep: { state: true } }, 'spec.json: keep.state makes a map of up to'],
    ['checkpoints that no page could open', { recipe: { count: 5000 }, keep: { checkpoints: 100 } }, 'spec.json: keep.checkpoints makes a map of up to'],
  ])('%s', async (_what, value, start) => {
    expect((await refused(spec(value))).slice(0, start.length)).toBe(start)
  })

  test('a listed network with shifts of points', async () => {
    const [{ hyper, weightSeed, orderSeed }] = drawNetworks(DEFAULT_RECIPE, 0, 1)
    const listed = { dataset: { id: 'spirals' }, networks: [{ hyper: { ...hyper, family: 'mlp', augmentation: 'shifts' }, weightSeed, orderSeed }] }
    expect(await refused(spec(listed)))
      .toBe('spec.json: networks[0].hyper.augmentation is "shifts", and shifts need pictures, which Spirals has not; give "none", "noise" or the data set "digits".')
  })

  test('bytes that are no text', async () => {
    writeFileSync(at('utf16.json'), Buffer.from('\ufeff{}', 'utf16le'))
    expect(await refused(at('utf16.json'))).toBe('utf16.json: is not a text in UTF-8; save it as one.')
  })

  test('files and options', async () => {
    expect(await refused(at('gone.json'))).toBe('gone.json: there is no such file; check its name and folder.')
    expect(await refused(folder)).toBe(`${folder}: is a folder; name a file in it.`)
    expect(await refused(spec({}), '--threads', '0')).toBe('--threads: "0" is not understood; give a whole number from 1 to 256, or auto.')
    expect(await refused(spec({}), '--count', '3')).toContain('--count: there is no such option')
    expect((await netfold(['train', spec({})])).err).toBe('netfold: --out: is missing; name the file to write.\n')
    expect((await netfold(['train', spec({}), '--out', at('no/M.npz')])).err).toContain('cannot be written: its folder is not there')
  })

  test('a folder to write to, and the description itself, before anything is trained', async () => {
    const mine = spec({ recipe: { count: 5000, epochs: { from: 500, to: 500 } } }, 'mine.json')
    const before = readFileSync(mine, 'utf8')
    expect((await netfold(['train', mine, '--out', folder])).err).toBe(`netfold: ${folder}: is a folder; name a file in it.\n`)
    symlinkSync(mine, at('by-another-name.npz'))
    for (const out of [mine, at('by-another-name.npz')]) {
      expect((await netfold(['train', mine, '--out', out])).err).toBe(`netfold: ${out}: is read and would be overwritten; name another file to write.\n`)
    }
    expect(readFileSync(mine, 'utf8')).toBe(before)
  })
})

describe('as a program', () => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const words = (...more: string[]): string[] => [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'cli/netfold.ts'), 'train', ...more]

  it('says one JSON object, and ends', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, words(spec(MOONS), '--out', at('P.npz')))
    expect(JSON.parse(stdout)).toMatchObject({ networks: 9 })
  })

  it('interrupted while it trains, after saying how far it is, leaves no file behind', async () => {
    const long = spec({ recipe: { count: 500, epochs: { from: 300, to: 400 }, width: { from: 64, to: 128 } } }, 'long.json')
    const program = spawn(process.execPath, words(long, '--out', at('never.npz')), { stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = new Promise<void>(resolve => program.once('close', () => resolve()))
    const line = await new Promise<string>(resolve => program.stderr.once('data', data => resolve(String(data))))
    expect(line).toMatch(/^training \d+ %, \d+ of 500 networks/)
    program.kill('SIGINT')
    await ended
    expect(program.exitCode).not.toBe(0)
    expect(readdirSync(folder).filter(name => name.startsWith('never'))).toEqual([])
  })

  test('its line of progress tells share, rate and what is left, by the work and not by the heads', () => {
    expect(progressLine('training', 60, 0.25, 3, 10)).toBe('training 25 %, 3 of 60 networks, about 1.5/s, 30 s left')
    expect(progressLine('training', 60, 0, 0, 1)).toBe('training 0 %, 0 of 60 networks')
  })
})
