// What the notebook says of work under way and of a map that the form has left behind.
import { describe, expect, it } from 'vitest'
import { DEFAULT_GEOMETRY } from '../core/settings.ts'
import { embeddingStale, onlySlid, trainBlock, trains } from './selectors.ts'
import type { AppState, TrainingState } from './state.ts'

const working = (change: Partial<TrainingState>): TrainingState => ({
  phase: 'distances', done: 9, total: 9, share: 0.5, rate: null, secondsLeft: null, device: 'cpu', workers: 0, inFlight: [], justFinished: [], ...change,
})
const nothing = { training: null, faults: {}, datasetFaults: {}, geometryFaults: {}, geometry: DEFAULT_GEOMETRY, map: null }
const state = (change: object): AppState => ({ ...nothing, ...change }) as unknown as AppState
const slid = (geometry: object) => state({
  map: { landed: new Map(), manifest: { dataset: null, geometry: { ...DEFAULT_GEOMETRY, t: 15 }, phate: { slid: true } } }, geometry: { ...DEFAULT_GEOMETRY, t: 15, ...geometry },
})

describe('work under way', () => {
  it('is no training where the standing networks are laid out anew', () => {
    expect(trains(null)).toBe(false)
    expect(trains(working({}))).toBe(false)
    expect(trains(working({ phase: 'embedding' }))).toBe(false)
    expect(trainBlock(state({ training: working({}) })).here).toBe('The map is being made anew.')
  })

  it('is training from its start until its networks are on the map', () => {
    for (const phase of ['starting', 'training'] as const) expect(trains(working({ phase, done: 0 }))).toBe(true)
    expect(trains(working({ justFinished: [4] }))).toBe(true)
    expect(trainBlock(state({ training: working({ phase: 'training' }) }))).toEqual({ here: 'Training is under way.', anew: 'Training is under way.' })
  })
})

describe('a layout that slid to its t', () => {
  it('is all that differs, until something else of the form does', () => {
    expect(onlySlid(slid({}))).toBe(true)
    expect(onlySlid(slid({ metric: 'cka' }))).toBe(false)
    expect(embeddingStale(slid({ metric: 'cka' }))).toBe(true)
    expect(onlySlid(state({}))).toBe(false)
  })
})
