// Which tensors are a layer's, and what each is for: every family of files names them in its own way, and hands them over like this.
import { FormatError } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import type { StoredTensor } from '../saved-model.ts'
import type { KerasLayer, KerasModel } from './config.ts'

/** One variable of a layer: “kernel”, and its numbers. */
export interface Variable { readonly role: string, readonly tensor: StoredTensor }

/** By `keyOf` the layer; in Keras's order of variables. */
export type LayerWeights = ReadonlyMap<string, readonly Variable[]>

/** Zero never stands in a name that matters. */
export const keyOf = (path: readonly string[]): string => path.join('\0')

/** The variables that a layer of a class has, in the order in which Keras keeps them. Null for classes that are not known. */
export function rolesOf({ className, config }: KerasLayer): string[] | null {
  const unless = (key: string, ...roles: string[]): string[] => config.get(key) === false ? [] : roles
  switch (className) {
    case 'Dense': case 'Conv1D': case 'Conv2D': return ['kernel', ...unless('use_bias', 'bias')]
    case 'DepthwiseConv2D': return ['depthwise_kernel', ...unless('use_bias', 'bias')]
    case 'SeparableConv2D': return ['depthwise_kernel', 'pointwise_kernel', ...unless('use_bias', 'bias')]
    case 'BatchNormalization': return [...unless('scale', 'gamma'), ...unless('center', 'beta'), 'moving_mean', 'moving_variance']
    case 'LayerNormalization': return [...unless('scale', 'gamma'), ...unless('center', 'beta')]
    case 'Normalization': return ['mean', 'variance', 'count']
    case 'PReLU': return ['alpha']
    default: return null
  }
}

/** All layers, those of models within models too, in the order of the file. */
export const allLayers = (model: KerasModel): KerasLayer[] => model.layers.flatMap(layer => layer.model ? allLayers(layer.model) : [layer])

/** Keeps count of the numbers of a file, and refuses too many. */
export function counting(file: string): (shape: readonly number[]) => void {
  let [numbers, tensors] = [0, 0]
  return shape => {
    numbers += shape.reduce((product, length) => product * length, 1)
    if (!(numbers <= LIMITS.allNumbers)) throw new FormatError(`${file} claims more than ${LIMITS.allNumbers / 1e6} million weights, the most that is read.`)
    if (++tensors > LIMITS.tensors) throw new FormatError(`${file} holds more than ${LIMITS.tensors} tensors, the most that is read.`)
  }
}
