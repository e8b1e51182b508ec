// A score's error is a binomial share's, a difference's that of McNemar's test; who answers alike is not told apart.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aheadOn, rightOn, scoreOn } from './on-rows.ts'

const answers = fc.integer({ min: 1, max: 60 }).chain(rows => {
  const labels = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: rows, maxLength: rows })
  return fc.tuple(labels, labels, labels)
})

describe('on rows', () => {
  test('the score of one network is its share of right answers, with the error of a binomial share', () => {
    fc.assert(fc.property(answers, ([given, , labels]) => {
      const share = given.filter((answer, row) => answer === labels[row]).length / labels.length
      const { score, error } = scoreOn(rightOn([given], labels))
      expect(score).toBe(share)
      expect(error).toBeCloseTo(Math.sqrt(share * (1 - share) / labels.length), 12)
    }))
  })

  test('the difference of two counts the rows that one of them alone has right', () => {
    fc.assert(fc.property(answers, ([one, other, labels]) => {
      const n = labels.length
      const alone = (a: number[], b: number[]): number => labels.filter((label, row) => a[row] === label && b[row] !== label).length
      const [b, c] = [alone(one, other), alone(other, one)]
      const { score, error } = aheadOn(rightOn([one], labels), rightOn([other], labels))
      expect(score).toBeCloseTo((b - c) / n, 12)
      expect(error).toBeCloseTo(Math.sqrt(b + c - (b - c) ** 2 / n) / n, 12)
    }))
  })

  test('who answers alike is not told apart, and several networks are their mean', () => {
    const labels = [0, 1, 1, 0]
    const right = rightOn([[0, 1, 0, 0], [0, 0, 0, 0]], labels)
    expect([...right]).toEqual([1, 0.5, 0, 1])
    expect(scoreOn(right).score).toBe(0.625)
    expect(aheadOn(right, right)).toEqual({ score: 0, error: 0 })
  })

  test('of no rows nothing is known', () => expect(scoreOn([])).toEqual({ score: NaN, error: NaN }))
})
