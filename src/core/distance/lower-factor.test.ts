// A wide matrix and its square factor have the same singular values, also where rows end in numbers whose squares all but vanish.
import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../random.ts'
import { singularValues } from '../singular-values.ts'
import { lowerFactor } from './lower-factor.ts'

/** Frobenius norm², which is the sum of the squared singular values. */
const square = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0)

describe('the square factor of a wide matrix', () => {
  it('keeps L L\' = M M\'', () => {
    const random = mulberry32(8)
    const [rows, columns] = [5, 9]
    const matrix = Float64Array.from({ length: rows * columns }, () => random() - 0.5)
    const lower = lowerFactor(matrix, rows, columns)
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) {
        let [own, made] = [0, 0]
        for (let k = 0; k < columns; k++) own += matrix[i * columns + k] * matrix[j * columns + k]
        for (let k = 0; k < rows; k++) made += lower[i * rows + k] * lower[j * rows + k]
        expect(made).toBeCloseTo(own, 12)
      }
    }
  })

  it('stays finite where a row all but vanishes', () => {
    for (const dust of [1e-155, 1e-158, 1e-160, 1e-162, 5e-324]) {
      const matrix = Float64Array.from([0, dust, -dust, dust, 0.3, 0.5, 0.2, 0.1, 0.4, 0.1, -0.6, 0.2])
      const values = singularValues(lowerFactor(matrix, 3, 4), 3)
      expect(square(values)).toBeCloseTo(square(matrix), 12)
      expect(values[2]).toBeLessThan(1e-15)
    }
  })
})
