import { expect, test } from 'vitest'
import type { ProposeAnswer } from '../../core/search/on-map.ts'
import { proposeOn } from '../../core/search/on-map.ts'
import { aborted } from '../../services/spawn.ts'
import { createAppStore } from '../store.ts'
import { fakeSearch } from './fake-search.ts'
import { openOf } from './search-state.ts'

const searching = async () => {
  const { fakes, jobs } = fakeSearch()
  /** Votes wait here until the test lets them come; nobody hears that they are not wanted any more. */
  const votes: (() => void)[] = []
  let held = false
  fakes.search.propose = (_, question) => held ? new Promise<ProposeAnswer>(resolve => votes.push(() => resolve(proposeOn(question)))) : Promise.resolve(proposeOn(question))
  const store = createAppStore(fakes)
  await store.getState().start()
  store.getState().setRecipe({ epochs: { from: 20, to: 20 } })
  const room = (await store.getState().room('search'))!
  room.setSettings({ count: 3, looks: 1 })
  return { fakes, jobs, store, room, votes, hold: () => { held = true }, search: () => store.getState().search! }
}

const settled = () => new Promise(resolve => setTimeout(resolve))

test('how one stood early is handed to no other who was given its id', async () => {
  const { room, search, jobs } = await searching()
  await room.propose()
  await room.look()
  const seen = search().shown.map(({ reserved }) => reserved)
  room.setRegion({ kind: 'networks', ids: [1, 2, 3] })
  await room.propose()
  expect(search().shown.map(({ reserved }) => reserved)).toEqual(seen)
  await room.train()
  expect(jobs).toHaveLength(2)
  expect(jobs[1].specs).toHaveLength(3)
  expect(jobs[1].begun).toEqual([])
})

test('what the votes come to of a search that was put away is nobody’s, and the next one goes on undisturbed', async () => {
  const { room, search, votes, hold } = await searching()
  hold()
  void room.propose()
  room.clear()
  void room.propose()
  votes[0]()
  await settled()
  expect(search().phase).toBe('proposing')
  expect(search().shown).toEqual([])
  votes[1]()
  await settled()
  expect(search().phase).toBe('idle')
  expect(search().shown).toHaveLength(8)
})

test('stopped while the networks vote, a loop ends no training but its own', async () => {
  const { fakes, store, room, search, votes, hold } = await searching()
  hold()
  void room.loop()
  let ended = false
  fakes.onTrain = signal => new Promise(() => { signal.addEventListener('abort', () => { ended = true }) })
  void store.getState().trainMore()
  await expect.poll(() => store.getState().training?.phase).toBe('training')
  room.stop()
  votes[0]()
  await settled()
  expect(search().phase).toBe('paused')
  expect(ended).toBe(false)
})

test('proposals are expected where the map is when they come', async () => {
  const { store, room, search, votes, hold } = await searching()
  await room.propose()
  const before = search().shown.map(({ proposal }) => proposal.predicted.place!)
  room.clear()
  room.setSettings({ count: 3 })
  hold()
  void room.propose()
  const map = store.getState().map!
  store.setState({ map: { ...map, positions: map.positions.map(value => value + 100) } })
  votes[0]()
  await settled()
  search().shown.forEach(({ proposal }, k) => proposal.predicted.place!.forEach((value, axis) => expect(value).toBeCloseTo(before[k][axis] + 100)))
  expect(search().shown).toHaveLength(3)
})

test('after a stop what is not foretold yet is foretold all the same', async () => {
  const { fakes, store, room, search } = await searching()
  await room.propose()
  const told = search().shown
  const { predict } = fakes.search
  fakes.search.predict = (signal, ...asked) => signal?.aborted ? Promise.reject(aborted()) : predict(signal, ...asked)
  room.stop()
  const predicted = { score: NaN, scoreError: NaN, place: null, placeError: null }
  store.setState({ search: { ...search(), shown: told.map(one => ({ ...one, proposal: { ...one.proposal, predicted } })) } })
  await expect.poll(() => search().shown.map(({ proposal }) => proposal.predicted.score)).toEqual(told.map(({ proposal }) => proposal.predicted.score))
})

test('a document names the network that would be trained, also where somebody else has taken its id', async () => {
  const { store, room, search } = await searching()
  await room.propose()
  store.getState().setRecipe({ count: 2 })
  await store.getState().trainMore()
  const documents = openOf(search()).map(({ key }) => (JSON.parse(room.documentOf(key)) as { networks: { id: number, weightSeed: number }[] }).networks[0])
  await room.train([0])
  const { id } = search().shown[0]
  expect(documents[0].id).toBe(id)
  expect(documents[0].weightSeed).toBe([...store.getState().map!.networks, ...store.getState().map!.diverged].find(row => row.id === id)!.weightSeed)
})
