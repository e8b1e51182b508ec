import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MersenneTwister } from './mersenne.ts'
import { withoutNative } from './native/native.ts'
import type { Rows } from './products.ts'
import { plainRowProducts, rowProducts } from './products.ts'

const size = fc.integer({ min: 0, max: 23 })

describe('inner products between rows', () => {
  const random = new MersenneTwister(4)
  const filled = (rows: number, columns: number): Rows => ({ rows, columns, values: Float64Array.from({ length: rows * columns }, () => random.unit() - 0.5) })

  it('are sums of products, with the same bits compiled and plain', () => {
    fc.assert(fc.property(size, size, fc.integer({ min: 0, max: 90 }), (p, q, columns) => {
      const [a, b] = [filled(p, columns), filled(q, columns)]
      const products = rowProducts(a, b)
      expect(products).toEqual(plainRowProducts(a, b))
      expect(products).toEqual(withoutNative(() => rowProducts(a, b)))
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < q; j++) {
          let sum = 0
          for (let k = 0; k < columns; k++) sum += a.values[i * columns + k] * b.values[j * columns + k]
          expect(products[i * q + j]).toBeCloseTo(sum, 13)
        }
      }
    }))
  })

  it('stop at the diagonal where the product is known to be symmetric', () => {
    for (const n of [3, 4, 21]) {
      const a = filled(n, 40)
      const whole = rowProducts(a, a)
      const half = rowProducts(a, a, true)
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) expect(half[i * n + j]).toBe(j >= i ? whole[i * n + j] : 0)
    }
  })
})
