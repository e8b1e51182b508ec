import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Checkpoints, Interim, NetworkRow, TrainedNetwork } from '../../src/core/network.ts'
import { KEEP_NOTHING } from '../../src/core/network.ts'
import { drawNetworks } from '../../src/core/population.ts'
import { DEFAULT_RECIPE } from '../../src/core/recipe.ts'
import type { KeptRun } from '../../src/protocol/vault.ts'
import { findVault } from './find-storage.ts'
import { IndexedShelf } from './indexed-shelf.ts'
import type { Key, Part, Shelf, Write } from './shelf.ts'
import { MemoryShelf } from './shelf.ts'
import type { Surroundings } from './vault.ts'
import { Vault } from './vault.ts'

const run = (count: number, state: KeptRun['state'] = 'running'): KeptRun =>
  ({ kind: 'new', specs: drawNetworks(DEFAULT_RECIPE, 0, count), recipe: { ...DEFAULT_RECIPE, count }, keep: KEEP_NOTHING, state })

function network(id: number): TrainedNetwork {
  const [spec] = drawNetworks(DEFAULT_RECIPE, id, 1)
  const row: NetworkRow = {
    ...spec,
    outcome: { divergedAt: null, steps: 4, parameters: 9, trainLoss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy: 0.5 },
  }
  return {
    id, row, curve: Float32Array.of(id, 1, 2, 3), confusion: Int32Array.of(id), activations: { id, rows: 2, columns: 1, values: Float32Array.of(id, id) },
    probabilities: Float32Array.of(0.5, 0.5),
    checkpoints: { steps: Uint32Array.of(0, 4), probabilities: new Float32Array(4).fill(id), activations: null, train: null },
    state: { weights: Float32Array.of(id), first: new Float32Array(0), second: new Float32Array(0) },
  }
}

const interim = (step: number): Interim => ({
  step, state: { weights: Float32Array.of(step), first: new Float32Array(0), second: new Float32Array(0) },
  curve: new Float32Array(4), confusion: new Int32Array(1), checkpoints: null,
})

const shelves = { IndexedDB: () => IndexedShelf.open(), memory: async () => new MemoryShelf() }

beforeEach(() => { indexedDB.deleteDatabase('netfold') })

/** A clock that goes a second with every look at it. */
let clock = 0
const around: Surroundings = { now: () => clock += 1000, site: '/', quota: async () => null }

async function opened(disk: Shelf | null, why: string | null = null): Promise<Vault> {
  const vault = new Vault(disk, why, around)
  await vault.open()
  return vault
}

/** A session of its own. */
async function begun(vault: Vault, what: KeptRun): Promise<void> {
  await vault.prepare()
  await vault.begin(what, {})
}

/** Refuses writes of more than so many records of networks, as a full disk does; the rest goes through. */
function smallDisk(room: number, error: Error = new DOMException('full', 'QuotaExceededError')): Shelf {
  const shelf = new MemoryShelf()
  return {
    async write(change: Write) {
      const there = (await Promise.all((await shelf.sessions()).map(session => shelf.keys(session, 'network')))).flat().length
      if (there + (change.put ?? []).filter(([[, part]]) => part === 'network').length > room) throw error
      return shelf.write(change)
    },
    get: (key: Key) => shelf.get(key),
    all: (session: number, part: Part) => shelf.all(session, part),
    keys: (session: number, part: Part) => shelf.keys(session, part),
    sessions: () => shelf.sessions(),
  }
}

describe.each(Object.entries(shelves))('a shelf in %s', (_, make) => {
  test('gives back what was put, in parts that do not touch one another', async () => {
    const shelf = await make()
    await shelf.write({ put: [[[1, 'network', 10], 'ten'], [[1, 'network', 9], 'nine'], [[1, 'weights', 9], 'w'], [[2, 'network', 9], 'other'], [[1, 'about', 'run'], 'r']] })
    expect(await shelf.get([1, 'network', 9])).toBe('nine')
    expect(await shelf.get([1, 'network', 11])).toBeUndefined()
    expect(new Map(await shelf.all(1, 'network'))).toEqual(new Map([[9, 'nine'], [10, 'ten']]))
    expect((await shelf.keys(1, 'weights'))).toEqual([9])
    expect(await shelf.sessions()).toEqual([1, 2])
    await shelf.write({ drop: [[1, 'network', 9]], clear: [2] })
    expect(await shelf.keys(1, 'network')).toEqual([10])
    expect(await shelf.sessions()).toEqual([1])
  })
})

test('a write that cannot be done leaves nothing of itself', async () => {
  const shelf = await IndexedShelf.open()
  await expect(shelf.write({ put: [[[1, 'network', 1], 'fine'], [[1, 'network', 2], () => 'functions cannot be stored']] })).rejects.toThrow()
  expect(await shelf.keys(1, 'network')).toEqual([])
})

describe('a vault', () => {
  test('gives the next visit every network, and weights on request', async () => {
    const first = await opened(await IndexedShelf.open())
    await begun(first, run(3))
    await first.put([network(0), network(2)])
    await first.stand({ distances: { ids: [0, 2], condensed: Float64Array.of(0.25) } })
    const next = await opened(await IndexedShelf.open())
    expect(next.report).toEqual({ state: 'kept', why: null, networks: 2, session: 1, sessions: 1 })
    const kept = (await next.read())!
    const { checkpoints, state, probabilities, ...light } = network(2)
    expect(kept.networks[1]).toEqual(light)
    expect(kept.distances?.condensed).toEqual(Float64Array.of(0.25))
    expect(kept.run).toEqual(run(3))
    expect(await next.weights(2)).toEqual({ checkpoints, state, probabilities })
    expect(await next.weights(1)).toBeNull()
  })

  test('keeps of a network in flight the latest word, and none when it has finished', async () => {
    const vault = await opened(await IndexedShelf.open())
    await begun(vault, run(2))
    await vault.interim(0, interim(1))
    await vault.interim(0, interim(2))
    await vault.interim(1, interim(5))
    expect((await vault.read())!.interims).toEqual([{ id: 0, interim: interim(2) }, { id: 1, interim: interim(5) }])
    await vault.put([network(0)])
    await vault.interim(0, interim(3)) // overtaken by its own end
    expect((await vault.read())!.interims.map(({ id }) => id)).toEqual([1])
    await vault.end('finished')
    expect((await vault.read())).toMatchObject({ interims: [], run: { state: 'finished' } })
  })

  test('keeps no word of a network whose training is over: its number may be another network\'s by now', async () => {
    const vault = await opened(await IndexedShelf.open())
    await begun(vault, run(2))
    await vault.put([network(0)])
    await vault.end('stopped')
    await vault.interim(1, interim(4))
    expect((await vault.read())!.interims).toEqual([])
    await vault.prepare()
    await vault.interim(1, interim(4))
    await vault.begin(run(2), {})
    await vault.interim(9, interim(4))
    expect((await vault.read())!.interims).toEqual([])
    await vault.interim(1, interim(1))
    expect((await vault.read())!.interims).toEqual([{ id: 1, interim: interim(1) }])
  })

  test('makes the former session a past one with the first network of a fresh one, and not before', async () => {
    const vault = await opened(await IndexedShelf.open())
    await begun(vault, run(1))
    await vault.put([network(0)])
    await vault.end('finished')
    await begun(vault, run(7))
    expect(vault.report.networks).toBe(0)
    expect((await vault.abandon()).networks).toBe(1)
    expect((await vault.read())!.run.specs).toHaveLength(1)
    await begun(vault, run(7))
    await vault.put([network(5)])
    expect(vault.report.sessions).toBe(2)
    expect((await vault.read())!.networks.map(({ id }) => id)).toEqual([5])
    const [here, past] = await vault.list()
    expect(here).toMatchObject({ here: true, networks: 1, left: 6 })
    expect(past).toMatchObject({ here: false, networks: 1, left: 0 })
    expect((await vault.peek(past.id))!.networks.map(({ id }) => id)).toEqual([0])
  })

  test('closed before the first network of a fresh session still knows which it was, and the one before', async () => {
    const vault = await opened(await IndexedShelf.open())
    await begun(vault, run(1))
    await vault.put([network(0)])
    await begun(vault, run(7))
    const next = await opened(await IndexedShelf.open())
    expect((await next.read())).toMatchObject({ networks: [], run: { state: 'running' } })
    expect((await next.abandon()).networks).toBe(1)
  })

  test('closed while the map that a session begins on was being written, knows nothing of it', async () => {
    const vault = await opened(await IndexedShelf.open())
    await begun(vault, run(1))
    await vault.put([network(0)])
    await vault.end('finished')
    await vault.prepare()
    await vault.put([network(4), network(5)])
    const next = await opened(await IndexedShelf.open())
    expect((await next.read())).toMatchObject({ networks: [{ id: 0 }], run: { state: 'finished' } })
    expect((await (await IndexedShelf.open()).sessions()).filter(session => session > 0)).toHaveLength(1)
  })

  test('goes on with the kept session when more are trained onto its map', async () => {
    const vault = await opened(await IndexedShelf.open())
    await begun(vault, run(1))
    await vault.put([network(0)])
    await vault.begin({ ...run(2), kind: 'more' }, {})
    await vault.put([network(1)])
    expect((await vault.read())).toMatchObject({ run: { kind: 'more' }, networks: [{ id: 0 }, { id: 1 }] })
  })

  test('whose disk is full says so, keeps the rest in memory and reads both', async () => {
    const disk = smallDisk(2)
    const vault = await opened(disk)
    await begun(vault, run(4))
    await vault.put([network(0), network(1)])
    const report = await vault.put([network(2), network(3)])
    expect(report).toMatchObject({ state: 'memory', networks: 4 })
    expect(report.why).toContain('storage is full')
    expect((await vault.read())!.networks.map(({ id }) => id)).toEqual([0, 1, 2, 3])
    expect((await vault.weights(0))?.state?.weights).toEqual(Float32Array.of(0))
    expect((await vault.weights(3))?.state?.weights).toEqual(Float32Array.of(3))
    // The next visit finds what was written whole, and that the run went no further than the disk knows.
    const next = await opened(disk)
    expect((await next.read())).toMatchObject({ run: { state: 'running' }, networks: [{ id: 0 }, { id: 1 }] })
    await vault.end('finished')
    expect((await (await opened(disk)).read())?.run.state).toBe('finished')
  })

  test('without a disk keeps everything while it lives', async () => {
    const vault = await opened(null, 'No storage here.')
    await begun(vault, run(1))
    await vault.put([network(0)])
    expect(vault.report).toEqual({ state: 'memory', why: 'No storage here.', networks: 1, session: null, sessions: 1 })
    expect((await vault.weights(0))?.checkpoints?.steps).toEqual(Uint32Array.of(0, 4))
  })

  test('counts a record that cannot be read as never written', async () => {
    const shelf = await IndexedShelf.open()
    const vault = await opened(shelf)
    await begun(vault, run(3))
    await vault.put([network(0), network(1), network(2)])
    const damaged: Shelf = {
      write: change => shelf.write(change), keys: (session, part) => shelf.keys(session, part), sessions: () => shelf.sessions(),
      get: key => key[1] === 'network' && key[2] === 1 ? Promise.reject(new DOMException('lost', 'DataError')) : shelf.get(key),
      all: (session, part) => part === 'network' ? Promise.reject(new DOMException('lost', 'DataError')) : shelf.all(session, part),
    }
    expect((await (await opened(damaged)).read())!.networks.map(({ id }) => id)).toEqual([0, 2])
  })

  test('forgets everything', async () => {
    const vault = await opened(await IndexedShelf.open())
    await begun(vault, run(1))
    await vault.put([network(0)])
    expect((await vault.forget()).networks).toBe(0)
    expect(await (await IndexedShelf.open()).sessions()).toEqual([])
    expect(await (await opened(await IndexedShelf.open())).read()).toBeNull()
  })
})

describe('finding storage', () => {
  /** Locks of one browser, as far as the vault uses them. */
  const browserLocks = (): LockManager => {
    let taken = false
    return {
      request: (_name: string, { signal }: LockOptions, callback: () => Promise<unknown>) => {
        if (!taken) {
          taken = true
          return callback()
        }
        return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new DOMException('late', 'AbortError'))))
      },
    } as unknown as LockManager
  }

  test('the first of two tabs has the disk, the second says why not', async () => {
    const locks = browserLocks()
    expect((await findVault(locks, around)).report).toMatchObject({ state: 'kept', why: null })
    const second = (await findVault(locks, around)).report
    expect(second.state).toBe('memory')
    expect(second.why).toContain('Another tab')
  })

  test('a browser without locks, or without storage, is told in a sentence', async () => {
    expect((await findVault(undefined, around)).report.why).toMatch(/another tab .* memory only/)
    const there = indexedDB
    Object.defineProperty(globalThis, 'indexedDB', { configurable: true, value: { open: () => { throw new DOMException('The operation is insecure.', 'SecurityError') } } })
    expect((await findVault(browserLocks(), around)).report.why).toBe('The browser gives no storage (The operation is insecure): networks are kept in memory only, until this page is closed. Save the map as a file to keep it.')
    Object.defineProperty(globalThis, 'indexedDB', { configurable: true, value: there })
  })
})

test('checkpoints of a page that knew no train probes are read as without them', async () => {
  const vault = await opened(new MemoryShelf())
  await begun(vault, run(2, 'running'))
  const old = network(0)
  delete (old.checkpoints as Partial<Checkpoints>).train
  await vault.put([old])
  await vault.interim(1, { ...interim(2), checkpoints: old.checkpoints })
  expect((await vault.weights(0))!.checkpoints).toEqual(network(0).checkpoints)
  expect((await vault.read())!.interims).toEqual([{ id: 1, interim: { ...interim(2), checkpoints: network(0).checkpoints } }])
})
