// Where a window stands under Keras's and TensorFlow's padding: made explicit, as the graph wants it.
import type { Pads, Pair } from '../../core/graph/graph.ts'

/** Zeros around a picture of height × width × …, for a window of `size`: the smaller half first. Source: TensorFlow's “SAME” (SAME_UPPER). */
export function samePads([height, width]: readonly number[], size: Pair, strides: Pair, dilations: Pair = [1, 1]): Pads {
  const along = (length: number, axis: 0 | 1): [number, number] => {
    const total = Math.max((Math.ceil(length / strides[axis]) - 1) * strides[axis] + (size[axis] - 1) * dilations[axis] + 1 - length, 0)
    return [Math.floor(total / 2), Math.ceil(total / 2)]
  }
  const [top, bottom] = along(height, 0)
  const [left, right] = along(width, 1)
  return [top, left, bottom, right]
}

export const NO_PADS: Pads = [0, 0, 0, 0]
