// The room of experiments: what it trains has seeds of its own, what it finds stays, and the page's own map is not touched.
import { beforeEach, describe, expect, test } from 'vitest'
import { gridSize } from '../../core/population.ts'
import { checkRecipe } from '../../core/recipe.ts'
import { linkFrom } from '../../formats/link-text.ts'
import { aborted } from '../../services/spawn.ts'
import type { Fakes } from '../fakes.ts'
import { createFakes, fakeMap } from '../fakes.ts'
import { readView, writeView } from '../sharing/view.ts'
import { createAppStore } from '../store.ts'
import { inputSpectrum } from './decay.ts'
import type { DecayPoint, ExperimentsRoom } from './experiments-state.ts'
import { EXPERIMENTS, NOT_SLOPPY, SLOPPY } from './experiments-state.ts'
import { decayFinding } from './findings.ts'
import { plansOf, specsOf } from './recipes.ts'

describe.each(EXPERIMENTS.filter(name => name !== 'search'))('%s', name => {
  test('trains networks that no other of its networks shares a seed with, by recipes that a form takes', () => {
    const plans = plansOf(name, SLOPPY)
    for (const { runs } of plans) {
      for (const { recipe, from, count } of runs) {
        expect(checkRecipe(recipe)).toEqual({})
        expect([count % gridSize(recipe), from >= 0]).toEqual([0, true])
      }
    }
    // The teacher's parts are told apart by their data; their networks are the same ones, so that nothing else differs.
    const specs = plans.filter(({ dataset }) => dataset.decay !== NOT_SLOPPY).flatMap(specsOf)
    expect(new Set(specs.map(({ weightSeed }) => weightSeed)).size).toBe(specs.length)
    expect(new Set(specs.map(({ orderSeed }) => orderSeed)).size).toBe(specs.length)
    for (const plan of plans) expect(new Set(specsOf(plan).map(({ id }) => id)).size).toBe(specsOf(plan).length)
  })
})

// The fake data are no pictures: experiments without convolutions stand for all.
describe('the room', () => {
  let fakes: Fakes
  let store: ReturnType<typeof createAppStore>
  let room: ExperimentsRoom
  beforeEach(async () => {
    fakes = createFakes(fakeMap(5))
    store = createAppStore(fakes)
    await store.getState().start()
    room = (await store.getState().room('experiments'))!
  })
  const run = () => store.getState().experiments!.runs.corners

  test('says why an experiment failed, and leaves the map as it was', async () => {
    const { map } = store.getState()
    fakes.onTrain = () => Promise.reject(new Error('No worker came.'))
    await room.run('corners')
    expect(run()).toMatchObject({ phase: 'failed', fault: 'No worker came.', parts: [] })
    expect(store.getState().map).toBe(map)
    expect(store.getState().training).toBe(null)
  })

  test('is stopped, and says how far it came', async () => {
    fakes.onTrain = signal => new Promise((_, reject) => signal.addEventListener('abort', () => reject(aborted())))
    const going = room.run('corners')
    await expect.poll(() => run()?.phase).toBe('training')
    room.stop()
    await going
    expect(run()).toMatchObject({ phase: 'stopped', done: 0, total: 54 })
  })

  test('one at a time: another one ends the first', async () => {
    fakes.onTrain = signal => new Promise((_, reject) => signal.addEventListener('abort', () => reject(aborted())))
    const first = room.run('corners')
    const second = room.run('sloppy')
    await first
    expect(run()?.phase).toBe('stopped')
    expect(store.getState().experiments!.runs.sloppy?.phase).toBe('training')
    room.stop()
    await second
  })

  test('the dialog closes and what was found stays', async () => {
    fakes.onTrain = () => Promise.reject(new Error('No worker came.'))
    store.getState().openExperiments('corners')
    await room.run('corners')
    store.getState().closeExperiments()
    expect(store.getState().experiments).toMatchObject({ open: false })
    expect(run()?.phase).toBe('failed')
  })

  test('a card is a link, the sloppy one with its c; reading one opens it and trains nothing', () => {
    let asked = 0
    fakes.onTrain = async () => { asked++ }
    room.setDecay(0.1)
    const record = linkFrom(room.link('sloppy').replace(/^.*#/, '')) as { map: string, view: unknown }
    expect(record).toEqual({ map: fakes.maps.first, view: { experiment: ['sloppy', 0.1] } })
    room.setDecay(SLOPPY)
    const { change, faults } = readView(record.view, store.getState())
    expect(faults).toEqual([])
    expect(change.experiments).toMatchObject({ open: true, shown: 'sloppy', decay: 0.1 })
    store.setState(change)
    expect(writeView(store.getState())).toMatchObject({ experiment: ['sloppy', 0.1] })
    expect(readView({ experiment: 'nonsense' }, store.getState()).faults).toHaveLength(1)
    expect(readView({ experiment: ['sloppy', -1] }, store.getState()).faults).toHaveLength(1)
    expect(asked).toBe(0)
  })

  test('a map of its own waits for a training to end', async () => {
    store.setState({ training: { phase: 'training', done: 0, total: 1, share: 0, rate: null, secondsLeft: null, device: 'cpu', workers: 1, inFlight: [], justFinished: [] } })
    expect(await room.openAsMap('size')).toMatch(/^Training is under way/)
  })
})

test('the inputs: all alike at c = 0, about 1 / tanh(c / 2) directions otherwise', () => {
  expect(inputSpectrum(0)).toMatchObject({ directions: 200 })
  expect(inputSpectrum(0.5).directions).toBeCloseTo(1 / Math.tanh(0.25), 6)
  expect(inputSpectrum(0.5).values[0]).toBe(1)
})

test('a curve over c says what it shows, and when it shows nothing', () => {
  const point = (decay: number, third: number): DecayPoint => ({ decay, stress: [0.1, 0.2, third, 0.9, 0.95], nullStress: [0.1, 0.2, 0.3, 0.4, 0.5], accuracy: 0.5, networks: 24 })
  expect(decayFinding([point(0.1, 0.5)])).toBe(null)
  const rising = [0.001, 0.01, 0.05, 0.1, 0.2, 0.5, 1].map((c, k) => point(c, 0.5 + k / 20))
  expect(decayFinding(rising)).toMatchObject({ holds: true })
  // The inputs at c = 0 are stronger as well: told of, and no part of the slope.
  const aside = decayFinding([point(0, 0.99), ...rising])!
  expect(aside).toMatchObject({ holds: true })
  expect(aside.words).toMatch(/^χ₃ = 0\.500 .* at c = 0\.001.* Over 7 values of c .* c = 0 \(χ₃ = 0\.990 \(null 0\.300\)\) is left out/)
  expect(decayFinding([point(0, 0.9), point(0.5, 0.8)])).toBe(null)
  // Where the null rises as far, that is said.
  expect(decayFinding(rising)!.words).not.toMatch(/null’s rises/)
  const explained = rising.map((one, k) => ({ ...one, nullStress: [0.1, 0.2, 0.2 + k / 10, 0.9, 0.95] }))
  expect(decayFinding(explained)!.words).toMatch(/the null’s rises as far \(by 0\.600, the runs’ by 0\.300\)/)
  expect(decayFinding(rising.map(({ decay }, k) => point(decay, 0.8 - k / 20)))).toMatchObject({ holds: false })
})
