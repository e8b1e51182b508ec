import { describe, expect, it } from 'vitest'
import { condensedSize } from './condensed.ts'
import { addSquaredDifferences, rowDistances, RUN } from './matrix.ts'
import { MersenneTwister } from './mersenne.ts'

const random = new MersenneTwister(1)
const filled = (length: number): Float64Array => Float64Array.from({ length }, () => random.unit() - 0.5)

describe('distances between rows', () => {
  it('are the plain sum’s, bit for bit, whatever the number of rows', () => {
    for (const [rows, columns] of [[1, 4], [2, 1], [3, 7], [5, 600], [33, 3], [67, 20]]) {
      const values = filled(rows * columns)
      const plain: number[] = []
      for (let i = 0; i < rows; i++) {
        for (let j = i + 1; j < rows; j++) {
          let total = 0
          for (let from = 0; from < columns; from += RUN) {
            let sum = 0
            for (let k = from; k < Math.min(columns, from + RUN); k++) sum += (values[i * columns + k] - values[j * columns + k]) ** 2
            total += sum
          }
          plain.push(Math.sqrt(total))
        }
      }
      expect(Array.from(rowDistances(values, rows, columns))).toEqual(plain)
    }
  })

  it('are 0 without columns, and none without rows', () => {
    expect(rowDistances(new Float64Array(0), 4, 0)).toEqual(new Float64Array(condensedSize(4)))
    expect(rowDistances(new Float64Array(0), 0, 3)).toHaveLength(0)
  })
})

describe('squared differences', () => {
  it('are added to what is there', () => {
    const a = { values: Float64Array.of(1, 2, 3), start: 0, count: 3, stride: 1 }
    const sums = new Float64Array(9).fill(100)
    addSquaredDifferences(a, a, 0, 1, sums, 3)
    expect(Array.from(sums)).toEqual([100, 101, 104, 101, 100, 101, 104, 101, 100])
  })
})
