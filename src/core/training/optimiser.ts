// One update of all weights from their gradient: plain gradient descent, momentum, Adam and AdamW.
import type { Hyperparameters } from '../network.ts'
import type { LayerOffsets } from './plan.ts'

/** Share of its velocity that momentum keeps. */
export const MOMENTUM = 0.9
/** Share of the running mean of gradients that Adam keeps. */
export const BETA1 = 0.9
/** Share of the running mean of squared gradients that Adam keeps. */
export const BETA2 = 0.999
/** Added to the root in Adam's quotient. */
export const EPSILON = 1e-7

type Floats = Float32Array | Float64Array

/** What an optimiser remembers from update to update; arrays as long as the weights, or empty where it needs none. */
export interface OptimiserState {
  /** Updates made. */
  step: number
  /** Momentum's velocity, or Adam's running mean of gradients. */
  first: Floats
  /** Adam's running mean of squared gradients. */
  second: Floats
}

export function startOptimiser(hyper: Hyperparameters, parameters: number, allocate: (size: number) => Floats): OptimiserState {
  const adaptive = hyper.optimiser === 'adam' || hyper.optimiser === 'adamw'
  return { step: 0, first: allocate(hyper.optimiser === 'sgd' ? 0 : parameters), second: allocate(adaptive ? parameters : 0) }
}

/**
 * Changes the weights w in place by the gradient g of the mean loss. With rate η and decay λ (0 for biases):
 *   sgd       w ← w − η (g + λw)
 *   momentum  v ← 0.9 v + (g + λw);  w ← w − η v
 *   adam      g ← g + λw;  m ← β₁m + (1 − β₁) g;  v ← β₂v + (1 − β₂) g²;  w ← w − η · m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε)
 *   adamw     the same without λ in g, after w ← (1 − ηλ) w
 * (Polyak 1964; Kingma & Ba 2015, algorithm 1; Loshchilov & Hutter 2019, algorithm 2.) Returns whether all weights are still finite.
 */
export function updateWeights(hyper: Hyperparameters, state: OptimiserState, layers: readonly LayerOffsets[], weights: Floats, gradient: Floats): boolean {
  state.step++
  let size = 0
  for (const { outputs, weights: start, biases } of layers) {
    size += updateStretch(hyper, state, weights, gradient, start, biases, hyper.weightDecay)
    size += updateStretch(hyper, state, weights, gradient, biases, biases + outputs, 0)
  }
  return Number.isFinite(size)
}

/** Updates weights[start…end) and returns the sum of their absolute values: not finite exactly where one of them is not. */
function updateStretch(hyper: Hyperparameters, state: OptimiserState, weights: Floats, gradient: Floats, start: number, end: number, decay: number): number {
  switch (hyper.optimiser) {
    case 'sgd': return descend(weights, gradient, start, end, hyper.learningRate, decay)
    case 'momentum': return roll(weights, gradient, state.first, start, end, hyper.learningRate, decay)
    case 'adam': return adapt(weights, gradient, state, start, end, hyper.learningRate, decay, 0)
    case 'adamw': return adapt(weights, gradient, state, start, end, hyper.learningRate, 0, decay)
  }
}

function descend(weights: Floats, gradient: Floats, start: number, end: number, rate: number, decay: number): number {
  let size = 0
  for (let place = start; place < end; place++) {
    const weight = weights[place]
    weights[place] = weight - rate * (gradient[place] + decay * weight)
    size += Math.abs(weights[place])
  }
  return size
}

function roll(weights: Floats, gradient: Floats, velocity: Floats, start: number, end: number, rate: number, decay: number): number {
  let size = 0
  for (let place = start; place < end; place++) {
    const weight = weights[place]
    const speed = MOMENTUM * velocity[place] + gradient[place] + decay * weight
    velocity[place] = speed
    weights[place] = weight - rate * speed
    size += Math.abs(weights[place])
  }
  return size
}

function adapt(weights: Floats, gradient: Floats, state: OptimiserState, start: number, end: number, rate: number, coupled: number, decoupled: number): number {
  const { first, second, step } = state
  const shrink = 1 - rate * decoupled
  const stride = rate / (1 - BETA1 ** step)
  const unbias = 1 / (1 - BETA2 ** step)
  let size = 0
  for (let place = start; place < end; place++) {
    const weight = weights[place]
    const slope = gradient[place] + coupled * weight
    const mean = BETA1 * first[place] + (1 - BETA1) * slope
    const square = BETA2 * second[place] + (1 - BETA2) * slope * slope
    first[place] = mean
    second[place] = square
    weights[place] = shrink * weight - stride * mean / (Math.sqrt(square * unbias) + EPSILON)
    size += Math.abs(weights[place])
  }
  return size
}
