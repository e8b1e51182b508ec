// A trained network as other libraries build one: a chain of modules, each with its own kind, that both weight formats are written from.
import type { Activation, Hyperparameters } from '../core/network.ts'
import type { Convolution, Layer } from '../core/training/architecture.ts'
import { parametersOf } from '../core/training/architecture.ts'

/** height × width places of `channels` numbers. */
export interface Picture { height: number, width: number, channels: number }

export type Module =
  | { kind: 'conv', layer: Layer, conv: Convolution }
  | { kind: 'dense', layer: Layer }
  | { kind: 'activation', activation: Activation }
  /** Largest of each 2 × 2 places, stride 2, an odd last row or column left out. */
  | { kind: 'pool' }
  | { kind: 'dropout', rate: number }
  /** A picture becomes a row of numbers. */
  | { kind: 'flatten', picture: Picture }

/** What a network needs to be written elsewhere: what a row of the table says of it, layers as in training/architecture.ts and weights as in NetworkState. */
export interface SavedNetwork {
  hyper: Hyperparameters
  weightSeed: number | null
  orderSeed: number | null
  layers: readonly Layer[]
  weights: Float32Array
  /** More to be kept beside the weights, by name: what it was trained on, what came of it. */
  about?: Record<string, string>
}

/** First module first; the last is the dense one that gives the logits. Errors: weights that are not of these layers. */
export function modulesOf({ hyper: { activation, dropout }, layers, weights }: SavedNetwork): Module[] {
  if (weights.length !== parametersOf(layers)) throw new RangeError(`The network's layers have ${parametersOf(layers)} weights and biases, not ${weights.length}.`)
  return layers.flatMap((layer, place): Module[] => {
    const before = layers[place - 1]?.conv
    const flatten: Module[] = before && !layer.conv ? [{ kind: 'flatten', picture: leaving(before, layers[place - 1].outputs) }] : []
    const product: Module = layer.conv ? { kind: 'conv', layer, conv: layer.conv } : { kind: 'dense', layer }
    if (place === layers.length - 1) return [...flatten, product]
    return [
      ...flatten, product, { kind: 'activation', activation },
      ...layer.conv?.pooled ? [{ kind: 'pool' } as const] : [],
      ...dropout > 0 ? [{ kind: 'dropout', rate: dropout } as const] : [],
    ]
  })
}

/** The picture that a convolution hands on. */
const leaving = ({ height, width, pooled }: Convolution, channels: number): Picture =>
  pooled ? { height: Math.floor(height / 2), width: Math.floor(width / 2), channels } : { height, width, channels }

/** The picture that enters the network; null for one without convolutions. */
export function pictureOf(layers: readonly Layer[]): Picture | null {
  const { conv } = layers[0]
  return conv && { height: conv.height, width: conv.width, channels: conv.channels }
}

/** What is worth knowing of a network beside its weights, as texts by name. */
export function notesOf({ hyper, weightSeed, orderSeed, layers, about }: SavedNetwork): Record<string, string> {
  const picture = pictureOf(layers)
  const shape = [layers[0].conv ? picture!.height * picture!.width * picture!.channels : layers[0].inputs, ...layers.map(layer => layer.units)]
  return {
    family: hyper.family, activation: hyper.activation, shape: shape.join(' '), weight_seed: String(weightSeed), order_seed: String(orderSeed),
    hyperparameters: JSON.stringify(hyper), ...about,
  }
}
