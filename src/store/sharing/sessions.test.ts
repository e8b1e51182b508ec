// Past sessions in the notebook: opened, renamed, saved and deleted; what is on screen is never lost on the way.
import { describe, expect, test } from 'vitest'
import { linkText } from '../../formats/link-text.ts'
import { fakeVault } from '../fake-vault.ts'
import { createFakes, fakeMap, fakeTrained } from '../fakes.ts'
import { createAppStore } from '../store.ts'
import { roomSentences, sessionName } from './session-words.ts'

const visit = async (vault = fakeVault(), hash = '') => {
  const fakes = createFakes(fakeMap(10), vault)
  const store = createAppStore(fakes)
  await store.getState().start(false, hash)
  await settled()
  const state = () => store.getState()
  return { fakes, vault, state, store, room: (await state().room('sessions'))! }
}

/** Lets everything that waits have its turn. */
async function settled(): Promise<void> { for (let turn = 0; turn < 8; turn++) await new Promise(resolve => setTimeout(resolve)) }

/** A visit that trained two populations, of 6 and of 8. */
async function twoSessions() {
  const all = await visit()
  all.state().setRecipe({ count: 6, seed: 5 })
  await all.state().trainNew()
  await settled()
  all.state().select([1, 2], 'panel')
  all.state().setGroup('a')
  all.state().setTab('compare')
  await settled()
  const first = all.state().map!
  all.state().setRecipe({ count: 8, seed: 6 })
  await all.state().trainNew()
  await settled()
  return { ...all, first, second: all.state().map! }
}

describe('past sessions', () => {
  test('a new population makes the one before a past one, listed by what it is', async () => {
    const { room } = await twoSessions()
    const { entries, used } = await room.list()
    expect(entries.map(({ networks, here, named }) => [networks, here, named])).toEqual([[8, true, false], [6, false, false]])
    expect(entries[1].name).toMatch(/^6 networks on .*, \d+ \w+/)
    expect(used).toBe(14_000)
  })

  test('whoever comes with a link sees what was kept as a past one, whenever the vault speaks', async () => {
    const { vault } = await twoSessions()
    const { state, fakes } = await visit(vault.nextVisit(), `#${linkText({ map: 'digits' })}`)
    expect(state().map!.origin).toBe('ready-made')
    expect(state().vault).toMatchObject({ networks: 0, sessions: 2 })
    expect(fakes.vault.session!.networks).toHaveLength(8)
    expect((await visit(fakes.vault.nextVisit())).state().vault).toMatchObject({ networks: 8, sessions: 2 })
  })

  test('one is opened with its networks and its view, and the other is past then, as it was left', async () => {
    const { room, state, vault, first, second } = await twoSessions()
    state().setTab('entropy')
    const past = (await room.list()).entries[1]
    expect(await room.open(past.id)).toBe(true)
    await settled()
    expect(state().map!.networks).toEqual(first.networks)
    expect(state().map!.positions).toEqual(first.positions)
    expect([...state().selection.ids]).toEqual([1, 2])
    expect([...state().groups.a]).toEqual([1, 2])
    expect(state().tab).toBe('compare')
    expect(state().training).toBeNull()
    const { entries } = await room.list()
    expect(entries.map(({ networks, here }) => [networks, here]).sort()).toEqual([[6, true], [8, false]])
    expect(await room.open(entries.find(({ here }) => !here)!.id)).toBe(true)
    await settled()
    expect(state().map!.networks).toEqual(second.networks)
    expect(state().tab).toBe('entropy')
    // The next visit begins with the one that was opened last.
    const next = await visit(vault.nextVisit())
    expect(next.state().map!.networks).toEqual(second.networks)
    expect(next.state().tab).toBe('entropy')
  })

  test('trained onto, an opened one grows by itself', async () => {
    const { room, state } = await twoSessions()
    await room.open((await room.list()).entries[1].id)
    state().setRecipe({ count: 2 })
    await state().trainMore()
    await settled()
    expect((await room.list()).entries.map(({ networks, here }) => [networks, here])).toEqual([[8, true], [8, false]])
  })

  test('none is opened while networks are trained, and nothing has changed', async () => {
    const { room, state, fakes, second } = await twoSessions()
    fakes.onTrain = () => new Promise(() => undefined)
    void state().trainMore()
    await settled()
    expect(await room.open((await room.list()).entries[1].id)).toBe(false)
    expect(state().notices.at(-1)?.text).toBe('Training is under way: stop it first, then open the session.')
    expect(state().map!.networks).toEqual(second.networks)
  })

  test('one that cannot be read leaves what is on screen, and that stays kept', async () => {
    const { room, state, vault, second } = await twoSessions()
    vault.within.sessions.get((await room.list()).entries[1].id)!.session.standing = null
    expect(await room.open((await room.list()).entries[1].id)).toBe(false)
    expect(state().notices.at(-1)?.text).toContain('cannot be read')
    state().setTab('persistence')
    await settled()
    const next = await visit(vault.nextVisit())
    expect(next.state().map!.networks).toEqual(second.networks)
    expect(next.state().tab).toBe('persistence')
  })

  test('is renamed, and has its automatic name again when the name is emptied', async () => {
    const { room } = await twoSessions()
    const { id, name } = (await room.list()).entries[1]
    await room.rename(id, 'The good ones')
    expect((await room.list()).entries.find(entry => entry.id === id)).toMatchObject({ name: 'The good ones', named: true })
    await room.rename(id, '')
    expect((await room.list()).entries.find(entry => entry.id === id)).toMatchObject({ name, named: false })
  })

  test('is saved as a file, whole, and what is on screen does not change', async () => {
    const { room, state, fakes, first, second } = await twoSessions()
    expect(await room.save((await room.list()).entries[1].id)).toBe(true)
    expect(fakes.saved).toHaveLength(1)
    expect(fakes.saved[0].networks).toHaveLength(6)
    expect(fakes.saved[0].embedding).toEqual(first.positions)
    expect(fakes.saved[0].detail!.details).toHaveLength(6)
    expect(fakes.saved[0].manifest.view).toMatchObject({ tab: 'compare' })
    expect(state().map).toBe(second)
    expect((await room.list()).entries[0].here).toBe(true)
  })

  test('the one on screen is deleted: its map stays until the page is closed', async () => {
    const { room, state, vault, second } = await twoSessions()
    const [here, past] = (await room.list()).entries
    await room.remove(here.id)
    expect(state().map!.networks).toEqual(second.networks)
    expect((await room.list()).entries.map(({ id }) => id)).toEqual([past.id])
    state().setTab('entropy')
    await settled()
    expect((await visit(vault.nextVisit())).state().map!.origin).toBe('ready-made')
  })

  test('what the browser answers to the wish to keep them is said in words', async () => {
    const { room, vault } = await twoSessions()
    expect(await room.persist()).toContain('until you delete them')
    vault.promise = false
    expect(await room.persist()).toContain('did not promise')
    vault.promise = null
    expect(await room.persist()).toContain('no such promises')
  })
})

describe('an interrupted training', () => {
  async function interrupted() {
    const all = await visit()
    let trained = 0
    all.fakes.onTrain = async (_, job, events) => {
      for (const spec of job.specs.slice(0, 4)) events.onFinished(fakeTrained(spec))
      trained = job.specs.length
      await new Promise(() => undefined)
    }
    all.state().setRecipe({ count: 9, seed: 7 })
    void all.state().trainNew()
    await settled()
    expect(trained).toBe(9)
    const vault = all.vault.nextVisit()
    vault.within.here = null // another map was opened by a link
    return visit(vault)
  }

  test('is said to be so, waits where one wants nothing trained, at the next visit as well, and then goes on', async () => {
    const { room, state, vault } = await interrupted()
    const [entry] = (await room.list()).entries
    expect(entry).toMatchObject({ networks: 4, left: 5, here: false })
    await room.open(entry.id)
    await settled()
    expect(state().training).toBeNull()
    const next = await visit(vault.nextVisit())
    await settled()
    expect(next.state().training).toBeNull()
    const [again] = (await next.room.list()).entries
    expect(again).toMatchObject({ networks: 4, left: 5, here: true })
    await next.room.open(again.id, true)
    await settled()
    expect(next.state().map!.networks).toHaveLength(9)
    expect(next.state().notices.map(({ text }) => text)).toContain('Training goes on: 4 of 9 networks are there.')
    expect((await next.room.list()).entries[0]).toMatchObject({ networks: 9, left: 0 })
  })
})

describe('names and sentences', () => {
  const entry = { id: 1, name: null, dataset: 'Digits 8×8', created: new Date(2026, 10, 22, 14, 5).getTime(), changed: 0, networks: 150, left: 0, bytes: 0, here: false, going: false }
  const now = new Date(2026, 11, 1).getTime()

  test('a name says how many, on what and when; the year where it is another one', () => {
    expect(sessionName(entry, now)).toBe('150 networks on Digits 8×8, 22 Nov 14:05')
    expect(sessionName({ ...entry, networks: 1, dataset: '' }, new Date(2027, 1, 1).getTime())).toBe('1 network, 22 Nov 2026 14:05')
    expect(sessionName({ ...entry, name: 'mine' }, now)).toBe('mine')
  })

  test('what goes is named before it goes', () => {
    expect(roomSentences({ gone: [], going: [entry], crowded: false }, now)[0]).toBe(
      'Room for kept sessions is short: “150 networks on Digits 8×8, 22 Nov 14:05” goes when the next new session begins, unless you name it or delete others under Sessions.')
    expect(roomSentences({ gone: [entry], going: [], crowded: true }, now)).toHaveLength(2)
    expect(roomSentences({ gone: [], going: [], crowded: false }, now)).toEqual([])
  })
})
