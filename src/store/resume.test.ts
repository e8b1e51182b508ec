import { describe, expect, test } from 'vitest'
import type { Checkpoints, Interim, NetworkState } from '../core/network.ts'
import { aborted } from '../services/spawn.ts'
import type { TrainingJob } from '../services/training-population.ts'
import type { TrainingEvents } from '../services/training-shifts.ts'
import { fakeVault } from './fake-vault.ts'
import { createFakes, fakeMap, fakeTrained } from './fakes.ts'
import { createAppStore } from './store.ts'

const visit = async (vault = fakeVault()) => {
  const fakes = createFakes(fakeMap(10), vault)
  const store = createAppStore(fakes)
  await store.getState().start()
  return { fakes, store, vault, state: () => store.getState() }
}

/** Lets everything that waits have its turn. */
const settled = async (): Promise<void> => { for (let turn = 0; turn < 5; turn++) await new Promise(resolve => setTimeout(resolve)) }

const stateOf = (id: number): NetworkState => ({ weights: Float32Array.of(id), first: new Float32Array(0), second: new Float32Array(0) })

const checkpointsOf = (id: number): Checkpoints => ({ steps: Uint32Array.of(0, 10), probabilities: new Float32Array(16).fill(id), activations: null, train: null })

const interim: Interim = { step: 3, state: stateOf(1), curve: new Float32Array(8), confusion: new Int32Array(4), checkpoints: null }

/** Trains a few, puts one down half-way, and then the page is closed. */
async function closedInTheMiddle(count: number, finished: number, kind: 'new' | 'more' = 'new') {
  const { fakes, state, vault } = await visit()
  let halfWay: () => void = () => undefined
  const reached = new Promise<void>(resolve => { halfWay = resolve })
  fakes.onTrain = async (_, job, events) => {
    for (const spec of job.specs.slice(0, finished)) events.onFinished({ ...fakeTrained(spec, spec.id === 3 ? 17 : null), state: stateOf(spec.id) })
    events.onInterim?.(job.specs[finished].id, interim)
    halfWay()
    await new Promise(() => undefined)
  }
  state().setRecipe({ count, seed: 77 })
  void (kind === 'new' ? state().trainNew() : state().trainMore())
  await reached
  await settled()
  return { vault: vault.nextVisit(), map: state().map! }
}

const uninterrupted = async (count: number, kind: 'new' | 'more' = 'new') => {
  const { fakes, state } = await visit()
  fakes.onTrain = async (_, job, events) => { for (const spec of job.specs) events.onFinished(fakeTrained(spec, spec.id === 3 ? 17 : null)) }
  state().setRecipe({ count, seed: 77 })
  await (kind === 'new' ? state().trainNew() : state().trainMore())
  return state().map!
}

describe('a tab closed in the middle of a population', () => {
  test.each(['new', 'more'] as const)('%s: comes back with its picture, trains the rest and ends as if it had not been closed', async kind => {
    const { vault, map } = await closedInTheMiddle(20, 9, kind)
    const fakes = createFakes(fakeMap(10), vault)
    const jobs: TrainingJob[] = []
    let shown = null as null | typeof map
    const store = createAppStore(fakes)
    fakes.onTrain = async (_: AbortSignal, job: TrainingJob, events: TrainingEvents) => {
      jobs.push(job)
      shown = store.getState().map
      for (const spec of job.specs) events.onFinished(fakeTrained(spec, spec.id === 3 ? 17 : null))
    }
    await store.getState().start()
    expect(shown!.networks).toEqual(map.networks)
    expect(shown!.positions).toEqual(map.positions)
    expect(shown!.diverged).toEqual(map.diverged)
    const first = kind === 'new' ? 0 : 10
    expect(jobs).toHaveLength(1)
    expect(jobs[0].specs.map(spec => spec.id)).toEqual(Array.from({ length: 11 }, (_, k) => first + 9 + k))
    expect(jobs[0].begun).toEqual([{ id: first + 9, interim }])
    expect(store.getState().notices.map(({ text }) => text)).toContain('Training goes on: 9 of 20 networks were there when this page was closed.')
    const whole = await uninterrupted(20, kind)
    expect(store.getState().map!.networks.map(row => row.id)).toEqual(whole.networks.map(row => row.id))
    expect(store.getState().map!.diverged).toEqual(whole.diverged)
    expect(store.getState().map!.positions).toEqual(whole.positions)
    expect(store.getState().map!.manifest.recipe).toEqual(whole.manifest.recipe)
    expect(store.getState().training).toBeNull()
    await settled()
    expect(vault.session?.run.state).toBe('finished')
    expect(vault.session?.networks).toHaveLength(kind === 'new' ? 20 : 30)
  })

  test('before anything had finished: begins anew, and the ready-made map stands if nothing comes of it', async () => {
    const { vault } = await closedInTheMiddle(20, 0)
    const fakes = createFakes(fakeMap(10), vault)
    const jobs: TrainingJob[] = []
    fakes.onTrain = async (_, job) => {
      jobs.push(job)
      throw aborted()
    }
    const store = createAppStore(fakes)
    await store.getState().start()
    expect(jobs[0].specs).toHaveLength(20)
    expect(jobs[0].begun).toHaveLength(1)
    expect(store.getState().map).toMatchObject({ origin: 'ready-made' })
    await settled()
    expect((await visit(vault.nextVisit())).state().map?.origin).toBe('ready-made')
  })

  test('while the last networks were being placed: nothing is trained, the map is finished', async () => {
    const { vault } = await closedInTheMiddle(20, 9)
    vault.session!.run.specs = vault.session!.run.specs.slice(0, 9)
    vault.session!.standing!.ids = []
    vault.session!.standing!.positions = new Float64Array(0)
    const { fakes, state } = await visit(vault)
    fakes.onTrain = async () => { throw new Error('Nothing is left to train.') }
    expect(state().map!.networks).toHaveLength(8)
    expect(fakes.asked.at(-1)).toBe('embed classic')
    expect(state().notices.filter(({ tone }) => tone === 'danger')).toEqual([])
  })
})

describe('a map that was finished', () => {
  const finished = async () => {
    const { fakes, state, vault } = await visit()
    const plain = fakes.onTrain
    fakes.onTrain = (signal, job, events) => plain(signal, job, { ...events, onFinished: network => events.onFinished({ ...network, state: stateOf(network.id) }) })
    state().setRecipe({ count: 8, seed: 5 })
    await state().trainNew()
    await settled()
    return { vault, map: state().map!, asked: fakes.asked }
  }

  test('comes back as it was, with measures, and nothing is trained or measured', async () => {
    const { vault, map } = await finished()
    const { fakes, state } = await visit(vault.nextVisit())
    expect(state().map).toMatchObject({ networks: map.networks, positions: map.positions, origin: 'session' })
    expect(state().map!.manifest).toEqual(map.manifest)
    expect(state().training).toBeNull()
    expect(state().notices).toEqual([])
    expect(fakes.asked).toEqual([])
    expect(fakes.portrayed).toEqual([])
    expect(state().recipe.seed).toBe(5)
  })

  test('goes on working: details, nearest, more networks, a file', async () => {
    const { vault } = await finished()
    const { fakes, state } = await visit(vault.nextVisit())
    await state().openNetwork(2)
    expect(state().open).toMatchObject({ id: 2, nearest: [{ id: 1 }], why: null, kept: { weights: true, checkpoints: 3 } })
    expect(fakes.opened.at(-1)).toMatchObject({ ids: [0, 1, 2, 3, 4, 5, 6, 7] })
    state().setRecipe({ count: 2 })
    await state().trainMore()
    expect(state().map!.networks.map(row => row.id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    await state().saveMap()
    expect(fakes.saved[0].activations).toHaveLength(10)
    expect(fakes.saved[0].detail!.details).toHaveLength(10)
    await settled()
    expect((await visit(fakes.vault.nextVisit())).state().map!.networks).toHaveLength(10)
  })

  test('stopped by the visitor: nothing is trained at the next visit', async () => {
    const { fakes, state, vault } = await visit()
    fakes.onTrain = async (signal, job, events) => {
      for (const spec of job.specs.slice(0, 7)) events.onFinished(fakeTrained(spec))
      state().stopTraining()
      expect(signal.aborted).toBe(true)
      throw aborted()
    }
    state().setRecipe({ count: 20 })
    await state().trainNew()
    await settled()
    const next = await visit(vault.nextVisit())
    expect(next.state().map!.networks).toHaveLength(7)
    expect(next.state().notices).toEqual([])
    expect(next.state().training).toBeNull()
  })

  test('embedded with other settings comes back with those', async () => {
    const { vault } = await finished()
    const { state, fakes } = await visit(vault.nextVisit())
    state().setGeometry({ t: 12 })
    await state().embedAnew()
    await settled()
    expect((await visit(fakes.vault.nextVisit())).state().map!.manifest.geometry.t).toBe(12)
  })

  test('makes room for a map from a file', async () => {
    const { vault } = await finished()
    const { state, fakes } = await visit(vault.nextVisit())
    fakes.files.set('good', fakeMap(4))
    await state().openMapFile(new File(['good'], 'map.npz'))
    await settled()
    const { state: next } = await visit(fakes.vault.nextVisit())
    expect(next().map).toMatchObject({ origin: 'file', networks: { length: 4 } })
    await next().openNetwork(1)
    expect(next().open).toMatchObject({ nearest: [{ id: 1 }], why: null })
  })

  test('is gone from the next visit when the visitor says forget, and stays on screen now', async () => {
    const { vault } = await finished()
    const { state, fakes } = await visit(vault.nextVisit())
    fakes.address = 'https://example.org/netfold/?x=1#v=of-this-map'
    await state().forget()
    expect(state().map!.networks).toHaveLength(8)
    // A reload of the address would offer to make these networks again.
    expect(fakes.address).toBe('https://example.org/netfold/?x=1')
    expect(state().vault.networks).toBe(0)
    state().setRecipe({ count: 2 })
    await state().trainMore()
    await settled()
    expect(fakes.vault.session!.networks).toHaveLength(10) // what is trained onto it is kept again, with the map it lies on
    await state().forget()
    expect((await visit(fakes.vault.nextVisit())).state().map?.origin).toBe('ready-made')
  })

  test('stays the kept one when nothing comes of a new population', async () => {
    const { vault, map } = await finished()
    const { state, fakes } = await visit(vault.nextVisit())
    fakes.onTrain = async () => { throw aborted() }
    await state().trainNew()
    await settled()
    expect(state().map!.networks).toEqual(map.networks)
    expect((await visit(fakes.vault.nextVisit())).state().map!.networks).toEqual(map.networks)
  })
})

describe('without storage', () => {
  test('says so once, trains on, and the map works', async () => {
    const vault = fakeVault()
    vault.denied = 'The browser gives no storage (denied): networks are kept in memory only, until this page is closed.'
    const { state } = await visit(vault)
    expect(state().vault).toMatchObject({ state: 'memory', why: vault.denied })
    expect(state().notices).toEqual([])
    state().setRecipe({ count: 8 })
    await state().trainNew()
    expect(state().map!.networks).toHaveLength(8)
    expect(state().notices.map(({ text }) => text)).toEqual([vault.denied])
  })

  test('that gets full in the middle of a population: the same', async () => {
    const { fakes, state, vault } = await visit()
    fakes.onTrain = async (_, job, events) => {
      for (const spec of job.specs) {
        if (spec.id === 4) vault.denied = 'The browser\'s storage is full.'
        events.onFinished(fakeTrained(spec))
        await Promise.resolve()
      }
    }
    state().setRecipe({ count: 8 })
    await state().trainNew()
    expect(state().map!.networks).toHaveLength(8)
    expect(state().notices.map(({ text }) => text)).toEqual([vault.denied])
    expect(state().vault.state).toBe('memory')
  })
})

describe('a map file', () => {
  test('takes along what is kept of its networks, and brings it to the next vault', async () => {
    const { fakes, state } = await visit()
    fakes.onTrain = async (_, job, events) => {
      for (const spec of job.specs) events.onFinished({ ...fakeTrained(spec), state: stateOf(spec.id), checkpoints: checkpointsOf(spec.id) })
    }
    state().setRecipe({ count: 8, seed: 5 })
    await state().trainNew()
    await settled()
    await state().saveMap()
    const [saved] = fakes.saved
    expect(saved.states?.get(2)).toEqual(stateOf(2))
    expect(saved.checkpoints?.get(7)).toEqual(checkpointsOf(7))
    const other = await visit()
    other.fakes.files.set('good', structuredClone(saved))
    await other.state().openMapFile(new File(['good'], 'map.npz'))
    await settled()
    await other.state().openNetwork(2)
    await settled()
    expect(other.state().open?.kept).toEqual({ weights: true, checkpoints: 2 })
    expect(other.vault.weightsOf.get(2)).toMatchObject({ state: stateOf(2), checkpoints: checkpointsOf(2) })
  })
})

describe('one network', () => {
  const withWeights = async () => {
    const { fakes, state, vault } = await visit()
    fakes.onTrain = async (_, job, events) => {
      for (const spec of job.specs) events.onFinished(spec.id === 3 ? fakeTrained(spec, 17) : { ...fakeTrained(spec), state: stateOf(spec.id) })
    }
    state().setRecipe({ count: 8, seed: 5 })
    await state().trainNew()
    await settled()
    const jobs: TrainingJob[] = []
    const plain = fakes.onTrain
    fakes.onTrain = async (signal, job, events) => {
      jobs.push(job)
      await plain(signal, job, events)
    }
    return { fakes, state, vault, jobs }
  }

  test('is trained further from where it ended, as a new one with the same seeds', async () => {
    const { state, jobs, fakes } = await withWeights()
    const row = state().map!.networks.find(({ id }) => id === 2)!
    const { recipe } = state().map!.manifest
    await state().trainOn(2, 15)
    expect(jobs[0].specs).toEqual([{ id: 8, hyper: { ...row.hyper, epochs: row.hyper!.epochs + 15 }, weightSeed: row.weightSeed, orderSeed: row.orderSeed }])
    const { curve, confusion } = fakeTrained(jobs[0].specs[0])
    expect(jobs[0].begun).toEqual([{ id: 8, interim: { step: row.outcome.steps, state: stateOf(2), curve, confusion, checkpoints: null } }])
    expect(state().map!.networks.map(({ id }) => id)).toContain(8)
    expect(state().map!.manifest.recipe).toEqual(recipe)
    expect(fakes.asked.at(-1)).toBe('embed base')
  })

  test('whose weights nobody kept is trained further from its seeds', async () => {
    const { state, jobs, vault } = await withWeights()
    vault.weightsOf.clear()
    await state().trainOn(2, 1)
    expect(jobs[0]).toMatchObject({ begun: [], specs: [{ id: 8 }] })
  })

  test.each([
    [3, 5, 'diverged'], [2, 0, 'no number of epochs'], [2, 1.5, 'no number of epochs'], [2, NaN, 'no number of epochs'],
  ])('number %i is not trained %d epochs further: it says why', async (id, epochs, why) => {
    const { state, jobs } = await withWeights()
    await state().trainOn(id, epochs)
    expect(jobs).toEqual([])
    expect(state().notices.at(-1)?.text).toContain(why)
  })

  test('is downloaded with its weights; without them it is trained again, and says so', async () => {
    const { state, fakes, jobs, vault } = await withWeights()
    await state().downloadNetwork(2, 'safetensors')
    expect(fakes.written[0]).toMatchObject({ format: 'safetensors', network: { weights: stateOf(2).weights, hyper: state().map!.networks.find(({ id }) => id === 2)!.hyper } })
    expect(jobs).toEqual([])
    await state().downloadNetwork(2, 'onnx')
    expect(fakes.written[1]).toMatchObject({ format: 'onnx', network: { weights: stateOf(2).weights } })
    vault.weightsOf.clear()
    await state().downloadNetwork(2, 'layers-model')
    expect(jobs[0]).toMatchObject({ specs: [{ id: 2 }], device: 'cpu', keep: { state: true } })
    expect(fakes.written[2]).toMatchObject({ format: 'layers-model', network: { weights: stateOf(2).weights } })
    expect(state().notices.at(-1)?.text).toContain('trained again from its seeds')
  })

  test('that diverged has nothing to download, and says so', async () => {
    const { state, fakes } = await withWeights()
    await state().downloadNetwork(3, 'safetensors')
    expect(fakes.written).toEqual([])
    expect(state().notices.at(-1)?.text).toContain('Network 3 diverged')
  })
})
