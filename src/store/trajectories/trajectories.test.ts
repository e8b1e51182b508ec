// Training runs beside the map: they follow its networks, nothing long begins by itself, and what is done stays.
import { beforeAll, describe, expect, test } from 'vitest'
import type { NetworkRow, TrainedNetwork } from '../../core/network.ts'
import type { MapHead } from '../../formats/map-file.ts'
import { aborted } from '../../services/spawn.ts'
import type { Fakes } from '../fakes.ts'
import { createFakes, fakeCheckpoints, fakeMap, fakeTrained } from '../fakes.ts'
import { createAppStore } from '../store.ts'
import type { AppState } from '../state.ts'

const COUNT = 10

// What is fetched when it is first asked for is here already.
beforeAll(async () => { await Promise.all([import('./trajectories.ts'), import('./answers.ts'), import('../questions/pairs-on-both.ts'), import('../training-run.ts')]) })

/** A map of ten; `kept`: how many of them have checkpoints in its file. */
async function started(kept = COUNT, prepare: (fakes: Fakes) => void = () => undefined) {
  const file = fakeMap(COUNT)
  const fakes = createFakes({ ...file, checkpoints: new Map(file.ids.slice(0, kept).map(id => [id, { ...fakeCheckpoints(id), train: null }])) })
  const { maps } = fakes
  const withPart = async (name: string): Promise<MapHead> => {
    const { manifest, ...head } = await maps.readyMade(name)
    return { ...head, manifest: { ...manifest, parts: { ...manifest.parts, checkpoints: 'map.checkpoints.npz' } } }
  }
  fakes.maps = { ...maps, readyMade: withPart }
  // Leaving takes a minute; here it takes until the test says so.
  let leave = (): void => undefined
  fakes.pause = () => new Promise(resolve => { leave = resolve })
  prepare(fakes)
  const store = createAppStore(fakes)
  await store.getState().start()
  const state = () => store.getState()
  return { fakes, store, state, left: () => leave() }
}

/** Nothing is under way any more. */
async function settled(state: () => AppState): Promise<void> {
  for (let quiet = 0; quiet < 20; quiet++) {
    await new Promise(resolve => { setTimeout(resolve) })
    if (state().trajectories.work || [...state().answers.values()].some(({ share }) => share !== null)) quiet = 0
  }
}

const elsewhere = (row: NetworkRow): NetworkRow => ({ ...row, hyper: null, weightSeed: null, orderSeed: null, brought: { name: `net ${row.id}`, values: {} } })

const trained = (fakes: Fakes): number[][] => {
  const asked: number[][] = []
  const { onTrain } = fakes
  fakes.onTrain = (signal, job, events) => {
    asked.push(job.specs.map(({ id }) => id))
    return onTrain(signal, job, events)
  }
  return asked
}

describe('a pane that shows training', () => {
  test('has the runs of a map that came with checkpoints, and nothing is trained', async () => {
    const { fakes, state } = await started()
    const asked = trained(fakes)
    expect(state().trajectories.source).toBeNull()
    state().setPanes({ second: 'inpca' })
    await settled(state)
    const { source, made, fault, shuffled } = state().trajectories
    expect(source).toEqual({ ready: COUNT, again: 0, never: 0, seconds: 0 })
    expect(made).toMatchObject({ version: 1, probes: 'test' })
    expect([...made!.map.ids]).toEqual(state().map!.networks.map(row => row.id))
    expect([fault, shuffled, asked]).toEqual([null, null, []])
    expect(fakes.trajectories.asked).toEqual(['open 4 × 2', `add ${COUNT}`, 'map equal'])
  })

  test('makes the null where it is shown, and other weights anew; the same is not made twice', async () => {
    const { fakes, state } = await started()
    state().setPanes({ first: 'inpca', second: 'null' })
    await settled(state)
    expect(state().trajectories.shuffled).not.toBeNull()
    state().setPanes({ second: 'axes' })
    state().setRuns({ axes: [1, 0, 2], colour: { kind: 'checkpoint', by: 'loss' } })
    await settled(state)
    expect(fakes.trajectories.asked.slice(2)).toEqual(['map equal', 'map equal shuffled'])
    state().setRuns({ weights: 'progress' })
    await settled(state)
    expect(fakes.trajectories.asked.slice(4)).toEqual(['map progress'])
    expect(state().trajectories.made!.version).toBe(2)
  })

  test('there is one room, however often its door is opened at once', async () => {
    const { fakes, state } = await started()
    state().setPanes({ first: 'inpca' })
    await Promise.all([state().room('trajectories'), state().room('trajectories')])
    await settled(state)
    expect(fakes.trajectories.asked.filter(one => one.startsWith('open'))).toHaveLength(1)
  })

  test('is left: after a while the workers’ memory is free, and whoever comes back finds it again', async () => {
    const { fakes, state, left } = await started()
    state().setPanes({ second: 'inpca' })
    await settled(state)
    state().setPanes({ second: null })
    expect(fakes.trajectories.asked).not.toContain('close')
    left()
    await settled(state)
    expect(fakes.trajectories.asked.at(-1)).toBe('close')
    expect(state().trajectories.made).toBeNull()
    state().setPanes({ second: 'inpca' })
    await settled(state)
    expect(state().trajectories.made!.map.ids).toHaveLength(COUNT)
  })

  test('whoever comes back in time finds it as it was', async () => {
    const { fakes, state, left } = await started()
    state().setPanes({ second: 'inpca' })
    await settled(state)
    state().setPanes({ second: null })
    state().setPanes({ second: 'inpca' })
    left()
    await settled(state)
    expect(fakes.trajectories.asked).not.toContain('close')
  })
})

describe('predictions that nobody kept', () => {
  test('wait for somebody to say so; then their networks are trained again on the CPU', async () => {
    const { fakes, state } = await started(4)
    const asked = trained(fakes)
    state().setPanes({ first: 'inpca' })
    await settled(state)
    expect(state().trajectories.source).toMatchObject({ ready: 4, again: 6, never: 0 })
    expect(state().trajectories.made!.map.ids).toHaveLength(4)
    expect(state().trajectories.made!.map.notes.join()).toContain('6 of 10 networks are left out until they are trained again')
    expect(asked).toEqual([])
    await state().makeRuns()
    await settled(state)
    expect(asked).toEqual([[4, 5, 6, 7, 8, 9]])
    expect(state().trajectories.source).toMatchObject({ ready: COUNT, again: 0 })
    expect(state().trajectories.made!.map.ids).toHaveLength(COUNT)
  })

  test('begin by themselves where that takes a moment', async () => {
    const { fakes, state, store } = await started(4)
    const asked = trained(fakes)
    store.setState(({ engines }) => ({ engines: { ...engines, cpu: { multiplyAdds: 1e15, milliseconds: 1 } } }))
    state().setPanes({ first: 'inpca' })
    await settled(state)
    expect(asked).toEqual([[4, 5, 6, 7, 8, 9]])
    expect(state().trajectories.made!.map.ids).toHaveLength(COUNT)
  })

  test('a training that is stopped leaves what it had finished, on the picture too', async () => {
    const { fakes, state } = await started(0)
    fakes.onTrain = async (signal, job, { onFinished }) => {
      for (const spec of job.specs.slice(0, 3)) onFinished({ ...fakeTrained(spec), checkpoints: fakeCheckpoints(spec.id) })
      await new Promise<void>(resolve => { signal.addEventListener('abort', () => resolve()) })
      throw aborted()
    }
    state().setPanes({ first: 'inpca' })
    await settled(state)
    expect(state().trajectories).toMatchObject({ made: null, fault: null, source: { ready: 0, again: COUNT } })
    const making = state().makeRuns()
    await new Promise(resolve => { setTimeout(resolve, 20) })
    expect(state().trajectories.work!.words).toBe('Training again, 3 of 10 networks')
    state().stopRuns()
    await making
    await settled(state)
    expect(state().trajectories).toMatchObject({ source: { ready: 3, again: 7 }, work: null })
    expect(state().trajectories.made!.map.ids).toHaveLength(3)
  })

  test('a network that comes out otherwise is refused, and is not tried again', async () => {
    const { fakes, state } = await started(9)
    const other = (network: TrainedNetwork): TrainedNetwork => ({ ...network, row: { ...network.row, outcome: { ...network.row.outcome, testAccuracy: 0.123 } } })
    fakes.onTrain = async (_, { specs }, { onFinished }) => { for (const spec of specs) onFinished(other({ ...fakeTrained(spec), checkpoints: fakeCheckpoints(spec.id) })) }
    state().setPanes({ first: 'inpca' })
    await state().makeRuns()
    await settled(state)
    expect(state().trajectories.source).toMatchObject({ ready: 9, again: 0, never: 1 })
    expect(state().trajectories.made!.map.ids).toHaveLength(9)
  })

  test('train probes are another set: what a file kept of test probes does not serve', async () => {
    const { state } = await started()
    state().setPanes({ first: 'inpca' })
    state().setRuns({ probes: 'train' })
    await settled(state)
    expect(state().trajectories).toMatchObject({ made: null, source: { ready: 0, again: COUNT } })
    await state().makeRuns()
    await settled(state)
    expect(state().trajectories).toMatchObject({ made: { probes: 'train' }, source: { ready: COUNT } })
    state().setRuns({ probes: 'test' })
    await settled(state)
    expect(state().trajectories.made).toMatchObject({ probes: 'test' })
  })

  test('where they are nowhere to be had a sentence says so', async () => {
    const { store, state } = await started(0)
    store.setState(({ map }) => ({ map: { ...map!, networks: map!.networks.map(elsewhere) } }))
    state().setPanes({ first: 'inpca' })
    await settled(state)
    expect(state().trajectories).toMatchObject({ made: null, source: { ready: 0, again: 0, never: COUNT } })
    expect(state().trajectories.fault).toContain('drop a bundle with checkpoints/<id>')
  })
})

test('what softmax has sunk to nought is a floor for networks trained here, and nothing made here is mistaken for another map’s', async () => {
  const { fakes, state, store } = await started(0)
  fakes.onTrain = async (_, { specs }, { onFinished }) => {
    for (const spec of specs) onFinished({ ...fakeTrained(spec), checkpoints: { ...fakeCheckpoints(spec.id), probabilities: new Float32Array(24).map((_, k) => k % 2) } })
  }
  state().setPanes({ first: 'inpca' })
  await state().makeRuns()
  expect(new Set(fakes.trajectories.runs.get(0)!.probabilities)).toEqual(new Set([Math.fround(1e-12), 1]))
  store.setState(({ map }) => ({ map: { ...map!, networks: map!.networks.map(elsewhere), series: map!.series + 1 } }))
  await settled(state)
  expect(fakes.trajectories.runs.size).toBe(0)
})

describe('the map moves on', () => {
  test('while networks train the pictures wait, and say so; then they hold the newcomers', async () => {
    const { fakes, state } = await started()
    state().setPanes({ second: 'inpca' })
    await settled(state)
    let during = null as AppState['trajectories'] | null
    const { onTrain } = fakes
    fakes.onTrain = async (...all) => {
      during ??= state().trajectories
      return onTrain(...all)
    }
    state().setRecipe({ count: 3 })
    await state().trainMore()
    await settled(state)
    expect(during!.fault).toContain('Networks are being trained')
    expect(during!.made!.map.ids).toHaveLength(COUNT)
    expect(state().trajectories.fault).toBeNull()
    // The vault has the newcomers' checkpoints, as the form keeps them.
    expect([...state().trajectories.made!.map.ids]).toEqual(state().map!.networks.map(row => row.id))
    expect(state().trajectories.source).toMatchObject({ ready: COUNT + 3, again: 0 })
  })

  test('another map forgets the runs of the one before, its brush and its clock', async () => {
    const { fakes, state } = await started()
    state().setPanes({ second: 'inpca' })
    await settled(state)
    state().setClock({ at: 0.5 })
    state().setRecipe({ count: 4 })
    await state().trainNew()
    await settled(state)
    expect(state().clock.at).toBeNull()
    expect(fakes.trajectories.runs.size).toBe(4)
    expect(state().trajectories.made!.map.ids).toHaveLength(4)
  })
})

describe('brushed checkpoints', () => {
  const prepared = async () => {
    const all = await started()
    all.state().setPanes({ second: 'inpca' })
    await settled(all.state)
    const { brushCheckpoints } = all.state()
    const brush = async (...of: Parameters<typeof brushCheckpoints>): Promise<void> => {
      brushCheckpoints(...of)
      await settled(all.state)
    }
    return { ...all, brush }
  }

  test('select their runs, and go with them', async () => {
    const { state, brush } = await prepared()
    await brush([0, 1, 4])
    expect([...state().trajectories.brushed]).toEqual([0, 1, 4])
    expect([...state().selection.ids]).toEqual([0, 1])
    await brush([29, 999], 'add')
    expect([...state().selection.ids]).toEqual([0, 1, 9])
    await brush([0], 'remove')
    expect([...state().selection.ids]).toEqual([0, 1, 9])
    await brush([1], 'remove')
    expect([...state().selection.ids]).toEqual([1, 9])
    state().select([9], 'panel')
    expect([...state().trajectories.brushed]).toEqual([29])
    await brush([])
    expect(state().selection.ids.size).toBe(0)
    expect(state().trajectories.brushed.size).toBe(0)
  })
})

describe('PHATE through training', () => {
  test('asks for layers on the way, and lays out every moment by its row', async () => {
    const { fakes, state } = await started()
    state().setPanes({ first: 'through' })
    await settled(state)
    expect(state().trajectories).toMatchObject({ through: null, fault: null, source: { ready: 0, again: COUNT, layers: true } })
    expect(state().trajectories.made!.map.ids).toHaveLength(COUNT) // by their predictions they are all there
    const asked = trained(fakes)
    await state().makeRuns()
    await settled(state)
    expect(asked).toHaveLength(1)
    const { through, fault } = state().trajectories
    expect(fault).toBeNull()
    expect([...through!.starts]).toEqual(Array.from({ length: COUNT + 1 }, (_, k) => 3 * k))
    expect([...through!.steps].slice(0, 4)).toEqual([0, 5, 10, 0])
    expect(through!.coordinates).toHaveLength(2 * 3 * COUNT)
    expect([...through!.coordinates.slice(0, 6)]).toEqual([0, 100, 1, 101, 2, 102])
    expect(fakes.askedThrough).toEqual(['open empty', `add ${3 * COUNT}`, 'embed classic'])
    state().setRuns({ dimensions: 3 })
    await settled(state)
    // Distances stand.
    expect(fakes.askedThrough.slice(3)).toEqual(['embed classic'])
  })
})

test('PHATE through training is ended where nobody looks at it any more; the picture that is looked at comes', async () => {
  const { fakes, state } = await started()
  let cancelled = 0
  let reject = (_: unknown): void => undefined
  fakes.through = { ...fakes.through, add: () => new Promise((_, no) => { reject = no }), cancel: async () => { cancelled++; reject(aborted()) } }
  state().setPanes({ second: 'through' })
  void state().makeRuns()
  await expect.poll(() => state().trajectories.work?.words).toBe('PHATE through training')
  state().setPanes({ second: 'null' })
  await settled(state)
  expect(cancelled).toBe(1)
  expect(state().trajectories).toMatchObject({ through: null, fault: null, work: null })
  expect(state().trajectories.shuffled).not.toBeNull()
})

describe('questions between runs', () => {
  test('configurations number the runs in the map’s order, and factors are those that differ', async () => {
    const { fakes, state } = await started()
    state().ask('betweenRuns', { index: 'progress', configuration: 'optimiser' })
    expect(state().answers.size).toBe(0) // nothing is asked while no run is shown
    state().setPanes({ first: 'inpca' })
    await settled(state)
    const optimisers = [...new Set(state().map!.networks.map(row => row.hyper!.optimiser))]
    state().ask('betweenRuns', { index: 'progress', configuration: 'optimiser' })
    await settled(state)
    const asked = fakes.trajectories.asked.at(-1)!.split(' ')[2].split(',').map(Number)
    expect(new Set(asked).size).toBe(optimisers.length)
    const { networks } = state().map!
    for (const [k, row] of networks.entries()) expect(asked[k] === asked[0]).toBe(row.hyper!.optimiser === networks[0].hyper!.optimiser)
    // Distances by progress are there already; by accuracy they are measured first.
    const before = fakes.trajectories.asked.length
    state().ask('runFactors', { index: 'progress' })
    await settled(state)
    expect(fakes.trajectories.asked.slice(before).map(one => one.split(' ')[0])).toEqual(['factors'])
    expect(fakes.trajectories.asked.at(-1)).toContain('Learning rate')
    expect(fakes.trajectories.asked.at(-1)).not.toContain('Parameters')
    state().ask('runFactors', { index: 'accuracy' })
    await settled(state)
    expect(fakes.trajectories.asked.slice(before + 1).map(one => one.split(' ').slice(0, 2).join(' '))).toEqual(['between accuracy', expect.stringMatching(/^factors/)])
  })

  test('alike in predictions: the map’s distances beside those of the last checkpoints', async () => {
    const { state } = await started()
    state().setPanes({ first: 'inpca' })
    await settled(state)
    state().ask('alikeRuns', { ids: null })
    await settled(state)
    const [{ value }] = [...state().answers.values()] as unknown as [{ value: { first: Float64Array, second: Float64Array, all: number } }]
    expect(value.all).toBe(COUNT * (COUNT - 1) / 2)
    expect(new Set(value.first)).toEqual(new Set([1]))
    expect(new Set(value.second)).toEqual(new Set([2]))
  })
})
