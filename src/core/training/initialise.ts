// Weights before training: normal numbers of a width that keeps signals alive through the layers, and zero biases.
import type { Activation, NetworkSpec } from '../network.ts'
import { deriveSeed, mulberry32, normals } from '../random.ts'
import type { Layer } from './architecture.ts'
import { KERNEL_SIDE, parametersOf } from './architecture.ts'

/**
 * Standard deviation of a layer's weights before initScale: √(2 / inputs) for relu and gelu (He et al. 2015, equation 10),
 * √(2 / (inputs + outputs)) for tanh and sigmoid (Glorot & Bengio 2010, equation 12, as a normal distribution). The output layer too.
 */
export function initialDeviation(activation: Activation, inputs: number, outputs: number): number {
  return Math.sqrt(2 / (activation === 'relu' || activation === 'gelu' ? inputs : inputs + outputs))
}

/** Flat weights as in architecture.ts. Every layer has a generator of its own, so that a layer's draw does not hang on the ones before it. */
export function initialWeights(spec: NetworkSpec, layers: readonly Layer[]): Float32Array {
  const weights = new Float32Array(parametersOf(layers))
  layers.forEach(({ inputs, outputs, conv, weights: start, biases }, layer) => {
    // Glorot's "outputs" of a convolution are the places that an input reaches: 3 × 3 × channels.
    const deviation = spec.hyper.initScale * initialDeviation(spec.hyper.activation, inputs, conv ? KERNEL_SIDE ** 2 * outputs : outputs)
    const normal = normals(mulberry32(deriveSeed(spec.weightSeed, 'layer', layer)))
    for (let place = start; place < biases; place++) weights[place] = deviation * normal()
  })
  return weights
}
