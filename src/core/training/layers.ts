// What every hidden layer of a trained network makes of given rows: the plain engine's forward pass, its values kept on the way.
import type { Activation } from '../network.ts'
import type { Floats } from './activation.ts'
import { forward, gatherInputs, makeBlock } from './block.ts'
import type { Layer } from './architecture.ts'
import { inputUnits } from './architecture.ts'
import { score } from './softmax.ts'

/** A hidden layer's output after its activation function (a convolution: after pooling too); rows × columns, row-major. */
export interface HiddenLayer { name: string, columns: number, values: Float32Array }

export interface Passed {
  /** In order of depth. */
  hidden: HiddenLayer[]
  /** rows × classes, softmax. */
  probabilities: Float32Array
}

/** 'hidden 1', 'hidden 2' …; behind convolutions ('convolution 1' …) there is one dense layer: 'hidden'. */
export function hiddenNames(layers: readonly Layer[]): string[] {
  const convolutions = layers.filter(layer => layer.conv).length
  return layers.slice(0, -1).map((layer, place) => layer.conv ? `convolution ${place + 1}` : convolutions > 0 ? 'hidden' : `hidden ${place + 1}`)
}

/**
 * Sends rows of a table (rows × features) through a network with these flat weights (architecture.ts), without dropout. Sums in float64, values stored as
 * float32, as the plain engine does; the compiled one differs by rounding, about 1e-7 of a value. Errors: another number of weights.
 */
export function passRows(layers: readonly Layer[], activation: Activation, weights: Floats, inputs: Floats, rows: Uint32Array): Passed {
  const last = layers[layers.length - 1]
  const parameters = last.biases + last.outputs
  if (weights.length !== parameters) throw new Error(`The network has ${parameters} weights and biases, and ${weights.length} were given.`)
  const block = makeBlock(layers, activation)
  const names = hiddenNames(layers)
  const hidden = names.map((name, place): HiddenLayer => ({ name, columns: layers[place].units, values: new Float32Array(rows.length * layers[place].units) }))
  const classes = last.units
  const probabilities = new Float32Array(rows.length * classes)
  for (let from = 0; from < rows.length; from += block.rows) {
    const to = Math.min(rows.length, from + block.rows)
    const count = to - from
    gatherInputs(block, inputs, rows, from, to)
    forward(block, weights, count, null)
    hidden.forEach(({ columns, values }, place) => values.set(block.values[place + 1].subarray(0, count * columns), from * columns))
    score(block.values[layers.length], count, classes, () => 0, probabilities.subarray(from * classes, to * classes))
  }
  return { hidden, probabilities }
}

/** All rows of a table, in order. */
export const allRows = (inputs: Floats, layers: readonly Layer[]): Uint32Array => Uint32Array.from({ length: inputs.length / inputUnits(layers[0]) }, (_, row) => row)
