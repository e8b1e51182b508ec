// What is said of a representation has to be true of the numbers that it is said of.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NetworkRow } from '../../core/network.ts'
import { PORTRAIT_MEASURES } from '../../core/portrait/measures.ts'
import { entropyWords, GROUPS, loopWords, measuresOfGroup, separationWords, standing, standingWords } from './representation.ts'

const outcome = { divergedAt: null, steps: 1, parameters: 10, trainLoss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy: 0.5 }
const rows = (measures: (Record<string, number> | undefined)[]): NetworkRow[] =>
  measures.map((found, id) => ({ id, hyper: null, weightSeed: null, orderSeed: null, outcome, ...found && { measures: found } }))
const said = (words: { figure: string, rest: string } | null) => words && words.figure + words.rest

describe('the groups', () => {
  it('hold every measure of a portrait once', () => {
    expect(GROUPS.flatMap(({ measures }) => measures).sort()).toEqual([...PORTRAIT_MEASURES].sort())
  })

  it('leave out what is undefined for all', () => {
    const some = rows([{ silhouette: NaN, cka: 0.2 }, { silhouette: NaN, cka: NaN }, undefined])
    expect(measuresOfGroup(GROUPS[1], some).map(({ key }) => key)).toEqual(['cka'])
  })
})

describe('where a network stands', () => {
  it('is counted among the others that have the measure', () => {
    const some = rows([{ loops: 3 }, { loops: 3 }, { loops: 1 }, { loops: NaN }, undefined, { loops: 9 }])
    expect(standing('loops', some[0], some)).toEqual({ below: 1, others: 3 })
    expect(standing('loops', some[3], some)).toBeNull()
    expect(standing('loops', some[0], rows([{ loops: 3 }]))).toBeNull()
  })

  it('never claims more than the values allow', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 30 }), values => {
      const some = rows(values.map(cka => ({ cka })))
      const words = standingWords(standing('cka', some[0], some))
      const below = values.slice(1).filter(value => value < values[0]).length
      if (words.startsWith('the highest')) expect(below).toBe(values.length - 1)
      else if (words.includes('only other')) expect(words.startsWith('not')).toBe(below === 0)
      else expect(words).toContain(below === 0 ? 'none of the' : `in ${below} of the ${values.length - 1} others`)
    }))
  })
})

describe('the sentences', () => {
  it('name the settings of the entropy and its ceiling', () => {
    const some = rows([{ spectralEntropy: 3 }, { spectralEntropy: 2 }, { spectralEntropy: 4 }])
    expect(said(entropyWords(some[0], some, 200))).toBe('3.00 of 7.64 bits at σ = 1 median distance, t = 1, as many as 8.0 equally strong directions have; higher than in 1 of the 2 others.')
    expect(said(entropyWords(rows([{ spectralEntropy: 2e-12 }])[0], [], 200))).toBe('0.00 of 7.64 bits at σ = 1 median distance, t = 1, as one direction alone has.')
  })

  it('do without what is undefined', () => {
    const [row] = rows([{ spectralEntropy: NaN, silhouette: NaN, loops: NaN }])
    expect([entropyWords(row, [row], 200), separationWords(row, [row]), loopWords(row, [row])]).toEqual([null, null, null])
  })

  it('count loops in the singular too', () => {
    expect(said(loopWords(rows([{ loops: 0, longestLoop: 0 }])[0], []))).toBe('No loop in the cloud of probes.')
    expect(said(loopWords(rows([{ loops: 1, longestLoop: 0.123 }])[0], []))).toBe('The longest loop stays open over 0.12 mean distances.')
    expect(said(loopWords(rows([{ loops: 2, longestLoop: 0.5 }])[0], []))).toBe('The longest loop stays open over 0.50 mean distances. 1 shorter one may be noise.')
  })

  it('read the silhouette', () => {
    const some = rows([{ silhouette: -0.25 }, { silhouette: 0.5 }])
    expect(said(separationWords(some[1], some))).toBe('Silhouette 0.50 on a scale from −1 to 1; higher than in the only other.')
  })
})
