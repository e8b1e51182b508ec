// What is held of a network to compare it with others, and which of its layers a comparison looks at.
import { alignedLayers } from '../distance/networks.ts'
import type { ComparedNetwork } from '../distance/networks.ts'
import type { NetworkActivations } from '../network.ts'
import type { GeometrySettings, LayerChoice, Metric } from '../settings.ts'

/** The last hidden layer on the probes; and, where a metric or another layer asks for them, what else is known of the network. */
export interface Comparand extends ComparedNetwork {
  /** probes × classes, softmax. */
  probabilities?: Float32Array
}

/** What of a comparand is brought later than its activations. */
export type Extras = Pick<Comparand, 'id' | 'layers' | 'probabilities' | 'accuracy' | 'hyper'>

/** Metrics that look at hidden layers; the others look at what a network answers, or at no network at all. */
export const comparesLayers = (metric: Metric): boolean => !['bhattacharyya', 'accuracy', 'hyper-parameters'].includes(metric)

/** Metrics through diffusion operators, for which scale and sigma count. */
export const usesKernel = (metric: Metric): boolean => metric === 'diffusion' || metric === 'multi'

/** What a comparison by these settings needs besides the last hidden layer. */
export function extrasFor({ metric, layer }: Pick<GeometrySettings, 'metric' | 'layer'>): 'layers' | 'probabilities' | 'row' | null {
  if (metric === 'bhattacharyya') return 'probabilities'
  if (metric === 'accuracy' || metric === 'hyper-parameters') return 'row'
  return layer === 'last' ? null : 'layers'
}

/**
 * Layer by layer, what is compared of each network. `all`: matched by depth, so only networks with the same number of hidden layers; errors name who
 * has another, or brings none.
 */
export function layersOf(networks: readonly Comparand[], choice: LayerChoice): NetworkActivations[][] {
  if (choice === 'all') return alignedLayers(networks)
  return [networks.map(({ id, rows, columns, values, layers }) => {
    if (choice === 'last') return { id, rows, columns, values }
    const first = layers?.[0]
    if (!first) throw new Error(`Network ${id} brings no layers, so its first cannot be compared; choose the last hidden layer.`)
    return { id, rows, columns: first.columns, values: first.values }
  })]
}
