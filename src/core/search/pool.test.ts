// A pool's members are found by their settings, and its rungs are the same training stopped earlier.
import { describe, expect, it } from 'vitest'
import { KEEP_NOTHING } from '../network.ts'
import type { Hyperparameters } from '../network.ts'
import { drawNetworks } from '../population.ts'
import { runToEnd } from '../steps.ts'
import { figuresOf } from '../training/figures.ts'
import { plainLearners } from '../training/plain.ts'
import { trainNetwork } from '../training/train.ts'
import type { Pool } from './pool.ts'
import { distanceIn, nearestIn, rungEpochs, scoreOf, trialOf } from './pool.ts'
import { SEARCH_TASKS, taskData } from './tasks.ts'

const { prior } = SEARCH_TASKS.spirals
const members = drawNetworks(prior, 0, 30).map((spec, id) => ({ spec, rungs: [0.1, 0.2, 0.3, id === 4 ? NaN : id / 100], held: 0.5, parameters: 10, work: 1 }))
/** Member 2 has no place; the others lie on a line. */
const line = { rows: Int32Array.from(members, (_, id) => id === 2 ? -1 : id < 2 ? id : id - 1), condensed: Float64Array.from({ length: 29 * 28 / 2 }) }
for (let at = 0, i = 0; i < 29; i++) for (let j = i + 1; j < 29; j++) line.condensed[at++] = j - i
const pool: Pool = { prior, pictures: false, members, late: line, early: line }

describe('rungs', () => {
  it('are whole epochs, one at least, the last all of them', () => {
    expect(rungEpochs(40)).toEqual([4, 10, 20, 40])
    expect(rungEpochs(2)).toEqual([1, 1, 1, 2])
  })

  it('the same spec with fewer epochs is the same network earlier', () => {
    const { dataset } = taskData(SEARCH_TASKS.spirals, null)
    const begin = plainLearners(dataset)
    const [spec] = drawNetworks({ ...prior, width: { from: 5, to: 5 }, depth: [2], dropout: { from: 0.2, to: 0.2 }, epochs: { from: 6, to: 6 } }, 3, 1)
    const [whole, part] = [6, 2].map(epochs => runToEnd(trainNetwork({ ...spec, hyper: { ...spec.hyper, epochs } }, dataset, begin, KEEP_NOTHING)))
    expect(whole.curve.slice(0, part.curve.length)).toEqual(part.curve)
    expect(figuresOf(whole.curve, dataset.train.length, dataset.test.length)[2].testAccuracy).toBe(part.row.outcome.testAccuracy)
  })
})

describe('a pool', () => {
  it('knows a member as a trial by its last rung', () => {
    expect(trialOf(pool, 7)).toEqual({ id: 7, hyper: members[7].spec.hyper, score: 0.07 })
    expect(scoreOf(members[4])).toBeNaN()
  })

  it('has distances between members that have a place', () => {
    expect(distanceIn(line, 9, 0)).toBe(8)
    expect(distanceIn(line, 0, 9)).toBe(8)
    expect(distanceIn(line, 5, 5)).toBe(0)
    expect(distanceIn(line, 1, 2)).toBe(Infinity)
  })

  it('finds a member by its own settings, and the next where that one is taken', () => {
    const nearest = nearestIn(pool)
    for (const id of [0, 11, 29]) expect(nearest(members[id].spec.hyper, () => true)).toBe(id)
    const other = nearest(members[11].spec.hyper, id => id !== 11)
    expect(other).not.toBe(11)
    expect(nearest(members[11].spec.hyper, () => false)).toBe(-1)
  })

  it('measures rates on their log scale', () => {
    const at = (learningRate: number): Hyperparameters => ({ ...members[0].spec.hyper, learningRate })
    const two = { ...pool, members: [at(1e-3), at(0.5)].map((hyper, id) => ({ ...members[id], spec: { ...members[id].spec, hyper } })) }
    expect(nearestIn(two)(at(0.01), () => true)).toBe(0)
    expect(nearestIn(two)(at(0.05), () => true)).toBe(1)
  })
})
