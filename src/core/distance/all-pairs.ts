// Distances between networks, whatever the metric: one way in, with the warnings that belong to the numbers.
import { condensedSize } from '../condensed.ts'
import type { DiffusionOperator, OperatorHealth, OperatorSettings } from '../diffusion/operator.ts'
import { compactOperator, diffusionOperator, operatorHealth } from '../diffusion/operator.ts'
import type { NetworkActivations } from '../network.ts'
import type { Steps } from '../steps.ts'
import { ckaDistanceSteps } from './cka.ts'
import { accuracyDistances, hyperparameterDistances } from './controls.ts'
import { operatorDistanceSteps } from './frobenius.ts'
import { markovDistanceSteps, multiscaleDistanceSteps } from './markov.ts'
import type { ComparedNetwork } from './networks.ts'
import { alignedLayers, checkComparable, layerOf } from './networks.ts'
import { procrustesDistanceSteps } from './procrustes.ts'
import { rsaDistanceSteps } from './rsa.ts'
import { distanceWarnings } from './warnings.ts'

/** Every distance that is offered; docs/methods/manifold.md says what each is. */
export const METRICS = [
  'diffusion', 'markov-t', 'multi', 'cka', 'cka-arccos', 'procrustes', 'procrustes-root', 'rsa', 'bhattacharyya', 'accuracy', 'hyper-parameters',
] as const
export type Metric = (typeof METRICS)[number]

export interface DistanceSettings extends Partial<OperatorSettings> {
  /** `diffusion` where none is named. */
  metric?: Metric
  /** Steps of the walk for `markov-t`: 1, 2, 4 or 8; 4 where none is said. */
  t?: number
  /** Name of a layer that every network has; `all`: root mean square over layers of equal depth. The last hidden layer where none is named. */
  layer?: string
  /** More networks than this are kept in float32. */
  exactUpTo?: number
  /** For `bhattacharyya`, which compares outputs and lives in its own room (inpca): whoever calls brings these distances along. */
  outputDistances?: () => Steps<Float64Array>
}

export interface NetworkDistances {
  /** Condensed, N(N−1)/2, in the order of the networks. */
  distances: Float64Array
  /** One sentence each; none where all is well. */
  warnings: string[]
}

/** Largest number of networks whose operators are kept in float64 (161 kB each at 200 probes; float32 takes half). Ours. */
export const FLOAT64_UP_TO = 1000

/**
 * Distances between all networks on the same probes, in the order given. Settings not named take their defaults: diffusion operators with σ = 0.5 and
 * scale `mean` on the last hidden layer. Refuses, by name, a network that has not what the metric compares.
 */
export function* networkDistanceSteps(networks: readonly ComparedNetwork[], settings: DistanceSettings = {}): Steps<NetworkDistances> {
  const { metric = 'diffusion', layer } = settings
  if (!METRICS.includes(metric)) throw new Error(`${String(metric)} is no metric; choose one of ${METRICS.join(', ')}.`)
  if (metric === 'accuracy') return { distances: accuracyDistances(networks), warnings: [] }
  if (metric === 'hyper-parameters') return { distances: hyperparameterDistances(networks), warnings: [] }
  if (metric === 'bhattacharyya') return { distances: yield* outputDistanceSteps(networks.length, settings), warnings: [] }
  if (layer !== 'all') return yield* layerDistanceSteps(networks.map(network => layerOf(network, layer)), metric, settings)
  return yield* allLayerSteps(alignedLayers(networks), metric, settings)
}

type InnerMetric = Exclude<Metric, 'accuracy' | 'hyper-parameters' | 'bhattacharyya'>

/** Root of the mean, over layers, of squared distances; warnings name the layer by its place. */
function* allLayerSteps(layers: readonly (readonly NetworkActivations[])[], metric: InnerMetric, settings: DistanceSettings): Steps<NetworkDistances> {
  const squares = new Float64Array(condensedSize(layers[0]?.length ?? 0))
  const warnings: string[] = []
  for (const [k, activations] of layers.entries()) {
    const one = yield* layerDistanceSteps(activations, metric, settings)
    for (let pair = 0; pair < squares.length; pair++) squares[pair] += one.distances[pair] ** 2
    warnings.push(...one.warnings.map(warning => `Hidden layer ${k + 1}: ${warning}`))
  }
  return { distances: squares.map(sum => Math.sqrt(sum / layers.length)), warnings }
}

function* layerDistanceSteps(activations: readonly NetworkActivations[], metric: InnerMetric, settings: DistanceSettings): Steps<NetworkDistances> {
  const compact = activations.length > (settings.exactUpTo ?? FLOAT64_UP_TO)
  const kept = (distances: Float64Array): NetworkDistances => ({ distances, warnings: distanceWarnings([], compact, settings) })
  switch (metric) {
    case 'cka': return kept(yield* ckaDistanceSteps(activations, 'linear', compact))
    case 'cka-arccos': return kept(yield* ckaDistanceSteps(activations, 'arccos', compact))
    case 'procrustes': return { distances: yield* procrustesDistanceSteps(activations, 'square'), warnings: [] }
    case 'procrustes-root': return { distances: yield* procrustesDistanceSteps(activations, 'root'), warnings: [] }
    case 'rsa': return { distances: yield* rsaDistanceSteps(activations), warnings: [] }
  }
  const { operators, health } = yield* operatorSteps(activations, settings, compact)
  const warnings = distanceWarnings(health, compact, settings)
  if (metric === 'diffusion') return { distances: yield* operatorDistanceSteps(operators), warnings }
  if (metric === 'multi') return { distances: yield* multiscaleDistanceSteps(operators, compact), warnings }
  return { distances: yield* markovDistanceSteps(operators, settings.t ?? 4, compact), warnings }
}

/** Operators one after the other; only what is kept of each stays in memory. */
function* operatorSteps(
  activations: readonly NetworkActivations[], settings: DistanceSettings, compact: boolean,
): Steps<{ operators: DiffusionOperator[], health: OperatorHealth[] }> {
  checkComparable(activations)
  const { scale = 'mean', sigma = 0.5, kernel = 'gaussian' } = settings
  const operators: DiffusionOperator[] = []
  const health: OperatorHealth[] = []
  for (const network of activations) {
    const operator = diffusionOperator(network, { scale, sigma, kernel })
    health.push(operatorHealth(operator))
    operators.push(compact ? compactOperator(operator) : operator)
    yield { stage: 'operators', share: operators.length / activations.length }
  }
  return { operators, health }
}

function* outputDistanceSteps(count: number, { outputDistances }: DistanceSettings): Steps<Float64Array> {
  if (!outputDistances) throw new Error('The metric bhattacharyya compares predictions, and no distances between predictions were handed in (outputDistances).')
  const distances = yield* outputDistances()
  if (distances.length !== condensedSize(count)) throw new Error(`${count} networks have ${condensedSize(count)} distances between their predictions, but ${distances.length} were handed in.`)
  return distances
}
