// Kernels as the graph wants them: inputs × outputs, height × width × inputs × outputs.
import type { Weights } from '../../core/graph/graph.ts'
import type { StoredTensor } from '../saved-model.ts'
import type { Chain } from './chain.ts'

/** PyTorch's outputs × inputs → inputs × outputs; Keras's lies so already. Not `turned`: only the shape. */
export function inputsFirst({ shape, data }: StoredTensor, layout: Chain['layout'], turned = true): Weights {
  if (layout === 'keras') return { shape, data }
  const [outputs, inputs] = shape
  if (!turned) return { shape: [inputs, outputs], data }
  const laid = new Float32Array(data.length)
  for (let output = 0; output < outputs; output++) for (let input = 0; input < inputs; input++) laid[input * outputs + output] = data[output * inputs + input]
  return { shape: [inputs, outputs], data: laid }
}

/** PyTorch's outputs × inputs × height × width → height × width × inputs × outputs. */
export function channelsLast({ shape, data }: StoredTensor, layout: Chain['layout'], turned = true): Weights {
  if (layout === 'keras') return { shape, data }
  const [outputs, inputs, height, width] = shape
  if (!turned) return { shape: [height, width, inputs, outputs], data }
  const laid = new Float32Array(data.length)
  let from = 0
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      for (let place = 0; place < height * width; place++) laid[(place * inputs + input) * outputs + output] = data[from++]
    }
  }
  return { shape: [height, width, inputs, outputs], data: laid }
}

/** What a weight takes and gives, by its shape: of a kernel, channels of one group. */
export function sizesOf(shape: readonly number[], layout: Chain['layout']): { inputs: number, outputs: number, window: readonly [number, number] } {
  const window = shape.length !== 4 ? [1, 1] as const : layout === 'torch' ? [shape[2], shape[3]] as const : [shape[0], shape[1]] as const
  if (layout === 'torch') return { inputs: shape[1], outputs: shape[0], window }
  return { inputs: shape[shape.length - 2], outputs: shape[shape.length - 1], window }
}
