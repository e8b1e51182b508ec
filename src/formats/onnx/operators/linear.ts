// Matrix products with weights: each becomes one dense op, its bias added where it follows.
import { mapped, multiplied, transposed } from '../arithmetic.ts'
import type { At } from '../at.ts'
import type { Constant, Known, Value } from '../known.ts'
import { CannotRun, sampleOf } from '../known.ts'
import { arithmetic, asFloats } from './elementwise.ts'

/** What people call a layer: the name of its weights without their own (fc1.weight → fc1), else the node's path without the operator. */
export function layerLabel(at: At, weights: Known): string {
  const own = weights.kind === 'constant' ? weights.name ?? '' : ''
  const stem = /^([^:]+?)[./_](?:weights?|kernel|W)(?::\d+)?$/i.exec(own)?.[1]
  if (stem !== undefined && !stem.includes('::')) return stem
  const path = at.node.name.replace(/^\/+/, '').replace(/\/(?:MatMul|Gemm|Conv|BiasAdd|Conv2D|depthwise)(?:_\d+)?$/i, '')
  return path === '' ? at.label : path
}

function dense(at: At, value: Value, kernel: Constant, bias: Float32Array | null, label: string): Value {
  const [inputs, outputs] = kernel.shape
  const { building } = at
  if (sampleOf(value).length === 0 || value.shape.at(-1) !== inputs) throw new CannotRun(`takes ${inputs} numbers (its weights have shape [${kernel.shape.join(', ')}]) and is given [${value.shape.join(', ')}].`)
  const result = building.emit({
    op: 'dense', kernel: { shape: [inputs, outputs], data: asFloats(kernel) }, bias: bias && { shape: [outputs], data: bias }, label,
  }, [value], value.shape.with(-1, outputs))
  if (!bias) building.facts.set(result.id, { weighted: { at: building.ops.length - 1, axis: sampleOf(value).length - 1 } })
  return result
}

/** alpha·A·B + beta·C, A and B as they are or transposed. */
export function gemm(at: At): Known {
  const alpha = at.float('alpha', 1)
  const beta = at.float('beta', 1)
  const [a, b] = [at.input(0), at.input(1)]
  const c = at.has(2) ? at.input(2) : null
  if (a.kind === 'constant' && b.kind === 'constant') {
    const product = multiplied(at.budget, oriented(at, a, at.int('transA', 0)), oriented(at, b, at.int('transB', 0)))
    return withSum(at, alpha === 1 ? product : mapped(at.budget, product, value => value * alpha), c, beta)
  }
  if (a.kind === 'constant') throw at.unsupported(' with weights on the left')
  if (b.kind === 'value') throw at.unsupported(' of two values')
  const value = at.int('transA', 0) === 1 ? at.building.transposed(a, [1, 0], at.label) : a
  const turned = oriented(at, b, at.int('transB', 0))
  const kernel = alpha === 1 ? turned : mapped(at.budget, turned, number => number * alpha)
  const bias = c?.kind === 'constant' ? biasOf(c, kernel.shape[1], beta) : null
  const result = dense(at, value, kernel, bias, layerLabel(at, b))
  return bias || !c ? result : withSum(at, result, c, beta)
}

function oriented(at: At, matrix: Constant, turn: number): Constant {
  if (matrix.shape.length !== 2) throw new CannotRun(`has weights of shape [${matrix.shape.join(', ')}]; two axes would be right.`)
  return turn === 1 ? transposed(at.budget, matrix, [1, 0]) : matrix
}

/** beta·c as a vector of all outputs; null where it is none. */
function biasOf(c: Constant, outputs: number, beta: number): Float32Array | null {
  if (c.data.length !== 1 && (c.data.length !== outputs || c.shape.at(-1) !== outputs)) return null
  return Float32Array.from({ length: outputs }, (_, k) => beta * c.data[c.data.length === 1 ? 0 : k])
}

function withSum(at: At, product: Known, c: Known | null, beta: number): Known {
  if (!c || beta === 0) return product
  const scaled = beta === 1 ? c : arithmetic(at, 'mul', c, { kind: 'constant', shape: [], data: Float32Array.of(beta), whole: false })
  return arithmetic(at, 'add', product, scaled)
}

export function matMul(at: At): Known {
  const [a, b] = [at.input(0), at.input(1)]
  if (a.kind === 'constant' && b.kind === 'constant') return multiplied(at.budget, a, b)
  if (a.kind === 'value' && b.kind === 'value') throw at.unsupported(' of two values')
  if (a.kind === 'value' && b.kind === 'constant') return timesMatrix(at, a, b)
  return fromLeft(at, a as Constant, b as Value)
}

function timesMatrix(at: At, value: Value, weights: Constant): Value {
  if (weights.shape.length === 1) {
    const single = dense(at, value, { ...weights, shape: [weights.shape[0], 1] }, null, layerLabel(at, weights))
    return at.building.reshaped(single, single.shape.slice(0, -1), at.label)
  }
  const matrix = weights.shape.slice(-2)
  if (matrix[0] * matrix[1] !== weights.data.length) throw at.unsupported(' with a matrix for every place')
  return dense(at, value, { ...weights, shape: matrix }, null, layerLabel(at, weights))
}

/** W·x = (xᵀ·Wᵀ)ᵀ over the last two axes. */
function fromLeft(at: At, weights: Constant, value: Value): Value {
  const rank = value.shape.length
  if (weights.shape.length !== 2 || sampleOf(value).length < 2) throw at.unsupported(' with weights on the left')
  const swap = value.shape.map((_, axis) => axis < rank - 2 ? axis : 2 * rank - 3 - axis)
  const turned = at.building.transposed(value, swap, at.label)
  return at.building.transposed(dense(at, turned, transposed(at.budget, weights, [1, 0]), null, layerLabel(at, weights)), swap, at.label)
}
