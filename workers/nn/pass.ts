// A stack's forward and backward pass by hand. Every layer's input carries a column of ones, so that the biases are the last row of the
// layer's weights and one matrix product serves both, forward and backward.
import { concat, matMul, mul, ones, reshape, slice, type Tensor, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core'
import type { Activation } from '../../src/core/network.ts'
import { layerOffsets } from '../../src/core/training/plan.ts'
import { activate, slope } from './activations.ts'

/** How a stack computes: what is the same at every update. */
export interface Wiring {
  /** Layer sizes after padding. */
  shape: readonly number[]
  activation: Activation
  /** P × 1 × width, 0 at units added by padding; null where they are zero by themselves: sigmoid(0) is ½, the others' value at 0 is 0. */
  units: Tensor3D | null
}

/** What the backward pass needs of the forward pass, for P networks and R rows. */
export interface Pass {
  /** (inputs + 1) × outputs of each layer, P of them. */
  weights: Tensor3D[]
  /** What each layer saw, P × R × (inputs + 1); the first may be shared, 1 × R × (features + 1). */
  inputs: Tensor3D[]
  /** Of the hidden layers, P × R × width: before and after the activation function, dropout not applied. */
  sums: Tensor3D[]
  hidden: Tensor3D[]
  /** P × R × classes. */
  logits: Tensor3D
}

export const withOnes = (x: Tensor3D): Tensor3D => concat([x, ones([x.shape[0], x.shape[1], 1])], 2)

/** `x` with its column of ones; `dropout` holds a P × R × width tensor a hidden layer, or is null. Call within tidy. */
export function forward(wiring: Wiring, flat: Tensor2D, x: Tensor3D, dropout: readonly Tensor3D[] | null): Pass {
  const layers = layerOffsets(wiring.shape)
  const networks = flat.shape[0]
  const pass: Omit<Pass, 'logits'> = { weights: [], inputs: [], sums: [], hidden: [] }
  let input = x
  for (const [layer, { inputs, outputs, weights: start }] of layers.entries()) {
    const size = (inputs + 1) * outputs
    const weights: Tensor3D = reshape(slice(flat, [0, start], [networks, size]), [networks, inputs + 1, outputs])
    const sums: Tensor3D = matMul(input, weights)
    pass.weights.push(weights)
    pass.inputs.push(input)
    if (layer === layers.length - 1) return { ...pass, logits: sums }
    const raw = activate(wiring.activation, sums)
    const hidden: Tensor3D = wiring.units ? mul(raw, wiring.units) : raw
    pass.sums.push(sums)
    pass.hidden.push(hidden)
    input = withOnes(dropout ? mul(hidden, dropout[layer]) : hidden)
  }
  throw new RangeError(`A network has at least one layer; these have sizes ${wiring.shape.join(', ')}.`)
}

/** P × T gradients, flat as the weights are, from the loss's gradient by the logits. Call within tidy. */
export function backward(wiring: Wiring, pass: Pass, byLogits: Tensor3D, dropout: readonly Tensor3D[] | null): Tensor2D {
  const gradients: Tensor[] = []
  let delta = byLogits
  for (let layer = pass.weights.length - 1; ; layer--) {
    const [networks, inputs, outputs] = pass.weights[layer].shape
    gradients.unshift(reshape(matMul(pass.inputs[layer], delta, true), [networks, inputs * outputs]))
    if (layer === 0) return concat(gradients as Tensor2D[], 1)
    const behind: Tensor3D = matMul(delta, pass.weights[layer], false, true)
    const hidden = pass.hidden[layer - 1]
    const byHidden: Tensor3D = slice(behind, [0, 0, 0], hidden.shape)
    delta = mul(dropout ? mul(byHidden, dropout[layer - 1]) : byHidden, slope(wiring.activation, pass.sums[layer - 1], hidden))
  }
}
