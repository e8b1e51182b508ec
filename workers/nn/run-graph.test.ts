// Every op against plain loops written here, on small random shapes; whole graphs against the same ops one by one.
import '@tensorflow/tfjs-backend-cpu'
import { memory, setBackend } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Graph, GraphActivation, Op, Weights } from '../../src/core/graph/graph.ts'
import { GRAPH_ACTIVATIONS } from '../../src/core/graph/graph.ts'
import { product } from '../../src/core/graph/graph-names.ts'
import { shapesOf } from '../../src/core/graph/shapes.ts'
import { simplified } from '../../src/core/graph/simplify.ts'
import { runGraph } from './run-graph.ts'
import { startWasmForTests } from './wasm-for-tests.ts'

beforeAll(startWasmForTests)

/** Numbers that look random and are the same at every run, from −2 to 2. */
function numbers(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, k) => 2 * Math.sin(12.9898 * (k + 1) + 78.233 * seed + Math.sin(k * seed)))
}

const weights = (shape: number[], seed: number): Weights => ({ shape, data: numbers(product(shape), seed) })

function graphOf(inputShape: number[], ...ops: Op[]): Graph {
  const output = ops.at(-1)!.id
  return { inputShape, outputShape: shapesOf({ inputShape, ops }).get(output)!, inputLayout: null, ops, output }
}

type Bare = Op extends infer O ? O extends Op ? Omit<O, 'id' | 'from' | 'label'> : never : never
const one = (op: Bare): Op => ({ id: 'v0', from: ['x'], label: 'it', ...op } as Op)

async function outputOf(graph: Graph, values: Float32Array, rows: number): Promise<number[]> {
  return [...(await runGraph(graph, values, rows)).output]
}

function expectNear(found: ArrayLike<number>, wanted: ArrayLike<number>, within = 2e-5): void {
  expect(found.length).toBe(wanted.length)
  for (let k = 0; k < wanted.length; k++) {
    if (Number.isNaN(wanted[k])) expect(found[k]).toBeNaN()
    else if (!Number.isFinite(wanted[k])) expect(found[k]).toBe(wanted[k])
    else if (!(Math.abs(found[k] - wanted[k]) <= within * Math.max(1, Math.abs(wanted[k])))) throw new Error(`place ${k}: ${found[k]}, wanted ${wanted[k]}`)
  }
}

type At = (y: number, x: number, channel: number) => number
interface Picture { height: number, width: number, channels: number, at: At }

/** `outside`: what stands beyond the picture's edges. */
function picture(values: Float32Array, row: number, [height, width, channels]: readonly number[], outside: number): Picture {
  const at: At = (y, x, channel) => y < 0 || x < 0 || y >= height || x >= width ? outside : values[((row * height + y) * width + x) * channels + channel]
  return { height, width, channels, at }
}

const pads = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.nat(2))
const pair = (most: number): fc.Arbitrary<[number, number]> => fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }))
const window = fc.record({
  size: pair(3), strides: pair(3), pads, dilations: pair(2), height: fc.integer({ min: 5, max: 8 }), width: fc.integer({ min: 5, max: 8 }),
  seed: fc.nat(999), rows: fc.integer({ min: 1, max: 3 }),
})

describe('convolutions', () => {
  const grouped = fc.record({ groups: fc.integer({ min: 1, max: 3 }), ins: fc.integer({ min: 1, max: 3 }), outs: fc.integer({ min: 1, max: 3 }), biased: fc.boolean() })
  it('are sums over the window, in groups, with strides, pads and dilations', async () => {
    await fc.assert(fc.asyncProperty(window, grouped, async ({ size, strides, pads, dilations, height, width, seed, rows }, { groups, ins, outs, biased }) => {
      const kernel = weights([...size, ins, outs * groups], seed)
      const bias = biased ? weights([outs * groups], seed + 1) : null
      const shape = [height, width, ins * groups]
      const graph = graphOf(shape, one({ op: 'conv2d', kernel, bias, strides, pads, dilations, groups }))
      const values = numbers(rows * product(shape), seed + 2)
      const wanted: number[] = []
      const [high, wide] = graph.outputShape
      for (let row = 0; row < rows; row++) {
        const { at } = picture(values, row, shape, 0)
        for (let y = 0; y < high; y++) for (let x = 0; x < wide; x++) for (let out = 0; out < outs * groups; out++) {
          let sum = bias ? bias.data[out] : 0
          const group = Math.floor(out / outs)
          for (let i = 0; i < size[0]; i++) for (let j = 0; j < size[1]; j++) for (let c = 0; c < ins; c++) {
            sum += at(y * strides[0] - pads[0] + i * dilations[0], x * strides[1] - pads[1] + j * dilations[1], group * ins + c)
              * kernel.data[((i * size[1] + j) * ins + c) * outs * groups + out]
          }
          wanted.push(sum)
        }
      }
      expectNear(await outputOf(graph, values, rows), wanted)
    }), { numRuns: 150 })
  })

  it('are one a channel where they are depthwise, each channel\'s results side by side', async () => {
    await fc.assert(fc.asyncProperty(window, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 }), async (
      { size, strides, pads, dilations, height, width, seed, rows }, ins, multiplier,
    ) => {
      const kernel = weights([...size, ins, multiplier], seed)
      const bias = weights([ins * multiplier], seed + 1)
      const shape = [height, width, ins]
      const graph = graphOf(shape, one({ op: 'depthwiseConv2d', kernel, bias, strides, pads, dilations }))
      const values = numbers(rows * product(shape), seed + 2)
      const wanted: number[] = []
      const [high, wide] = graph.outputShape
      for (let row = 0; row < rows; row++) {
        const { at } = picture(values, row, shape, 0)
        for (let y = 0; y < high; y++) for (let x = 0; x < wide; x++) for (let c = 0; c < ins; c++) for (let m = 0; m < multiplier; m++) {
          let sum = bias.data[c * multiplier + m]
          for (let i = 0; i < size[0]; i++) for (let j = 0; j < size[1]; j++) {
            sum += at(y * strides[0] - pads[0] + i * dilations[0], x * strides[1] - pads[1] + j * dilations[1], c) * kernel.data[((i * size[1] + j) * ins + c) * multiplier + m]
          }
          wanted.push(sum)
        }
      }
      expectNear(await outputOf(graph, values, rows), wanted)
    }), { numRuns: 100 })
  })
})

describe('pooling', () => {
  it('takes the largest or the mean; what stands beyond the edge is never the largest, and counts in the mean only where it is said to', async () => {
    await fc.assert(fc.asyncProperty(window, fc.constantFrom('max', 'average'), fc.boolean(), fc.boolean(), async ({ size, strides, pads: asked, height, width, seed, rows }, kind, countPads, holdsNaN) => {
      const pads = asked.map((pad, side) => Math.min(pad, size[side % 2] - 1)) as [number, number, number, number]
      const shape = [height, width, 2]
      const graph = graphOf(shape, one({ op: 'pool', kind, size, strides, pads, countPads }))
      const values = numbers(rows * product(shape), seed)
      if (holdsNaN) values[seed % values.length] = NaN
      const wanted: number[] = []
      const [high, wide] = graph.outputShape
      for (let row = 0; row < rows; row++) {
        const { at } = picture(values, row, shape, NaN)
        for (let y = 0; y < high; y++) for (let x = 0; x < wide; x++) for (let c = 0; c < 2; c++) {
          const seen: number[] = []
          for (let i = 0; i < size[0]; i++) for (let j = 0; j < size[1]; j++) {
            const [top, left] = [y * strides[0] - pads[0] + i, x * strides[1] - pads[1] + j]
            if (top >= 0 && left >= 0 && top < height && left < width) seen.push(at(top, left, c))
          }
          wanted.push(kind === 'max' ? Math.max(...seen) : seen.reduce((all, value) => all + value, 0) / (countPads ? size[0] * size[1] : seen.length))
        }
      }
      expectNear(await outputOf(graph, values, rows), wanted)
    }), { numRuns: 150 })
  })

  it('over the whole picture leaves the channels', async () => {
    const values = numbers(2 * 3 * 4 * 2, 5)
    const means = [0, 1].flatMap(row => [0, 1].map(c => Array.from({ length: 12 }, (_, k) => values[(row * 12 + k) * 2 + c])))
    for (const keepDims of [true, false]) {
      expectNear(await outputOf(graphOf([3, 4, 2], one({ op: 'globalPool', kind: 'max', keepDims })), values, 2), means.map(all => Math.max(...all)))
      expectNear(await outputOf(graphOf([3, 4, 2], one({ op: 'globalPool', kind: 'average', keepDims })), values, 2), means.map(all => all.reduce((a, b) => a + b) / 12))
    }
    values[30] = NaN
    for (const kind of ['max', 'average'] as const) {
      const found = await outputOf(graphOf([3, 4, 2], one({ op: 'globalPool', kind, keepDims: false })), values, 2)
      expect(found.map(Number.isNaN)).toEqual([false, false, true, false])
    }
    expect(graphOf([3, 4, 2], one({ op: 'globalPool', kind: 'max', keepDims: true })).outputShape).toEqual([1, 1, 2])
  })
})

describe('layers of numbers', () => {
  it('dense works along the last axis', async () => {
    const kernel = weights([3, 2], 1)
    const bias = weights([2], 2)
    const values = numbers(2 * 4 * 3, 3)
    const wanted = Array.from({ length: 8 * 2 }, (_, k) => {
      const [row, out] = [Math.floor(k / 2), k % 2]
      return bias.data[out] + [0, 1, 2].reduce((all, i) => all + values[row * 3 + i] * kernel.data[i * 2 + out], 0)
    })
    expectNear(await outputOf(graphOf([4, 3], one({ op: 'dense', kernel, bias })), values, 2), wanted)
    expectNear(await outputOf(graphOf([3], one({ op: 'dense', kernel, bias })), values, 8), wanted)
  })

  it('batch normalisation works over the last axis', async () => {
    const [scale, offset, mean] = [weights([3], 1), weights([3], 2), weights([3], 3)]
    const variance = { shape: [3], data: Float32Array.of(0, 0.5, 900) }
    const values = numbers(2 * 2 * 2 * 3, 4)
    const wanted = [...values].map((value, k) => (value - mean.data[k % 3]) / Math.sqrt(variance.data[k % 3] + 1e-3) * scale.data[k % 3] + offset.data[k % 3])
    expectNear(await outputOf(graphOf([2, 2, 3], one({ op: 'batchNorm', scale, offset, mean, variance, epsilon: 1e-3 })), values, 2), wanted)
  })

  const formulas: Record<GraphActivation, (x: number, alpha: number, beta: number) => number> = {
    relu: x => Math.max(x, 0),
    relu6: x => Math.min(Math.max(x, 0), 6),
    leakyRelu: (x, alpha) => x > 0 ? x : alpha * x,
    elu: (x, alpha) => x > 0 ? x : alpha * (Math.exp(x) - 1),
    selu: x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.exp(x) - 1)),
    // The normal distribution, by Simpson's rule.
    gelu: x => {
      const steps = 2000
      const density = (t: number): number => Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI)
      let sum = 0
      for (let k = 0; k <= steps; k++) sum += (k === 0 || k === steps ? 1 : k % 2 ? 4 : 2) * density(x * k / steps)
      return x * (0.5 + sum * x / steps / 3)
    },
    geluTanh: x => x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
    silu: x => x / (1 + Math.exp(-x)),
    sigmoid: x => 1 / (1 + Math.exp(-x)),
    hardSigmoid: (x, alpha, beta) => Math.min(Math.max(alpha * x + beta, 0), 1),
    tanh: x => (Math.exp(x) - Math.exp(-x)) / (Math.exp(x) + Math.exp(-x)),
    softplus: x => Math.log(1 + Math.exp(x)),
    softsign: x => x / (1 + Math.abs(x)),
    exp: Math.exp,
    log: Math.log,
  }
  const grid = Float32Array.from({ length: 41 }, (_, k) => (k - 20) / 2.5)
  const defaults: Partial<Record<GraphActivation, [number, number]>> = { leakyRelu: [0.01, 0], elu: [1, 0], hardSigmoid: [0.2, 0.5] }
  it.each(GRAPH_ACTIVATIONS)('%s is its formula', async fn => {
    const wanted = (alpha: number, beta: number): number[] => Array.from(grid, x => Math.fround(formulas[fn](x, alpha, beta)))
    expectNear(await outputOf(graphOf([41], one({ op: 'activation', fn })), grid, 1), wanted(...defaults[fn] ?? [0, 0]))
    expectNear(await outputOf(graphOf([41], one({ op: 'activation', fn, alpha: 0.3, beta: 0.6 })), grid, 1), wanted(0.3, 0.6))
  })

  it.each(GRAPH_ACTIVATIONS)('%s keeps NaN, and its ends are where they belong', async fn => {
    const [nothing, low, high] = await outputOf(graphOf([1], one({ op: 'activation', fn })), Float32Array.of(NaN, -1e4, 1e4), 3)
    expect(nothing).toBeNaN()
    const bounded = fn === 'sigmoid' || fn === 'tanh' || fn === 'hardSigmoid' || fn === 'softsign'
    if (fn === 'log') expect(low).toBeNaN()
    else expect(low).toBeLessThanOrEqual(0)
    expect(high).toBeCloseTo(fn === 'exp' ? Infinity : fn === 'log' ? Math.log(1e4) : fn === 'relu6' ? 6 : fn === 'selu' ? 10507.0098 : bounded ? 1 : 1e4, bounded ? 3 : 1)
  })

  it('softmax and its logarithm along any axis sum to 1, and do not overflow', async () => {
    const values = numbers(2 * 3 * 4, 7).map(value => value * 4000)
    for (const axis of [0, 1, -1]) {
      const length = axis === 0 ? 3 : 4
      const step = axis === 0 ? 4 : 1
      const wanted = [...values].map((value, k) => {
        const start = k - Math.floor(k / step) % length * step
        const line = Array.from({ length }, (_, i) => values[start + i * step])
        const most = Math.max(...line)
        return value - most - Math.log(line.reduce((all, each) => all + Math.exp(each - most), 0))
      })
      expectNear(await outputOf(graphOf([3, 4], one({ op: 'logSoftmax', axis })), values, 2), wanted)
      expectNear(await outputOf(graphOf([3, 4], one({ op: 'softmax', axis })), values, 2), wanted.map(Math.exp))
    }
  })

  it('clip, pad, transpose, reshape, flatten', async () => {
    const values = Float32Array.of(1, 2, 3, 4, 5, 6)
    expect(await outputOf(graphOf([6], one({ op: 'clip', low: 2, high: 4.5 })), values, 1)).toEqual([2, 2, 3, 4, 4.5, 4.5])
    expect(await outputOf(graphOf([2, 3], one({ op: 'pad', pads: [[1, 0], [0, 1]], value: 9 })), values, 1)).toEqual([9, 9, 9, 9, 1, 2, 3, 9, 4, 5, 6, 9])
    expect(await outputOf(graphOf([2, 3], one({ op: 'transpose', perm: [1, 0] })), values, 1)).toEqual([1, 4, 2, 5, 3, 6])
    expect(graphOf([6], one({ op: 'reshape', shape: [2, -1] })).outputShape).toEqual([2, 3])
    expect(await outputOf(graphOf([2, 3], one({ op: 'flatten' })), values, 1)).toEqual([...values])
  })

  it('sums, differences, products and quotients broadcast over a sample, never over rows', async () => {
    const values = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8)
    const constant = { shape: [2], data: Float32Array.of(2, 4) }
    expect(await outputOf(graphOf([2, 2], one({ op: 'div', constant })), values, 2)).toEqual([0.5, 0.5, 1.5, 1, 2.5, 1.5, 3.5, 2])
    expect(await outputOf(graphOf([2, 2], one({ op: 'sub', constant, swapped: true })), values, 2)).toEqual([1, 2, -1, 0, -3, -2, -5, -4])
    expect(await outputOf(graphOf([2], one({ op: 'mul', constant: { shape: [2, 1], data: Float32Array.of(1, 10) } })), Float32Array.of(1, 2, 3, 4), 2)).toEqual([1, 2, 10, 20, 3, 4, 30, 40])
    // A vector of each row's own, added to each row's own table.
    const graph = graphOf([2, 2], { id: 'a', from: ['x'], label: 'a', op: 'reshape', shape: [4] }, { id: 'b', from: ['a'], label: 'b', op: 'dense', kernel: { shape: [4, 2], data: Float32Array.of(1, 0, 0, 1, 0, 0, 0, 0) }, bias: null }, { id: 'c', from: ['x', 'b'], label: 'c', op: 'add' })
    expect(await outputOf(graph, values, 2)).toEqual([2, 4, 4, 6, 10, 12, 12, 14])
  })

  it('concatenation along any axis', async () => {
    const ops = (axis: number): Op[] => [{ id: 'a', from: ['x'], label: 'a', op: 'activation', fn: 'exp' }, { id: 'b', from: ['x', 'a', 'x'], label: 'b', op: 'concat', axis }]
    const zero = Float32Array.of(0, 1, 0, 0)
    const e = Math.fround(Math.E)
    expectNear(await outputOf(graphOf([2, 2], ...ops(-1)), zero, 1), [0, 1, 1, e, 0, 1, 0, 0, 1, 1, 0, 0])
    expectNear(await outputOf(graphOf([2, 2], ...ops(0)), zero, 1), [0, 1, 0, 0, 1, e, 1, 1, 0, 1, 0, 0])
  })
})

describe('whole graphs', () => {
  const conv = (id: string, from: string, ins: number, outs: number, seed: number): Op => ({ id, from: [from], label: id, op: 'conv2d', kernel: weights([3, 3, ins, outs], seed), bias: null, strides: [1, 1], pads: [1, 1, 1, 1], dilations: [1, 1], groups: 1 })
  const residual = graphOf([6, 6, 2],
    conv('a', 'x', 2, 3, 1), { id: 'ar', from: ['a'], label: 'ar', op: 'activation', fn: 'relu' },
    conv('b', 'ar', 3, 3, 2), { id: 'sum', from: ['b', 'ar'], label: 'sum', op: 'add' }, { id: 'br', from: ['sum'], label: 'br', op: 'activation', fn: 'tanh' },
    { id: 'pool', from: ['br'], label: 'pool', op: 'pool', kind: 'max', size: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0], countPads: false },
    { id: 'flat', from: ['pool'], label: 'flat', op: 'flatten' }, { id: 'd', from: ['flat'], label: 'd', op: 'dense', kernel: weights([27, 4], 3), bias: null })

  it('give every hidden layer after its normalisation, activation and pooling, and leave nothing in memory', async () => {
    const before = memory().numTensors
    const values = numbers(5 * 72, 8)
    const { layers, output, width } = await runGraph(residual, values, 5)
    expect(layers.map(({ name, columns }) => [name, columns])).toEqual([['a', 108], ['b', 27]])
    expect([output.length, width]).toEqual([20, 4])
    expect(memory().numTensors).toBe(before)
    expectNear(layers[0].values, await outputOf(graphOf([6, 6, 2], ...residual.ops.slice(0, 2)), values, 5))
    expectNear(layers[1].values, await outputOf(graphOf([6, 6, 2], ...residual.ops.slice(0, 6)), values, 5))
  })

  it('a row that is not finite leaves the others alone', async () => {
    const values = numbers(5 * 72, 8)
    const { output } = await runGraph(residual, values, 5)
    const spoilt = values.slice()
    spoilt.fill(NaN, 2 * 72, 2 * 72 + 3)
    const { output: other } = await runGraph(residual, spoilt, 5)
    expect([...other.subarray(8, 12)]).toEqual([NaN, NaN, NaN, NaN])
    expect([...other.subarray(0, 8), ...other.subarray(12)]).toEqual([...output.subarray(0, 8), ...output.subarray(12)])
  })

  it('plain JavaScript and WebAssembly agree', async () => {
    const values = numbers(5 * 72, 9)
    const wasm = await runGraph(residual, values, 5)
    await setBackend('cpu')
    const plain = await runGraph(residual, values, 5)
    await setBackend('wasm')
    expectNear(wasm.output, plain.output)
    wasm.layers.forEach((layer, k) => expectNear(layer.values, plain.layers[k].values))
  })

  it('rows in batches are the rows at once', async () => {
    // 200 × 200 × 32 numbers a sample twice over: some 25 samples a batch.
    const wide = graphOf([200, 200, 1], { ...conv('a', 'x', 1, 32, 1), strides: [1, 1] } as Op, { id: 'g', from: ['a'], label: 'g', op: 'globalPool', kind: 'average', keepDims: false })
    const values = numbers(27 * 40_000, 3)
    const together = await outputOf(wide, values, 27)
    const last = await outputOf(wide, values.slice(26 * 40_000), 1)
    expect(together.slice(-32)).toEqual(last)
  })

  const perm = fc.shuffledSubarray([0, 1, 2], { minLength: 3, maxLength: 3 })
  const step = fc.oneof(
    perm.map(order => ({ op: 'transpose', perm: order } as const)),
    fc.constantFrom<GraphActivation>('relu', 'tanh').map(fn => ({ op: 'activation', fn } as const)),
    fc.constantFrom(0, 1, 2, -1).map(axis => ({ op: 'softmax', axis } as const)),
    fc.constant({ op: 'again' } as const), fc.constant({ op: 'scale' } as const), fc.constant({ op: 'fold' } as const), fc.constant({ op: 'pad' } as const), fc.constant({ op: 'pool' } as const), fc.constant({ op: 'join' } as const),
  )
  it('simplified graphs are the same functions, and cannot be simplified further', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.constantFrom([2, 3, 4], [1, 3, 2], [4, 4, 1], [1, 1, 5]), async (steps, shape) => {
      const ops: Op[] = []
      let last = 'x'
      for (const [place, next] of steps.entries()) {
        const at = (id: string): number[] => shapesOf({ inputShape: shape, ops }).get(id)!
        const id = `v${place}`
        const base = { id, from: [last], label: id }
        const sample = at(last)
        if (next.op === 'again') {
          const twin = ['x', ...ops.map(op => op.id)].find(other => String(at(other)) === String(sample))!
          ops.push({ ...base, from: [last, twin], op: 'add' })
        } else if (next.op === 'join') {
          const twin = ['x', ...ops.map(op => op.id)].find(other => String(at(other)) === String(sample))!
          ops.push({ ...base, from: [last, twin], op: 'concat', axis: place % 3 })
        } else if (next.op === 'scale') ops.push({ ...base, op: 'mul', constant: weights(place % 2 ? sample.slice(1) : sample, place) })
        else if (next.op === 'fold') ops.push({ ...base, op: 'reshape', shape: [sample[0] * sample[1], 1, sample[2]] })
        else if (next.op === 'pad') ops.push({ ...base, op: 'pad', pads: place % 2 ? [[0, 0], [0, 0], [0, 0]] : [[1, 0], [0, 2], [0, 0]], value: 0.5 })
        else if (next.op === 'pool') ops.push({ ...base, op: 'pool', kind: 'max', size: [1, 1], strides: [1, 1], pads: [0, 0, 0, 0], countPads: false })
        else ops.push({ ...base, ...next } as Op)
        last = id
      }
      const output = last
      const graph: Graph = { inputShape: shape, outputShape: shapesOf({ inputShape: shape, ops }).get(output)!, inputLayout: null, ops, output }
      const less = simplified(graph)
      expect(shapesOf(less).get(less.output)).toEqual([...graph.outputShape])
      expect(simplified(less).ops.length).toBe(less.ops.length)
      const values = numbers(2 * product(shape), 4)
      expectNear(await outputOf(less, values, 2), await outputOf(graph, values, 2))
    }), { numRuns: 300 })
  })

  it('a network that was channels first becomes the one that never was', () => {
    const nchw = graphOf([6, 6, 2],
      { id: 't0', from: ['x'], label: 't', op: 'transpose', perm: [2, 0, 1] }, { id: 't1', from: ['t0'], label: 't', op: 'transpose', perm: [1, 2, 0] },
      conv('a', 't1', 2, 3, 1), { id: 't2', from: ['a'], label: 't', op: 'transpose', perm: [2, 0, 1] },
      { id: 'r', from: ['t2'], label: 'r', op: 'activation', fn: 'relu' }, { id: 's', from: ['r'], label: 's', op: 'add', constant: weights([3, 1, 1], 2) },
      { id: 't3', from: ['s'], label: 't', op: 'transpose', perm: [1, 2, 0] }, conv('b', 't3', 3, 3, 1), { id: 'g', from: ['b'], label: 'g', op: 'globalPool', kind: 'max', keepDims: true },
      { id: 't4', from: ['g'], label: 't', op: 'transpose', perm: [2, 0, 1] }, { id: 'f', from: ['t4'], label: 'f', op: 'flatten' })
    expect(simplified(nchw).ops.map(({ op }) => op)).toEqual(['conv2d', 'activation', 'add', 'conv2d', 'globalPool', 'flatten'])
  })
})
