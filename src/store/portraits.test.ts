// What is measured of representations: from a file, after a training, in batches, stopped by whatever comes next, and into a saved map.
import { describe, expect, test, vi } from 'vitest'
import type { MapFile } from '../formats/map-file.ts'
import { readMap, writeMap } from '../formats/map.ts'
import { createFakes, fakeMap, fakePortrait, fakeTrained } from './fakes.ts'
import { measuresOf } from './measures.ts'
import { createAppStore } from './store.ts'

const started = async (map: MapFile = fakeMap(10)) => {
  const fakes = createFakes(map)
  const store = createAppStore(fakes)
  await store.getState().start()
  return { fakes, state: () => store.getState() }
}

const measured = (count: number): MapFile => {
  const map = fakeMap(count)
  map.ids.reverse() // a file may have its networks in any order
  map.detail!.measures.set('spectralEntropy', Float64Array.from(map.ids, id => id + 0.5)).set('walkMass', Float64Array.from(map.ids, id => id === 2 ? NaN : 0.25))
  return map
}

type State = Awaited<ReturnType<typeof started>>['state']
const entropies = (state: State) => state().map!.networks.map(row => row.measures?.['spectralEntropy'])
const sorted = (ids: number[]): number[] => ids.toSorted((a, b) => a - b)
const ended = (state: State) => vi.waitFor(() => expect(state().portraits).toBeNull())

describe('a map file’s measures', () => {
  test('reach the rows when its detail has come, and can then be coloured by', async () => {
    const { fakes, state } = await started(measured(4))
    expect(entropies(state)).toEqual([0.5, 1.5, 2.5, 3.5])
    expect(measuresOf(state().map!.networks).map(({ key }) => key)).toContain('spectralEntropy')
    expect(fakes.portrayed).toEqual([])
  })

  test('are there at once where the file is whole', async () => {
    const { fakes, state } = await started()
    fakes.files.set('good', measured(4))
    await state().openMapFile(new File(['good'], 'map.npz'))
    expect(entropies(state)).toEqual([0.5, 1.5, 2.5, 3.5])
  })

  test('that are lacking are no fault: nothing is offered, and nothing is measured unasked', async () => {
    const { fakes, state } = await started()
    expect(state().map!.networks.some(row => row.measures)).toBe(false)
    expect(measuresOf(state().map!.networks).some(({ group }) => group === 'representation')).toBe(false)
    await state().embedAnew()
    expect(fakes.portrayed).toEqual([])
  })

  test('do not land on another map that was begun while they were on their way', async () => {
    const file = measured(10)
    const fakes = createFakes(file)
    let arrive = (): void => undefined
    fakes.maps.detail = () => new Promise(resolve => { arrive = () => resolve(file.detail!) })
    const store = createAppStore(fakes)
    void store.getState().start()
    await vi.waitFor(() => expect(store.getState().map).not.toBeNull())
    fakes.onPortraits = async () => []
    store.getState().setRecipe({ count: 8 })
    await store.getState().trainNew()
    arrive()
    await vi.waitFor(() => expect(store.getState().portraits).toBeNull())
    expect(store.getState().map!.networks.some(row => row.measures)).toBe(false)
    await store.getState().openNetwork(3)
    expect(store.getState().open?.detail).not.toBe(file.detail!.details[3])
  })
})

describe('after a training', () => {
  test('all networks of the map are measured in small batches, by the labels of the probes', async () => {
    const { fakes, state } = await started()
    const asked: number[][] = []
    fakes.onPortraits = async (ids, labels) => {
      asked.push([...labels])
      return ids.map(id => ({ id, portrait: fakePortrait(id) }))
    }
    state().setRecipe({ count: 5 })
    await state().trainMore()
    await ended(state)
    expect(Math.max(...fakes.portrayed.map(ids => ids.length))).toBeLessThanOrEqual(6)
    expect(sorted(fakes.portrayed.flat())).toEqual(Array.from({ length: 15 }, (_, id) => id))
    expect(asked[0]).toEqual([0, 0, 0, 0])
    expect(entropies(state)).toEqual(Array.from({ length: 15 }, (_, id) => id))
  })

  test('what the file has measured is not measured again', async () => {
    const { fakes, state } = await started(measured(10))
    state().setRecipe({ count: 3 })
    await state().trainMore()
    await ended(state)
    expect(sorted(fakes.portrayed.flat())).toEqual([10, 11, 12])
    expect(entropies(state).slice(8)).toEqual([8.5, 9.5, 10, 11, 12])
  })

  test('another training stops it, and what then comes of it is dropped', async () => {
    const { fakes, state } = await started()
    let answer = (): void => undefined
    fakes.onPortraits = ids => new Promise(resolve => { answer = () => resolve(ids.map(id => ({ id, portrait: fakePortrait(99) }))) })
    state().setRecipe({ count: 8 })
    await state().trainNew()
    await vi.waitFor(() => expect(fakes.portrayed).toHaveLength(1))
    const late = answer
    fakes.onPortraits = async ids => ids.map(id => ({ id, portrait: fakePortrait(id) }))
    const again = state().trainNew()
    expect(state().portraits).toBeNull()
    late()
    await again
    await ended(state)
    expect(entropies(state)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  test('a failure keeps what there was and is said where one looks for it, not in a notice', async () => {
    const { fakes, state } = await started()
    fakes.onPortraits = async ids => {
      if (ids.includes(7)) throw new Error('The worker stopped answering.')
      return ids.map(id => ({ id, portrait: fakePortrait(id) }))
    }
    state().setRecipe({ count: 8 })
    await state().trainNew()
    await vi.waitFor(() => expect(state().portraits?.fault).toBe('The worker stopped answering.'))
    expect(entropies(state)).toEqual([0, 1, 2, 3, 4, 5, undefined, undefined])
    expect(state().notices).toEqual([])
    fakes.onPortraits = async ids => ids.map(id => ({ id, portrait: fakePortrait(id) }))
    state().measureNetworks()
    await ended(state)
    expect(fakes.portrayed.at(-1)).toEqual([6, 7])
    expect(entropies(state)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })
})

describe('while networks train', () => {
  /** Trains until `finished` of them have finished, and holds there until it is let go. */
  const underWay = async (count: number, finished: number, kind: 'trainNew' | 'trainMore' = 'trainNew') => {
    const { fakes, state } = await started()
    let letGo = (): void => undefined
    const held = new Promise<void>(resolve => { letGo = resolve })
    fakes.pause = () => new Promise(resolve => { setTimeout(resolve) })
    fakes.onTrain = async (_, job, events) => {
      for (const spec of job.specs.slice(0, finished)) events.onFinished(fakeTrained(spec, spec.id === 3 ? 17 : null))
      await held
      for (const spec of job.specs.slice(finished)) events.onFinished(fakeTrained(spec))
    }
    state().setRecipe({ count })
    const run = { ended: Promise.resolve() }
    const begin = (): void => { run.ended = state()[kind]() }
    return { fakes, state, begin, run, letGo }
  }

  test('those that have a place are measured meanwhile, a few at a time, and nobody twice', async () => {
    for (const kind of ['trainNew', 'trainMore'] as const) {
      const { fakes, state, begin, run, letGo } = await underWay(20, 16, kind)
      const first = kind === 'trainNew' ? 0 : 10
      begin()
      const now = Array.from({ length: 16 }, (_, k) => first + k).filter(id => id !== 3)
      await vi.waitFor(() => expect(sorted(fakes.portrayed.flat())).toEqual(now))
      expect(state().training?.phase).toBe('training')
      expect(Math.max(...fakes.portrayed.map(ids => ids.length))).toBeLessThanOrEqual(6)
      letGo()
      await run.ended
      // The last layout shows whatever has been measured.
      const rows = new Map(state().map!.networks.map(row => [row.id, row]))
      for (const id of now) expect(rows.get(id)!.measures).toEqual(fakePortrait(id))
      await ended(state)
      const all = state().map!.networks.map(row => row.id)
      expect(sorted(fakes.portrayed.flat())).toEqual(all)
      expect(entropies(state)).toEqual(all)
    }
  })

  test('no layout waits for measures: none is asked for while one is made', async () => {
    const { fakes, state, begin, run, letGo } = await underWay(12, 8)
    const { embed } = fakes.geometry
    let open = 0
    const during: number[] = []
    fakes.onPortraits = async ids => {
      open++
      await fakes.pause(1)
      open--
      return ids.map(id => ({ id, portrait: fakePortrait(id) }))
    }
    fakes.geometry.embed = (request, onProgress) => {
      during.push(open)
      return embed(request, onProgress)
    }
    begin()
    await vi.waitFor(() => expect(fakes.portrayed.length).toBeGreaterThan(0))
    letGo()
    await run.ended
    expect(fakes.asked.filter(question => question.startsWith('embed')).length).toBeGreaterThan(1)
    expect(during.every(count => count === 0)).toBe(true)
    await ended(state)
  })

  test('what stands in the way is no matter of the training: it is tried again afterwards', async () => {
    const { fakes, state, begin, run, letGo } = await underWay(12, 8)
    let training = true
    fakes.onPortraits = async ids => {
      if (training) throw new Error('The worker stopped answering.')
      return ids.map(id => ({ id, portrait: fakePortrait(id) }))
    }
    begin()
    await vi.waitFor(() => expect(fakes.portrayed).toHaveLength(1))
    training = false
    letGo()
    await run.ended
    expect(state().notices).toEqual([])
    await ended(state)
    expect(entropies(state)).toEqual(state().map!.networks.map(row => row.id))
  })
})

describe('on demand', () => {
  test('a map without measures gets them from its activations', async () => {
    const { fakes, state } = await started()
    state().measureNetworks()
    expect(state().portraits).toEqual({ done: 0, total: 10, fault: null })
    await ended(state)
    expect(fakes.asked).toEqual(['open base', 'supply'])
    expect(entropies(state)).toEqual(Array.from({ length: 10 }, (_, id) => id))
  })

  test('not of networks trained elsewhere: nobody knows what their probes are', async () => {
    const { fakes, state } = await started()
    const other = fakeMap(4)
    other.manifest.dataset = null
    fakes.files.set('other', other)
    await state().openMapFile(new File(['other'], 'map.npz'))
    state().measureNetworks()
    expect(state().portraits).toBeNull()
    expect(fakes.portrayed).toEqual([])
  })
})

describe('another scale or sigma', () => {
  test('takes the walk masses away, and measures again where there were any', async () => {
    const { fakes, state } = await started(measured(4))
    fakes.onPortraits = () => new Promise(() => undefined)
    state().setGeometry({ sigma: 1 })
    await state().embedAnew()
    expect(state().map!.networks.map(row => Object.keys(row.measures!))).toEqual(Array.from({ length: 4 }, () => ['spectralEntropy']))
    await vi.waitFor(() => expect(fakes.portrayed).toEqual([[0, 1, 2, 3]]))
  })

  test('of the layout alone leaves them as they are', async () => {
    const { fakes, state } = await started(measured(4))
    state().setGeometry({ t: 12 })
    await state().embedAnew()
    expect(state().map!.networks[1].measures).toEqual({ spectralEntropy: 1.5, walkMass: 0.25 })
    expect(fakes.portrayed).toEqual([])
  })
})

describe('a saved map', () => {
  test('waits for what is being measured, and has a column a measure; the table of networks has none', async () => {
    const { fakes, state } = await started()
    state().setRecipe({ count: 30 })
    await state().trainNew()
    await state().saveMap()
    const [saved] = fakes.saved
    expect(saved.detail!.measures.get('loops')).toEqual(Float64Array.from({ length: 30 }, (_, id) => id))
    expect(saved.detail!.measures.size).toBe(11)
    const bytes = writeMap({ ...saved, activations: null })
    const again = readMap(bytes)
    expect(again.detail!.measures).toEqual(saved.detail!.measures)
    expect(again.networks).toEqual(state().map!.networks.map(row => ({ ...row, measures: undefined })))
    expect(new TextDecoder('latin1').decode(bytes)).toContain('measures/spectralEntropy.npy')
  })

  test('has NaN for whoever could not be measured', async () => {
    const { fakes, state } = await started(measured(10))
    fakes.onPortraits = async () => { throw new Error('The worker stopped answering.') }
    state().setRecipe({ count: 2 })
    await state().trainMore()
    await state().saveMap()
    expect([...fakes.saved[0].detail!.measures.get('spectralEntropy')!.slice(9)]).toEqual([9.5, NaN, NaN])
  })
})
