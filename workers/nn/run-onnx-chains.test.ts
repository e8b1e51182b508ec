// Chains of ONNX operators as they come: layouts, shapes and constants through whatever precedes them, against ONNX Runtime.
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { product } from '../../src/core/graph/graph-names.ts'
import type { NodeToWrite, TensorToWrite } from '../../src/formats/fixtures/onnx-writer.ts'
import { onnxModel } from '../../src/formats/fixtures/onnx-writer.ts'
import { byOracle, byUs, largestDifference, numbers, read } from './onnx-oracle.ts'
import { startWasmForTests } from './wasm-for-tests.ts'

beforeAll(startWasmForTests)

interface Growing { nodes: NodeToWrite[], tensors: TensorToWrite[], at: string, shape: number[], before: { name: string, shape: number[] }[], count: number }

/** One more operator on the last value. `pick`: numbers that choose among what can be done. */
type Step = (growing: Growing, pick: (most: number) => number) => void

function add(growing: Growing, type: string, more: readonly string[], attributes: NonNullable<NodeToWrite['attributes']>, shape: number[], first = false): void {
  const to = `v${growing.count++}`
  growing.nodes.push({ type, from: first ? [...more, growing.at] : [growing.at, ...more], to, attributes })
  growing.before.push({ name: growing.at, shape: growing.shape })
  growing.at = to
  growing.shape = shape
}

function constant(growing: Growing, dims: readonly number[], positive = false): string {
  const name = `c${growing.count++}`
  growing.tensors.push({ name, dims, floats: numbers(product(dims), growing.count, 1).map(value => positive ? Math.abs(value) + 0.5 : value) })
  return name
}

function list(growing: Growing, ints: readonly number[]): string {
  const name = `c${growing.count++}`
  growing.tensors.push({ name, dims: [ints.length], ints })
  return name
}

const steps: Step[] = [
  (g, pick) => add(g, ['Relu', 'Tanh', 'Sigmoid', 'LeakyRelu', 'Elu'][pick(5)], [], {}, g.shape),
  // Constants along the last axes, spread over any of them.
  (g, pick) => {
    const dims = g.shape.slice(pick(g.shape.length + 1)).map(size => pick(2) ? size : 1)
    add(g, ['Add', 'Sub', 'Mul'][pick(3)], [constant(g, [...pick(2) && dims.length === g.shape.length ? [1] : [], ...dims])], {}, g.shape, pick(2) === 1)
  },
  (g, pick) => add(g, 'Div', [constant(g, pick(2) ? [] : [g.shape.at(-1)!], true)], {}, g.shape),
  (g, pick) => {
    const rest = g.shape.map((_, axis) => axis + 1)
    const perm = g.shape.map(() => rest.splice(pick(rest.length), 1)[0])
    add(g, 'Transpose', [], { perm: [0, ...perm] }, perm.map(axis => g.shape[axis - 1]))
  },
  (g, pick) => {
    const shape = [() => [product(g.shape)], () => g.shape.toReversed(), () => [...g.shape, 1], () => [1, ...g.shape]][pick(4)]()
    if (shape.length <= 4) add(g, 'Reshape', [list(g, [-1, ...shape])], {}, shape)
  },
  (g, pick) => {
    const axis = pick(g.shape.length)
    if (g.shape[axis] > 12) return
    add(g, 'Exp', [], {}, g.shape)
    const { name } = g.before.at(-1)!
    add(g, 'Concat', [name], { axis: axis + 1 }, g.shape.with(axis, 2 * g.shape[axis]))
  },
  (g, pick) => add(g, ['Softmax', 'LogSoftmax'][pick(2)], [], { axis: pick(g.shape.length) + 1 }, g.shape),
  (g, pick) => {
    const axes = g.shape.map((_, axis) => axis).filter(() => pick(2) === 1)
    const keepdims = pick(2)
    const shape = keepdims ? g.shape.map((size, axis) => axes.includes(axis) ? 1 : size) : g.shape.filter((_, axis) => !axes.includes(axis))
    if (axes.length > 0 && shape.length > 0) add(g, ['ReduceMean', 'ReduceMax'][pick(2)], [], { axes: axes.map(axis => axis + 1), keepdims }, shape)
  },
  (g, pick) => {
    const out = 1 + pick(5)
    add(g, 'MatMul', [constant(g, [g.shape.at(-1)!, out])], {}, g.shape.with(-1, out))
    if (pick(2)) add(g, 'Add', [constant(g, [out])], {}, g.shape)
  },
  (g, pick) => {
    const same = g.before.filter(({ shape }) => String(shape) === String(g.shape))
    if (same.length > 0) add(g, ['Add', 'Mul', 'Sub'][pick(3)], [same[pick(same.length)].name], {}, g.shape, pick(2) === 1)
  },
  (g, pick) => {
    if (g.shape.length !== 3) return
    const [channels, height, width] = g.shape
    const groups = pick(3) === 0 ? channels : 1
    const size = [1 + pick(Math.min(3, height)), 1 + pick(Math.min(3, width))]
    const strides = [1 + pick(2), 1 + pick(2)]
    const out = groups * (1 + pick(2))
    const pads = [pick(size[0]), pick(size[1]), pick(size[0]), pick(size[1])]
    const shape = [out, ...[height, width].map((length, axis) => Math.floor((length + pads[axis] + pads[axis + 2] - size[axis]) / strides[axis]) + 1)]
    add(g, 'Conv', [constant(g, [out, channels / groups, ...size]), ...pick(2) ? [constant(g, [out])] : []], { group: groups, kernel_shape: size, strides, pads }, shape)
    if (pick(3) === 0) add(g, 'Add', [constant(g, [out, 1, 1])], {}, shape)
  },
  (g, pick) => {
    if (g.shape.length !== 3) return
    const [channels, height, width] = g.shape
    const size = [1 + pick(Math.min(3, height)), 1 + pick(Math.min(3, width))]
    const pads = [pick(size[0]), pick(size[1]), pick(size[0]), pick(size[1])]
    const strides = [1 + pick(3), 1 + pick(3)]
    const places = [height, width].map((length, axis) => (length + pads[axis] + pads[axis + 2] - size[axis]) / strides[axis] + 1)
    // Where rounding up would set a window wholly beyond the picture, ONNX Runtime counts it in one place and not in another.
    const beyond = places.some((count, axis) => (Math.ceil(count) - 1) * strides[axis] >= [height, width][axis] + pads[axis])
    const ceil = beyond ? 0 : pick(2)
    const shape = [channels, ...places.map(ceil ? Math.ceil : Math.floor)]
    const average = pick(2)
    add(g, average ? 'AveragePool' : 'MaxPool', [], { kernel_shape: size, strides, pads, ceil_mode: ceil, ...average && !ceil ? { count_include_pad: pick(2) } : {} }, shape)
  },
  g => {
    const channels = g.shape[0]
    add(g, 'BatchNormalization', [constant(g, [channels]), constant(g, [channels]), constant(g, [channels]), constant(g, [channels], true)], {}, g.shape)
  },
]

it('give ONNX Runtime\'s numbers', async () => {
  const dims = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 })
  const chain = fc.array(fc.nat(steps.length - 1), { minLength: 1, maxLength: 7 })
  const choices = fc.array(fc.nat(719), { minLength: 40, maxLength: 40 })
  await fc.assert(fc.asyncProperty(dims, chain, choices, async (sample, chosen, picks) => {
    const growing: Growing = { nodes: [], tensors: [], at: 'x', shape: sample, before: [], count: 0 }
    let next = 0
    for (const step of chosen) steps[step](growing, most => picks[next++ % picks.length] % most)
    if (growing.nodes.length === 0) return
    const { nodes, tensors, at } = growing
    const bytes = onnxModel({ nodes, tensors, inputs: [{ name: 'x', dims: ['n', ...sample] }], outputs: [{ name: at, dims: null }], opset: 13 })
    const values = numbers(2 * product(sample), 5, 1)
    const wanted = await byOracle(bytes, values, sample, 2)
    expect(largestDifference(await byUs(read(bytes), values, 2), wanted)).toBeLessThan(1e-4)
  }), { numRuns: 80, seed: 9 })
})
