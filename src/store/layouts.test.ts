// Another layout of the same networks: made by what its settings name, laid onto the one that stood, and the same when it is opened again.
import { expect, test } from 'vitest'
import { createFakes, fakeMap, fakeTrained } from './fakes.ts'
import { createAppStore } from './store.ts'

const started = async () => {
  const fakes = createFakes(fakeMap(10))
  const { getState: state } = createAppStore(fakes)
  await state().start()
  return { fakes, state }
}

test('another metric is measured by what its networks are known by, and the map says which made it', async () => {
  const { fakes, state } = await started()
  state().setGeometry({ metric: 'accuracy' })
  await state().embedAnew()
  expect(fakes.asked).toEqual(['open base', 'supply', 'equip 10', 'remeasure', 'embed classic'])
  expect(state().map!.manifest.geometry.metric).toBe('accuracy')
  expect(state().training).toBeNull()
})

test('a new layout is laid onto the one that stands; so is one that slides back to auto, once the map was turned', async () => {
  const { fakes, state } = await started()
  const ontos: unknown[] = []
  const embed = fakes.geometry.embed
  fakes.geometry.embed = async (request, onProgress) => {
    ontos.push(request.onto)
    return { ...await embed(request, onProgress), turned: request.onto !== undefined }
  }
  await state().slideTime(9)
  await state().slideTime('auto')
  state().setGeometry({ knn: 8 })
  await state().embedAnew()
  await state().slideTime('auto')
  expect(ontos).toEqual([undefined, undefined, 'standing', 'standing'])
  expect(state().map!.manifest.phate).toMatchObject({ turned: true })
})

test('a map in space has its places in the plane too', async () => {
  const { fakes, state } = await started()
  fakes.geometry.embed = async () => ({
    ids: [0, 1, 2], coordinates: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), turned: true, t: 3, stress: 0.1, entropy: new Float64Array(100), components: 1, notes: [],
  })
  state().setGeometry({ dimensions: 3 })
  await state().embedAnew()
  const { positions, space, networks, diverged } = state().map!
  expect([[...positions], [...space!]]).toEqual([[1, 2, 4, 5, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8, 9]])
  // Who has no place any more is listed apart, and comes back with the next layout that has one.
  expect([networks.length, diverged.length]).toEqual([3, 7])
  fakes.geometry.embed = async () => ({
    ids: Array.from({ length: 10 }, (_, id) => id), coordinates: new Float64Array(20), turned: true, t: 3, stress: 0.1, entropy: new Float64Array(100), components: 1, notes: [],
  })
  state().setGeometry({ dimensions: 2 })
  await state().embedAnew()
  expect([state().map!.networks.length, state().map!.diverged.length, state().map!.space]).toEqual([10, 0, null])
})

test('layers that have no fair partners leave the map as it was, and say so', async () => {
  const { fakes, state } = await started()
  const before = state().map
  state().setGeometry({ layer: 'all' })
  await state().embedAnew()
  expect(state().map).toBe(before)
  expect(state().notices.at(-1)?.text).toMatch(/could not be embedded anew: These networks have \d to \d hidden layers/)
  expect(fakes.asked).not.toContain('remeasure')
})

test('a saved map in space is the same when it is opened again', async () => {
  const { fakes, state } = await started()
  fakes.geometry.embed = async () => ({
    ids: Array.from({ length: 10 }, (_, id) => id), coordinates: Float64Array.from({ length: 30 }, (_, k) => k / 7),
    turned: true, t: 3, stress: 0.1, entropy: new Float64Array(100), components: 1, notes: [],
  })
  state().setGeometry({ dimensions: 3 })
  await state().embedAnew()
  const { space } = state().map!
  await state().saveMap()
  fakes.files.set('saved', fakes.saved[0])
  await state().openMapFile(new File(['saved'], 'map.npz'))
  expect(state().map!.space).toEqual(space)
})

test('newcomers to a map of first layers bring theirs, from weights that the vault has not taken away', async () => {
  const map = fakeMap(10)
  map.manifest.geometry = { ...map.manifest.geometry, layer: 'first' }
  const fakes = createFakes(map)
  const { getState: state } = createAppStore(fakes)
  await state().start()
  const seen: (readonly number[])[] = []
  fakes.revisit.revisit = async (_, __, requests, onRevisited) => {
    for (const { spec: { id }, state } of requests) {
      seen.push([...state?.weights ?? []])
      const none = new Float32Array(0)
      const layers = [1, 2].map(columns => ({ name: '', columns, values: none }))
      onRevisited({ id, first: null, state: state ?? { weights: none, first: none, second: none }, layers, probabilities: none, predicted: new Uint8Array(0) })
    }
  }
  fakes.onTrain = async (_, { specs }, { onFinished }) => {
    for (const spec of specs) {
      const weights = Float32Array.of(1, 2)
      onFinished({ ...fakeTrained(spec), state: { weights, first: new Float32Array(0), second: new Float32Array(0) } })
      weights.fill(NaN) // they are the vault's now
    }
  }
  state().setRecipe({ count: 2 })
  await state().trainMore()
  expect(seen).toEqual([[1, 2], [1, 2]])
  expect(fakes.asked.filter(asked => asked.startsWith('equip')).length).toBeGreaterThan(0)
  expect(state().map!.networks).toHaveLength(12)
})
