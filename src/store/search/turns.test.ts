import { describe, expect, test } from 'vitest'
import { createFakes, fakeMap } from '../fakes.ts'
import { readView } from '../sharing/view.ts'
import { createAppStore } from '../store.ts'
import type { SearchState } from './search-state.ts'
import { LOOK, openOf, spentOf } from './search-state.ts'

/** `together`: everything is done within one moment, which is one step of undo. */
const searching = async (together = false) => {
  const map = fakeMap(12)
  const fakes = createFakes({ ...map, manifest: { ...map.manifest, lineage: { base: 'digits', runs: [] } } })
  if (together) fakes.now = () => 0
  const store = createAppStore(fakes)
  await store.getState().start()
  store.getState().setRecipe({ epochs: { from: 20, to: 20 } })
  const room = (await store.getState().room('search'))!
  room.setSettings({ count: 3 })
  const { undo, redo } = store.getState()
  return { store, room, undo, redo, search: () => store.getState().search! }
}

const keys = (search: SearchState): number[] => openOf(search).map(({ key }) => key)
const twice = <T>(values: readonly T[]): T[] => values.filter((value, place) => values.indexOf(value) !== place)

describe('another aim', () => {
  test('takes away what was proposed for something else, and leaves who was looked at; undone, it is as it was', async () => {
    const { room, search, undo, redo } = await searching()
    await room.propose()
    await room.look()
    await room.propose()
    const before = search()
    expect(keys(before)).toEqual([0, 1, 2, 3, 4, 5])
    room.setSettings({ aim: 'parameters' })
    expect(keys(search())).toEqual([0, 1, 2])
    expect([search().due, search().sunk, spentOf(search())]).toEqual([before.due, 0, spentOf(before)])
    undo()
    expect(search().settings.aim).toBe('score')
    expect(search().shown).toEqual(before.shown)
    redo()
    expect(search().settings.aim).toBe('parameters')
    expect(keys(search())).toEqual([0, 1, 2])
  })

  test('goes on with numbers and ids of its own', async () => {
    const { room, search, undo } = await searching()
    await room.propose()
    room.setSettings({ aim: 'training' })
    await room.propose()
    expect(keys(search())).toEqual([3, 4, 5])
    await room.look()
    undo()
    expect(keys(search())).toEqual([0, 1, 2])
    expect(spentOf(search())).toBeCloseTo(3 * LOOK)
    await room.propose()
    expect(twice(search().shown.map(({ key }) => key))).toEqual([])
    expect(twice(search().shown.map(({ reserved }) => reserved))).toEqual([])
  })

  test('has no say about a place, and takes nothing away there', async () => {
    const { room, search } = await searching()
    room.setRegion({ kind: 'gap', place: [3, 4] })
    await room.propose()
    room.setSettings({ aim: 'parameters' })
    expect(keys(search())).toEqual([0, 1, 2])
  })
})

describe('undone', () => {
  test('another seed gives its numbers back: no two proposals have one', async () => {
    const { room, search, undo } = await searching()
    await room.propose()
    room.setSettings({ seed: 9 })
    undo()
    await room.propose()
    expect(keys(search())).toEqual([0, 1, 2, 3, 4, 5])
    expect(search().made).toBe(6)
  })

  test('two regions that were chosen in one moment bring back what stood before both', async () => {
    const { room, search, undo } = await searching(true)
    await room.propose()
    const before = search().shown
    room.setRegion({ kind: 'networks', ids: [1, 2, 3] })
    room.setRegion({ kind: 'networks', ids: [4, 5] })
    undo()
    expect(search().region).toEqual({ kind: 'top' })
    expect(search().shown).toEqual(before)
  })

  test('and done again, each region has the proposals that it had', async () => {
    const { room, search, undo, redo } = await searching()
    await room.propose()
    const top = search().shown
    room.setRegion({ kind: 'networks', ids: [1, 2, 3] })
    await room.propose()
    const chosen = search().shown
    undo()
    expect(search().shown).toEqual(top)
    redo()
    expect(search().shown).toEqual(chosen)
  })

  test('a region comes back with the networks that looks have been made for, without those who went on since', async () => {
    const { room, search, undo, redo } = await searching()
    await room.propose()
    await room.look()
    const { due } = search()
    expect(due).toBeGreaterThan(0)
    room.setRegion({ kind: 'networks', ids: [1, 2, 3] })
    expect([search().due, search().sunk]).toEqual([0, 3 * LOOK])
    undo()
    expect([search().due, search().sunk]).toEqual([due, 0])
    await room.train([0])
    redo()
    undo()
    expect(search().shown.map(({ key, landed }) => [key, landed !== null])).toEqual([[0, true], [1, false], [2, false]])
    expect(search().due).toBe(Math.max(0, due - 1))
    expect(spentOf(search())).toBeCloseTo(1 + 2 * LOOK)
  })

  test('proposals that were put away with their search stay away', async () => {
    const { room, search, undo } = await searching()
    await room.propose()
    room.setRegion({ kind: 'networks', ids: [1, 2, 3] })
    room.clear()
    await room.propose()
    undo()
    expect(keys(search())).toEqual([])
    expect(spentOf(search())).toBe(0)
  })
})

test('a link of an older page counted looks: each was a tenth', async () => {
  const { store } = await searching()
  const { change, faults } = readView({ search: { gone: 12 } }, store.getState())
  expect(faults).toEqual([])
  expect(spentOf(change.search!)).toBeCloseTo(1.2)
})
