// What ops on pictures begin with: a graph's numbers as a tensor, and pads laid around a picture.
import { pad, tensor, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core'
import type { Pads, Weights } from '../../src/core/graph/graph.ts'

export const weights = ({ shape, data }: Weights): Tensor => tensor(data, [...shape], 'float32')

/** As kernels take their pads in different ways, rows and columns are set around the picture beforehand. */
export const padded = (value: Tensor4D, [top, left, bottom, right]: Pads, number: number): Tensor4D =>
  top + left + bottom + right === 0 ? value : pad(value, [[0, 0], [top, bottom], [left, right], [0, 0]], number)
