// The clock of training: moments agree with the core's reindexing, and every position comes back from its inverse.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reindex } from '../../core/inpca/trajectories.ts'
import type { Roads } from './clock.ts'
import { clockAt, clocksOf, clockStep, clockStops, clockTicks, clockWords, momentOf, snapped } from './clock.ts'

/** Two runs: 0 … 400 updates, and 0 … 100; the second never gets beyond .5. */
const roads: Roads = {
  starts: Uint32Array.of(0, 5, 8),
  steps: Uint32Array.of(0, 5, 20, 80, 400, 0, 10, 100),
  progress: Float64Array.of(0.01, 0.1, 0.4, 0.9, 0.99, 0.02, 0.3, 0.5),
  error: Float64Array.of(0.9, 0.7, 0.5, 0.1, 0.05, 0.9, 0.6, 0.5),
}
const unlabelled: Roads = { ...roads, steps: roads.steps.slice(), progress: new Float64Array(8).fill(NaN), error: new Float64Array(8).fill(NaN) }

test('by progress and by accuracy a run stands where the core reindexes it', () => {
  for (const by of ['progress', 'accuracy'] as const) {
    for (const run of [0, 1]) {
      const [from, to] = [roads.starts[run], roads.starts[run + 1]]
      const index = by === 'progress' ? roads.progress.slice(from, to) : roads.error.slice(from, to).map(error => 1 - error)
      const stations = Array.from({ length: 101 }, (_, k) => k / 100)
      const wanted = reindex(index, stations)
      stations.forEach((at, k) => {
        expect(momentOf(roads, run, { by, at })).toEqual({ before: from + wanted.before[k], after: from + wanted.after[k], fraction: wanted.fraction[k], held: wanted.held[k] })
      })
    }
  }
})

test('by step a run stands on its checkpoints, evenly on the log scale between them, and is held after its end', () => {
  expect(momentOf(roads, 0, { by: 'step', at: 0 })).toEqual({ before: 0, after: 1, fraction: 0, held: 0 })
  expect(momentOf(roads, 0, { by: 'step', at: 1 })).toEqual({ before: 4, after: 4, fraction: 0, held: 0 })
  expect(momentOf(roads, 1, { by: 'step', at: 1 })).toEqual({ before: 7, after: 7, fraction: 0, held: 1 })
  roads.steps.slice(0, 4).forEach((step, row) => {
    const { before, fraction, held } = momentOf(roads, 0, { by: 'step', at: clockAt(roads, 'step', step) })
    expect([before, held]).toEqual([row, 0])
    expect(fraction).toBeCloseTo(0, 9)
  })
  const half = (clockAt(roads, 'step', 20) + clockAt(roads, 'step', 80)) / 2
  expect(momentOf(roads, 0, { by: 'step', at: half }).fraction).toBeCloseTo(0.5, 9)
  expect(momentOf(roads, 1, { by: 'step', at: clockAt(roads, 'step', 100) })).toMatchObject({ before: 7, held: 0 })
})

test('a run that begins later is held at its beginning', () => {
  const late: Roads = { starts: Uint32Array.of(0, 2, 4), steps: Uint32Array.of(0, 100, 50, 100), progress: new Float64Array(4), error: new Float64Array(4) }
  expect(momentOf(late, 1, { by: 'step', at: 0.1 })).toEqual({ before: 2, after: 2, fraction: 0, held: -1 })
})

test('without a moment every run is at its end', () => {
  expect([0, 1].map(run => momentOf(roads, run, { by: 'progress', at: null }).after)).toEqual([4, 7])
  expect(() => momentOf({ ...roads, starts: Uint32Array.of(0, 0) }, 0, { by: 'step', at: 0 })).toThrow('has no checkpoints')
})

test('whatever the moment, rows are the run’s own and the share lies within 0 and 1', () => {
  fc.assert(fc.property(fc.constantFrom('step' as const, 'progress' as const, 'accuracy' as const), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(1), (by, at, run) => {
    const { before, after, fraction } = momentOf(roads, run, { by, at })
    expect(before).toBeGreaterThanOrEqual(roads.starts[run])
    expect(after).toBeLessThan(roads.starts[run + 1])
    expect(after - before).toBeLessThanOrEqual(1)
    expect(fraction).toBeGreaterThanOrEqual(0)
    expect(fraction).toBeLessThanOrEqual(1)
  }), { numRuns: 300, seed: 8 })
})

test('so many updates lie where the clock says so many updates', () => {
  for (let step = 0; step <= 400; step++) expect(clockStep(roads, clockAt(roads, 'step', step))).toBe(step)
  expect(clockAt(roads, 'step', 1e9)).toBe(1)
  expect(clockAt(roads, 'progress', 0.45)).toBe(0.45)
})

test('stops are the checkpoints of all runs, and every moment has a nearest', () => {
  expect(clockStops(roads, 'step').map(at => clockStep(roads, at))).toEqual([0, 5, 10, 20, 80, 100, 400])
  expect(snapped(roads, 'step', clockAt(roads, 'step', 85))).toBe(clockAt(roads, 'step', 80))
  expect(snapped(roads, 'progress', 0.4532)).toBe(0.45)
})

test('the moment in words, and its names under the line', () => {
  expect(clockWords(roads, { by: 'step', at: clockAt(roads, 'step', 80) })).toBe('Update 80 of 400')
  expect(clockWords(roads, { by: 'progress', at: 0.45 })).toBe('Progress 0.45')
  expect(clockWords(roads, { by: 'accuracy', at: 1 })).toBe('Accuracy 1')
  expect(clockWords(roads, { by: 'accuracy', at: null })).toBe('All of training')
  expect(clockTicks(roads, 'step').map(({ label }) => label)).toEqual(['0', '1', '10', '100', '400'])
  expect(clockTicks(roads, 'progress').map(({ label }) => label)).toEqual(['0', '.25', '.5', '.75', '1'])
  const long = { ...roads, steps: Uint32Array.of(0, 5, 20, 80, 1257, 0, 10, 100) }
  expect(clockTicks(long, 'step').map(({ label }) => label)).toEqual(['0', '1', '10', '100', '1,257'])
})

test('where nobody knows the labels, runs go by updates whatever is asked', () => {
  expect(clocksOf(unlabelled)).toEqual(['step'])
  expect(clocksOf(roads)).toEqual(['step', 'progress', 'accuracy'])
  expect(momentOf(unlabelled, 0, { by: 'progress', at: 1 })).toEqual(momentOf(unlabelled, 0, { by: 'step', at: 1 }))
  expect(clockWords(unlabelled, { by: 'progress', at: 1 })).toBe('Update 400 of 400')
})

test('untrained networks alone have a clock of one moment', () => {
  const still: Roads = { starts: Uint32Array.of(0, 1), steps: Uint32Array.of(0), progress: Float64Array.of(0), error: Float64Array.of(0.9) }
  expect(clockTicks(still, 'step')).toEqual([{ at: 0, label: '0' }])
  expect(momentOf(still, 0, { by: 'step', at: 1 })).toEqual({ before: 0, after: 0, fraction: 0, held: 0 })
})
