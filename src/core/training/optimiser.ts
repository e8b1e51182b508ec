// One update of all weights from their gradient: plain gradient descent, momentum, Adam and AdamW.
import type { Hyperparameters, NetworkState, Optimiser } from '../network.ts'
import type { LayerOffsets } from './architecture.ts'

/** Share of its velocity that momentum keeps. */
export const MOMENTUM = 0.9
/** Share of the running mean of gradients that Adam keeps. */
export const BETA1 = 0.9
/** Share of the running mean of squared gradients that Adam keeps. */
export const BETA2 = 0.999
/** Added to the root in Adam's quotient. */
export const EPSILON = 1e-7

type Floats = Float32Array | Float64Array

/** Which memories an optimiser has: a velocity or running mean of gradients (first), and a running mean of their squares (second). */
export const MEMORY: Readonly<Record<Optimiser, { first: boolean, second: boolean }>> = {
  sgd: { first: false, second: false }, momentum: { first: true, second: false }, adam: { first: true, second: true }, adamw: { first: true, second: true },
}

/** What an optimiser remembers from update to update; arrays as long as the weights, or empty where it needs none. */
export interface OptimiserState {
  /** Updates made. */
  step: number
  /** β₁ᵗ and β₂ᵗ after t updates, kept as running products: a power in the loop's reach costs eight times the loop. */
  power1: number
  power2: number
  /** Momentum's velocity, or Adam's running mean of gradients. */
  first: Floats
  /** Adam's running mean of squared gradients. */
  second: Floats
}

export function startOptimiser(hyper: Hyperparameters, parameters: number, allocate: (size: number) => Floats): OptimiserState {
  const { first, second } = MEMORY[hyper.optimiser]
  return { step: 0, power1: 1, power2: 1, first: allocate(first ? parameters : 0), second: allocate(second ? parameters : 0) }
}

/** Goes on after so many updates. */
export function resumeOptimiser(step: number, { first, second }: NetworkState): OptimiserState {
  const state: OptimiserState = { step, power1: 1, power2: 1, first: first.slice(), second: second.slice() }
  for (let made = 0; made < step; made++) {
    state.power1 *= BETA1
    state.power2 *= BETA2
  }
  return state
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
  state.power1 *= BETA1
  state.power2 *= BETA2
  for (const { outputs, weights: start, biases } of layers) {
    updateStretch(hyper, state, weights, gradient, start, biases, hyper.weightDecay)
    updateStretch(hyper, state, weights, gradient, biases, biases + outputs, 0)
  }
  return allFinite(weights)
}

function updateStretch(hyper: Hyperparameters, state: OptimiserState, weights: Floats, gradient: Floats, start: number, end: number, decay: number): void {
  switch (hyper.optimiser) {
    case 'sgd': return descend(weights, gradient, start, end, hyper.learningRate, decay)
    case 'momentum': return roll(weights, gradient, state.first, start, end, hyper.learningRate, decay)
    case 'adam': return adapt(weights, gradient, state, start, end, hyper.learningRate, decay, 0)
    case 'adamw': return adapt(weights, gradient, state, start, end, hyper.learningRate, 0, decay)
  }
}

function descend(weights: Floats, gradient: Floats, start: number, end: number, rate: number, decay: number): void {
  for (let place = start; place < end; place++) weights[place] -= rate * (gradient[place] + decay * weights[place])
}

function roll(weights: Floats, gradient: Floats, velocity: Floats, start: number, end: number, rate: number, decay: number): void {
  for (let place = start; place < end; place++) {
    const weight = weights[place]
    const speed = MOMENTUM * velocity[place] + gradient[place] + decay * weight
    velocity[place] = speed
    weights[place] = weight - rate * speed
  }
}

function adapt(weights: Floats, gradient: Floats, state: OptimiserState, start: number, end: number, rate: number, coupled: number, decoupled: number): void {
  const { first, second, power1, power2 } = state
  const shrink = 1 - rate * decoupled
  const stride = rate / (1 - power1)
  const unbias = 1 / (1 - power2)
  for (let place = start; place < end; place++) {
    const weight = weights[place]
    const slope = gradient[place] + coupled * weight
    const mean = BETA1 * first[place] + (1 - BETA1) * slope
    const square = BETA2 * second[place] + (1 - BETA2) * slope * slope
    first[place] = mean
    second[place] = square
    weights[place] = shrink * weight - stride * mean / (Math.sqrt(square * unbias) + EPSILON)
  }
}

/** 0 · w is 0 for every finite w and NaN for all others. */
function allFinite(weights: Floats): boolean {
  let zero = 0
  for (let place = 0; place < weights.length; place++) zero += 0 * weights[place]
  return zero === 0
}
