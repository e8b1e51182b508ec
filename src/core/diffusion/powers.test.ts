import { describe, expect, it } from 'vitest'
import { MersenneTwister } from '../mersenne.ts'
import { withoutNative } from '../native/native.ts'
import { compactOperator, diffusionOperator, operatorMatrix } from './operator.ts'
import { operatorPower, squaredOperator } from './powers.ts'

const random = new MersenneTwister(5)
const operatorOf = (rows: number): ReturnType<typeof diffusionOperator> =>
  diffusionOperator({ id: 1, rows, columns: 3, values: Float32Array.from({ length: 3 * rows }, () => random.unit()) }, { scale: 'mean', sigma: 0.5 })

function times(a: Float64Array, b: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    let sum = 0
    for (let k = 0; k < n; k++) sum += a[Math.floor(at / n) * n + k] * b[k * n + at % n]
    return sum
  })
}

describe('powers of a walk', () => {
  it('are products of its matrix, whose rows sum to 1', () => {
    for (const n of [2, 7, 20, 33]) {
      const operator = operatorOf(n)
      let expected = operatorMatrix(operator)
      for (const t of [1, 2, 4, 8]) {
        const power = operatorMatrix(operatorPower(operator, t))
        power.forEach((p, k) => expect(p).toBeCloseTo(expected[k], 14))
        for (let k = 0; k < n; k++) expect(power.subarray(k * n, (k + 1) * n).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 13)
        expected = times(expected, expected, n)
      }
    }
  })

  it('have the same bits compiled and plain', () => {
    for (const n of [2, 3, 5, 8, 41]) {
      const operator = operatorOf(n)
      expect(operatorPower(operator, 8)).toEqual(withoutNative(() => operatorPower(operator, 8)))
    }
  })

  it('go on from float32 as from float64, and leave the operator alone', () => {
    const operator = operatorOf(12)
    const before = operator.affinities.slice()
    const compact = operatorMatrix(squaredOperator(compactOperator(operator)))
    operatorMatrix(squaredOperator(operator)).forEach((p, k) => expect(Math.abs(compact[k] / p - 1)).toBeLessThan(1e-6))
    expect(operator.affinities).toEqual(before)
  })

  it('are refused where they cannot be had by doubling', () => {
    for (const t of [0, 3, 0.5, -2, NaN]) expect(() => operatorPower(operatorOf(3), t)).toThrow(`t is ${t}; a power of a walk is taken by doubling`)
  })
})
