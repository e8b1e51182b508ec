// When checkpoints are taken: rising, from the untrained network to the trained one, denser at the beginning.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkpointSteps } from './checkpoints.ts'
import { CHECKPOINTS } from '../network.ts'

const updates = fc.integer({ min: 0, max: 1_000_000 })
const counts = fc.integer({ min: 2, max: 200 })

describe('checkpointSteps', () => {
  it('rise strictly from 0 to the last update, as many as asked for where there are so many', () => {
    fc.assert(fc.property(updates, counts, (steps, count) => {
      const chosen = [...checkpointSteps(steps, count)]
      expect(chosen).toHaveLength(Math.min(count, steps + 1))
      expect([chosen[0], chosen.at(-1)]).toEqual([0, steps])
      chosen.slice(1).forEach((step, place) => expect(step).toBeGreaterThan(chosen[place]))
    }), { numRuns: 2000 })
  })

  it('are all updates where there are no more than asked for', () => {
    for (let steps = 0; steps < 60; steps++) expect([...checkpointSteps(steps, steps + 1)]).toEqual(Array.from({ length: steps + 1 }, (_, step) => step))
    expect([...checkpointSteps(0, 20)]).toEqual([0])
    expect([...checkpointSteps(1, 20)]).toEqual([0, 1])
  })

  it('two are the untrained and the trained network; three have the first update between them', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 1_000_000 }), steps => {
      expect([...checkpointSteps(steps, 2)]).toEqual([0, steps])
      expect([...checkpointSteps(steps, 3)]).toEqual([0, 1, steps])
    }))
  })

  it('are evenly spaced on a log scale once the whole numbers lie close enough', () => {
    const chosen = [...checkpointSteps(10_000, 6)]
    expect(chosen).toEqual([0, 1, 10, 100, 1000, 10_000])
    const strides = [...checkpointSteps(5000, CHECKPOINTS)].slice(12).map((step, place, all) => place === 0 ? NaN : step / all[place - 1]).slice(1)
    for (const stride of strides) expect(stride).toBeCloseTo(5000 ** (1 / 18), 1)
  })
})
