// Weights in the order of PyTorch and ONNX: outputs first, and pictures channel by channel.
import type { Layer } from '../core/training/architecture.ts'
import { KERNEL_SIDE } from '../core/training/architecture.ts'
import type { Picture } from './modules.ts'
import type { Tensor } from './tensor-file.ts'

/** inputs × outputs → outputs × inputs; behind pictures the inputs, whose channels turn fastest here, are laid channel by channel. */
export function denseKernel({ inputs, outputs, weights: start }: Layer, weights: Float32Array, picture: Picture | null): Tensor {
  const data = new Float32Array(inputs * outputs)
  const places = picture ? picture.height * picture.width : inputs
  const channels = picture?.channels ?? 1
  for (let input = 0; input < inputs; input++) {
    const column = (input % channels) * places + Math.floor(input / channels)
    for (let output = 0; output < outputs; output++) data[output * inputs + column] = weights[start + input * outputs + output]
  }
  return { shape: [outputs, inputs], data }
}

/** (row, column, channel in) × channel out → channel out × channel in × row × column. */
export function convolutionKernel({ inputs, outputs, weights: start }: Layer, weights: Float32Array): Tensor {
  const places = KERNEL_SIDE ** 2
  const channels = inputs / places
  const data = new Float32Array(inputs * outputs)
  for (let place = 0; place < places; place++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let output = 0; output < outputs; output++) data[(output * channels + channel) * places + place] = weights[start + (place * channels + channel) * outputs + output]
    }
  }
  return { shape: [outputs, channels, KERNEL_SIDE, KERNEL_SIDE], data }
}
