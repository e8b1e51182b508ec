// Activation functions and their slopes as tensor operations; the same formulas as the core's, GELU in its tanh form.
import { add, clipByValue, mul, relu, sigmoid, square, step, sub, tanh, type Tensor3D } from '@tensorflow/tfjs-core'
import type { Activation } from '../../src/core/network.ts'
import { GELU_CUBE, GELU_ROOT } from '../../src/core/training/activation.ts'

/** Beyond ±20 GELU's bend is ±1 to the last bit, and its derivative's cube would overflow. */
const FAR = 20

const bend = (z: Tensor3D): Tensor3D => tanh(mul(GELU_ROOT, mul(z, add(1, mul(GELU_CUBE, square(z))))))

export function activate(kind: Activation, z: Tensor3D): Tensor3D {
  switch (kind) {
    case 'relu': return relu(z)
    case 'tanh': return tanh(z)
    case 'sigmoid': return sigmoid(z)
    case 'gelu': return mul(mul(0.5, z), add(1, bend(z)))
  }
}

/** da/dz from z and a; relu's at 0 is 0. */
export function slope(kind: Activation, z: Tensor3D, a: Tensor3D): Tensor3D {
  switch (kind) {
    case 'relu': return step(a)
    case 'tanh': return sub(1, square(a))
    case 'sigmoid': return mul(a, sub(1, a))
    case 'gelu': {
      const near = clipByValue(z, -FAR, FAR)
      const bent = bend(near)
      const steepness = mul(GELU_ROOT, add(1, mul(3 * GELU_CUBE, square(near))))
      return add(mul(0.5, add(1, bent)), mul(mul(mul(0.5, near), sub(1, square(bent))), steepness))
    }
  }
}
