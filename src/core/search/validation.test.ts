// Rows have one duty each, and what networks learn from does not depend on who votes.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { makeDataset } from '../data/make.ts'
import { FEWEST_VOTERS, lookingAtHeld, seenOf, withValidation } from './validation.ts'
import { SEARCH_TASKS, taskData, TASKS } from './tasks.ts'

const digits = new Uint8Array(readFileSync(new URL('../../../public/data/digits.bin', import.meta.url)))
const plane = makeDataset({ id: 'moons', noise: 0.1, decay: 0.5, seed: 3 }, null)
const sorted = (...parts: Iterable<number>[]): number[] => parts.flatMap(part => [...part]).sort((a, b) => a - b)
const perClass = (rows: Uint32Array, labels: Uint8Array, classes: number): number[] =>
  Array.from({ length: classes }, (_, label) => rows.filter(row => labels[row] === label).length)

describe('withValidation', () => {
  it('gives every test row one duty and leaves the train rows alone', () => {
    const { dataset, held, note } = withValidation(plane, 1)
    expect(note).toBeNull()
    expect(dataset.train).toBe(plane.train)
    expect(sorted(dataset.probes, dataset.test, held)).toEqual([...plane.test])
    expect(dataset.probes).toHaveLength(100)
    for (const row of dataset.probes) expect(plane.probes).toContain(row)
    expect(Math.abs(dataset.test.length - held.length)).toBeLessThanOrEqual(1)
  })

  it('takes each class in proportion, and the same rows for the same seed', () => {
    const { dataset, held } = withValidation(plane, 1)
    for (const rows of [dataset.probes, dataset.test, held]) {
      const [a, b] = perClass(rows, plane.labels, 2)
      expect(Math.abs(a - b)).toBeLessThanOrEqual(1)
    }
    expect(withValidation(plane, 1)).toEqual({ dataset, held, note: null })
    expect(withValidation(plane, 2).held).not.toEqual(held)
  })

  it('lets all test rows vote where there are too few, and says so', () => {
    const small = { ...plane, test: plane.test.slice(0, 30), probes: plane.test.slice(0, 30 - 2 * FEWEST_VOTERS + 15) }
    const { dataset, held, note } = withValidation(small, 1)
    expect(dataset).toBe(small)
    expect(held).toHaveLength(0)
    expect(note).toContain('all of them vote')
  })
})

describe('seenOf', () => {
  const whole = withValidation(plane, 1)
  const looking = lookingAtHeld(whole)

  it('splits what a network says of the probes from what it says of the rows held back', () => {
    const rows = looking.probes.length
    const right = (row: number): boolean => row % 3 !== 0
    const probabilities = Float32Array.from({ length: rows * 2 }, (_, at) => {
      const row = looking.probes[at >> 1]
      return (plane.labels[row] === at % 2) === right(row) ? 0.9 : 0.1
    })
    const values = Float32Array.from({ length: rows * 3 }, (_, at) => at)
    const { activations, heldAccuracy } = seenOf({ activations: { id: 7, rows, columns: 3, values }, probabilities }, whole)
    expect(activations).toEqual({ id: 7, rows: 100, columns: 3, values: values.slice(0, 300) })
    expect(heldAccuracy).toBe(whole.held.filter(right).length / whole.held.length)
  })

  it('has nothing to say of a network that has diverged', () => {
    expect(seenOf({ activations: null, probabilities: null }, whole)).toEqual({ activations: null, heldAccuracy: NaN })
  })
})

describe('taskData', () => {
  it.each(TASKS)('%s: rows to learn from, 100 probes, the rest in halves; wrong labels among the train rows alone', id => {
    const task = SEARCH_TASKS[id]
    const { dataset, held, note } = taskData(task, digits)
    const truth = makeDataset(task.data, digits).labels
    expect(note).toBeNull()
    expect(sorted(dataset.train, dataset.test, dataset.probes, held)).toEqual([...truth.keys()])
    expect(dataset.train).toHaveLength(task.rows)
    const wrong = [...dataset.labels.keys()].filter(row => dataset.labels[row] !== truth[row])
    expect(wrong).toHaveLength(Math.round(task.wrong * task.rows))
    for (const row of wrong) expect(dataset.train).toContain(row)
  })
})
