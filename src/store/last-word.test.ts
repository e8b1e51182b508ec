import { describe, expect, test } from 'vitest'
import { aborted } from '../services/spawn.ts'
import type { FakeVault } from './fake-vault.ts'
import { fakeVault } from './fake-vault.ts'
import { createFakes, fakeMap } from './fakes.ts'
import { openOf } from './search/search-state.ts'
import { createAppStore } from './store.ts'

/** A tab on a page whose debounce never ends: nothing is written but what is written at once. */
async function visit({ vault = fakeVault(), tab = new Map<string, string>(), address = 'https://example.org/netfold/' }: { vault?: FakeVault, tab?: Map<string, string>, address?: string } = {}) {
  const map = fakeMap(12)
  const fakes = createFakes({ ...map, manifest: { ...map.manifest, lineage: { base: 'digits', runs: [] } } }, vault, tab)
  fakes.pause = () => new Promise(() => undefined)
  fakes.address = address
  const store = createAppStore(fakes)
  const begin = () => store.getState().start(false, /#.*$/.exec(address)?.[0] ?? '')
  const search = () => store.getState().search!
  const room = async () => (await store.getState().room('search'))!
  return { fakes, store, begin, search, room, vault, tab }
}

const settings = { count: 2, budget: 5, looks: 2 }

/** As a reload of that tab finds things. */
const reloaded = async ({ fakes, vault, tab }: Awaited<ReturnType<typeof visit>>) => {
  const again = await visit({ vault: vault.nextVisit(), tab, address: fakes.address })
  again.fakes.marked = fakes.marked
  again.fakes.reloaded = true
  return again
}

describe('a tab that is reloaded at once', () => {
  test('knows what a search was asked, and what it proposed', async () => {
    const first = await visit()
    await first.begin()
    const room = await first.room()
    room.setSettings({ count: 3, seed: 4, aim: 'parameters' })
    room.setRegion({ kind: 'networks', ids: [1, 2, 3] })
    await room.propose()
    const again = await reloaded(first)
    await again.begin()
    expect(again.search().settings).toEqual(first.search().settings)
    expect(again.search().region).toEqual({ kind: 'networks', ids: [1, 2, 3] })
    expect(openOf(again.search()).map(({ key, proposal: { hyper } }) => [key, hyper])).toEqual(openOf(first.search()).map(({ key, proposal: { hyper } }) => [key, hyper]))
    expect(again.search().phase).toBe('idle')
  })

  test.each([0, 1, 2])('goes on with a loop that ran, %s jobs after it was begun, to the end that it would have had', async jobs => {
    const peace = await visit()
    await peace.begin()
    const at = await peace.room()
    at.setSettings(settings)
    await at.loop()
    const first = await visit()
    await first.begin()
    const { onTrain } = first.fakes
    let done = 0
    const stuck = new Promise<void>(resolve => {
      first.fakes.onTrain = async (...asked) => {
        if (done++ < jobs) return onTrain(...asked)
        resolve()
        return new Promise(() => undefined)
      }
    })
    const room = await first.room()
    room.setSettings(settings)
    void room.loop()
    if (jobs > 0) await stuck
    expect(first.search().phase).toBe('looping')
    const again = await reloaded(first)
    await again.begin()
    expect(again.search().phase).toBe('idle')
    expect(again.store.getState().notices.map(({ text }) => text)).toContain('The search goes on where it stood when this page was closed.')
    const told = ({ search }: typeof again) => search().shown.map(({ key, id, look, landed, proposal: { hyper } }) => ({ key, id, look, score: landed?.score, hyper }))
    expect(told(again)).toEqual(told(peace))
  })

  test('whose search was stopped lets it rest', async () => {
    const first = await visit()
    await first.begin()
    first.fakes.onTrain = signal => new Promise((_, reject) => signal.addEventListener('abort', () => reject(aborted())))
    const room = await first.room()
    room.setSettings(settings)
    const over = room.loop()
    await expect.poll(() => first.search().looking).not.toBeNull()
    room.stop()
    await over
    const again = await reloaded(first)
    await again.begin()
    expect(again.search().phase).toBe('idle')
    expect(openOf(again.search()).length).toBeGreaterThan(0)
    expect(again.search().shown.every(({ look }) => look === null)).toBe(true)
  })
})

test('a tab that follows a link has no last word there, and nobody’s link begins a search', async () => {
  const first = await visit()
  await first.begin()
  first.fakes.onTrain = () => new Promise(() => undefined)
  const room = await first.room()
  room.setSettings(settings)
  void room.loop()
  await expect.poll(() => first.search().looking).not.toBeNull()
  const link = await (await first.store.getState().room('links'))!.link({ selection: true, camera: true, hideRail: false })
  const elsewhere = await visit({ vault: first.vault.nextVisit(), tab: first.tab, address: link.address })
  await elsewhere.begin()
  expect(elsewhere.search().settings).toEqual(first.search().settings)
  expect(elsewhere.search().phase).toBe('idle')
  expect(openOf(elsewhere.search())).toHaveLength(openOf(first.search()).length)
})
