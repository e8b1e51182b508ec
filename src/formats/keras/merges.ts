// Keras layers that make one value of several, and arithmetic with numbers of the configuration.
import { named } from './config.ts'
import type { GraphBuilder, Value } from './graph-builder.ts'
import { Unsupported } from './unsupported.ts'

type Pairwise = 'add' | 'sub' | 'mul' | 'div'

/** The classes, and Keras 3's operations of the same names (x + y in Python). */
const PAIRWISE = new Map<string, Pairwise>([
  ['Add', 'add'], ['Subtract', 'sub'], ['Multiply', 'mul'], ['Average', 'add'], ['Divide', 'div'], ['TrueDivide', 'div'],
])

export const isMerge = (className: string): boolean => PAIRWISE.has(className) || className === 'Maximum' || className === 'Minimum' || className === 'Concatenate'

/** `axis`: of a sample, for Concatenate. Numbers stand among the values where the file has them (x + 0.5). */
export function merge(builder: GraphBuilder, label: string, className: string, inputs: readonly (Value | number)[], axis: number): Value {
  const values = inputs.filter(input => typeof input !== 'number')
  if (values.length === 0 || inputs.length < 2) throw new Unsupported(`layer ${named(label)} (${named(className)}) joins ${inputs.length === 1 ? 'one value' : 'no values'}; it should join two or more.`)
  if (values.some(({ shape }) => shape.length !== values[0].shape.length)) {
    throw new Unsupported(`layer ${named(label)} joins values of ${values.map(({ shape }) => shape.join('×')).join(' and ')}, which is not supported.`)
  }
  if (className === 'Concatenate') {
    if (values.length < inputs.length) throw new Unsupported(`layer ${named(label)} joins a value with a number, which is not supported.`)
    return builder.add(label, { op: 'concat', axis: axis < 0 ? axis + values[0].shape.length : axis }, ...values)
  }
  const step = PAIRWISE.get(className)
  const two = (left: Value | number, right: Value | number): Value => step ? pair(builder, label, step, left, right) : extreme(builder, label, className, left, right)
  const sum = inputs.slice(1).reduce<Value | number>(two, inputs[0]) as Value
  return className === 'Average' ? pair(builder, label, 'mul', sum, 1 / inputs.length) : sum
}

function pair(builder: GraphBuilder, label: string, op: Pairwise, left: Value | number, right: Value | number): Value {
  if (typeof right === 'number') return typeof left === 'number' ? nothing(label) : builder.add(label, { op, constant: { shape: [], data: Float32Array.of(right) } }, left)
  const swapped = op === 'sub' || op === 'div' ? { swapped: true } : {}
  if (typeof left === 'number') return builder.add(label, { op, constant: { shape: [], data: Float32Array.of(left) }, ...swapped }, right)
  return builder.add(label, { op }, left, right)
}

/** The greater of two is a + relu(b − a), the lesser a − relu(a − b). */
function extreme(builder: GraphBuilder, label: string, className: string, left: Value | number, right: Value | number): Value {
  if (typeof left === 'number' || typeof right === 'number') return nothing(label)
  const greater = className === 'Maximum'
  const ahead = builder.add(label, { op: 'sub' }, ...(greater ? [right, left] : [left, right]))
  const above = builder.add(label, { op: 'activation', fn: 'relu' }, ahead)
  return builder.add(label, { op: greater ? 'add' : 'sub' }, left, above)
}

function nothing(label: string): never {
  throw new Unsupported(`layer ${named(label)} joins numbers, which is not supported.`)
}
