// What panels read off the runs agrees with counting by hand.
import { describe, expect, it, test } from 'vitest'
import { clockAt } from './clock.ts'
import { atStations, endsOf, epochsAt, haveCompany, progressFollows, standingAt } from './readings.ts'

/** Two runs: 0 … 400 updates, and 0 … 100; the second never gets beyond a progress of .5. */
const runs = {
  starts: Uint32Array.of(0, 5, 8),
  steps: Uint32Array.of(0, 5, 20, 80, 400, 0, 10, 100),
  progress: Float64Array.of(0.01, 0.1, 0.4, 0.9, 0.99, 0.02, 0.3, 0.5),
  error: Float64Array.of(0.9, 0.7, 0.5, 0.1, 0.05, 0.9, 0.6, 0.5),
}

describe('how runs stand at a moment', () => {
  it('is their accuracy at a checkpoint, and by step a run stays at its end', () => {
    const { values, median } = standingAt(runs, { by: 'step', at: 1 })
    expect([...values]).toEqual([0.5, 0.95])
    expect(median).toBeCloseTo(0.725, 12)
    expect([...standingAt(runs, { by: 'step', at: clockAt(runs, 'step', 0) }).values].map(value => Number(value.toFixed(12)))).toEqual([0.1, 0.1])
  })
  it('leaves out, by progress, who never gets there', () => {
    expect(standingAt(runs, { by: 'progress', at: 0.8 }).values.length).toBe(1)
    expect(standingAt(runs, { by: 'progress', at: 0.35 }).values.length).toBe(2)
    const nobody = standingAt(runs, { by: 'progress', at: 1 })
    expect(nobody.values.length).toBe(0)
    expect(nobody.median).toBeNaN()
  })
  it('is progress where the clock goes by accuracy, for accuracies are then all one', () => {
    // Half-way from .3 to .5 and from .1 to .4 in accuracy.
    const [low, high] = standingAt(runs, { by: 'accuracy', at: 0.4 }).values
    expect(low).toBeCloseTo(0.25, 12)
    expect(high).toBeCloseTo(0.3, 12)
  })
  it('is nothing where nobody knows the labels', () => {
    const blind = { ...runs, progress: new Float64Array(8).fill(NaN), error: new Float64Array(8).fill(NaN) }
    expect(standingAt(blind, { by: 'step', at: 0.5 }).values.length).toBe(0)
  })
})

test('progress that rises with accuracy ranks it fully, and has no rank without labels', () => {
  const { rho, n } = progressFollows(runs)
  expect(n).toBe(8)
  expect(rho).toBeGreaterThan(0.9)
  expect(progressFollows({ progress: Float64Array.of(0, 0.5, 1), error: Float64Array.of(0.9, 0.4, 0) }).rho).toBeCloseTo(1, 12)
  expect(progressFollows({ progress: new Float64Array(2).fill(NaN), error: new Float64Array(2).fill(NaN) })).toEqual({ rho: NaN, n: 0 })
})

test('ends are the last checkpoints', () => {
  expect(endsOf(runs, runs.progress)).toMatchObject({ n: 2, min: 0.5, max: 0.99 })
})

describe('stations of the road', () => {
  const stations = Float64Array.from({ length: 100 }, (_, k) => (k + 1) / 100)
  const at = (run: (station: number) => number) => Float64Array.from(stations, run)
  const held = new Int8Array(300)
  // The third run ends at .6.
  for (let k = 60; k < 100; k++) held[200 + k] = 1
  const between = { ids: Int32Array.of(4, 7, 9), stations, held }
  const values = Float64Array.from([...at(s => s), ...at(s => 2 * s), ...at(s => 6 * s)])

  it('have the median of who is there, and count who is not', () => {
    const { medians, boxes, runs: counted } = atStations(between, values)
    expect(counted).toBe(3)
    expect(medians[49]).toBeCloseTo(1, 12)
    expect(medians[89]).toBeCloseTo(1.35, 12)
    expect(boxes.map(({ station, left, spread }) => [station, left, spread.n])).toEqual([[0.1, 0, 3], [0.3, 0, 3], [0.5, 0, 3], [0.7, 1, 2], [0.9, 1, 2]])
  })
  it('leave out runs that do not count at all', () => {
    const { runs: counted, boxes } = atStations(between, values, haveCompany([0, 0, 1]))
    expect(counted).toBe(2)
    expect(boxes.map(box => box.left)).toEqual([0, 0, 0, 0, 0])
    const nobody = atStations(between, values, () => false)
    expect(nobody.most).toBe(0)
    expect([...nobody.medians].every(Number.isNaN)).toBe(true)
  })
})

test('epochs go with updates, from none to all; of a run of one moment nobody knows how many updates an epoch has', () => {
  expect([0, 1, 4, 5, 7].map(row => epochsAt(runs, row, 8))).toEqual([0, 0.1, 8, 0, 8])
  expect(epochsAt({ starts: Uint32Array.of(0, 1), steps: Uint32Array.of(0) }, 0, 8)).toBeNaN()
})
