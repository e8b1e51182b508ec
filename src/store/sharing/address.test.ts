// The address bar follows what is on screen: after a rest, not while networks are trained, and a page as everybody finds it keeps a clean one.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFakes, fakeMap } from '../fakes.ts'
import { createAppStore } from '../store.ts'
import { keepAddress } from './address.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

async function visiting() {
  const fakes = createFakes(fakeMap(10))
  const { readyMade } = fakes.maps
  fakes.maps.readyMade = async name => {
    const head = await readyMade(name)
    return { ...head, manifest: { ...head.manifest, lineage: { base: name, runs: [] } } }
  }
  const store = createAppStore(fakes)
  await store.getState().start()
  const said: string[] = []
  keepAddress(store, { ...fakes.page, say: address => { said.push(address) } }, 'digits')
  return { store, state: () => store.getState(), said }
}

test('nothing is said of a page that nobody has touched', async () => {
  const { said } = await visiting()
  vi.advanceTimersByTime(5000)
  expect(said).toEqual([])
})

test('many changes in a row are said once, and taken back they leave the address clean', async () => {
  const { state, said } = await visiting()
  for (let id = 0; id < 9; id++) {
    state().select([id], 'map')
    vi.advanceTimersByTime(100)
  }
  expect(said).toEqual([])
  vi.advanceTimersByTime(1000)
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(/^https:\/\/example\.org\/netfold\/#v1\.[\w-]+$/)
  state().clearSelection()
  vi.advanceTimersByTime(1000)
  expect(said.slice(1)).toEqual(['https://example.org/netfold/'])
})

test('what a search proposes is said, and whoever points at it changes nothing', async () => {
  const { state, said } = await visiting()
  const room = (await state().room('search'))!
  await room.propose()
  vi.advanceTimersByTime(1000)
  expect(said).toHaveLength(1)
  room.point(0)
  vi.advanceTimersByTime(1000)
  expect(said).toHaveLength(1)
  room.clear()
  vi.advanceTimersByTime(1000)
  expect(said.slice(1)).toEqual(['https://example.org/netfold/'])
})

test('it rests while networks are trained, and while a link waits for its networks', async () => {
  const { store, state, said } = await visiting()
  store.setState({ training: { phase: 'training', done: 0, total: 1, share: 0, rate: null, secondsLeft: null, device: 'cpu', workers: 1, inFlight: [], justFinished: [] } })
  state().select([1], 'map')
  vi.advanceTimersByTime(2000)
  store.setState({ training: null, followed: { networks: 3, runs: [], dataset: null, base: null, phase: 'offered', verdict: null } })
  vi.advanceTimersByTime(2000)
  expect(said).toEqual([])
  store.setState({ followed: null })
  vi.advanceTimersByTime(2000)
  expect(said).toHaveLength(1)
})
