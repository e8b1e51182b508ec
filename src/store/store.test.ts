import { describe, expect, test } from 'vitest'
import { aborted } from '../services/spawn.ts'
import { createFakes, fakeMap, fakeTrained } from './fakes.ts'
import { embeddingStale } from './selectors.ts'
import { createAppStore } from './store.ts'

const started = async (count = 10) => {
  const fakes = createFakes(fakeMap(count))
  const store = createAppStore(fakes)
  await store.getState().start()
  return { fakes, store, state: () => store.getState() }
}

describe('the first map', () => {
  test('is on screen after start, with what the GPU probe found', async () => {
    const { state } = await started()
    expect(state().map?.networks).toHaveLength(10)
    expect(state().map?.origin).toBe('ready-made')
    expect(state().gpu?.available).toBe(false)
  })

  test('that cannot be fetched leaves a sentence and a page that can train', async () => {
    const fakes = createFakes(fakeMap(10))
    fakes.failReadyMade = true
    const store = createAppStore(fakes)
    await store.getState().start()
    expect(store.getState().mapFault).toContain('404')
    store.getState().setRecipe({ count: 8 })
    await store.getState().trainNew()
    expect(store.getState().map?.networks).toHaveLength(8)
  })
})

describe('train more here', () => {
  test('continues the sequence of ids, lands arrivals, then embeds from the base', async () => {
    const { fakes, state } = await started()
    state().setRecipe({ count: 5 })
    await state().trainMore()
    expect(state().map!.networks.map(row => row.id)).toEqual(Array.from({ length: 15 }, (_, id) => id))
    expect(fakes.asked.slice(0, 2)).toEqual(['open base', 'supply'])
    expect(fakes.asked.some(question => question.startsWith('land'))).toBe(true)
    expect(fakes.asked.at(-1)).toBe('embed base')
    expect(state().training).toBeNull()
    expect(state().map!.landed.size).toBe(0)
  })

  test('moves nothing while networks arrive', async () => {
    const { fakes, store, state } = await started()
    const before = state().map!
    let during = null as typeof before | null
    const wait = store.subscribe(now => { if (now.map!.landed.size && !during) during = now.map! })
    state().setRecipe({ count: 3 })
    await state().trainMore()
    wait()
    expect(fakes.asked).toContain('embed base')
    for (let k = 0; k < 10; k++) expect([during!.positions[2 * k], during!.positions[2 * k + 1]]).toEqual([before.positions[2 * k], before.positions[2 * k + 1]])
  })

  test('is refused in words on other data, and nothing is asked of a worker', async () => {
    const { fakes, state } = await started()
    state().setDataset({ id: 'moons' })
    await state().trainMore()
    expect(state().notices[0]?.text).toContain('other data need a map of their own')
    expect(fakes.asked).toEqual([])
  })

  test('is refused while a field is at fault', async () => {
    const { state } = await started()
    state().setRecipe({ count: 1_000_000 })
    expect(Object.keys(state().faults)).toEqual(['count'])
    await state().trainMore()
    expect(state().map!.networks).toHaveLength(10)
  })
})

describe('a new population', () => {
  test('makes a map of itself alone, the same whatever the order of arrival', async () => {
    const maps = []
    for (const reverse of [false, true]) {
      const { fakes, state } = await started()
      fakes.onTrain = async (_, job, events) => {
        for (const spec of reverse ? job.specs.toReversed() : job.specs) events.onFinished(fakeTrained(spec))
      }
      state().setRecipe({ count: 20 })
      await state().trainNew()
      maps.push(state().map!)
    }
    expect(maps[0].networks.map(row => row.id)).toEqual(Array.from({ length: 20 }, (_, id) => id))
    expect(maps[1].networks).toEqual(maps[0].networks)
    expect(maps[1].positions).toEqual(maps[0].positions)
  })

  test('stopped half-way keeps what has finished', async () => {
    const { fakes, state } = await started()
    fakes.onTrain = async (signal, job, events) => {
      for (const spec of job.specs.slice(0, 7)) events.onFinished(fakeTrained(spec))
      state().stopTraining()
      expect(signal.aborted).toBe(true)
      throw new DOMException('Stopped.', 'AbortError')
    }
    state().setRecipe({ count: 20 })
    await state().trainNew()
    expect(state().map!.networks).toHaveLength(7)
    expect(state().notices).toEqual([])
  })

  test('stopped before anything finished brings the old map back', async () => {
    const { fakes, state } = await started()
    const before = state().map
    fakes.onTrain = async () => { throw new DOMException('Stopped.', 'AbortError') }
    await state().trainNew()
    expect(state().map).toBe(before)
    await state().openNetwork(3)
    expect(state().open?.nearest).toHaveLength(1)
    expect(fakes.asked.at(-1)).toBe('open base')
  })

  test('keeps a diverged network, marked, off the map', async () => {
    const { fakes, state } = await started()
    fakes.onTrain = async (_, job, events) => {
      for (const spec of job.specs) events.onFinished(fakeTrained(spec, spec.id === 2 ? 17 : null))
    }
    state().setRecipe({ count: 9 })
    await state().trainNew()
    expect(state().map!.networks.map(row => row.id)).not.toContain(2)
    expect(state().map!.diverged.map(row => [row.id, row.outcome.divergedAt])).toEqual([[2, 17]])
    await state().openNetwork(2)
    expect(state().open).toMatchObject({ id: 2, nearest: null, why: null })
  })

  test('keeps what has finished when the service fails', async () => {
    const { fakes, state } = await started()
    fakes.onTrain = async (_, job, events) => {
      for (const spec of job.specs.slice(0, 6)) events.onFinished(fakeTrained(spec))
      await new Promise(resolve => setTimeout(resolve, 5))
      throw new Error('The worker could not be started.')
    }
    await state().trainNew()
    expect(state().map!.networks).toHaveLength(6)
    expect(state().notices[0]?.text).toContain('What had finished is kept')
    expect(state().training).toBeNull()
  })
})

test('a form edited while networks train does not change what their map says it was made from', async () => {
  const { fakes, state } = await started()
  const train = fakes.onTrain
  fakes.onTrain = async (signal, job, events) => {
    state().setRecipe({ seed: 999, count: 50 })
    await train(signal, job, events)
  }
  state().setRecipe({ seed: 5, count: 8 })
  await state().trainNew()
  expect(state().map!.manifest.recipe).toMatchObject({ seed: 5, count: 8 })
})

describe('embedding anew', () => {
  test('runs only the stages whose inputs changed', async () => {
    const { fakes, state } = await started()
    await state().embedAnew()
    expect(fakes.asked).toEqual([])
    state().setGeometry({ t: 12 })
    await state().embedAnew()
    expect(fakes.asked).toEqual(['open base', 'embed classic'])
    expect(state().map!.manifest.geometry.t).toBe(12)
    state().setGeometry({ sigma: 1 })
    await state().embedAnew()
    expect(fakes.asked.slice(2)).toEqual(['supply', 'remeasure', 'embed classic'])
  })
})

describe('map files', () => {
  test('a broken one leaves a sentence with its name, and the map that stood', async () => {
    const { state } = await started()
    const before = state().map
    await state().openMapFile(new File(['rubbish'], 'holiday.npz'))
    expect(state().map).toBe(before)
    expect(state().notices[0]?.text).toBe('holiday.npz could not be opened: This is not a Netfold map: it has no manifest.json.')
  })

  test('a good one is shown, and its settings fill the form', async () => {
    const { fakes, state } = await started()
    const other = fakeMap(4)
    other.manifest.geometry = { ...other.manifest.geometry, knn: 3 }
    fakes.files.set('good', other)
    await state().openMapFile(new File(['good'], 'map.npz'))
    expect(state().map?.origin).toBe('file')
    expect(state().geometry.knn).toBe(3)
  })

  test('saved ones hold every network, distance, curve and activation', async () => {
    const { fakes, state } = await started()
    state().setRecipe({ count: 2 })
    await state().trainMore()
    await state().saveMap()
    const saved = fakes.saved[0]
    expect(saved.ids).toHaveLength(12)
    expect(saved.detail!.distances).toHaveLength(66)
    expect(saved.detail!.details).toHaveLength(12)
    expect(saved.activations!.map(network => network.id)).toEqual(saved.ids)
    expect(saved.manifest.parts).toEqual({})
  })
})

describe('selection', () => {
  test('replaces, adds, removes, toggles and clears', async () => {
    const { state } = await started()
    const ids = () => [...state().selection.ids]
    state().select([1, 2], 'map')
    state().select([3], 'panel', 'add')
    expect(ids()).toEqual([1, 2, 3])
    state().select([2], 'map', 'remove')
    state().select([1, 4], 'map', 'toggle')
    expect(ids()).toEqual([3, 4])
    state().clearSelection()
    expect(state().selection).toEqual({ ids: new Set(), source: 'none' })
  })
})

describe('the diffusion time', () => {
  test('slides the standing map and stands in its manifest', async () => {
    const { fakes, state } = await started()
    await state().slideTime(9)
    expect(fakes.asked.at(-1)).toBe('embed standing')
    expect([state().geometry.t, state().map!.manifest.geometry.t, state().map!.entropy?.length]).toEqual([9, 9, 100])
    expect(state().map!.manifest.phate.slid).toBe(true)
    await state().slideTime('auto')
    expect(fakes.asked.at(-1)).toBe('embed classic')
    expect([state().map!.manifest.geometry.t, state().map!.manifest.phate.slid]).toEqual(['auto', undefined])
  })

  test('that was slid to can be embedded anew, from the data', async () => {
    const { fakes, state } = await started()
    expect(embeddingStale(state())).toBe(false)
    await state().slideTime(9)
    expect(embeddingStale(state())).toBe(true)
    await state().embedAnew()
    expect(fakes.asked.at(-1)).toBe('embed classic')
    expect([state().map!.manifest.geometry.t, embeddingStale(state())]).toEqual([9, false])
  })

  test('stays with the map when a new training comes to nothing', async () => {
    const { fakes, state } = await started()
    await state().slideTime(9)
    const slid = state().map!
    fakes.onTrain = async () => { throw aborted() }
    await state().trainNew()
    expect(state().map!.positions).toEqual(slid.positions)
    await state().openNetwork(slid.networks[0].id)
    expect(fakes.opened.at(-1)).toMatchObject({ ids: slid.networks.map(row => row.id), coordinates: slid.positions, t: slid.manifest.phate.t })
  })

  test('asks for the first wish and the last of those that came meanwhile', async () => {
    const { fakes, state } = await started()
    const slides = [3, 4, 5, 6, 7].map(t => state().slideTime(t))
    await Promise.all(slides)
    expect(state().map!.manifest.geometry.t).toBe(7)
    expect(fakes.asked.filter(question => question === 'embed standing').length).toBeLessThan(3)
  })

  test('that is none moves nothing', async () => {
    const { fakes, state } = await started()
    await state().slideTime(0)
    expect(state().geometryFaults.t).toContain('not a diffusion time')
    expect(fakes.asked.filter(question => question.startsWith('embed'))).toEqual([])
  })
})

describe('Stop', () => {
  test('pressed while what training takes is still being fetched: nothing is trained, and the map stands', async () => {
    for (const kind of ['trainNew', 'trainMore'] as const) {
      const { fakes, state } = await started()
      const before = state().map
      let trained = 0
      const train = fakes.onTrain
      fakes.onTrain = (signal, job, events) => {
        trained++
        return train(signal, job, events)
      }
      const run = state()[kind]()
      expect(state().training?.phase).toBe('starting')
      state().stopTraining()
      await run
      expect(trained).toBe(0)
      expect(state().training).toBeNull()
      expect(state().map).toBe(before)
      expect(state().notices).toEqual([])
      await state()[kind]() // and the next one is not stopped
      expect(trained).toBe(1)
    }
  })

  test('pressed while the data are on their way: the same', async () => {
    const { fakes, state } = await started()
    const before = state().map
    const { dataset } = fakes.data
    fakes.data.dataset = settings => {
      state().stopTraining()
      return dataset(settings)
    }
    await state().trainNew()
    expect(state().map).toBe(before)
    expect(state().training).toBeNull()
  })
})

test('two presses at once train one network further', async () => {
  const { fakes, state } = await started()
  let trained = 0
  const train = fakes.onTrain
  fakes.onTrain = (signal, job, events) => {
    trained++
    return train(signal, job, events)
  }
  await Promise.all([state().trainOn(2, 3), state().trainOn(2, 3)])
  expect(trained).toBe(1)
  expect(state().map!.networks).toHaveLength(11)
})

test('what was told of a map that stood is taken back when another is begun, and warnings stay', async () => {
  const { store, state } = await started()
  store.setState({ notices: [{ id: 90, tone: 'info', text: 'knn was lowered from 5 to 4: there are only 6 points.' }, { id: 91, tone: 'warn', text: 'The storage is full.' }] })
  await state().trainNew()
  expect(state().notices.map(({ id }) => id)).not.toContain(90)
  expect(state().notices.map(({ id }) => id)).toContain(91)
})
