// A stack's forward and backward pass by hand. Every layer's input carries a column of ones, so that the biases are the last row of the
// layer's weights and one matrix product serves both, forward and backward.
import { concat, matMul, mul, ones, reshape, slice, zeros, type Tensor, type Tensor2D, type Tensor3D, type Tensor4D } from '@tensorflow/tfjs-core'
import type { Activation } from '../../src/core/network.ts'
import type { Layer } from '../../src/core/training/architecture.ts'
import { activate, slope } from './activations.ts'
import { enter, leave, patchesOf, wayBack, type Gathering } from './convolution.ts'

/** How a stack computes: what is the same at every update. */
export interface Wiring {
  /** After padding. */
  layers: readonly Layer[]
  activation: Activation
  /** A hidden layer each, P × 1 × outputs, 0 where padding added units; null where they are zero by themselves: sigmoid(0) is ½, the others' is 0. */
  units: readonly (Tensor3D | null)[]
  /** A layer each; null for dense ones. */
  gatherings: readonly (Gathering | null)[]
}

/** What the backward pass needs of the forward pass, for P networks and R rows. */
export interface Pass {
  /** (inputs + 1) × outputs of each layer, P of them. */
  weights: Tensor3D[]
  /** What each layer saw, P × R × (inputs + 1), of a convolution P × (R · places) × (inputs + 1); the first may be shared, with 1 in place of P. */
  inputs: Tensor3D[]
  /** Of the hidden layers, before and after the activation function: P × R × outputs, of a convolution P × (R · places) × outputs. */
  sums: Tensor3D[]
  maps: Tensor3D[]
  /** What leaves the hidden layers, P × R × units, dropout not applied; and what pooling chose it from. */
  hidden: Tensor3D[]
  quarters: (Tensor4D | null)[]
  /** P × R × classes. */
  logits: Tensor3D
}

/** What a layer takes: its rows with a one behind them, and for a convolution a zero behind that. */
function ready(x: Tensor3D, next: Gathering | null): Tensor3D {
  const column: [number, number, number] = [x.shape[0], x.shape[1], 1]
  return concat(next ? [x, ones(column), zeros(column)] : [x, ones(column)], 2)
}

/** `x`: rows as run.ts uploads them; `dropout` holds a P × R × units tensor a hidden layer, or is null. Call within tidy. */
export function forward({ layers, activation, units, gatherings }: Wiring, flat: Tensor2D, x: Tensor3D, dropout: readonly Tensor3D[] | null): Pass {
  const networks = flat.shape[0]
  const pass: Omit<Pass, 'logits'> = { weights: [], inputs: [], sums: [], maps: [], hidden: [], quarters: [] }
  let input = x
  for (const [layer, { inputs, outputs, weights: start }] of layers.entries()) {
    const gathering = gatherings[layer]
    const size = (inputs + 1) * outputs
    const weights: Tensor3D = reshape(slice(flat, [0, start], [networks, size]), [networks, inputs + 1, outputs])
    const seen = gathering ? patchesOf(gathering, input) : input
    const sums: Tensor3D = matMul(seen, weights)
    pass.weights.push(weights)
    pass.inputs.push(seen)
    if (layer === layers.length - 1) return { ...pass, logits: sums }
    const raw = activate(activation, sums)
    const mask = units[layer]
    const map: Tensor3D = mask ? mul(raw, mask) : raw
    const { hidden, quarters } = gathering ? leave(gathering, map) : { hidden: map, quarters: null }
    pass.sums.push(sums)
    pass.maps.push(map)
    pass.hidden.push(hidden)
    pass.quarters.push(quarters)
    input = ready(dropout ? mul(hidden, dropout[layer]) : hidden, gatherings[layer + 1])
  }
  throw new RangeError('A network has at least one layer, and this one has none.')
}

/** P × T gradients, flat as the weights are, from the loss's gradient by the logits. Call within tidy. */
export function backward({ layers, activation, gatherings }: Wiring, pass: Pass, byLogits: Tensor3D, dropout: readonly Tensor3D[] | null): Tensor2D {
  const gradients: Tensor[] = []
  let delta = byLogits
  for (let layer = pass.weights.length - 1; ; layer--) {
    const [networks, inputs, outputs] = pass.weights[layer].shape
    gradients.unshift(reshape(matMul(pass.inputs[layer], delta, true), [networks, inputs * outputs]))
    if (layer === 0) return concat(gradients as Tensor2D[], 1)
    const before = layer - 1
    const hidden = pass.hidden[before]
    const gathering = gatherings[layer]
    const byInput: Tensor3D = gathering
      ? wayBack(gathering, delta, pass.weights[layer])
      : slice(matMul(delta, pass.weights[layer], false, true) as Tensor3D, [0, 0, 0], hidden.shape)
    const byHidden: Tensor3D = dropout ? mul(byInput, dropout[before]) : byInput
    const below = gatherings[before]
    const byMap = below ? enter(below, byHidden, hidden, pass.quarters[before], layers[before].outputs) : byHidden
    delta = mul(byMap, slope(activation, pass.sums[before], pass.maps[before]))
  }
}
