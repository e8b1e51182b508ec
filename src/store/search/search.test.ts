import { describe, expect, test } from 'vitest'
import { networkAt } from '../../core/population.ts'
import { createFakes, fakeMap } from '../fakes.ts'
import { readView, writeView } from '../sharing/view.ts'
import { recordFor, writeKept } from '../kept-view.ts'
import { createAppStore } from '../store.ts'
import { faredOf } from './fared.ts'
import type { ShownProposal } from './search-state.ts'
import { FIRST_SETTINGS, openOf } from './search-state.ts'

const searching = async (count = 12) => {
  const map = fakeMap(count)
  const fakes = createFakes({ ...map, manifest: { ...map.manifest, lineage: { base: 'digits', runs: [] } } })
  const store = createAppStore(fakes)
  const state = () => store.getState()
  await state().start()
  return { fakes, store, state, room: (await state().room('search'))!, search: () => state().search! }
}

describe('proposals', () => {
  test('are shown with what they should come to, inside the form’s ranges, and nothing is trained', async () => {
    const { state, room, search } = await searching()
    await room.propose()
    expect(search().fault).toBeNull()
    expect(search().shown.map(({ key }) => key)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    const { recipe } = state()
    for (const { proposal: { hyper, predicted }, usual, id } of search().shown) {
      expect(hyper.learningRate).toBeGreaterThanOrEqual(recipe.learningRate.from)
      expect(hyper.learningRate).toBeLessThanOrEqual(recipe.learningRate.to)
      expect(predicted.score).toBeGreaterThan(0)
      expect(predicted.place).toHaveLength(2)
      expect(usual.place).toBeGreaterThan(0)
      expect(id).toBeNull()
    }
    expect(state().map!.networks).toHaveLength(12)
  })

  test('go on where the last batch ended, and the same seed gives the same again', async () => {
    const { room, search } = await searching()
    room.setSettings({ count: 3 })
    await room.propose()
    await room.propose()
    const hypers = search().shown.map(({ proposal: { hyper } }) => hyper)
    expect(search().shown.map(({ key }) => key)).toEqual([0, 1, 2, 3, 4, 5])
    expect(new Set(hypers.map(hyper => JSON.stringify(hyper))).size).toBe(6)
    const again = await searching()
    again.room.setSettings({ count: 3 })
    await again.room.propose()
    await again.room.propose()
    expect(again.search().shown.map(({ proposal: { hyper } }) => hyper)).toEqual(hypers)
  })

  test('of another region replace those that were not trained', async () => {
    const { room, search } = await searching()
    await room.propose()
    room.setRegion({ kind: 'networks', ids: [1, 2, 3] })
    expect(search().shown).toEqual([])
    await room.propose()
    expect([...search().voters].sort()).toEqual([1, 2, 3])
    for (const { proposal: { votes } } of search().shown) for (const { id } of votes) expect([1, 2, 3]).toContain(id)
  })

  test('of a map with too few networks end in a sentence', async () => {
    const { room, search } = await searching(3)
    await room.propose()
    expect(search().fault).toBe('Only 3 networks have settings and an accuracy; 5 are the fewest that can vote. Train some more first.')
    expect(search().shown).toEqual([])
    expect(search().phase).toBe('idle')
  })

  test('are put away with the map that they are for', async () => {
    const { state, room } = await searching()
    await room.propose()
    state().setRecipe({ count: 6 })
    await state().trainNew()
    expect(state().search).toBeNull()
  })
})

describe('training what was proposed', () => {
  test('lands each as the network that its recipe names, and holds predicted against landed', async () => {
    const { state, room, search } = await searching()
    room.setSettings({ count: 3 })
    await room.propose()
    await room.train()
    expect(search().phase).toBe('idle')
    expect(search().shown.map(({ id }) => id)).toEqual([12, 13, 14])
    for (const { id, proposal, landed } of search().shown) {
      const row = [...state().map!.networks, ...state().map!.diverged].find(network => network.id === id)!
      expect(row.hyper).toEqual(proposal.hyper)
      expect(landed!.score).toBe(row.outcome.testAccuracy)
      expect(landed!.missed).toBeGreaterThanOrEqual(0)
      const { positions, networks } = state().map!
      const at = networks.indexOf(row)
      expect(landed!.place).toEqual([positions[2 * at], positions[2 * at + 1]])
    }
    const fared = faredOf(search().shown)!
    expect(fared.landed).toBe(3)
    expect(fared.scoreError).toBeGreaterThanOrEqual(0)
    expect(search().best).toHaveLength(4)
    expect(search().best.map(({ score }) => score)).toEqual(search().best.map(({ score }) => score).sort((a, b) => a - b))
    // Whoever reads the lineage makes the same networks again.
    const runs = state().map!.manifest.lineage!.runs.filter(({ from }) => from >= 12)
    expect(runs.map(({ from, count }) => [from, count])).toEqual([[12, 1], [13, 1], [14, 1]])
    for (const { recipe, from } of runs) expect(networkAt(recipe, from).hyper).toEqual(search().shown.find(({ id }) => id === from)!.proposal.hyper)
  })

  test('can be of some alone; the others stay open', async () => {
    const { room, search } = await searching()
    room.setSettings({ count: 3 })
    await room.propose()
    await room.train([1])
    expect(search().shown.map(({ id }) => id)).toEqual([null, 13, null])
    await room.train([1])
    expect(search().fault).toBe('Nothing is proposed that has not been trained: propose first.')
  })
})

describe('the loop', () => {
  test('spends its budget batch by batch, each proposed on the map that the last one left', async () => {
    const { state, room, search } = await searching()
    room.setSettings({ count: 2, budget: 5, looks: 1 })
    await room.loop()
    expect(search().phase).toBe('idle')
    expect(search().shown.map(({ landed }) => landed !== null)).toEqual([true, true, true, true, true])
    expect(state().map!.networks.length + state().map!.diverged.length).toBe(17)
    expect(search().best.map(({ spent }) => spent)).toEqual([0, 1, 2, 3, 4, 5])
    await room.loop()
    expect(search().fault).toBe('The budget of 5 trainings is spent: raise it to go on.')
  })

  test('paused and resumed, it trains the networks that it would have trained in peace', async () => {
    const peace = await searching()
    peace.room.setSettings({ count: 2, budget: 6, looks: 1 })
    await peace.room.loop()
    const { store, room, search } = await searching()
    room.setSettings({ count: 2, budget: 6, looks: 1 })
    let paused = false
    const end = store.subscribe(({ search }) => {
      if (paused || !search?.shown.some(({ landed }) => landed !== null)) return
      paused = true
      room.pause()
    })
    await room.loop()
    end()
    expect(search().phase).toBe('paused')
    expect(search().shown.filter(({ landed }) => landed !== null)).toHaveLength(2)
    await room.loop()
    expect(search().shown.map(({ id, proposal: { hyper } }) => [id, hyper])).toEqual(peace.search().shown.map(({ id, proposal: { hyper } }) => [id, hyper]))
  })
})

describe('a view of a search', () => {
  test('has settings and seed of every open proposal, and the reader’s map foretells them alike', async () => {
    const { state, room, search } = await searching()
    room.setRegion({ kind: 'networks', ids: [2, 3, 5, 7] })
    room.setSettings({ count: 4, seed: 9 })
    await room.propose()
    const record = JSON.parse(JSON.stringify(writeView(state()))) as object
    const other = await searching()
    const { change, faults } = readView(record, other.state())
    expect(faults).toEqual([])
    other.store.setState(change)
    await expect.poll(() => other.search().shown.every(({ proposal: { predicted } }) => predicted.place !== null)).toBe(true)
    expect(other.search().region).toEqual({ kind: 'networks', ids: [2, 3, 5, 7] })
    expect(other.search().settings).toEqual({ ...FIRST_SETTINGS, count: 4, seed: 9 })
    expect(other.search().shown.map(({ key, proposal: { hyper, seed, from, predicted } }) => ({ key, hyper, seed, from, predicted })))
      .toEqual(search().shown.map(({ key, proposal: { hyper, seed, from, predicted } }) => ({ key, hyper, seed, from, predicted })))
    await other.room.train()
    expect(openOf(other.search())).toEqual([])
  })

  test('taken up in the middle of a training knows the networks that land by their seeds', async () => {
    const { store, state, room, search } = await searching()
    room.setSettings({ count: 3 })
    await room.propose()
    let record: object | null = null
    const end = store.subscribe(({ training }) => { if (training && search().shown[0].id !== null) record ??= JSON.parse(JSON.stringify(writeView(state()))) as object })
    await room.train()
    end()
    const other = await searching()
    other.store.setState(readView(record, other.state()).change)
    expect(other.search().shown.map(({ id }) => id)).toEqual([null, null, null])
    await expect.poll(() => other.search().shown.every(({ proposal: { predicted } }) => predicted.place !== null)).toBe(true)
    // What the vault does: it trains the same specs.
    other.store.setState({ map: state().map && { ...state().map!, series: other.state().map!.series } })
    expect(other.search().shown.map(({ id, landed }) => [id, landed?.score])).toEqual(search().shown.map(({ id, landed }) => [id, landed?.score]))
  })

  test('taken up before the latest networks are back on the map knows them when they are, and what was foretold of them', async () => {
    const { state, room, search } = await searching()
    room.setSettings({ count: 3 })
    await room.propose()
    await room.look()
    await room.train()
    const kept = JSON.parse(JSON.stringify(writeKept(state()))) as object
    const whole = state().map!
    const other = await searching()
    const [few, coming] = [whole.networks.filter(({ id }) => id < 13), whole.networks.filter(({ id }) => id >= 13)]
    other.store.setState({ map: { ...whole, series: other.state().map!.series, networks: few, positions: whole.positions.slice(0, 2 * few.length) } })
    const record = recordFor(kept, other.state(), coming.map(row => ({ row })))
    other.store.setState(readView(record, other.state()).change)
    expect(other.search().shown.map(({ landed }) => landed !== null)).toEqual([true, false, false])
    other.store.setState({ map: { ...whole, series: other.state().map!.series } })
    const told = ({ id, look, landed, proposal: { hyper, seed, predicted: { score } } }: ShownProposal) =>
      ({ id, look, score: landed?.score, hyper, seed, said: score.toPrecision(4) })
    expect(other.search().shown.map(told)).toEqual(search().shown.map(told))
  })

  test('names networks: who trains one of them alone, or the others first, comes to the same', async () => {
    const { state, room, search } = await searching()
    room.setSettings({ count: 4 })
    await room.propose()
    const record = JSON.parse(JSON.stringify(writeView(state()))) as object
    const documents = search().shown.map(({ key }) => (JSON.parse(room.documentOf(key)) as { networks: object[] }).networks[0])
    await room.train()
    const other = await searching()
    other.store.setState(readView(record, other.state()).change)
    await other.room.train([3])
    await other.room.train([1, 0])
    const specs = ({ networks, diverged }: NonNullable<ReturnType<typeof state>['map']>) =>
      new Map([...networks, ...diverged].map(({ id, hyper, weightSeed, orderSeed }) => [id, { id, hyper, weightSeed, orderSeed }]))
    const [all, some] = [specs(state().map!), specs(other.state().map!)]
    const landed = other.search().shown.filter(one => one.landed !== null)
    expect(landed.map(({ key }) => key)).toEqual([0, 1, 3])
    for (const { key, id } of landed) {
      expect(search().shown[key].id).toBe(id)
      expect(some.get(id!)).toEqual(all.get(id!))
      expect(documents[key]).toEqual(all.get(id!))
    }
  })

  test('opened while the map cannot be asked is foretold as soon as it can', async () => {
    const { state, room } = await searching()
    room.setSettings({ count: 2 })
    await room.propose()
    const record = JSON.parse(JSON.stringify(writeView(state()))) as object
    const other = await searching()
    const { change } = readView(record, other.state())
    other.store.setState({ ...change, faults: { learningRate: 'A number above 0.' } })
    await new Promise(resolve => setTimeout(resolve))
    expect(other.search().shown.map(({ proposal: { predicted } }) => predicted.place)).toEqual([null, null])
    other.store.setState({ faults: {} })
    await expect.poll(() => other.search().shown.every(({ proposal: { predicted } }) => predicted.place !== null)).toBe(true)
  })

  test('of another map, or of nonsense, is refused in sentences and nothing is lost', async () => {
    const { state } = await searching()
    const { change, faults } = readView({ search: { region: 7, count: -1, open: [[0, { learningRate: 'fast' }], 'x'] }, landings: [[0, 99]] }, state())
    expect(faults.length).toBeGreaterThanOrEqual(4)
    expect(change.search!.region).toEqual({ kind: 'top' })
    expect(change.search!.settings.count).toBe(8)
  })
})
