// Runs a neutral graph on rows of inputs, with every hidden layer: on whichever backend of the tensor library was started (run-backend.ts).
import { tensor, type Tensor } from '@tensorflow/tfjs-core'
import type { Graph } from '../../src/core/graph/graph.ts'
import { INPUT } from '../../src/core/graph/graph.ts'
import { product } from '../../src/core/graph/graph-names.ts'
import { layersOfGraph } from '../../src/core/graph/layers.ts'
import { shapesOf } from '../../src/core/graph/shapes.ts'
import { sized } from '../../src/formats/format-error.ts'
import type { RevisitedLayer } from '../../src/protocol/revisit.ts'
import { runOp } from './run-op.ts'

/** Bytes that the values of one batch may take together. */
const BATCH_BYTES = 256e6
/** Bytes that the layers asked for may take, over all rows. */
const MOST_LAYER_BYTES = 1e9

export interface GraphRun { layers: RevisitedLayer[], output: Float32Array, width: number }

/**
 * values: rows × the graph's input shape, scaled. layers: the hidden ones, flattened to rows × columns (height, width, channels); output: rows × width,
 * the output's numbers. `withLayers` false: the output alone, for trials. Errors: shapesOf's; layers that take more than a gigabyte.
 */
export async function runGraph(graph: Graph, values: Float32Array, rows: number, withLayers = true): Promise<GraphRun> {
  const shapes = shapesOf(graph)
  const features = product(graph.inputShape)
  if (values.length !== rows * features) throw new Error(`The network wants ${rows} × ${features} numbers and is given ${values.length}.`)
  const width = product(shapes.get(graph.output)!)
  const hidden = withLayers ? layersOfGraph(graph).slice(0, -1) : []
  const bytes = hidden.reduce((all, { shape }) => all + 4 * rows * product(shape), 0)
  if (bytes > MOST_LAYER_BYTES) throw new Error(`Its hidden layers take ${sized(bytes)} on ${rows} samples; at most ${sized(MOST_LAYER_BYTES)} can be kept. Give fewer samples.`)
  const layers = hidden.map(({ name, shape }) => ({ name, columns: product(shape), values: new Float32Array(rows * product(shape)) }))
  const output = new Float32Array(rows * width)
  const each = rowsAtOnce(shapes)
  for (let first = 0; first < rows; first += each) {
    const count = Math.min(each, rows - first)
    const sinks = new Map<string, { into: Float32Array, columns: number }[]>()
    const sink = (id: string, into: Float32Array, columns: number): unknown => sinks.set(id, [...sinks.get(id) ?? [], { into, columns }])
    hidden.forEach(({ value }, k) => sink(value, layers[k].values, layers[k].columns))
    sink(graph.output, output, width)
    await runBatch(graph, values.subarray(first * features, (first + count) * features), count, async (id, made) => {
      for (const { into, columns } of sinks.get(id) ?? []) into.set(await made.data() as Float32Array, first * columns)
    })
  }
  return { layers, output, width }
}

/** Every value of a sample at once, twice over for what composed ops need in between: an upper bound. */
function rowsAtOnce(shapes: ReadonlyMap<string, readonly number[]>): number {
  const numbers = [...shapes.values()].reduce((all, shape) => all + product(shape), 0)
  return Math.max(1, Math.floor(BATCH_BYTES / (2 * 4 * numbers)))
}

async function runBatch(graph: Graph, values: Float32Array, rows: number, seen: (id: string, made: Tensor) => Promise<void>): Promise<void> {
  const uses = new Map<string, number>()
  for (const id of graph.ops.flatMap(({ from }) => from)) uses.set(id, (uses.get(id) ?? 0) + 1)
  const alive = new Map<string, Tensor>()
  try {
    alive.set(INPUT, tensor(values, [rows, ...graph.inputShape], 'float32'))
    await seen(INPUT, alive.get(INPUT)!)
    for (const op of graph.ops) {
      const made = await runOp(op, op.from.map(id => alive.get(id)!))
      alive.set(op.id, made)
      await seen(op.id, made)
      for (const id of new Set([...op.from, op.id])) {
        const left = (uses.get(id) ?? 0) - op.from.filter(taken => taken === id).length
        uses.set(id, left)
        if (left > 0) continue
        alive.get(id)!.dispose()
        alive.delete(id)
      }
    }
  } finally {
    for (const left of alive.values()) left.dispose()
  }
}
