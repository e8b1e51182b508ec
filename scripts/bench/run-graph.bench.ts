// How long 500 pictures of 28 × 28 take through a small convolutional network, on plain JavaScript and on WebAssembly.
import '@tensorflow/tfjs-backend-cpu'
import { setBackend } from '@tensorflow/tfjs-core'
import type { Graph, Op, Weights } from '../../src/core/graph/graph.ts'
import { product } from '../../src/core/graph/graph-names.ts'
import { mulberry32, normals } from '../../src/core/random.ts'
import type { Bench } from '../bench.ts'
import { runGraph } from '../../workers/nn/run-graph.ts'
import { startWasmForTests } from '../../workers/nn/wasm-for-tests.ts'

const ROWS = 500

const normal = normals(mulberry32(1))
const weights = (...shape: number[]): Weights => ({ shape, data: Float32Array.from({ length: product(shape) }, () => 0.1 * normal()) })

function block(id: string, from: string, ins: number, outs: number): Op[] {
  const window = { strides: [1, 1], pads: [0, 0, 0, 0] } as const
  return [
    { id, from: [from], label: id, op: 'conv2d', kernel: weights(3, 3, ins, outs), bias: weights(outs), ...window, dilations: [1, 1], groups: 1 },
    { id: `${id}r`, from: [id], label: id, op: 'activation', fn: 'relu' },
    { id: `${id}p`, from: [`${id}r`], label: id, op: 'pool', kind: 'max', size: [2, 2], ...window, strides: [2, 2], countPads: false },
  ]
}

/** 28×28 → conv 32, pool → conv 64, pool → dense 10. */
const graph: Graph = {
  inputShape: [28, 28, 1], outputShape: [10], inputLayout: 'NHWC', output: 'd',
  ops: [...block('a', 'x', 1, 32), ...block('b', 'ap', 32, 64), { id: 'f', from: ['bp'], label: 'f', op: 'flatten' }, { id: 'd', from: ['f'], label: 'd', op: 'dense', kernel: weights(1600, 10), bias: null }],
}

const bench: Bench = async report => {
  const values = Float32Array.from({ length: ROWS * 784 }, normal)
  for (const backend of ['WebAssembly', 'JavaScript']) {
    if (backend === 'WebAssembly') await startWasmForTests()
    else await setBackend('cpu')
    await runGraph(graph, values.subarray(0, 784), 1)
    const started = performance.now()
    await runGraph(graph, values, ROWS)
    report({ backend, pictures: ROWS, seconds: Number(((performance.now() - started) / 1000).toFixed(2)) })
  }
}
export default bench
