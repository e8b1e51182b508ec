// The step-up rule must be the one of the papers: as many families as meet their own share of the level.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mulberry32 } from './random.ts'
import { levelOfFamilies } from './discoveries.ts'

const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 })

it('chooses by its level as many families as the level was made for', () => {
  fc.assert(fc.property(chances, least => {
    const chosen = levelOfFamilies(least, 0.05)
    const passing = least.filter(p => p <= chosen).length
    expect(Math.max(1, passing) * 0.05 / least.length).toBeCloseTo(chosen, 12)
  }))
})

it('is the example of the paper: four of fifteen at 0.05', () => {
  // Benjamini and Hochberg (1995), section 4.1.
  const least = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1]
  expect(levelOfFamilies(least, 0.05)).toBeCloseTo(4 * 0.05 / 15, 15)
})

it('asks of many families without effect what Bonferroni asks, of families that all have one no more than of one alone', () => {
  expect(levelOfFamilies([0.9, 0.5, 0.7, 0.3], 0.05)).toBe(0.05 / 4)
  expect(levelOfFamilies([0.001, 0.002, 0.003], 0.05)).toBeCloseTo(0.05, 15)
  expect(levelOfFamilies([], 0.05)).toBe(0.05)
})

it('lets a family through by chance in no more than its level of cases', () => {
  const random = mulberry32(7)
  const trials = 4000
  let wrong = 0
  for (let k = 0; k < trials; k++) {
    const least = Array.from({ length: 8 }, random)
    if (least.some(p => p <= levelOfFamilies(least, 0.05))) wrong++
  }
  // Five standard errors of a share of 0.05.
  expect(wrong / trials).toBeLessThan(0.05 + 5 * Math.sqrt(0.05 * 0.95 / trials))
})
