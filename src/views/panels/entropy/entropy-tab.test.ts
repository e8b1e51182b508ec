// The numbers behind the Entropy tab's pictures: decay lines, steps, the table of signs, axes and words.
import { describe, expect, it } from 'vitest'
import { spectralEntropy } from '../../../core/entropy/entropy.ts'
import { spearman } from '../../../core/statistics.ts'
import type { Spectra } from '../../../protocol/spectra.ts'
import { decayFloor, decayLine, MOST_EIGENVALUES, sampleRows, singleLines, stepAfter } from './decay.ts'
import { bitsDomain, directionWords, settingWords, TIMES } from './entropy-words.ts'
import { signGrid, signs } from './sign-grid.ts'

/** Rows of geometric spectra: |λ_k| = r^k. */
const geometric = (n: number, ratios: readonly number[]): Float32Array => Float32Array.from(ratios.flatMap(r => Array.from({ length: n }, (_, k) => r ** k)))

describe('eigenvalue decay', () => {
  const table = geometric(60, [0.9, 0.8, 0.7, 0.6, 0.5])

  it('of one network is its own spectrum to the power t, as far as it is drawn', () => {
    const { middle, band } = decayLine(table, 60, { key: 'open', name: '#1', rows: [1] }, 2)
    expect(middle).toHaveLength(MOST_EIGENVALUES)
    middle.forEach((value, k) => expect(value).toBeCloseTo(0.64 ** k, 6))
    expect(band).toBeNull()
  })

  it('of several is their median, with quarters below and above', () => {
    const { middle, band } = decayLine(table, 60, { key: 'a', name: 'A', rows: [0, 1, 2, 3, 4] }, 1)
    expect(middle[1]).toBeCloseTo(0.7, 6)
    expect(band!.low[1]).toBeCloseTo(0.6, 6)
    expect(band!.high[1]).toBeCloseTo(0.8, 6)
  })

  it('leaves a set out of the sample of everybody else, which is even', () => {
    expect(sampleRows(5, new Set([1, 3]))).toEqual([0, 2, 4])
    const many = sampleRows(1000, new Set([0]), 10)
    expect(many).toHaveLength(10)
    expect(many).not.toContain(0)
    expect(many.at(-1)!).toBeGreaterThan(850)
    expect(singleLines(table, 60, [4], 3)[0][1]).toBeCloseTo(0.125, 6)
  })

  it('finds the step after the classes, and what is usual', () => {
    const spectrum = [1, ...Array.from({ length: 9 }, (_, k) => 0.5 * 0.95 ** k), ...Array.from({ length: 20 }, (_, k) => 0.05 * 0.95 ** k)]
    const step = stepAfter(spectrum, 10)!
    expect(step.factor).toBeCloseTo(0.5 * 0.95 ** 8 / 0.05, 9)
    expect(step.usual).toBeCloseTo(1 / 0.95, 9)
    expect(stepAfter(spectrum, 30)).toBeNull()
    expect(stepAfter(spectrum, 1)).toBeNull()
    expect(stepAfter([1, 0.5, 0, 0], 2)).toBeNull()
  })

  it('is drawn down to a power of ten, of a line that comes to nothing too', () => {
    expect(decayFloor([[1, 0.1, 0.003]])).toBeCloseTo(0.001, 12)
    expect(decayFloor([[1, 0.5]])).toBeCloseTo(0.1, 12)
    expect(decayFloor([[1, 1e-20]])).toBeCloseTo(1e-8, 20)
    expect(decayFloor([[1, 0]])).toBeCloseTo(1e-3, 12)
  })
})

describe('the table of signs', () => {
  const n = 20
  const wide = geometric(n, [0.3, 0.5, 0.7, 0.9])
  const narrow = geometric(n, [0.9, 0.7, 0.5, 0.3])
  const spectra: Spectra = { ids: [1, 2, 3, 4], n, scale: 'median', grid: [0.5, 1], by: [wide, narrow] }
  const made = (outcome: readonly number[]) => {
    const work = signGrid(spectra, outcome, [1, 3])
    for (;;) {
      const next = work.next()
      if (next.done) return next.value
    }
  }

  it('has in each cell Spearman’s ρ of the entropy by its definition', () => {
    const outcome = [0.1, 0.4, 0.2, 0.9]
    const { cells } = made(outcome)
    ;[1, 3].forEach((t, row) => [wide, narrow].forEach((table, column) => {
      const bits = [0, 1, 2, 3].map(k => spectralEntropy(table.subarray(k * n, (k + 1) * n), t))
      expect(cells[row * 2 + column]).toEqual(spearman(bits, outcome))
    }))
  })

  it('turns its signs with the outcome’s, and counts only what is sure', () => {
    const up = made([1, 2, 3, 4])
    expect(up.cells.map(({ rho }) => rho)).toEqual([1, -1, 1, -1])
    expect(made([4, 3, 2, 1]).cells.map(({ rho }) => rho)).toEqual([-1, 1, -1, 1])
    expect(signs(up)).toEqual({ up: 0, down: 0, of: 4 })
    expect(signs({ ...up, cells: up.cells.map(({ rho }) => ({ rho, n: 50 })) })).toEqual({ up: 2, down: 2, of: 4 })
    // One in twenty of many cells is chance's: two of 49 that lie just beyond it are no signs; far beyond it they are.
    const table = (rho: number) => ({ ...up, cells: Array.from({ length: 49 }, (_, k) => ({ rho: k === 0 ? rho : k === 1 ? -rho : 0, n: 101 })) })
    expect(signs(table(0.21))).toEqual({ up: 0, down: 0, of: 49 })
    expect(signs(table(0.4))).toEqual({ up: 1, down: 1, of: 49 })
  })
})

describe('axes and words', () => {
  it('frame entropies by whole bits, one at least', () => {
    expect(bitsDomain([2.1, 3.7])).toEqual([2, 4])
    expect(bitsDomain([0.2, 0.4])).toEqual([0, 1])
    expect(bitsDomain([3, 3])).toEqual([3, 4])
    expect(bitsDomain([])).toEqual([0, 1])
  })

  it('never name an entropy’s correlation without scaling, σ and t', () => {
    expect(settingWords({ scale: 'mean', sigma: 0.5, t: 2 })).toMatch(/σ\s=\s0.5 mean distance, t\s=\s2/)
    expect(settingWords({ scale: 'none', sigma: 3, t: 1 })).toContain('absolute')
  })

  it('read 2 to the entropy as directions', () => {
    expect(directionWords(Math.log2(29))).toBe('as if 29 directions were equal')
    expect(directionWords(1.5)).toBe('as if 2.8 directions were equal')
    expect(directionWords(0)).toBe('as if there were one direction')
  })

  it('offer times that rise from a half to fifty, one among them', () => {
    expect([TIMES[0], TIMES.at(-1)]).toEqual([0.5, 50])
    expect([...TIMES].sort((a, b) => a - b)).toEqual(TIMES)
    expect(TIMES).toContain(1)
  })
})
