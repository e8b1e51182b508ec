// Different optimisers side by side: one update formula whose coefficients say, network by network, which optimiser it is.
import { add, broadcastTo, div, mul, ones, sqrt, square, sub, tensor2d, where, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core'
import type { Hyperparameters } from '../../src/core/network.ts'
import { BETA1, BETA2, EPSILON, MEMORY, MOMENTUM } from '../../src/core/training/optimiser.ts'

/**
 * The coefficients, one column of P numbers each. With them, all of src/core/training/optimiser.ts is
 *   g ← g + coupled · w;  m ← keep · m + take · g;  v ← β₂ v + (1 − β₂) g²
 *   w ← (1 − rate · decoupled) w − rate · m / (1 − bias ᵗ) / (adaptive ? √(v / (1 − β₂ᵗ)) + ε : 1)
 * and sgd's m is the gradient itself. Biases have no decay.
 */
export interface Coefficients { rate: number, coupled: number, decoupled: number, keep: number, take: number, bias: number, adaptive: boolean }

export function coefficients({ optimiser, learningRate, weightDecay }: Hyperparameters): Coefficients {
  const plain = { rate: learningRate, coupled: weightDecay, decoupled: 0, keep: 0, take: 1, bias: 0, adaptive: false }
  switch (optimiser) {
    case 'sgd': return plain
    case 'momentum': return { ...plain, keep: MOMENTUM }
    case 'adam': return { ...plain, keep: BETA1, take: 1 - BETA1, bias: BETA1, adaptive: true }
    case 'adamw': return { ...plain, keep: BETA1, take: 1 - BETA1, bias: BETA1, adaptive: true, coupled: 0, decoupled: weightDecay }
  }
}

/** P × T tensors: the flat padded weights of all networks and what their optimisers remember; null where no member needs it. */
export interface StackState { weights: Tensor2D, first: Tensor2D | null, second: Tensor2D | null }

/** The coefficients on the device, made once for a stack. */
export interface StackRule {
  each: Coefficients[]
  /** P × 1. */
  keep: Tensor2D
  take: Tensor2D
  /** P × T: true for Adam's networks, and what the others divide by; null where all members are of one kind. */
  mixed: { adaptive: Tensor2D, ones: Tensor2D } | null
  /** P × T, zero at biases; null where no member decays so. */
  coupled: Tensor2D | null
  shrink: Tensor2D | null
}

/** What these networks' optimisers remember. */
export function remembers(hypers: readonly Hyperparameters[]): { first: boolean, second: boolean } {
  return { first: hypers.some(({ optimiser }) => MEMORY[optimiser].first), second: hypers.some(({ optimiser }) => MEMORY[optimiser].second) }
}

/** `decays` is 1 × T: 1 at weights, 0 at biases. Call within tidy, and keep what comes back. */
export function makeRule(hypers: readonly Hyperparameters[], decays: Tensor2D): StackRule {
  const each = hypers.map(coefficients)
  const column = (numbers: number[]): Tensor2D => tensor2d(numbers, [numbers.length, 1])
  const shape: [number, number] = [each.length, decays.shape[1]]
  const adaptive = each.filter(own => own.adaptive).length
  return {
    each,
    keep: column(each.map(own => own.keep)),
    take: column(each.map(own => own.take)),
    mixed: adaptive === 0 || adaptive === each.length ? null : {
      adaptive: broadcastTo(tensor2d(each.map(own => Number(own.adaptive)), [each.length, 1], 'bool'), shape),
      ones: ones(shape),
    },
    coupled: each.some(own => own.coupled > 0) ? mul(column(each.map(own => own.coupled)), decays) : null,
    shrink: each.some(own => own.decoupled > 0) ? sub(1, mul(column(each.map(own => own.rate * own.decoupled)), decays)) : null,
  }
}

/** The state after an update by P × T gradients; `steps`: the how manieth it is of each network, counted from 1. Call within tidy; the old state stays the caller's to dispose. */
export function updateState(state: StackState, gradient: Tensor2D, rule: StackRule, steps: readonly number[]): StackState {
  const slope: Tensor2D = rule.coupled ? add(gradient, mul(rule.coupled, state.weights)) : gradient
  const first: Tensor2D | null = state.first && add(mul(rule.keep, state.first), mul(rule.take, slope))
  const second: Tensor2D | null = state.second && add(mul(BETA2, state.second), mul(1 - BETA2, square(slope)))
  const column = (numbers: number[]): Tensor2D => tensor2d(numbers, [numbers.length, 1])
  const stride = column(rule.each.map(({ rate, bias }, network) => rate / (1 - bias ** steps[network])))
  let change: Tensor = mul(stride, first ?? slope)
  if (second) {
    const spread = add(sqrt(mul(column(steps.map(step => 1 / (1 - BETA2 ** step))), second)), EPSILON)
    // Choosing, not multiplying by 0: another optimiser's g² may overflow, and 0 · ∞ would be a NaN that is not its own.
    change = div(change, rule.mixed ? where(rule.mixed.adaptive, spread, rule.mixed.ones) : spread)
  }
  return { weights: sub(rule.shrink ? mul(rule.shrink, state.weights) : state.weights, change), first, second }
}
