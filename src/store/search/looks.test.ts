import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hyperparameters } from '../../core/network.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { RUNGS, rungEpochs } from '../../core/search/pool.ts'
import { fakeMap, fakeTrained } from '../fakes.ts'
import { readView, writeView } from '../sharing/view.ts'
import { createAppStore } from '../store.ts'
import { fakeSearch, state } from './fake-search.ts'
import { inOrder } from './fared.ts'
import { looksBlock, MOST_STANDING, nextStep, standingOf, thinned } from './looks.ts'
import { luckOf } from './luck.ts'
import type { SearchState, ShownProposal } from './search-state.ts'
import { LOOK, lookCost, newSearch, openOf, spentOf } from './search-state.ts'

/** Accuracies are ten times the last digit of the id, after a tenth as at the end. A tenth of 20 epochs is two of them, and no more or less. */
const searching = async (settings: Partial<SearchState['settings']>, epochs = { from: 20, to: 20 }) => {
  const { fakes, jobs } = fakeSearch()
  const store = createAppStore(fakes)
  await store.getState().start()
  store.getState().setRecipe({ epochs })
  const room = (await store.getState().room('search'))!
  room.setSettings(settings)
  return { fakes, store, room, jobs, search: () => store.getState().search! }
}

const landed = ({ shown }: SearchState): number[] => inOrder(shown).map(({ id }) => id!)

describe('a loop that looks early', () => {
  test('begins five for a tenth for each that goes on, and those go on that did best; the others stay open with what was seen', async () => {
    const { search, room, jobs, store } = await searching({ count: 2, budget: 3, looks: 5 })
    await room.loop()
    expect(search().fault).toBeNull()
    expect(search().phase).toBe('idle')
    expect(jobs).toHaveLength(2)
    const [looks, ends] = jobs
    expect(looks.specs).toHaveLength(10)
    const { shown } = search()
    expect(looks.specs.map(({ hyper }) => hyper.epochs)).toEqual(shown.map(({ proposal }) => rungEpochs(proposal.hyper.epochs)[0]))
    // Ids 12 to 21: .2 to .9, then .0 and .1.
    expect(shown.map(({ look }) => look)).toEqual([0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0, 0.1])
    expect(ends.specs.map(({ id }) => id).sort()).toEqual([18, 19])
    expect(shown.filter(({ landed }) => landed).map(({ id }) => id)).toEqual([18, 19])
    expect(openOf(search())).toHaveLength(8)
    expect(store.getState().map!.networks).toHaveLength(14)
    expect(spentOf(search())).toBeCloseTo(2.8)
    expect(search().best.map(({ spent }) => Math.round(10 * spent))).toEqual([0, 19, 28])
  })

  test('trains the very networks that were looked at, from where they stood', async () => {
    const { room, jobs } = await searching({ count: 2, budget: 3, looks: 5 })
    await room.loop()
    const [looks, ends] = jobs
    for (const spec of ends.specs) {
      const early = looks.specs.find(({ id }) => id === spec.id)!
      expect({ ...early, hyper: { ...early.hyper, epochs: spec.hyper.epochs } }).toEqual(spec)
    }
    expect(ends.begun.map(({ id }) => id).sort()).toEqual([18, 19])
    for (const { interim } of ends.begun) expect(interim.state).toBe(state)
  })

  test('spends no more than its budget, and stops where another round cannot be paid', async () => {
    const { room, search } = await searching({ count: 2, budget: 6, looks: 3 })
    await room.loop()
    // Rounds of 2 × (0.3 + 0.9).
    expect(spentOf(search())).toBeCloseTo(6)
    expect(landed(search())).toHaveLength(5)
    await room.loop()
    expect(search().fault).toBe('The budget of 6 trainings is spent: raise it to go on.')
  })

  test('paused, it goes on as it would have in peace', async () => {
    const settings = { count: 2, budget: 6, looks: 3 }
    const peace = await searching(settings)
    await peace.room.loop()
    for (const pauses of [(now: SearchState) => now.due > 0, (now: SearchState) => now.shown.some(({ landed }) => landed)]) {
      const { store, room, search } = await searching(settings)
      let paused = false
      const end = store.subscribe(({ search: now }) => {
        if (paused || !now || !pauses(now)) return
        paused = true
        room.pause()
      })
      await room.loop()
      end()
      expect(search().phase).toBe('paused')
      expect(landed(search()).length).toBeLessThan(5)
      await room.loop()
      expect(landed(search())).toEqual(landed(peace.search()))
      expect(search().shown.map(({ proposal }) => proposal.hyper)).toEqual(peace.search().shown.map(({ proposal }) => proposal.hyper))
    }
  })

  test('in another visit knows what was seen and spent, and trains the same networks', async () => {
    const settings = { count: 2, budget: 6, looks: 3 }
    const here = await searching(settings)
    const end = here.store.subscribe(({ search: now }) => { if (now?.phase === 'looping' && now.shown.some(({ landed }) => landed)) here.room.pause() })
    await here.room.loop()
    end()
    const record = JSON.parse(JSON.stringify(writeView(here.store.getState()))) as object
    const there = await searching({})
    // The vault brings the map back.
    const map = { ...here.store.getState().map!, series: there.store.getState().map!.series }
    there.store.setState({ map, search: null })
    const { change, faults } = readView(record, there.store.getState())
    expect(faults).toEqual([])
    there.store.setState(change)
    const told = ({ shown, settings, made, sunk, due, best }: SearchState) => ({
      settings, made, sunk: sunk.toFixed(3), due: due.toFixed(3), best: best.map(({ spent, score }) => [spent.toFixed(2), score]),
      shown: shown.map(({ key, id, look, reserved, spent, proposal: { hyper, seed } }) => ({ key, id, look, reserved: id === null ? reserved : null, spent, hyper, seed })),
    })
    expect(told(there.search())).toEqual(told(here.search()))
    await Promise.all([here.room.loop(), there.room.loop()])
    expect(landed(there.search())).toEqual(landed(here.search()))
  })

  test('lets go on, where cost counts, who gains most for what it costs; diverged ones last', async () => {
    const { room, search } = await searching({ count: 4, budget: 10, looks: 5 })
    await room.propose()
    const looks = [0.8, 0.8, NaN, 0.9]
    const costs = new Map(search().shown.map(({ key, proposal: { hyper } }, place) => [hyper, [20, 10, 1, 11][place] + key * 1e-9]))
    const seen = { ...search(), shown: search().shown.map((one, place) => ({ ...one, look: looks[place] })) }
    expect(standingOf(seen).map(({ key }) => key)).toEqual([3, 0, 1, 2])
    const cost = (hyper: Hyperparameters): number => costs.get(hyper)!
    // 3 first: more of the area than by 1, which is a little cheaper; then 1 adds to it, and 0 does not.
    expect(standingOf(seen, cost).map(({ key }) => key)).toEqual([3, 1, 0, 2])
    expect(standingOf(seen, () => 5).map(({ key }) => key)).toEqual(standingOf(seen).map(({ key }) => key))
  })

  test('whose networks all diverge early still ends', async () => {
    const { fakes, room, search } = await searching({ count: 2, budget: 4, looks: 3 })
    fakes.onTrain = async (_, { specs }, { onFinished }) => { for (const spec of specs) onFinished(fakeTrained(spec, 3)) }
    await room.loop()
    expect(search().phase).toBe('idle')
    expect(spentOf(search())).toBeLessThanOrEqual(4 + 1e-9)
    expect(search().shown.every(({ look }) => Number.isNaN(look))).toBe(true)
  })

  test('is stopped at once, and keeps the looks that were made', async () => {
    const { store, room, search } = await searching({ count: 4, budget: 10, looks: 5 })
    const end = store.subscribe(({ search: now }) => { if (now?.looking?.done === 3) room.stop() })
    await room.loop()
    end()
    expect(search().looking).toBeNull()
    expect(standingOf(search())).toHaveLength(3)
    expect(spentOf(search())).toBeCloseTo(0.3)
    await room.loop()
    expect(search().phase).toBe('idle')
    expect(spentOf(search())).toBeGreaterThan(8)
  })

  test('leaves looks at what nobody asks for any more, and goes on with what is asked for instead', async () => {
    const { fakes, store, room, search } = await searching({ count: 2, budget: 4, looks: 5 })
    const begun: number[][] = []
    const finished: number[] = []
    fakes.onTrain = async (signal, { specs }, { onFinished }) => {
      begun.push(specs.map(({ id }) => id))
      for (const spec of specs) {
        if (signal.aborted) throw signal.reason
        finished.push(spec.id)
        onFinished({ ...fakeTrained(spec), state })
        await Promise.resolve()
      }
    }
    const end = store.subscribe(({ search: now }) => {
      if (now?.looking?.done !== 3) return
      end()
      room.setRegion({ kind: 'networks', ids: [1, 2, 3] })
    })
    await room.loop()
    expect(begun[0]).toHaveLength(10)
    expect(finished.slice(0, 4)).toEqual([...begun[0].slice(0, 3), begun[1][0]])
    expect(search().phase).toBe('idle')
    expect(search().fault).toBeNull()
    // The three looks stay paid for.
    expect(search().sunk).toBeCloseTo(0.3)
    expect(landed(search())).toHaveLength(2)
    expect(search().shown.every(({ key }) => key >= 10)).toBe(true)
  })

  test('does without looks where a tenth of a training is no epoch', async () => {
    const { store, room, search } = await searching({ count: 2, budget: 3, looks: 5 })
    store.getState().setRecipe({ epochs: { from: 3, to: 20 } })
    await room.loop()
    expect(landed(search())).toHaveLength(3)
    expect(search().shown.every(({ look }) => look === null)).toBe(true)
    expect(looksBlock(store.getState().recipe)).toContain('3 epochs')
    expect(looksBlock(DEFAULT_RECIPE)).toBeNull()
  })
})

test('by hand, open proposals are looked at and none is trained; the best of them may be trained then', async () => {
  const { store, room, search } = await searching({ count: 4 })
  await room.propose()
  await room.look()
  expect(search().shown.map(({ look }) => look)).toEqual([0.2, 0.3, 0.4, 0.5])
  expect(store.getState().map!.networks).toHaveLength(12)
  await room.train([3])
  expect(search().shown.map(({ id }) => id)).toEqual([null, null, null, 15])
  expect(spentOf(search())).toBeCloseTo(1 + 3 * LOOK)
})

test('an id that the form has taken meanwhile is nobody’s any more: the proposal has another', async () => {
  const { store, room, search } = await searching({ count: 2 })
  await room.propose()
  await room.look()
  store.getState().setRecipe({ count: 3 })
  await store.getState().trainMore()
  await room.train()
  expect(search().shown.map(({ id }) => id)).toEqual([15, 16])
})

const open = (key: number, look: number | null): ShownProposal => ({
  key, look, id: null, landed: null, usual: { score: NaN, place: null },
  proposal: { hyper: { epochs: 10 + key * 7 % 31 } as never, seed: 1, from: 'region', votes: [], predicted: { score: 1, scoreError: 0, place: null, placeError: null } },
})

/** 15 epochs: two are a tenth. */
const DEAREST = 2 / 15

test('whatever a budget, batches and looks are, every step is paid for and the last is reached', () => {
  const upTo = (max: number, min = 1) => fc.integer({ min, max })
  fc.assert(fc.property(upTo(30), upTo(9), upTo(10), upTo(60, 0), (budget, count, looks, gone) => {
    let search: SearchState = { ...newSearch(0), sunk: LOOK * gone, settings: { ...newSearch(0).settings, budget, count } }
    let steps = 0
    for (let step = nextStep(search, looks); step; step = nextStep(search, looks)) {
      expect(++steps).toBeLessThan(4 * budget + 60)
      if (step.kind === 'propose') {
        expect(step.count).toBeGreaterThan(0)
        search = { ...search, made: search.made + step.count, shown: [...search.shown, ...Array.from({ length: step.count }, (_, k) => open(search.made + k, null))] }
        continue
      }
      const { kind, chosen } = step
      expect(chosen.length).toBeGreaterThan(0)
      const after = search.shown.map((one): ShownProposal => !chosen.includes(one) ? one
        : kind === 'look' ? { ...one, look: one.key * 7 % 11 } : { ...one, id: one.key, landed: { score: 1, place: null, missed: null } })
      search = { ...search, shown: after, due: kind === 'look' ? search.due + chosen.length / looks : Math.max(0, search.due - chosen.length) }
      search = { ...search, ...thinned(search) }
      expect(spentOf(search)).toBeLessThanOrEqual(Math.max(budget, LOOK * gone) + 1e-6)
      expect(standingOf(search).length).toBeLessThanOrEqual(MOST_STANDING)
    }
    expect(budget - spentOf(search)).toBeLessThan(looks === 1 ? 1 : 1 - LOOK + DEAREST * looks)
  }))
})

describe('a look costs what it takes', () => {
  test('a tenth, where a tenth of the epochs is whole', () => {
    expect(LOOK).toBe(RUNGS[0])
    expect(lookCost({ ...open(0, null), proposal: { ...open(0, null).proposal, hyper: { epochs: 40 } as never } })).toBe(LOOK)
  })

  test('else the epochs that are trained, of all epochs; the curve says so, and the budget holds', async () => {
    const { room, search, jobs } = await searching({ count: 2, budget: 6, looks: 3 }, { from: 11, to: 14 })
    await room.loop()
    const { shown, best } = search()
    expect(new Set(shown.map(({ proposal }) => proposal.hyper.epochs)).size).toBeGreaterThan(1)
    const whole = new Map(shown.map(({ id, reserved, proposal: { hyper } }) => [id ?? reserved, hyper.epochs]))
    const ends = new Set(shown.flatMap(({ id }) => id ?? []))
    // What was trained, with every network that went on counted once.
    const trained = jobs.flatMap(({ specs }) => specs).filter(({ id, hyper }) => !ends.has(id) || hyper.epochs === whole.get(id))
    const cost = trained.reduce((sum, { id, hyper }) => sum + hyper.epochs / whole.get(id)!, 0)
    expect(spentOf(search())).toBeCloseTo(cost, 9)
    expect(cost).toBeLessThanOrEqual(6)
    expect(cost).not.toBeCloseTo(Math.round(10 * cost) / 10, 3)
    const last = best.at(-1)!.spent
    expect(last).toBeCloseTo(cost, 9)
    expect(best.map(({ spent }) => spent)).toEqual(best.map(({ spent }) => spent).sort((a, b) => a - b))
  })
})

describe('what a search is asked', () => {
  test('is undone and done again, with the proposals that a change of region took away; what was trained stays', async () => {
    const { store, room, search } = await searching({ count: 3 })
    const top = search().region
    await room.propose()
    await room.train([0])
    const before = search().shown
    room.setRegion({ kind: 'networks', ids: [1, 2, 3] })
    expect(search().shown.map(({ key }) => key)).toEqual([0])
    store.getState().undo()
    expect(search().region).toEqual(top)
    expect(search().shown).toEqual(before)
    store.getState().redo()
    expect(search().region).toEqual({ kind: 'networks', ids: [1, 2, 3] })
    expect(search().shown.map(({ key }) => key)).toEqual([0])
    expect(store.getState().map!.networks.length + store.getState().map!.diverged.length).toBe(13)
  })

  test('settings go back one by one, to the first, and looks that were paid for stay paid for', async () => {
    const { store, room, search } = await searching({})
    const first = search().settings
    room.setSettings({ count: 4 })
    await room.propose()
    await room.look()
    room.setSettings({ seed: 7 })
    expect([openOf(search()).length, search().sunk, spentOf(search())]).toEqual([0, 4 * LOOK, 4 * LOOK])
    store.getState().undo()
    expect([openOf(search()).length, search().sunk, spentOf(search())]).toEqual([4, 0, 4 * LOOK])
    store.getState().undo()
    expect(search().settings).toEqual(first)
    expect(openOf(search())).toHaveLength(4)
  })

  test('numbers of proposals are nobody else’s after another seed', async () => {
    const { room, search } = await searching({ count: 2 })
    await room.propose()
    await room.train()
    room.setSettings({ seed: 5 })
    await room.propose()
    expect(search().shown.map(({ key }) => key)).toEqual([0, 1, 2, 3])
  })
})

describe('luck', () => {
  test('is known from others of the same settings with other seeds, which the search is not charged for', async () => {
    const { store, room, search } = await searching({ count: 2, budget: 10 })
    await room.propose()
    await room.train()
    const { best, shown } = search()
    const { id, score } = best.at(-1)!
    expect(luckOf(store.getState().map!, id)).toBeNull()
    await room.again()
    const map = store.getState().map!
    const rows = [...map.networks, ...map.diverged]
    const own = rows.find(row => row.id === id)!
    const others = rows.filter(row => row.id >= 14)
    expect(others).toHaveLength(5)
    for (const row of others) expect(row.hyper).toEqual(own.hyper)
    expect(new Set([own, ...others].map(row => row.weightSeed)).size).toBe(6)
    const scores = others.map(row => row.outcome.testAccuracy)
    expect(luckOf(map, id)).toEqual({
      id, score, others: 5, diverged: 0, mean: scores.reduce((sum, one) => sum + one, 0) / 5, low: Math.min(...scores), high: Math.max(...scores),
    })
    expect(search().shown).toEqual(shown)
    expect(spentOf(search())).toBe(2)
  })

  test('of a network whose settings nobody knows is not known', () => {
    const { networks } = fakeMap(3)
    const [first, ...rest] = networks
    expect(luckOf({ networks: [{ ...first, hyper: null }, ...rest], diverged: [] }, first.id)).toBeNull()
    expect(luckOf({ networks, diverged: [] }, 99)).toBeNull()
  })
})
