// Pooling of a neutral graph over the tensor library: pads never win a maximum, and are counted in a mean only where the graph says so.
import { avgPool, max, maxPool, mean, mul, tensor, tensor4d, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core'
import type { Op } from '../../src/core/graph/graph.ts'
import { padded } from './padded.ts'

/** The least float32: less than anything in a picture, and safe where a GPU's constants may not be infinite. */
const LEAST = -3.4028234663852886e38

type Pool = Extract<Op, { op: 'pool' | 'globalPool' }>

function pooled(op: Pool, input: Tensor4D): Tensor {
  if (op.op === 'globalPool') return (op.kind === 'max' ? max : mean)(input, [1, 2], op.keepDims)
  const { kind, size, strides, pads, countPads } = op
  const whole = padded(input, pads, kind === 'max' ? LEAST : 0)
  if (kind === 'max') return maxPool(whole, [...size], [...strides], 'valid')
  const average = avgPool(whole, [...size], [...strides], 'valid')
  if (countPads || pads.every(count => count === 0)) return average
  const [, height, width] = input.shape
  const across = (axis: 0 | 1, length: number, places: number): number[] => Array.from({ length: places }, (_, place) => {
    const from = place * strides[axis] - pads[axis]
    return Math.max(1, Math.min(from + size[axis], length) - Math.max(from, 0))
  })
  const rows = across(0, height, average.shape[1])
  const columns = across(1, width, average.shape[2])
  const factors = Float32Array.from(rows.flatMap(high => columns.map(wide => size[0] * size[1] / (high * wide))))
  return mul(average, tensor(factors, [1, rows.length, columns.length, 1]))
}

/** The library's pooling passes over NaN as if it were not there. It costs little to look; where there are any, the windows that hold one are marked afterwards. */
export async function pooledKeepingNaN(op: Pool, input: Tensor): Promise<Tensor> {
  const values = await input.data() as Float32Array
  if (!values.some(Number.isNaN)) return tidy(() => pooled(op, input as Tensor4D))
  const without = (number: (value: number) => number, kind: Pool['kind']): Tensor => tidy(() => pooled({ ...op, kind }, tensor4d(values.map(number), (input as Tensor4D).shape)))
  const result = without(value => Number.isNaN(value) ? 0 : value, op.kind)
  const hit = without(value => Number.isNaN(value) ? 1 : 0, 'max')
  const [numbers, marks] = await Promise.all([result.data(), hit.data()])
  const marked = tensor((numbers as Float32Array).map((value, place) => marks[place] > 0 ? NaN : value), result.shape)
  result.dispose()
  hit.dispose()
  return marked
}
