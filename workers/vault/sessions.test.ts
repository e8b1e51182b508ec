// Several sessions: what a fresh one makes of those before, and what naming, opening, deleting and a lack of room do.
import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { openDB } from 'idb'
import { beforeEach, describe, expect, test } from 'vitest'
import type { TrainedNetwork } from '../../src/core/network.ts'
import { KEEP_NOTHING } from '../../src/core/network.ts'
import { drawNetworks } from '../../src/core/population.ts'
import { DEFAULT_RECIPE } from '../../src/core/recipe.ts'
import type { KeptEntry, KeptRun } from '../../src/protocol/vault.ts'
import { bytesOf } from './bytes-of.ts'
import { IndexedShelf } from './indexed-shelf.ts'
import { makeRoom, MOST_SESSIONS } from './room.ts'
import type { Shelf, Write } from './shelf.ts'
import { MemoryShelf } from './shelf.ts'
import type { Surroundings } from './vault.ts'
import { Vault } from './vault.ts'

const run = (count: number, state: KeptRun['state'] = 'running', seed = 1): KeptRun => {
  const recipe = { ...DEFAULT_RECIPE, count, seed }
  return { kind: 'new', specs: drawNetworks(recipe, 0, count), recipe, keep: KEEP_NOTHING, state }
}

function network(id: number, floats = 4): TrainedNetwork {
  const [spec] = drawNetworks(DEFAULT_RECIPE, id, 1)
  const outcome = { divergedAt: null, steps: 4, parameters: 9, trainLoss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy: 0.5 }
  return {
    id, row: { ...spec, outcome }, curve: new Float32Array(4), confusion: new Int32Array(1), activations: null, probabilities: null, checkpoints: null,
    state: { weights: new Float32Array(floats).fill(id), first: new Float32Array(0), second: new Float32Array(0) },
  }
}

let clock = 0
const world = (more: Partial<Surroundings> = {}): Surroundings => ({ now: () => clock += 1000, site: '/', quota: async () => null, ...more })

async function visit(disk: Shelf | null, more: Partial<Surroundings> = {}): Promise<Vault> {
  const vault = new Vault(disk, disk ? null : 'No storage here.', world(more))
  await vault.open()
  return vault
}

/** A session of its own with so many networks. */
async function session(vault: Vault, networks: number, { name, floats }: { name?: string, floats?: number } = {}): Promise<number> {
  await vault.prepare()
  await vault.begin(run(networks), {})
  await vault.put(Array.from({ length: networks }, (_, id) => network(id, floats)))
  await vault.end('finished')
  const id = (await vault.list()).find(entry => entry.here)!.id
  if (name) await vault.rename(id, name)
  return id
}

const ids = (entries: readonly KeptEntry[]): number[] => entries.map(({ id }) => id)

beforeEach(() => { indexedDB.deleteDatabase('netfold') })

describe('sessions', () => {
  test('are all there at the next visit, the one on screen is shown, and each opens with its own networks and weights', async () => {
    const first = await visit(await IndexedShelf.open())
    const a = await session(first, 2)
    const b = await session(first, 3)
    const next = await visit(await IndexedShelf.open())
    expect(next.report).toMatchObject({ networks: 3, sessions: 2, session: b })
    expect((await next.enter(a))!.networks).toHaveLength(2)
    expect((await next.weights(1))?.state?.weights).toEqual(new Float32Array(4).fill(1))
    expect(await next.weights(2)).toBeNull()
    expect((await next.weights(2, b))?.state?.weights).toEqual(new Float32Array(4).fill(2))
    expect((await visit(await IndexedShelf.open())).report).toMatchObject({ networks: 2, session: a })
  })

  test('keep their names, their views and their times', async () => {
    const vault = await visit(await IndexedShelf.open())
    const a = await session(vault, 1)
    await vault.look({ tab: 'compare' })
    const b = await session(vault, 1)
    await vault.look({ tab: 'entropy' })
    const { changed } = (await vault.list()).find(({ id }) => id === a)!
    await vault.rename(a, '  The good ones ')
    const next = await visit(await IndexedShelf.open())
    expect((await next.list()).map(({ id, name }) => [id, name])).toEqual([[b, null], [a, 'The good ones']])
    expect((await next.list())[1].changed).toBe(changed)
    expect((await next.read())!.view).toEqual({ tab: 'entropy' })
    expect((await next.peek(a))!.view).toEqual({ tab: 'compare' })
    await next.rename(a, ' ')
    expect((await next.list())[1].name).toBeNull()
  })

  test('closed between the beginning and the first network: the fresh one is come back to, and the past ones stay', async () => {
    const vault = await visit(await IndexedShelf.open())
    const a = await session(vault, 1)
    const b = await session(vault, 2)
    await vault.prepare()
    await vault.begin(run(7), {})
    const next = await visit(await IndexedShelf.open())
    expect(await next.read()).toMatchObject({ networks: [], run: { state: 'running' } })
    expect(ids(await next.list())).toEqual([b, a])
    await next.abandon()
    expect(next.report).toMatchObject({ networks: 2, session: b, sessions: 2 })
    expect((await visit(await IndexedShelf.open())).report).toMatchObject({ session: b })
  })

  test('an empty one that another takes the place of is gone', async () => {
    const vault = await visit(await IndexedShelf.open())
    const a = await session(vault, 1)
    await vault.prepare()
    await vault.begin(run(7), {})
    await vault.enter(a)
    expect((await (await IndexedShelf.open()).sessions()).filter(id => id > 0)).toEqual([a])
  })

  test('the one on screen is deleted: it is gone, no other takes its place, and its room is free', async () => {
    const shelf = await IndexedShelf.open()
    const vault = await visit(shelf)
    const a = await session(vault, 1)
    const b = await session(vault, 2)
    await vault.remove(b)
    expect(vault.report).toMatchObject({ networks: 0, session: null, sessions: 1 })
    await vault.put([network(9)]) // came too late
    expect(await shelf.keys(b, 'network')).toEqual([])
    const next = await visit(await IndexedShelf.open())
    expect(await next.read()).toBeNull()
    expect(ids(await next.list())).toEqual([a])
  })

  test('left for a ready-made map: it is shown at the next visit as it was looked at, and the session is a past one', async () => {
    const vault = await visit(await IndexedShelf.open())
    const a = await session(vault, 1)
    await vault.leave({ map: 'spirals', view: null })
    await vault.look({ tab: 'compare' })
    const next = await visit(await IndexedShelf.open())
    expect(next.report).toMatchObject({ networks: 0, session: null, sessions: 1 })
    expect(await next.elsewhere()).toEqual({ map: 'spirals', view: { tab: 'compare' } })
    expect((await next.peek(a))!.view).toBeNull()
    // Trained onto it, it is a session again, and nothing is elsewhere any more.
    await session(next, 2)
    expect(await (await visit(await IndexedShelf.open())).elsewhere()).toBeNull()
    // Nothing came of it: elsewhere again.
    await next.leave({ map: 'digits', view: null })
    await next.prepare()
    await next.begin(run(3), {})
    await next.abandon()
    expect(await next.elsewhere()).toMatchObject({ map: 'digits' })
  })

  test('two sites on one host share their sessions, and each has its own on screen', async () => {
    const one = await visit(await IndexedShelf.open(), { site: '/one/' })
    const a = await session(one, 1)
    const other = await visit(await IndexedShelf.open(), { site: '/other/' })
    expect(other.report).toMatchObject({ session: null, sessions: 1 })
    const b = await session(other, 2)
    expect((await visit(await IndexedShelf.open(), { site: '/one/' })).report).toMatchObject({ session: a, sessions: 2 })
    expect((await visit(await IndexedShelf.open(), { site: '/other/' })).report).toMatchObject({ session: b })
  })

  test('interrupted: what is left is counted, waits where it was put off, and its half-way networks with it', async () => {
    const vault = await visit(await IndexedShelf.open())
    await vault.prepare()
    await vault.begin(run(5), {})
    await vault.put([network(0), network(1)])
    await vault.interim(3, { step: 1, state: network(3).state!, curve: new Float32Array(4), confusion: new Int32Array(1), checkpoints: null })
    await vault.end('paused')
    const next = await visit(await IndexedShelf.open())
    expect(await next.list()).toMatchObject([{ networks: 2, left: 3 }])
    expect(await next.read()).toMatchObject({ run: { state: 'paused' }, interims: [{ id: 3 }] })
    await next.end('stopped')
    expect(await next.list()).toMatchObject([{ left: 0 }])
  })

  test('are counted in bytes as they were written, and those of one network only once', async () => {
    const shelf = new MemoryShelf()
    const vault = await visit(shelf)
    const a = await session(vault, 3, { floats: 1000 })
    await vault.put([network(1, 500)])
    await vault.look({ tab: 'compare' })
    const parts = await Promise.all((['network', 'weights'] as const).map(part => shelf.all(a, part)))
    const heavy = parts.flat().reduce((sum, [, value]) => sum + bytesOf(value), 0)
    const about = (await shelf.all(a, 'about')).filter(([name]) => name !== 'card').reduce((sum, [, value]) => sum + bytesOf(value), 0)
    expect((await vault.list())[0].bytes).toBe(heavy + about - bytesOf(run(3, 'finished')) + bytesOf(run(3)))
  })
})

describe('what an older page kept', () => {
  /** As version 1 wrote it: no cards, no desk. */
  async function older(sessions: Record<number, [TrainedNetwork[], KeptRun]>): Promise<void> {
    const database = await openDB('netfold', 1, { upgrade: made => void made.createObjectStore('records') })
    for (const [key, [networks, what]] of Object.entries(sessions)) {
      const id = Number(key)
      await database.put('records', what, [id, 'about', 'run'])
      await database.put('records', { manifest: { datasetTitle: 'Digits 8×8' } }, [id, 'about', 'standing'])
      for (const { checkpoints, state, probabilities, ...light } of networks) {
        await database.put('records', light, [id, 'network', light.id])
        await database.put('records', { checkpoints, state, probabilities }, [id, 'weights', light.id])
      }
    }
    database.close()
  }

  test('comes back whole, and is listed with its data and its bytes', async () => {
    const networks = [network(0), network(1)]
    await older({ 4: [networks, run(2, 'finished')] })
    const vault = await visit(await IndexedShelf.open())
    expect(vault.report).toMatchObject({ state: 'kept', networks: 2, session: 4, sessions: 1 })
    const { checkpoints, state, probabilities, ...light } = networks[1]
    expect((await vault.read())!.networks[1]).toEqual(light)
    expect(await vault.weights(1)).toEqual({ checkpoints, state, probabilities })
    const [entry] = await vault.list()
    expect(entry).toMatchObject({ id: 4, name: null, dataset: 'Digits 8×8', networks: 2, here: true, going: false })
    expect(entry.bytes).toBeGreaterThan(networks.reduce((sum, { state: kept }) => sum + kept!.weights.byteLength, 0))
    await session(vault, 1)
    expect(ids(await (await visit(await IndexedShelf.open())).list())).toContain(4)
  })

  test('with a session that had just begun: that one goes on, and the one before is past', async () => {
    await older({ 4: [[network(0)], run(1, 'finished')], 5: [[], run(3)] })
    const vault = await visit(await IndexedShelf.open())
    expect(await vault.read()).toMatchObject({ networks: [], run: { state: 'running' } })
    await vault.abandon()
    expect(vault.report).toMatchObject({ session: 4, networks: 1 })
  })

  test('and closed while the former session was being cleared: both are there', async () => {
    await older({ 4: [[network(0)], run(1, 'finished')], 5: [[network(0), network(1)], run(3)] })
    const vault = await visit(await IndexedShelf.open())
    expect(vault.report).toMatchObject({ session: 5, networks: 2, sessions: 2 })
  })
})

describe('room', () => {
  const entry = (id: number, more: Partial<KeptEntry> = {}): KeptEntry =>
    ({ id, name: null, dataset: '', created: id, changed: id, networks: 1, left: 0, bytes: 10, here: false, going: false, ...more })
  const several = (count: number, more: Partial<KeptEntry> = {}): KeptEntry[] => Array.from({ length: count }, (_, k) => entry(k + 1, more))

  test('is enough: nothing goes and nothing is said', () => {
    expect(makeRoom(several(MOST_SESSIONS - 1), 1000)).toEqual({ gone: [], going: [], crowded: false })
  })

  test('is gone: the oldest without a name is announced, and goes with the next session only', () => {
    const full = several(MOST_SESSIONS).map(one => one.id === 1 ? { ...one, name: 'mine' } : one.id === MOST_SESSIONS ? { ...one, here: true } : one)
    const first = makeRoom(full, null)
    expect([ids(first.gone), ids(first.going)]).toEqual([[], [2]])
    const next = [...full.map(one => ({ ...one, here: false, going: one.id === 2 })), entry(MOST_SESSIONS + 1, { here: true })]
    const second = makeRoom(next, null)
    expect([ids(second.gone), ids(second.going)]).toEqual([[2], [3]])
  })

  test('is short of bytes: as many are announced as it takes, never the one on screen and none with a name', () => {
    expect(ids(makeRoom([entry(1, { bytes: 50 }), entry(2, { bytes: 50 }), entry(3, { bytes: 50, here: true })], 60).going)).toEqual([1, 2])
    const named = makeRoom([entry(1, { bytes: 50, name: 'a' }), entry(2, { bytes: 50, name: 'b', going: true }), entry(3, { here: true })], 60)
    expect(named).toEqual({ gone: [], going: [], crowded: true })
  })

  test('a thirteenth session: the announced one goes, and is told of before and when it happens', async () => {
    const vault = await visit(new MemoryShelf())
    for (let k = 0; k < MOST_SESSIONS - 1; k++) await session(vault, 1, k === 0 ? { name: 'keep' } : {})
    await vault.prepare()
    await vault.begin(run(1), {})
    const told = await vault.put([network(0)])
    expect([ids(told.room!.gone), ids(told.room!.going)]).toEqual([[], [2]])
    expect((await vault.put([network(1)])).room).toBeUndefined()
    expect((await vault.list()).find(({ id }) => id === 2)!.going).toBe(true)
    await vault.prepare()
    await vault.begin(run(1), {})
    expect(ids((await vault.put([network(0)])).room!.gone)).toEqual([2])
    expect(ids(await vault.list())).toContain(1)
    expect(await vault.list()).toHaveLength(MOST_SESSIONS)
    // Naming or opening one that was announced keeps it.
    const { id } = (await vault.list()).find(({ going }) => going)!
    await vault.rename(id, 'this one too')
    await session(vault, 1)
    expect(ids(await vault.list())).toContain(id)
  })
})

/** Takes so many bytes of weights together, as a browser with a quota does. */
class SmallDisk extends MemoryShelf {
  constructor(public room: number) { super() }

  override async write(change: Write): Promise<void> {
    let used = 0
    const coming = new Set((change.put ?? []).map(([key]) => key.join()))
    const going = new Set(change.clear ?? [])
    for (const one of await this.sessions()) {
      if (!going.has(one)) for (const [which, value] of await this.all(one, 'weights')) if (!coming.has([one, 'weights', which].join())) used += bytesOf(value)
    }
    for (const [[, part], value] of change.put ?? []) if (part === 'weights') used += bytesOf(value)
    if (used > this.room && change.put?.some(([[, part]]) => part === 'weights')) throw new DOMException('full', 'QuotaExceededError')
    return super.write(change)
  }
}

describe('a full disk', () => {
  test('goes on keeping when a past session is deleted: what only memory had is written, whole', async () => {
    const disk = new SmallDisk(9000)
    const vault = await visit(disk)
    const a = await session(vault, 2, { floats: 1000 })
    await vault.prepare()
    await vault.begin(run(2), {})
    const report = await vault.put([network(0, 1000)])
    expect(report).toMatchObject({ state: 'memory', networks: 1 })
    expect(report.why).toContain('Delete past sessions')
    await vault.put([network(1, 500)])
    expect(await vault.remove(a)).toMatchObject({ state: 'kept', why: null, networks: 2, sessions: 1 })
    const next = await visit(disk)
    expect(next.report).toMatchObject({ networks: 2, sessions: 1 })
    expect((await next.weights(0))?.state?.weights).toHaveLength(1000)
  })

  test('that is still full after one was deleted says so and loses nothing of what memory has', async () => {
    const disk = new SmallDisk(9000)
    const vault = await visit(disk)
    const a = await session(vault, 1, { floats: 1000 })
    await session(vault, 1, { floats: 1000 })
    await vault.prepare()
    await vault.begin(run(2), {})
    await vault.put([network(0, 2000)])
    await vault.remove(a)
    expect(vault.report.state).toBe('memory')
    expect((await vault.weights(0))?.state?.weights).toHaveLength(2000)
    expect((await vault.list()).map(({ networks }) => networks)).toEqual([1, 1])
  })

  test('knows what was on screen before: the next visit finds the last session that lies on it', async () => {
    const disk = new SmallDisk(5000)
    const vault = await visit(disk)
    const a = await session(vault, 1, { floats: 1000 })
    await vault.prepare()
    await vault.begin(run(2), {})
    await vault.put([network(0, 1000)])
    await vault.end('finished')
    const next = await visit(disk)
    expect(next.report).toMatchObject({ session: a, networks: 1, sessions: 1 })
  })
})

test('without a disk sessions lie in memory, one after the other', async () => {
  const vault = await visit(null)
  const a = await session(vault, 1)
  await session(vault, 2)
  expect((await vault.enter(a))!.networks).toHaveLength(1)
  expect(vault.report).toMatchObject({ state: 'memory', networks: 1, sessions: 2 })
  expect((await vault.room()).allowed).toBeGreaterThan(0)
})

/** What a vault should hold, as simply as it can be said. */
class Model {
  sessions = new Map<number, { networks: Set<number>, name: string | null }>()
  here: number | null = null
  /** Begun and without a network: the session number that it would get is the vault's own affair. */
  pending = false
  before: number | null = null
}

test('whatever a visitor does in whatever order, and wherever the page is closed, the vault holds what a simple model holds', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('begin' as const) }),
    fc.record({ do: fc.constant('put' as const), id: fc.nat(3) }),
    fc.record({ do: fc.constant('abandon' as const) }),
    fc.record({ do: fc.constant('open' as const), which: fc.nat(5) }),
    fc.record({ do: fc.constant('delete' as const), which: fc.nat(5) }),
    fc.record({ do: fc.constant('rename' as const), which: fc.nat(5), name: fc.constantFrom('', 'a', 'b') }),
    fc.record({ do: fc.constant('leave' as const) }),
    fc.record({ do: fc.constant('close' as const) }),
  )
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 24 }), async steps => {
    const disk = new MemoryShelf()
    let vault = await visit(disk)
    const model = new Model()
    const nth = (which: number): number | undefined => [...model.sessions.keys()][which % Math.max(1, model.sessions.size)]
    for (const now of steps) {
      if (now.do === 'begin') {
        await vault.prepare()
        await vault.begin(run(4), {})
        if (!model.pending) model.before = model.here
        model.here = null
        model.pending = true
      } else if (now.do === 'put') {
        const report = await vault.put([network(now.id)])
        if (model.pending) {
          model.pending = false
          model.before = null
          model.here = report.session!
          model.sessions.set(model.here, { networks: new Set(), name: null })
          for (const { id } of report.room?.gone ?? []) model.sessions.delete(id)
        }
        if (model.here !== null) model.sessions.get(model.here)!.networks.add(now.id)
      } else if (now.do === 'abandon') {
        await vault.abandon()
        if (model.pending) model.here = model.before
        model.pending = false
        model.before = null
      } else if (now.do === 'leave') {
        await vault.leave({ map: 'digits', view: null })
        model.here = model.before = null
        model.pending = false
      } else if (now.do === 'close') {
        vault = await visit(disk)
      } else {
        const id = nth(now.which)
        if (id === undefined) continue
        if (now.do === 'rename') {
          await vault.rename(id, now.name)
          model.sessions.get(id)!.name = now.name || null
        } else if (now.do === 'delete') {
          await vault.remove(id)
          model.sessions.delete(id)
          if (model.here === id) model.here = null
          if (model.before === id) model.before = null
        } else {
          await vault.enter(id)
          model.here = id
          model.before = null
          model.pending = false
        }
      }
      const listed = await vault.list()
      expect(new Map(listed.map(({ id, networks, name, here }) => [id, { networks, name, here }]))).toEqual(
        new Map([...model.sessions].map(([id, { networks, name }]) => [id, { networks: networks.size, name, here: id === model.here }])))
      expect(vault.report.sessions).toBe(model.sessions.size)
      for (const { id } of listed) expect(new Set((await vault.peek(id))!.networks.map(found => found.id))).toEqual(model.sessions.get(id)!.networks)
      expect((await vault.read())?.networks.map(found => found.id) ?? null).toEqual(
        model.pending ? [] : model.here === null ? null : [...model.sessions.get(model.here)!.networks].sort((a, b) => a - b))
    }
  }), { numRuns: 150 })
})
