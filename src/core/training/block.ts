// A block of rows on its way through a network, forward and backward, over flat arrays.
// Sums run in float64 and are stored as float32; the tests store float64 and hold the gradient against finite differences.
import type { Activation } from '../network.ts'
import type { Floats } from './activation.ts'
import { activate } from './activation.ts'
import { gatherPatches, placesOf, pool, spreadPatches, unpool } from './convolution.ts'
import { accumulate, multiply, pullBack } from './dense.ts'
import type { Layer } from './architecture.ts'
import { inputUnits, multiplyAddsOf } from './architecture.ts'
import type { Score } from './softmax.ts'
import { score } from './softmax.ts'

/** What pooling remembers of a layer: its map before pooling, that map's slopes, and which places were chosen. */
interface Pooling { map: Floats, slopes: Floats, chosen: Int32Array }

export interface Block {
  layers: readonly Layer[]
  activation: Activation
  /** Rows that the arrays below have room for. */
  rows: number
  /** Per layer boundary, rows × units, row-major: [0] the inputs, then what leaves each hidden layer, last the logits. */
  values: Floats[]
  /** Per hidden layer (index as in values; [0] is unused): derivative of the activation, dropout's factor included. */
  slopes: Floats[]
  /** Per layer boundary from [1] on: derivative of the loss by what the layer's product gave (where the layer is pooled: at the places chosen). */
  deltas: Floats[]
  /** Per layer; null where it is not pooled. */
  pooling: (Pooling | null)[]
  /** Room for one convolution's patches, and for one map's derivatives; all layers share it. */
  patches: Floats
  mapDelta: Floats
}

/** Multiply-adds in one block of rows, so that a caller can look up every few milliseconds even with the largest networks. */
const BLOCK_WORK = 2e6
const BLOCK_ROWS = 64

/** Room for one block: at most 64 rows, fewer (but at least 4) where the network is large. A function of the layers alone. */
export function makeBlock(layers: readonly Layer[], activation: Activation, allocate: (size: number) => Floats = size => new Float32Array(size)): Block {
  const rows = Math.max(4, Math.min(BLOCK_ROWS, Math.floor(BLOCK_WORK / multiplyAddsOf(layers))))
  const units = [inputUnits(layers[0]), ...layers.map(layer => layer.units)]
  const room = (): Floats[] => units.map(count => allocate(rows * count))
  const largestOf = (size: (layer: Layer) => number): number => rows * Math.max(...layers.map(size))
  return {
    layers, activation, rows, values: room(), slopes: room(), deltas: room(),
    pooling: layers.map(layer => {
      const size = rows * mapUnits(layer)
      return layer.conv?.pooled ? { map: allocate(size), slopes: allocate(size), chosen: new Int32Array(rows * layer.units) } : null
    }),
    patches: allocate(largestOf(({ conv, inputs }) => conv ? placesOf(conv) * inputs : 0)),
    mapDelta: allocate(largestOf(layer => layer.conv?.pooled ? mapUnits(layer) : 0)),
  }
}

/** Numbers a row that a layer's product gives, before pooling. */
const mapUnits = ({ conv, outputs }: Layer): number => conv ? placesOf(conv) * outputs : outputs

/** Copies rows[from…to) of a rows × features table into the first layer. */
export function gatherInputs(block: Block, inputs: Floats, rows: Uint32Array, from: number, to: number): void {
  const features = inputUnits(block.layers[0])
  const [values] = block.values
  for (let row = from; row < to; row++) values.set(inputs.subarray(rows[row] * features, (rows[row] + 1) * features), (row - from) * features)
}

/**
 * Runs the gathered rows through all layers: values, slopes and at the end the logits.
 * `drop`, where given, fills the mask of a hidden layer (0 is the first): rows × units factors that multiply values and slopes alike.
 */
export function forward(block: Block, weights: Floats, rows: number, drop: ((mask: Floats, layer: number, count: number) => void) | null): void {
  const last = block.layers.length - 1
  for (let layer = 0; layer <= last; layer++) {
    const { conv, outputs, units } = block.layers[layer]
    const pooling = block.pooling[layer]
    const values = block.values[layer + 1]
    const slopes = block.slopes[layer + 1]
    project(block, layer, weights, rows, pooling ? pooling.map : values)
    if (layer === last) return
    if (pooling && conv) {
      activate(block.activation, pooling.map, pooling.slopes, rows * placesOf(conv) * outputs)
      pool(conv, outputs, pooling.map, pooling.slopes, rows, values, slopes, pooling.chosen)
    } else activate(block.activation, values, slopes, rows * units)
    if (!drop) continue
    const count = rows * units
    // The deltas are not in use on the way forward: they lend their room to the mask.
    const mask = block.deltas[layer + 1]
    drop(mask, layer, count)
    for (let place = 0; place < count; place++) {
      values[place] *= mask[place]
      slopes[place] *= mask[place]
    }
  }
}

/** A layer's product: of the rows themselves, or of what each place of a picture sees. */
function project(block: Block, layer: number, weights: Floats, rows: number, into: Floats): void {
  const offsets = block.layers[layer]
  if (!offsets.conv) return multiply(block.values[layer], rows, weights, offsets, into)
  spreadPatches(offsets.conv, block.values[layer], rows, block.patches)
  multiply(block.patches, rows * placesOf(offsets.conv), weights, offsets, into)
}

/** Loss and hits of the block, and the derivative of (summed loss / batchRows) by the logits: (p − one-hot) / batchRows. */
export function scoreForTraining(block: Block, rows: number, labels: (row: number) => number, batchRows: number): Score {
  const classes = block.layers.at(-1)!.units
  const delta = block.deltas.at(-1)!
  const result = score(block.values.at(-1)!, rows, classes, labels, delta)
  for (let row = 0; row < rows; row++) delta[row * classes + labels(row)] -= 1
  for (let place = 0; place < rows * classes; place++) delta[place] /= batchRows
  return result
}

/** Adds the block's share of the gradient to `gradient` (flat, as the weights), from the logits' derivative back to the first layer. */
export function backward(block: Block, weights: Floats, rows: number, gradient: Float64Array): void {
  for (let layer = block.layers.length - 1; layer >= 0; layer--) {
    if (block.layers[layer].conv) convolutionBackward(block, layer, weights, rows, gradient)
    else {
      accumulate(block.values[layer], rows, block.deltas[layer + 1], block.layers[layer], gradient)
      if (layer > 0) pullBack(block.deltas[layer + 1], rows, weights, block.layers[layer], block.slopes[layer], block.deltas[layer])
    }
  }
}

function convolutionBackward(block: Block, layer: number, weights: Floats, rows: number, gradient: Float64Array): void {
  const offsets = block.layers[layer]
  const conv = offsets.conv!
  const places = rows * placesOf(conv)
  const pooling = block.pooling[layer]
  if (pooling) unpool(block.deltas[layer + 1], pooling.chosen, rows * offsets.units, block.mapDelta, places * offsets.outputs)
  const delta = pooling ? block.mapDelta : block.deltas[layer + 1]
  // Laid out anew: keeping every layer's patches would take nine times the room of its pictures.
  spreadPatches(conv, block.values[layer], rows, block.patches)
  accumulate(block.patches, places, delta, offsets, gradient)
  if (layer === 0) return
  pullBack(delta, places, weights, offsets, null, block.patches)
  gatherPatches(conv, block.patches, rows, block.slopes[layer], block.deltas[layer])
}
