// Shapes through a graph, op by op; a graph that passes can be run.
import type { Graph, Op, Pads, Pair, Weights } from './graph.ts'
import { INPUT } from './graph.ts'
import { labelled, product, sizes } from './graph-names.ts'

type Shape = readonly number[]

/** Numbers that one value may hold for one sample: 200 MB of them. */
export const MOST_NUMBERS = 50e6
/** Axes of one sample: with the axis of rows before them, as many as the tensor library's kernels take. */
const MOST_AXES = 5

/** The shape (of one sample) behind an op whose inputs have these shapes. Errors: a sentence that names the op's label and the shapes. */
export function shapeAfter(op: Op, inputs: readonly Shape[]): number[] {
  checkInputs(op, inputs)
  const [input] = inputs
  switch (op.op) {
    case 'dense': {
      checkWeights(op, 'kernel', op.kernel, 2)
      const [ins, outs] = op.kernel.shape
      if (input.length === 0 || input.at(-1) !== ins) throw fault(op, `takes ${ins} numbers and is given ${sizes(input)}`)
      checkVector(op, 'bias', op.bias, outs)
      return [...input.slice(0, -1), outs]
    }
    case 'conv2d': {
      checkPicture(op, input)
      checkWeights(op, 'kernel', op.kernel, 4)
      const [high, wide, ins, outs] = op.kernel.shape
      if (!whole(op.groups) || op.groups < 1 || outs % op.groups !== 0) throw fault(op, `has ${outs} channels in ${op.groups} groups, which does not divide`)
      if (ins * op.groups !== input[2]) throw fault(op, `takes ${ins * op.groups} channels and is given ${sizes(input)}`)
      checkVector(op, 'bias', op.bias, outs)
      return [...slid(op, input, [high, wide], op.strides, op.pads, op.dilations), outs]
    }
    case 'depthwiseConv2d': {
      checkPicture(op, input)
      checkWeights(op, 'kernel', op.kernel, 4)
      const [high, wide, ins, multiplier] = op.kernel.shape
      if (ins !== input[2]) throw fault(op, `takes ${ins} channels and is given ${sizes(input)}`)
      checkVector(op, 'bias', op.bias, ins * multiplier)
      return [...slid(op, input, [high, wide], op.strides, op.pads, op.dilations), ins * multiplier]
    }
    case 'pool':
      checkPicture(op, input)
      if (!op.size.every(size => whole(size) && size >= 1)) throw fault(op, `pools over ${sizes(op.size)} places`)
      if (op.pads.some((pad, side) => pad >= op.size[side % 2])) throw fault(op, `pads by ${op.pads.join(', ')}, as much as its ${sizes(op.size)} window`)
      return [...slid(op, input, op.size, op.strides, op.pads, [1, 1]), input[2]]
    case 'globalPool':
      checkPicture(op, input)
      return op.keepDims ? [1, 1, input[2]] : [input[2]]
    case 'batchNorm': {
      const channels = input.at(-1)
      if (channels === undefined) throw fault(op, 'normalises channels and is given one number')
      checkVector(op, 'scale', op.scale, channels)
      checkVector(op, 'offset', op.offset, channels)
      checkVector(op, 'mean', op.mean, channels)
      checkVector(op, 'variance', op.variance, channels)
      return [...input]
    }
    case 'activation': case 'clip': return [...input]
    case 'softmax': case 'logSoftmax':
      axisOf(op, op.axis, input)
      return [...input]
    case 'flatten': return [product(input)]
    case 'reshape': return reshaped(op, op.shape, input)
    case 'transpose':
      if (op.perm.length !== input.length || !input.every((_, axis) => op.perm.includes(axis))) {
        throw fault(op, `orders the axes as ${op.perm.join(', ')} and is given ${sizes(input)}`)
      }
      return op.perm.map(axis => input[axis])
    case 'pad':
      if (op.pads.length !== input.length || !op.pads.every(([before, after]) => whole(before) && whole(after) && before >= 0 && after >= 0)) {
        throw fault(op, `pads ${op.pads.length} axes by ${op.pads.map(pair => pair.join('+')).join(', ')} and is given ${sizes(input)}`)
      }
      return input.map((size, axis) => size + op.pads[axis][0] + op.pads[axis][1])
    case 'add': case 'sub': case 'mul': case 'div':
      if (op.constant) checkData(op, 'constant', op.constant)
      return broadcast(op, input, op.constant ? op.constant.shape : inputs[1])
    case 'concat': {
      const axis = axisOf(op, op.axis, input)
      if (inputs.some(other => other.length !== input.length || other.some((size, at) => at !== axis && size !== input[at]))) {
        throw fault(op, `joins ${inputs.map(sizes).join(' and ')} along axis ${axis}; all other sizes should be equal`)
      }
      return input.map((size, at) => at === axis ? inputs.reduce((all, other) => all + other[at], 0) : size)
    }
  }
}

/** The shape of every value by its id, the input's under `x`. Errors: a missing value, a shape that does not fit, more numbers than the limit. */
export function shapesOf(graph: Pick<Graph, 'inputShape' | 'ops'>): Map<string, number[]> {
  const shapes = new Map<string, number[]>([[INPUT, [...graph.inputShape]]])
  checkSize('The input', graph.inputShape)
  for (const op of graph.ops) {
    const inputs = op.from.map(id => {
      const shape = shapes.get(id)
      if (!shape) throw new Error(`${labelled(op.label)} takes a value that nothing before it makes.`)
      return shape
    })
    if (shapes.has(op.id)) throw new Error(`${labelled(op.label)} makes a value that is there already.`)
    const shape = shapeAfter(op, inputs)
    checkSize(labelled(op.label), shape)
    shapes.set(op.id, shape)
  }
  return shapes
}

const whole = Number.isInteger

/** An axis of a sample, counted from the end where it is negative. */
export function axisOf(op: Pick<Op, 'label'>, axis: number, shape: Shape): number {
  const at = axis < 0 ? axis + shape.length : axis
  if (!whole(at) || at < 0 || at >= shape.length) throw fault(op, `works along axis ${axis} and is given ${sizes(shape)}`)
  return at
}

function fault(op: Pick<Op, 'label'>, sentence: string): Error {
  return new Error(`${labelled(op.label)} ${sentence}.`)
}

function checkSize(what: string, shape: Shape): void {
  if (!shape.every(size => whole(size) && size >= 1)) throw new Error(`${what} has shape ${sizes(shape)}; every size should be a whole number of at least 1.`)
  if (shape.length > MOST_AXES) throw new Error(`${what} has ${shape.length} axes (${sizes(shape)}); at most ${MOST_AXES} can be run.`)
  if (product(shape) > MOST_NUMBERS) throw new Error(`${what} has shape ${sizes(shape)}, ${product(shape)} numbers a sample; at most ${MOST_NUMBERS} can be run.`)
}

function checkInputs(op: Op, inputs: readonly Shape[]): void {
  const pair = op.op === 'add' || op.op === 'sub' || op.op === 'mul' || op.op === 'div'
  const wanted = pair && !op.constant ? 2 : 1
  if (op.op === 'concat' ? inputs.length >= 1 : inputs.length === wanted) return
  throw fault(op, `(${op.op}) takes ${wanted === 1 ? 'one value' : 'two values'} and is given ${inputs.length}`)
}

function checkPicture(op: Op, input: Shape): void {
  if (input.length !== 3) throw fault(op, `takes pictures, height × width × channels, and is given ${sizes(input)}`)
}

function checkData(op: Op, part: string, { shape, data }: Weights): void {
  if (product(shape) !== data.length) throw fault(op, `has a ${part} of shape ${sizes(shape)} with ${data.length} numbers`)
}

function checkWeights(op: Op, part: string, weights: Weights, rank: number): void {
  if (weights.shape.length !== rank || !weights.shape.every(size => whole(size) && size >= 1)) throw fault(op, `has a ${part} of shape ${sizes(weights.shape)}; it should have ${rank} axes`)
  checkData(op, part, weights)
}

function checkVector(op: Op, part: string, weights: Weights | null, length: number): void {
  if (!weights) return
  if (weights.shape.length !== 1 || weights.shape[0] !== length) throw fault(op, `has a ${part} of shape [${weights.shape.join(', ')}]; it needs [${length}]`)
  checkData(op, part, weights)
}

/** Places at which a window stands: ⌊(n + pads − ((k − 1)·d + 1)) / s⌋ + 1 along each axis. */
function slid(op: Op, [height, width]: Shape, size: Pair, strides: Pair, pads: Pads, dilations: Pair): [number, number] {
  if (!pads.every(pad => whole(pad) && pad >= 0)) throw fault(op, `pads by ${pads.join(', ')}; whole numbers of at least 0 are wanted`)
  if (![...strides, ...dilations].every(step => whole(step) && step >= 1)) throw fault(op, `has strides ${strides.join(', ')} and dilations ${dilations.join(', ')}; whole numbers of at least 1 are wanted`)
  const along = (axis: 0 | 1, length: number): number => {
    const room = length + pads[axis] + pads[axis + 2] - ((size[axis] - 1) * dilations[axis] + 1)
    if (room < 0) throw fault(op, `slides a window of ${sizes(size)}${dilations.some(step => step > 1) ? ` (${dilations.join(', ')} apart)` : ''} over ${sizes([height, width])}, which is smaller`)
    return Math.floor(room / strides[axis]) + 1
  }
  return [along(0, height), along(1, width)]
}

function reshaped(op: Op, target: Shape, input: Shape): number[] {
  const numbers = product(input)
  const free = target.filter(size => size === -1).length
  const known = target.reduce((all, size) => size === -1 ? all : all * size, 1)
  const fits = target.every(size => whole(size) && (size === -1 || size >= 1)) && free <= 1 && (free === 0 ? known === numbers : numbers % known === 0)
  if (!fits) throw fault(op, `makes ${sizes(target)} of ${sizes(input)}, which holds ${numbers} numbers`)
  return target.map(size => size === -1 ? numbers / known : size)
}

/** numpy's rule: aligned at the end, a size of 1 repeats. */
function broadcast(op: Op, left: Shape, right: Shape): number[] {
  const rank = Math.max(left.length, right.length)
  return Array.from({ length: rank }, (_, place) => {
    const a = left[left.length - rank + place] ?? 1
    const b = right[right.length - rank + place] ?? 1
    if (a !== b && a !== 1 && b !== 1) throw fault(op, `combines ${sizes(left)} with ${sizes(right)}, which do not go together`)
    return Math.max(a, b)
  })
}
