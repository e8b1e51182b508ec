// What leaves the notebook is what the notebook has: every array read back equal, tables that name every network, recipes of exactly these networks.
import Papa from 'papaparse'
import { describe, expect, test, vi } from 'vitest'
import { drawNetworks } from '../../core/population.ts'
import type { MapFile } from '../../formats/map-file.ts'
import type { NpyArray } from '../../formats/npy.ts'
import { openNpz } from '../../formats/npz.ts'
import type { Fakes } from '../fakes.ts'
import { createFakes, fakeMap, fakeTrained } from '../fakes.ts'
import { createAppStore } from '../store.ts'

async function visiting(map: MapFile = fakeMap(12), change: (fakes: Fakes) => void = () => undefined) {
  const fakes = createFakes(map)
  change(fakes)
  const files: { blob: Blob, name: string }[] = []
  const store = createAppStore({ ...fakes, download: (blob, name) => void files.push({ blob, name }) })
  await store.getState().start()
  const room = (await store.getState().room('exports'))!
  const npz = async () => openNpz(new Uint8Array(await files.at(-1)!.blob.arrayBuffer()))
  const text = async () => files.at(-1)!.blob.text()
  return { fakes, store, state: () => store.getState(), room, files, npz, text }
}

const numbers = ({ data }: NpyArray): number[] => Array.from(data, Number)

describe('arrays', () => {
  test('all of them at once, each equal to what the map has', async () => {
    const map = fakeMap(12)
    map.networks[3] = { ...map.networks[3], outcome: { ...map.networks[3].outcome, testLoss: NaN } }
    map.detail!.distances.forEach((_, k, all) => { all[k] = 1 / (k + 1) })
    const { state, room, npz, files } = await visiting(map)
    state().select([2, 5], 'map')
    state().setGroup('a', [5])
    const offered = await room.arrays()
    expect(await room.saveArrays(offered.map(({ name }) => name), 'all')).toBe(true)
    expect(files[0].name).toBe('netfold-digits-12-arrays.npz')
    const file = await npz()
    const told = file.json('manifest.json') as { arrays: Record<string, { shape: number[], dtype: string, words: string }>, geometry: unknown, provenance: unknown }
    // Nothing is there that nobody tells of, and everything told is there.
    expect(Object.keys(told.arrays).map(name => `${name}.npy`).sort()).toEqual(file.names.filter(name => name.endsWith('.npy')).sort())
    for (const [name, { shape, dtype, words }] of Object.entries(told.arrays)) {
      const array = file.array(`${name}.npy`)
      expect([array.shape, array.dtype, words.length > 5]).toEqual([shape, dtype, true])
    }
    expect(told).toMatchObject({ geometry: map.manifest.geometry, provenance: { seeds: { data: 1, population: 12, layout: 42 } } })
    const { networks } = map
    const column = (name: string): number[] => numbers(file.array(`${name}.npy`))
    expect(column('ids')).toEqual(map.ids)
    expect(column('embedding')).toEqual([...map.embedding])
    expect(column('distance')).toEqual([...map.detail!.distances])
    expect(column('selection')).toEqual(networks.map(row => Number([2, 5].includes(row.id))))
    expect(column('groups/a')).toEqual(networks.map(row => Number(row.id === 5)))
    expect(file.has('groups/b.npy')).toBe(false)
    expect(column('hyper/learningRate')).toEqual(networks.map(row => row.hyper!.learningRate))
    expect(column('outcome/testLoss')).toEqual(networks.map(row => row.outcome.testLoss))
    expect(column('seeds/weight')).toEqual(networks.map(row => row.weightSeed))
    const { categories } = told.arrays['hyper/activation'] as unknown as { categories: string[] }
    expect(column('hyper/activation').map(code => categories[code])).toEqual(networks.map(row => row.hyper!.activation))
    const square = file.array('distance_square.npy')
    expect(square.shape).toEqual([12, 12])
    map.detail!.distances.forEach((value, k) => {
      let [i, rest] = [0, k]
      while (rest >= 11 - i) rest -= 11 - i++
      const j = i + 1 + rest
      expect([square.data[i * 12 + j], square.data[j * 12 + i], square.data[i * 13]]).toEqual([value, value, 0])
    })
    for (const { id, values, rows, columns } of map.activations!) {
      expect(file.array(`activations/${id}.npy`)).toEqual({ dtype: 'float32', shape: [rows, columns], data: values })
    }
    const offsets = column('curve_offsets')
    const curves = file.array('curves.npy')
    map.detail!.details.forEach(({ curve, confusion }, k) => {
      expect(curves.data.slice(4 * offsets[k], 4 * offsets[k + 1])).toEqual(curve)
      expect(file.array('confusion.npy').data.slice(4 * k, 4 * k + 4)).toEqual(confusion)
    })
    expect(column('labels')).toHaveLength(4) // of the fake data set's probes
  })

  test('of arrays a network those of the selection alone; what is not asked for is not there', async () => {
    const { state, room, npz } = await visiting()
    state().select([2, 5], 'map')
    expect(await room.saveArrays(['ids', 'activations'], 'selection')).toBe(true)
    expect((await npz()).names).toEqual(['manifest.json', 'ids.npy', 'activations/2.npy', 'activations/5.npy'])
  })

  test('names of strangers become plain names of files, each once', async () => {
    const map = fakeMap(3)
    map.networks = map.networks.map((row, k) => ({ ...row, hyper: null, weightSeed: null, orderSeed: null, brought: { name: `net ${k}`, values: { '../../etc/x': k, '.. .. etc x': 2 * k, '': 'a,b'[2 * (k % 2)] } } }))
    map.manifest = { ...map.manifest, dataset: null, recipe: null }
    const { room, npz } = await visiting(map)
    await room.saveArrays((await room.arrays()).map(({ name }) => name), 'all')
    const file = await npz()
    expect(file.names.filter(name => name.startsWith('columns/'))).toEqual(['columns/-etc-x.npy', 'columns/-etc-x-2.npy', 'columns/column.npy'])
    expect(numbers(file.array('columns/-etc-x-2.npy'))).toEqual([0, 2, 4])
    expect(file.json('manifest.json')).toMatchObject({ names: { 0: 'net 0', 2: 'net 2' } })
    for (const name of file.names) expect(name).not.toMatch(/\.\.|\\|^\//)
  })

  test('diverged networks are rows behind those on the map', async () => {
    const map = fakeMap(5)
    const gone = { ...fakeTrained(drawNetworks(map.manifest.recipe!, 9, 1)[0], 4).row }
    map.networks = [...map.networks, gone]
    const { room, npz } = await visiting(map)
    await room.saveArrays(['ids', 'outcome/divergedAt', 'embedding', 'hyper/width'], 'all')
    const file = await npz()
    expect(numbers(file.array('ids.npy'))).toEqual([0, 1, 2, 3, 4, 9])
    expect(numbers(file.array('outcome/divergedAt.npy'))).toEqual([-1, -1, -1, -1, -1, 4])
    expect(file.array('embedding.npy').shape).toEqual([5, 2])
    expect(numbers(file.array('hyper/width.npy'))[5]).toBe(gone.hyper!.width)
  })

  test('training as trajectories: every checkpoint with what it reads, and runs against each other', async () => {
    const { state, room, npz } = await visiting()
    const before = (await room.arrays()).map(({ name }) => name)
    state().setPanes({ first: 'inpca' })
    await state().makeRuns()
    state().ask('betweenRuns', { index: 'progress', configuration: 'optimiser' })
    await vi.waitFor(() => expect([...state().answers.values()].map(({ whole }) => whole)).toEqual([true]), 5000)
    const names = (await room.arrays()).map(({ name }) => name).filter(name => !before.includes(name))
    expect(names).toEqual([
      ...['coordinates', 'ids', 'starts', 'steps', 'eigenvalues', 'stress', 'progress', 'loss', 'error', 'off_road', 'road'].map(name => `inpca/${name}`),
      ...['ids', 'distance', 'null_distance', 'tube', 'off_road'].map(name => `runs/progress/${name}`),
    ])
    expect(await room.saveArrays(names, 'all')).toBe(true)
    const file = await npz()
    const { map } = state().trajectories.made!
    expect(numbers(file.array('inpca/starts.npy'))).toEqual([...map.starts])
    expect(file.array('inpca/coordinates.npy').shape).toEqual([map.steps.length, map.dims])
    expect(numbers(file.array('inpca/progress.npy'))).toEqual([...map.progress])
    expect(file.array('runs/progress/tube.npy').shape).toEqual([map.ids.length, 100])
  })

  test('what panels have computed: the tree as SciPy has it, diagrams, spectra', async () => {
    const { state, room } = await visiting()
    const before = (await room.arrays()).map(({ name }) => name)
    state().ask('diagrams', 'all')
    state().ask('spectra', { scale: 'mean' })
    state().ask('hierarchy', { method: 'ward', of: 'layout' })
    await vi.waitFor(() => expect([...state().answers.values()].map(({ whole }) => whole)).toEqual([true, true, true]), 5000)
    const after = (await room.arrays()).filter(({ name }) => !before.includes(name))
    expect(after.map(({ name, count }) => [name, count])).toContainEqual(['diagrams', 24])
    for (const name of ['spectra/mean', 'spectra/mean-sigma', 'linkage/ward-layout', 'linkage/ward-layout-leaves']) expect(after.map(one => one.name)).toContain(name)
  })
})

describe('the table', () => {
  test('holds all networks where none is selected, and only the selected ones otherwise; JSON reads back equal', async () => {
    const map = fakeMap(6)
    const { state, room, text, files } = await visiting(map)
    room.saveTable('json')
    const all = JSON.parse(await text()) as { netfold: string, networks: { id: number, hyper: unknown, outcome: unknown, weightSeed: number }[] }
    expect(all.netfold).toBe('test')
    expect(all.networks.map(row => [row.id, row.hyper, row.outcome, row.weightSeed])).toEqual(map.networks.map(row => [row.id, row.hyper, row.outcome, row.weightSeed]))
    state().select([4], 'map')
    room.saveTable('csv')
    const { data } = Papa.parse<Record<string, string>>(await text(), { header: true, skipEmptyLines: true })
    expect(data.map(line => line['id'])).toEqual(['4'])
    expect(files.map(({ name }) => name)).toEqual(['netfold-digits-6.json', 'netfold-digits-selection-1.csv'])
  })

  test('numbers of a table are exact to the last bit', async () => {
    const map = fakeMap(4)
    const odd = [0.1 + 0.2, 5e-324, 1.7976931348623157e308, -0.3000000000000001]
    map.networks = map.networks.map((row, k) => ({ ...row, outcome: { ...row.outcome, testLoss: odd[k] } }))
    const { room, text } = await visiting(map)
    room.saveTable('csv')
    const { data } = Papa.parse<Record<string, string>>(await text(), { header: true, skipEmptyLines: true })
    expect(data.map(line => Number(line['testLoss']))).toEqual(odd)
  })
})

describe('the recipe', () => {
  test('is of the population or of the selection, and says why where there is none', async () => {
    const { state, room, text, files } = await visiting()
    room.saveRecipe('json', 'population')
    expect(JSON.parse(await text())).toMatchObject({ dataset: { id: 'digits' }, recipe: { ...state().map!.manifest.recipe, count: 12 } })
    expect(JSON.parse(await text())).not.toHaveProperty('networks')
    state().select([3, 8], 'map')
    room.saveRecipe('json', 'selection')
    expect((JSON.parse(await text()) as { networks: { id: number }[] }).networks.map(({ id }) => id)).toEqual([3, 8])
    room.saveRecipe('pytorch', 'selection')
    expect(await text()).toContain('Trains 2 networks of Digits again with PyTorch.')
    expect(files.map(({ name }) => name)).toEqual(['netfold-digits-recipe-12.json', 'netfold-digits-recipe-selection-2.json', 'netfold-digits-pytorch-selection-2.py'])
  })

  test('networks of others have none, and data of one’s own none for the terminal', async () => {
    const map = fakeMap(3)
    const own = { hash: '0', title: 'mine', rows: 20, shape: [2], classes: 2 }
    const mine = await visiting({ ...map, manifest: { ...map.manifest, dataset: { id: 'own', noise: 0.1, decay: 0.5, seed: 1, own } } })
    expect([mine.room.recipeBlock('json', 'population'), mine.room.recipeBlock('pytorch', 'population')]).toEqual([expect.stringContaining('built-in data only'), null])
    const brought = map.networks.map(row => ({ ...row, hyper: null, weightSeed: null, orderSeed: null, brought: { name: 'a', values: {} } }))
    const theirs = await visiting({ ...map, networks: brought, manifest: { ...map.manifest, dataset: null, recipe: null } })
    theirs.room.saveRecipe('json', 'population')
    expect(theirs.files).toEqual([])
    expect(theirs.state().notices.at(-1)?.text).toContain('trained elsewhere')
  })
})

test('every export carries a line of where it comes from', async () => {
  const { room } = await visiting()
  expect(room.line()).toBe('seed 12, netfold test, scale mean, σ 0.5, t 5')
})
