// Number by number: activations and arithmetic of a GraphModel, with numbers of the file or of two values.
import type { GraphActivation, Weights } from '../../core/graph/graph.ts'
import type { Value } from '../keras/graph-builder.ts'
import type { Made, NodeMaking } from './node-making.ts'
import { constantAt, ofSample, unsupported, valueAt } from './node-making.ts'

export const ACTIVATIONS = new Map<string, GraphActivation>([
  ['Relu', 'relu'], ['Relu6', 'relu6'], ['Elu', 'elu'], ['Selu', 'selu'], ['Sigmoid', 'sigmoid'], ['Tanh', 'tanh'], ['Softplus', 'softplus'], ['Softsign', 'softsign'], ['Exp', 'exp'], ['Log', 'log'],
])
export const PAIRWISE = new Map<string, 'add' | 'sub' | 'mul' | 'div'>([['Add', 'add'], ['AddV2', 'add'], ['BiasAdd', 'add'], ['Sub', 'sub'], ['Mul', 'mul'], ['RealDiv', 'div'], ['Div', 'div']])

export function paired(making: NodeMaking, op: 'add' | 'sub' | 'mul' | 'div'): Made {
  const { builder, node, label, inputs: [left, right] } = making
  if (left?.kind === 'value' && right?.kind === 'value') return { kind: 'value', value: builder.add(label, { op }, left.value, right.value) }
  const swapped = left?.kind !== 'value'
  const value = valueAt(making, swapped ? 1 : 0)
  const constant = ofSample(constantAt(making, swapped ? 0 : 1), value, node)
  return { kind: 'value', value: builder.add(label, { op, constant, ...(swapped && (op === 'sub' || op === 'div') ? { swapped } : {}) }, value) }
}

/** Against a number; of two values by way of relu: max is a + relu(b − a), min a − relu(a − b). */
export function bounded(making: NodeMaking): Made {
  const { builder, node, label, inputs } = making
  const greater = node.op === 'Maximum'
  const place = inputs.findIndex(({ kind }) => kind === 'constant')
  if (place >= 0) {
    const { data } = constantAt(making, place)
    if (data.length !== 1) throw unsupported(node, 'compares with several numbers')
    return { kind: 'value', value: builder.add(label, { op: 'clip', low: greater ? data[0] : -Infinity, high: greater ? Infinity : data[0] }, valueAt(making, 1 - place)) }
  }
  const [left, right] = [valueAt(making, 0), valueAt(making, 1)]
  const ahead = builder.add(label, { op: 'sub' }, ...(greater ? [right, left] : [left, right]))
  return { kind: 'value', value: builder.add(label, { op: greater ? 'add' : 'sub' }, left, builder.add(label, { op: 'activation', fn: 'relu' }, ahead)) }
}

/** relu(x) + alpha · (x − relu(x)). */
export function parametric({ builder, node, label }: NodeMaking, value: Value, alpha: Weights): Made {
  const above = builder.add(label, { op: 'activation', fn: 'relu' }, value)
  const below = builder.add(label, { op: 'sub' }, value, above)
  return { kind: 'value', value: builder.add(label, { op: 'add' }, above, builder.add(label, { op: 'mul', constant: ofSample(alpha, value, node) }, below)) }
}
