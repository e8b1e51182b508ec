// A second map must follow the last wish, and end with its session.
import { expect, test, vi } from 'vitest'
import type { Fakes } from './fakes.ts'
import { createFakes, fakeMap } from './fakes.ts'
import type { AppStore } from './state.ts'
import { createAppStore } from './store.ts'

async function started(): Promise<{ fakes: Fakes, state: () => AppStore }> {
  const fakes = createFakes(fakeMap(10))
  const { getState: state } = createAppStore(fakes)
  await state().start()
  return { fakes, state }
}

const made = (state: () => AppStore): Promise<void> => vi.waitFor(() => {
  expect(state().second?.share).toBeNull()
  expect(state().second?.made).not.toBeNull()
})

test('in another layout it is made from the distances of the first, and nothing is measured', async () => {
  const { fakes, state } = await started()
  state().setSecond({ knn: 7 })
  await made(state)
  expect(fakes.askedBeside).toEqual(['open base', 'embed classic'])
  expect(state().second).toMatchObject({ settings: { knn: 7, metric: 'diffusion' }, made: { ids: state().map!.networks.map(row => row.id), settings: { knn: 7 }, phate: { t: 7 } }, fault: null })
  expect(state().map!.manifest.geometry.knn).toBe(5)
})

test('by another distance the networks are measured in a session of its own; another layout of that is a small question', async () => {
  const { fakes, state } = await started()
  state().setSecond({ metric: 'cka' })
  await made(state)
  state().setSecond({ decay: 10 })
  await vi.waitFor(() => expect(state().second?.made?.settings.decay).toBe(10))
  expect(fakes.askedBeside).toEqual(['open empty', 'add 10', 'embed classic', 'embed classic'])
  expect(fakes.asked).not.toContain('remeasure')
})

test('of several wishes the last is made', async () => {
  const { state } = await started()
  for (const knn of [3, 4, 6]) state().setSecond({ knn })
  await vi.waitFor(() => expect(state().second?.made?.settings.knn).toBe(6))
  expect(state().second?.share).toBeNull()
})

test('what cannot be made says why and leaves what stood', async () => {
  const { state } = await started()
  state().setSecond({})
  await made(state)
  const { made: before } = state().second!
  state().setSecond({ layer: 'all' })
  await vi.waitFor(() => expect(state().second?.fault).toMatch(/^The second map could not be made: These networks have \d to \d hidden layers/))
  expect(state().second?.made).toBe(before)
  state().setSecond({ layer: 'last', sigma: -1 })
  await vi.waitFor(() => expect(state().second?.fault).toContain('σ: -1'))
})

test('closed, its session is ended; a map that has grown has it made again', async () => {
  const { fakes, state } = await started()
  state().setSecond({ metric: 'rsa' })
  await made(state)
  state().setRecipe({ count: 3 })
  await state().trainMore()
  await vi.waitFor(() => expect(state().second?.made?.ids).toHaveLength(13))
  state().closeSecond()
  expect(fakes.askedBeside.at(-1)).toBe('close')
  expect(state().second).toBeNull()
})

test('a brought network that is run in another way keeps its id, and has the map made again', async () => {
  const fakes = createFakes(fakeMap(10))
  const store = createAppStore(fakes)
  const state = store.getState
  await state().start()
  const brought = { key: 1, ids: [4], turn: 1 } as unknown as AppStore['imports'][number]
  store.setState({ imports: [brought] })
  state().setSecond({ metric: 'cka' })
  await made(state)
  const asked = fakes.askedBeside.length
  // Landing for the first time is the map's own change, whatever its entry says.
  store.setState({ imports: [{ ...brought, phase: 'still' }] })
  await new Promise(resolve => setTimeout(resolve))
  expect(fakes.askedBeside).toHaveLength(asked)
  store.setState({ imports: [{ ...brought, turn: 2 }] })
  await vi.waitFor(() => expect(fakes.askedBeside.slice(asked)).toEqual(['open empty', 'add 10', 'embed classic']))
})
