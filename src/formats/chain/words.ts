// A chain in words: “dense 64 → 32, relu”. For lists, sentences and the terminal.
import type { StoredTensor } from '../saved-model.ts'
import type { Chain, ChainStep } from './chain.ts'
import { sizesOf } from './kernels.ts'

/** The layer that a tensor belongs to: its name without what it is of the layer (“fc1.weight” → “fc1”). */
export function partName(tensor: string): string {
  const plain = tensor.replace(/:\d+$/, '')
  const short = plain.replace(/[./](weight|kernel|depthwise_kernel|bias|gamma|beta|running_mean|running_var|moving_mean|moving_variance|weight_\w+)$/i, '')
  // Keras repeats the layer's name: dense_1/dense_1/kernel.
  const [first, ...others] = short.split('/')
  return others.length > 0 && others.every(other => other === first) ? first : short
}

/** Sizes as people say them: “8 × 8 × 3”. */
export const shapeWords = (shape: readonly number[]): string => shape.length === 0 ? 'a single number' : shape.join(' × ')

/** One step without its sizes: “dense fc1”, “conv conv1”, “relu”, “max pool 2 × 2”. */
export function stepName(step: ChainStep): string {
  switch (step.kind) {
    case 'dense': return `dense ${partName(step.weight)}`
    case 'conv2d': return `conv ${partName(step.weight)}`
    case 'batchNorm': return `batch norm ${partName(step.mean)}`
    case 'activation': return step.fn
    case 'pool': return `${step.of} pool ${step.size} × ${step.size}${step.stride !== undefined && step.stride !== step.size ? `, stride ${step.stride}` : ''}${step.padding ? `, padding ${step.padding}` : ''}`
    case 'globalPool': return `global ${step.of} pool`
    case 'flatten': return 'flatten'
    case 'layerNorm': return `layer norm${step.scale === null ? '' : ` ${partName(step.scale)}`}`
    case 'keep': return `keep as ${step.name}`
    case 'from': return `go on from ${step.name}`
    case 'join': return `${step.by} ${step.name}`
    case 'softmax': return 'softmax'
    case 'logSoftmax': return 'log softmax'
  }
}

/** One step with its sizes, where the tensors tell them: “dense 64 → 32”, “conv 3 × 3, 1 → 8, same”; the padding may be left out where it stands elsewhere. */
export function stepWords(step: ChainStep, layout: Chain['layout'], tensors: readonly Pick<StoredTensor, 'name' | 'shape'>[], told: { padding: boolean } = { padding: true }): string {
  if (step.kind === 'batchNorm') return 'batch norm'
  if (step.kind === 'layerNorm') return 'layer norm'
  if (step.kind !== 'dense' && step.kind !== 'conv2d') return stepName(step)
  const shape = tensors.find(({ name }) => name === step.weight)?.shape
  if (!shape || shape.length !== (step.kind === 'dense' ? 2 : 4)) return stepName(step)
  const { inputs, outputs, window } = sizesOf(shape, layout)
  if (step.kind === 'dense') return `dense ${inputs} → ${outputs}`
  const padding = !told.padding ? '' : typeof step.padding === 'number' ? `, padding ${step.padding}` : `, ${step.padding}`
  return `conv ${window.join(' × ')}, ${inputs} → ${outputs}${padding}${step.stride > 1 ? `, stride ${step.stride}` : ''}${step.dilation && step.dilation > 1 ? `, dilation ${step.dilation}` : ''}`
}

/** The whole chain, first step first: “dense 64 → 32, relu, dense 32 → 10”. */
export const chainWords = ({ layout, steps }: Chain, tensors: readonly Pick<StoredTensor, 'name' | 'shape'>[]): string => steps.map(step => stepWords(step, layout, tensors)).join(', ')
