// The four activation functions and their slopes, over flat arrays.
import { exponential, hyperbolicTangent } from '../elementary.ts'
import type { Activation } from '../network.ts'

export type Floats = Float32Array | Float64Array

/** gelu in its tanh form (Hendrycks & Gimpel 2016): ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))). */
export const GELU_ROOT = Math.sqrt(2 / Math.PI)
export const GELU_CUBE = 0.044715

/**
 * values[0…count) ← f(values), and slopes ← f′ at the same places, which is all that the backward pass needs: 0 where nothing passes.
 * relu's slope at 0 is 0.
 */
export function activate(kind: Activation, values: Floats, slopes: Floats, count: number): void {
  switch (kind) {
    case 'relu': return relu(values, slopes, count)
    case 'tanh': return tanh(values, slopes, count)
    case 'gelu': return gelu(values, slopes, count)
    case 'sigmoid': return sigmoid(values, slopes, count)
  }
}

function relu(values: Floats, slopes: Floats, count: number): void {
  for (let place = 0; place < count; place++) {
    const value = values[place]
    // Written so that NaN stays NaN: a network that has left the finite numbers must not look alive.
    if (value <= 0) {
      values[place] = 0
      slopes[place] = 0
    } else slopes[place] = 1
  }
}

function tanh(values: Floats, slopes: Floats, count: number): void {
  for (let place = 0; place < count; place++) {
    const value = hyperbolicTangent(values[place])
    values[place] = value
    slopes[place] = 1 - value * value
  }
}

function gelu(values: Floats, slopes: Floats, count: number): void {
  for (let place = 0; place < count; place++) {
    const value = values[place]
    const square = value * value
    const bend = hyperbolicTangent(GELU_ROOT * (value + GELU_CUBE * value * square))
    values[place] = 0.5 * value * (1 + bend)
    const steep = (1 - bend) * (1 + bend)
    // Far out the cube's slope is infinite in float64 where bend's is exactly 0: their product is 0.
    slopes[place] = 0.5 * (1 + bend) + (steep === 0 ? 0 : 0.5 * value * steep * GELU_ROOT * (1 + 3 * GELU_CUBE * square))
  }
}

function sigmoid(values: Floats, slopes: Floats, count: number): void {
  for (let place = 0; place < count; place++) {
    const value = 1 / (1 + exponential(-values[place]))
    values[place] = value
    slopes[place] = value * (1 - value)
  }
}
