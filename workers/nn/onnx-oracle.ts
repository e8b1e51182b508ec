// For tests: ONNX Runtime as the oracle of what an ONNX file means, against our reader and evaluator.
import * as ort from 'onnxruntime-web'
import { channelsLast } from '../../src/core/graph/channels.ts'
import { product } from '../../src/core/graph/graph-names.ts'
import { run } from '../../src/formats/fixtures/onnx-writer.ts'
import { readOnnx } from '../../src/formats/onnx/onnx.ts'
import type { SavedModel } from '../../src/formats/saved-model.ts'
import { runGraph } from './run-graph.ts'

ort.env.wasm.numThreads = 1
ort.env.logLevel = 'fatal'

export const read = (bytes: Uint8Array): SavedModel => readOnnx({ path: 'test.onnx', bytes }, []).model

/** Numbers that look random and are the same at every run, from −low to +low. */
export function numbers(count: number, seed: number, low = 2): Float32Array {
  return Float32Array.from({ length: count }, (_, k) => low * Math.sin(12.9898 * (k + 1) + 78.233 * seed + Math.sin(k * seed)))
}

/** What the file's first output is on rows of inputs, given in the file's own order; `each`: row by row, for files with a batch of 1. */
export async function byOracle(bytes: Uint8Array, values: Float32Array, sample: readonly number[], rows: number, each = false, output?: string): Promise<Float32Array> {
  const session = await ort.InferenceSession.create(bytes, { graphOptimizationLevel: 'disabled' })
  const size = product(sample)
  const parts: Float32Array[] = []
  for (let row = 0; row < rows; row += each ? 1 : rows) {
    const count = each ? 1 : rows
    const given = new ort.Tensor('float32', values.slice(row * size, (row + count) * size), [count, ...sample])
    parts.push((await session.run({ [session.inputNames[0]]: given }))[output ?? session.outputNames[0]].data as Float32Array)
  }
  await session.release()
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  parts.reduce((at, part) => { all.set(part, at); return at + part.length }, 0)
  return all
}

/** Ours, on the same rows in the file's own order. */
export async function byUs(model: SavedModel, values: Float32Array, rows: number): Promise<Float32Array> {
  if (!model.graph) throw new Error(model.why ?? 'no graph')
  const { graph } = model
  return (await runGraph(graph, graph.inputLayout === 'NCHW' ? channelsLast(values, rows, graph.inputShape) : values, rows)).output
}

/** Relative where the wanted number is larger than 1; infinite where one is NaN and the other is not. */
export function largestDifference(found: Float32Array, wanted: Float32Array): number {
  if (found.length !== wanted.length) throw new Error(`${found.length} numbers, wanted ${wanted.length}`)
  return wanted.reduce((most, value, k) => {
    if (Object.is(value, found[k])) return most
    const difference = Math.abs(value - found[k]) / Math.max(1, Math.abs(value))
    return Number.isNaN(difference) ? Infinity : Math.max(most, difference)
  }, 0)
}

/** The same file with inner values as outputs too: a second part of the graph, which holds nothing else, is merged with the first. */
export function withOutputs(bytes: Uint8Array, names: readonly string[]): Uint8Array {
  return Uint8Array.from([...bytes, ...run(7, names.flatMap(name => run(12, run(1, name))))])
}
