// A confirmed chain with its tensors becomes a graph: kernels laid as the graph wants them, every step checked against the sizes that reach it.
import type { Graph, Op, Weights } from '../../core/graph/graph.ts'
import { INPUT } from '../../core/graph/graph.ts'
import { FormatError, quoted } from '../format-error.ts'
import type { StoredTensor } from '../saved-model.ts'
import type { Chain, ChainStep } from './chain.ts'
import { channelsLast, inputsFirst } from './kernels.ts'
import { partName, shapeWords, stepName } from './words.ts'
import type { Body } from './layer-norm.ts'
import { normalise } from './layer-norm.ts'
import { padsOf, placesAfter } from './windows.ts'

/** Errors: FormatError that names the step that does not fit, and the sizes. */
export const graphOfChain = (chain: Chain, tensors: readonly StoredTensor[]): Graph => laid(chain, tensors, true).graph

/** The shape of one sample behind each step. Errors: as graphOfChain's. Cheap: no kernel is turned. */
export const shapesOfChain = (chain: Chain, tensors: readonly StoredTensor[]): number[][] => laid(chain, tensors, false).shapes

/** `turned`: kernels lie as the graph wants them; otherwise only their shapes are right. */
function laid(chain: Chain, tensors: readonly StoredTensor[], turned: boolean): { graph: Graph, shapes: number[][] } {
  const { layout, input, steps } = chain
  if ((input.length !== 1 && input.length !== 3) || !input.every(axis => Number.isSafeInteger(axis) && axis > 0)) {
    throw new FormatError(`The chain's input is ${shapeWords(input)}; it should be one number of features, or height × width × channels.`)
  }
  if (steps.length === 0) throw new FormatError('The chain has no steps; it should have a layer with weights at least.')
  const named = new Map(tensors.map(tensor => [tensor.name, tensor]))
  const ops: Op[] = []
  let shape = [...input]
  let value: string = INPUT
  const shapes: number[][] = []
  const kept = new Map<string, { value: string, shape: number[] }>()
  const add = (body: Body, from: readonly string[] = [value]): string => {
    const id = `v${ops.length}`
    ops.push({ ...body, id, from } as Op)
    value = id
    return id
  }
  const take = (step: ChainStep, k: number): void => {
    const place = `Step ${k + 1} (${quoted(stepName(step)).slice(1, -1)})`
    const fault = (what: string): FormatError => new FormatError(`${place} ${what}.`)
    const picture = (): readonly [number, number, number] => {
      if (shape.length !== 3) throw fault(`works on pictures; ${shapeWords(shape)} reach it`)
      return [shape[0], shape[1], shape[2]]
    }
    const tensor = (name: string): StoredTensor => {
      const found = named.get(name)
      if (!found) throw fault(`wants the tensor ${quoted(name)}, which the file does not have`)
      return found
    }
    /** One number for each of `length` channels or units; `all` where the chain names none. */
    const row = (name: string | null, length: number, all = 0): Weights => {
      if (name === null) return { shape: [length], data: new Float32Array(length).fill(all) }
      const { shape: held, data } = tensor(name)
      if (data.length !== length) throw fault(`wants ${length} numbers of ${quoted(name)}, which has ${shapeWords(held)}`)
      return { shape: [length], data }
    }
    const keptAs = (name: string): { value: string, shape: number[] } => {
      const found = kept.get(name)
      if (!found) throw fault(`wants ${quoted(name)}, which no step before it keeps`)
      return found
    }
    switch (step.kind) {
      case 'dense': {
        const weight = tensor(step.weight)
        if (weight.shape.length !== 2) throw fault(`wants a matrix; ${quoted(step.weight)} has shape [${weight.shape.join(', ')}]`)
        const kernel = inputsFirst(weight, layout, turned)
        if (shape.length !== 1) throw fault(`takes ${kernel.shape[0]} inputs; a picture of ${shapeWords(shape)} reaches it: put a flatten before it`)
        if (kernel.shape[0] !== shape[0]) throw fault(`takes ${kernel.shape[0]} inputs; ${shape[0]} reach it`)
        add({ op: 'dense', label: partName(step.weight), kernel, bias: step.bias === null ? null : row(step.bias, kernel.shape[1]) })
        shape = [kernel.shape[1]]
        return
      }
      case 'conv2d': {
        const [height, width, channels] = picture()
        const weight = tensor(step.weight)
        if (weight.shape.length !== 4) throw fault(`wants a kernel of four axes; ${quoted(step.weight)} has shape [${weight.shape.join(', ')}]`)
        const kernel = channelsLast(weight, layout, turned)
        const [tall, wide, within, outputs] = kernel.shape
        const groups = channels / within
        if (!Number.isInteger(groups) || outputs % groups !== 0) throw fault(`takes ${within} channels; ${channels} reach it`)
        const dilation = step.dilation ?? 1
        if (![step.stride, dilation].every(size => Number.isSafeInteger(size) && size > 0)) throw fault('wants a stride and a dilation of 1 or more')
        const pads = padsOf(step, [tall, wide], [height, width], layout)
        const after = [
          placesAfter(height, (tall - 1) * dilation + 1, step.stride, pads[0] + pads[2]),
          placesAfter(width, (wide - 1) * dilation + 1, step.stride, pads[1] + pads[3]),
        ]
        if (after.some(places => !(places >= 1))) throw fault(`has a window of ${tall} × ${wide}; a picture of ${height} × ${width} is too small for it`)
        const bias = step.bias === null ? null : row(step.bias, outputs)
        add({ op: 'conv2d', label: partName(step.weight), kernel, bias, strides: [step.stride, step.stride], pads, dilations: [dilation, dilation], groups })
        shape = [...after, outputs]
        return
      }
      case 'batchNorm': {
        const length = shape[shape.length - 1]
        const { data } = tensor(step.mean)
        if (data.length !== length) throw fault(`is of ${data.length} channels; ${length} reach it`)
        const [scale, offset] = [row(step.scale, length, 1), row(step.offset, length)]
        add({ op: 'batchNorm', label: partName(step.mean), scale, offset, mean: row(step.mean, length), variance: row(step.variance, length), epsilon: step.epsilon })
        return
      }
      case 'layerNorm': {
        const { size, epsilon } = step
        if (shape.length !== 1 || shape[0] !== size) throw fault(`is of ${size} numbers; ${shapeWords(shape)} reach it`)
        const [scale, offset] = [step.scale, step.offset].map(name => name === null ? null : row(name, size))
        normalise(add, value, size, { label: stepName(step), scale, offset, epsilon })
        return
      }
      case 'keep':
        kept.set(step.name, { value, shape: [...shape] })
        return
      case 'from': {
        const other = keptAs(step.name)
        value = other.value
        shape = [...other.shape]
        return
      }
      case 'join': {
        const other = keptAs(step.name)
        const order = step.first === true ? [other.value, value] : [value, other.value]
        const axis = shape.length - 1
        const alike = shape.length === other.shape.length && shape.every((length, k) => length === other.shape[k] || (step.by === 'concat' && k === axis))
        if (!alike) throw fault(`joins ${shapeWords(shape)} with ${shapeWords(other.shape)}`)
        add(step.by === 'concat' ? { op: 'concat', label: stepName(step), axis } : { op: step.by, label: stepName(step) }, order)
        if (step.by === 'concat') shape = shape.with(axis, shape[axis] + other.shape[axis])
        return
      }
      case 'activation':
        return void add({ op: 'activation', label: step.fn, fn: step.fn, ...step.alpha === undefined ? {} : { alpha: step.alpha } })
      case 'softmax': case 'logSoftmax': {
        if (shape.length !== 1) throw fault(`works on a row of numbers; a picture of ${shapeWords(shape)} reaches it`)
        return void add({ op: step.kind, label: step.kind, axis: -1 })
      }
      case 'pool': {
        const [height, width, channels] = picture()
        const { size, stride = size, padding = 0 } = step
        if (![size, stride].every(one => Number.isSafeInteger(one) && one > 0) || !(padding >= 0 && padding * 2 <= size)) throw fault('wants a size and a stride of 1 or more')
        const after = [height, width].map(places => placesAfter(places, size, stride, 2 * padding))
        if (after.some(places => !(places >= 1))) throw fault(`has a window of ${size} × ${size}; a picture of ${height} × ${width} is too small for it`)
        add({ op: 'pool', label: stepName(step), kind: step.of, size: [size, size], strides: [stride, stride], pads: [padding, padding, padding, padding], countPads: true })
        shape = [...after, channels]
        return
      }
      case 'globalPool': {
        const [,, channels] = picture()
        add({ op: 'globalPool', label: stepName(step), kind: step.of, keepDims: false })
        shape = [channels]
        return
      }
      case 'flatten': {
        if (shape.length === 1) return
        const [height, width, channels] = shape
        // PyTorch flattens channel by channel: rows of the kernel behind stay as they are in the file.
        if (layout === 'torch' && channels > 1 && height * width > 1) add({ op: 'transpose', label: 'channels first', perm: [2, 0, 1] })
        add({ op: 'flatten', label: 'flatten' })
        shape = [height * width * channels]
      }
    }
  }
  for (const [k, step] of steps.entries()) {
    take(step, k)
    shapes.push([...shape])
  }
  const graph: Graph = { inputShape: [...input], outputShape: shape, inputLayout: input.length === 1 ? null : layout === 'torch' ? 'NCHW' : 'NHWC', ops, output: value }
  return { graph, shapes }
}
