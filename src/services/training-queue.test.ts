// The queue deals everything out once, in portions that keep all workers busy to the end, and tells the guilty from their company.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Interim, NetworkSpec } from '../core/network.ts'
import { networkAt } from '../core/population.ts'
import { DEFAULT_RECIPE } from '../core/recipe.ts'
import { Queue } from './training-queue.ts'

const specs = (count: number): NetworkSpec[] => Array.from({ length: count }, (_, id) => networkAt(DEFAULT_RECIPE, id))
const ids = (networks: readonly NetworkSpec[]): number[] => networks.map(({ id }) => id)
const queueOf = (works: readonly number[]): Queue => new Queue(specs(works.length), [], spec => works[spec.id])
const interim = (epochs: number): Interim => ({
  step: epochs, state: { weights: new Float32Array(1), first: new Float32Array(0), second: new Float32Array(0) },
  curve: new Float32Array(4 * (epochs + 1)), confusion: new Int32Array(1), checkpoints: null,
})

const someWorks = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 80 })

describe('portions', () => {
  test('hold every network once, at least one each, and no more work than asked for unless it is a single network', () => {
    fc.assert(fc.property(someWorks, fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 9 }), (works, most, workers) => {
      const queue = queueOf(works)
      const seen: number[] = []
      while (queue.waiting > 0) {
        const portion = queue.take(most, workers)
        expect(portion.length).toBeGreaterThan(0)
        if (portion.length > 1) expect(portion.reduce((sum, { id }) => sum + works[id], 0)).toBeLessThanOrEqual(most)
        seen.push(...ids(portion))
      }
      expect(seen.sort((a, b) => a - b)).toEqual(works.map((_, id) => id))
    }))
  })

  test('end together: no worker waits longer than one network and half a portion for the last', () => {
    fc.assert(fc.property(someWorks, fc.integer({ min: 1, max: 9 }), (works, workers) => {
      const most = 300
      const queue = queueOf(works)
      // Whoever is free first takes the next portion.
      const busyUntil = new Array<number>(workers).fill(0)
      while (queue.waiting > 0) {
        const next = busyUntil.indexOf(Math.min(...busyUntil))
        busyUntil[next] += queue.take(most, workers).reduce((sum, { id }) => sum + works[id], 0)
      }
      const total = works.reduce((sum, work) => sum + work, 0)
      expect(Math.max(...busyUntil)).toBeLessThanOrEqual(total / workers + Math.max(...works, most / 2))
    }))
  })

  test('go in order until the end is near; then the longest first', () => {
    const works = [1, 2, 1, 1, 9, 1, 5, 1]
    expect(ids(queueOf(works).take(2.5, 1))).toEqual([0])
    expect(ids(queueOf(works).take(1000, 1))[0]).toBe(4)
  })
})

describe('what was begun', () => {
  test('goes along with its network until that is finished, and counts for what is left of it', () => {
    const [one, two] = specs(2)
    const queue = new Queue([one, two], [{ id: one.id, interim: interim(3) }], (_, from) => from ? 10 - from.curve.length / 4 : 10)
    expect(queue.workOf(one)).toBe(6)
    expect(queue.workOf(two)).toBe(10)
    queue.note({ id: two.id, interim: interim(7) })
    expect(queue.workOf(two)).toBe(2)
    expect(queue.begun([one, two]).map(({ id, interim: { step } }) => [id, step])).toEqual([[0, 3], [1, 7]])
    queue.finished(one.id)
    expect(queue.begun([one, two]).map(({ id }) => id)).toEqual([1])
  })
})

describe('a failure', () => {
  test('in company accuses nobody: each is handed out alone from then on, and only who fails alone twice is given up', () => {
    const queue = queueOf([1, 1, 1, 1, 1, 1, 1, 1])
    const portion = queue.take(4, 1)
    expect(portion.length).toBeGreaterThan(1)
    expect(queue.giveBackSuspects(portion, null)).toBeNull()
    const alone = queue.take(4, 1)
    expect(ids(alone)).toEqual([portion[0].id])
    expect(queue.giveBackSuspects(alone, null)).toBeNull()
    expect(ids(queue.take(4, 1))).toEqual(ids(alone))
    expect(queue.giveBackSuspects(alone, null)).toBe(alone[0])
    expect(ids(queue.take(4, 1))).toEqual([portion[1].id])
  })

  test('whose author is known leaves the others free of suspicion', () => {
    const queue = queueOf([1, 1, 1, 1, 1, 1, 1, 1])
    const portion = queue.take(3, 1)
    expect(portion).toHaveLength(3)
    expect(queue.giveBackSuspects(portion, portion[0])).toBeNull()
    expect(ids(queue.take(3, 1))).toEqual([portion[0].id])
    expect(queue.take(3, 1).length).toBeGreaterThan(1)
  })

  test('brings everything back that was not finished', () => {
    const queue = queueOf([5, 5, 5, 5])
    const all = queue.takeAll()
    expect(queue.waiting).toBe(0)
    queue.drop(all, all[2])
    expect(ids(queue.takeAll())).toEqual([0, 1, 3])
  })
})
