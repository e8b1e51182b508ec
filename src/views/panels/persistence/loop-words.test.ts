// What is said of a loop: its classes run by run, wherever its list of probes begins.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classRuns, wayWords } from './loop-words.ts'

const names = ['0', '1', '2', '3', '8'].concat('circle')

describe('runs of classes', () => {
  it('are told once each, the last joined to the first', () => {
    expect(classRuns([2, 2, 1, 1, 4, 3, 3, 2])).toEqual([1, 4, 3, 2])
    expect(classRuns([1, 1, 1])).toEqual([1])
    expect(classRuns([])).toEqual([])
  })

  it('are the same from wherever the loop is begun, up to where the telling begins', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 }), fc.nat(11), (labels, by) => {
      const turned = labels.map((_, k) => labels[(k + by) % labels.length])
      const [one, other] = [classRuns(labels), classRuns(turned)]
      expect(other).toHaveLength(one.length)
      const doubled = [...one, ...one].join()
      expect(doubled).toContain(other.join())
      one.forEach((label, k) => { if (one.length > 1) expect(label).not.toBe(one[(k + 1) % one.length]) })
    }))
  })
})

describe('words', () => {
  it('name the way', () => {
    expect(wayWords([5, 7, 9, 11], [0, 0, 0, 0, 0, 2, 0, 1, 0, 4, 0, 3], names, 'images')).toBe('4 images, 2 → 1 → 8 → 3 and back')
    expect(wayWords([0, 1, 2, 3], [5, 5, 5, 5], names, 'points')).toBe('4 points, all of class circle')
    expect(wayWords([0, 1, 2, 3], null, names, 'probes')).toBe('4 probes')
  })

  it('count what is too much to spell out', () => {
    const cycle = Array.from({ length: 10 }, (_, k) => k)
    expect(wayWords(cycle, cycle.map(k => k % 2), names, 'images')).toBe('10 images, 0 → 1 → 0 → 1 → 0 → 1 → 0 → … (10 runs) and back')
  })
})
