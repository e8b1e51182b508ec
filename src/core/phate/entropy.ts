// How many directions a diffusion still tells apart after 1, 2, 3, … steps: the von Neumann entropy of the operator's powers.
import { withNative } from '../native/native.ts'

/** Powers looked at: 1 … 100. */
export const T_MAX = 100

/**
 * h[i] = −Σ p ln p with p = σ^(i+1) / Σ σ^(i+1) + 2⁻⁵², i = 0 … 99, for the singular values σ of P (N, any order). In nats.
 * h[0] belongs to P itself. Singular values, not eigenvalues: P is not symmetric.
 */
export function vonNeumannEntropy(singularValues: Float64Array, length = T_MAX): Float64Array {
  return withNative(native => {
    const n = singularValues.length
    const sigma = native.put(singularValues)
    const powers = native.alloc(n * 8)
    const curve = native.alloc(length * 8)
    native.phate.entropyCurve(sigma, n, powers, length, curve)
    return native.f64(curve, length).slice()
  }) ?? twinEntropy(singularValues, length)
}

function twinEntropy(singularValues: Float64Array, length: number): Float64Array {
  const powers = singularValues.slice()
  const curve = new Float64Array(length)
  for (let i = 0; i < length; i++) {
    let total = 0
    for (let k = 0; k < powers.length; k++) {
      if (i > 0) powers[k] *= singularValues[k]
      total += powers[k]
    }
    let entropy = 0
    for (let k = 0; k < powers.length; k++) {
      const p = powers[k] / total + Number.EPSILON
      entropy -= p * Math.log(p)
    }
    curve[i] = entropy
  }
  return curve
}
