// Convolutions of a neutral graph over the tensor library: what it lacks (groups, strides together with dilations) is composed of what it has.
import { concat, conv2d, depthwiseConv2d, slice, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core'
import type { Op, Pair, Weights } from '../../src/core/graph/graph.ts'
import { weights } from './padded.ts'

/** Rows × height × width × channels; pads are laid around it before. Groups are split, one channel a group is depthwise. */
export function convolved({ kernel, strides, dilations, groups }: Extract<Op, { op: 'conv2d' }>, input: Tensor4D): Tensor {
  const [high, wide, ins, outs] = kernel.shape
  if (groups > 1 && ins === 1) return depthwise(input, { shape: [high, wide, groups, outs / groups], data: kernel.data }, strides, dilations)
  const spread = spreadOut(kernel, strides, dilations)
  const whole = weights(spread.kernel) as Tensor4D
  const convolve = (part: Tensor4D, filter: Tensor4D): Tensor4D => conv2d(part, filter, [...strides], 'valid', 'NHWC', [...spread.dilations])
  if (groups === 1) return convolve(input, whole)
  const each = outs / groups
  return concat(Array.from({ length: groups }, (_, group) =>
    convolve(slice(input, [0, 0, 0, group * ins], [-1, -1, -1, ins]), slice(whole, [0, 0, 0, group * each], [-1, -1, -1, each]))), 3)
}

/** The same, channel by channel. */
export function depthwise(input: Tensor4D, kernel: Weights, strides: Pair, dilations: Pair): Tensor {
  const spread = spreadOut(kernel, strides, dilations)
  return depthwiseConv2d(input, weights(spread.kernel) as Tensor4D, [...strides], 'valid', 'NHWC', [...spread.dilations])
}

/** The library takes no strides together with dilations: then zeros are set between the kernel's places. */
function spreadOut(kernel: Weights, strides: Pair, dilations: Pair): { kernel: Weights, dilations: Pair } {
  if (dilations.every(step => step === 1) || strides.every(step => step === 1)) return { kernel, dilations }
  const [high, wide, ins, outs] = kernel.shape
  const shape = [(high - 1) * dilations[0] + 1, (wide - 1) * dilations[1] + 1, ins, outs]
  const data = new Float32Array(shape[0] * shape[1] * ins * outs)
  for (let row = 0; row < high; row++) {
    for (let column = 0; column < wide; column++) {
      const place = (row * wide + column) * ins * outs
      data.set(kernel.data.subarray(place, place + ins * outs), (row * dilations[0] * shape[1] + column * dilations[1]) * ins * outs)
    }
  }
  return { kernel: { shape, data }, dilations: [1, 1] }
}
