// What the input is: whether its first axis is that of rows, and where a picture has its channels.
import { quoted } from '../format-error.ts'
import type { Constant } from './known.ts'
import { CannotRun } from './known.ts'
import type { NodeMessage, ValueMessage } from './messages.ts'

export interface InputPlan {
  /** As the file has it, for a single row. */
  readonly shape: readonly number[]
  readonly rows: boolean
  readonly layout: 'NHWC' | 'NCHW' | null
  /** How many rows the file fixes; 1 where it does not. */
  readonly fixedRows: number
}

/** Readings of the input's shape, the likeliest first. Errors: sizes that the file leaves open. */
export function plansOf(input: ValueMessage, nodes: readonly NodeMessage[], constants: ReadonlyMap<string, Constant>): InputPlan[] {
  const dims = input.dims && input.dims.length > 0 ? input.dims : [null, null]
  const [first, ...rest] = dims
  const sample = rest.length === 1 && rest[0] === null ? [takenBy(input.name, nodes, constants)] : rest
  if (dims.length === 1) {
    if (first === null) throw open(input)
    return [{ shape: [first], rows: false, layout: null, fixedRows: 1 }]
  }
  const sizes = sample.map(size => {
    if (size === null) throw open(input)
    return size
  })
  const layout = sizes.length === 3 ? layoutOf(input.name, sizes, nodes) : null
  const byRows: InputPlan = { shape: [1, ...sizes], rows: true, layout, fixedRows: first ?? 1 }
  return first !== null && first > 1 ? [byRows, { shape: [first, ...sizes], rows: false, layout: null, fixedRows: 1 }] : [byRows]
}

function open(input: ValueMessage): CannotRun {
  const shape = input.dims?.map((size, axis) => size ?? (axis === 0 ? 'rows' : 'any')).join(' × ')
  return new CannotRun(`its input ${quoted(input.name)} has ${shape === undefined ? 'no shape' : `shape ${shape}`}; only the number of rows may be left open.`, true)
}

/** How many numbers the first layer takes, where the input does not say. */
function takenBy(name: string, nodes: readonly NodeMessage[], constants: ReadonlyMap<string, Constant>): number | null {
  const reached = new Set([name])
  for (const node of nodes) {
    if (!node.inputs.some(each => reached.has(each))) continue
    const weights = node.type === 'Gemm' || node.type === 'MatMul' ? constants.get(node.inputs[1]) : undefined
    if (weights?.shape.length === 2) return weights.shape[node.type === 'Gemm' && node.attributes.get('transB')?.i === 1 ? 1 : 0]
    if (STAYING.test(node.type) || node.type === 'Flatten') for (const each of node.outputs) reached.add(each)
  }
  return null
}

const PICTURE_OPERATORS = /^(Conv|FusedConv|MaxPool|AveragePool|GlobalAveragePool|GlobalMaxPool|BatchNormalization|InstanceNormalization|LRN|ConvTranspose|Resize|Upsample)$/
/** Operators that leave axes where they are. */
const STAYING = /^(Identity|Cast|Dropout|Add|Sub|Mul|Div|Pad|Relu|LeakyRelu|Clip|Sigmoid|Tanh|QuantizeLinear|DequantizeLinear)$/

/** By the first operator that cares; where none does, by which axis can be that of colours. */
function layoutOf(name: string, [first, , last]: readonly number[], nodes: readonly NodeMessage[]): 'NHWC' | 'NCHW' {
  const reached = new Set([name])
  for (const node of nodes) {
    if (!node.inputs.some(each => reached.has(each))) continue
    if (PICTURE_OPERATORS.test(node.type)) return 'NCHW'
    const perm = node.type === 'Transpose' ? node.attributes.get('perm')?.ints.join() : undefined
    if (perm === '0,3,1,2') return 'NHWC'
    if (perm === '0,2,3,1') return 'NCHW'
    if (STAYING.test(node.type)) for (const each of node.outputs) reached.add(each)
  }
  const colours = (size: number): boolean => size === 1 || size === 3 || size === 4
  return colours(first) && !colours(last) ? 'NCHW' : 'NHWC'
}
