// A network as a tfjs LayersModel: model.json, which says what the layers are, and weights.bin, their numbers one behind the other.
// Dense layers and convolutions lie in Keras's order there (inputs × outputs; row, column, channel in, channel out), which is ours as well.
// Source: the topology is a Keras Sequential's, as tensorflow.js 4.22 reads it (tf.loadLayersModel).
import { GELU_CUBE, GELU_ROOT } from '../core/training/activation.ts'
import { KERNEL_SIDE, inputUnits } from '../core/training/architecture.ts'
import type { Module, SavedNetwork } from './modules.ts'
import { modulesOf, notesOf, pictureOf } from './modules.ts'
import { writeZip } from './zip-write.ts'

export interface LayersModelFiles { 'model.json': Uint8Array, 'weights.bin': Uint8Array }

interface KerasLayer { class_name: string, config: Record<string, unknown> }

/**
 * The network for tf.loadLayersModel: it takes rows × features, as training does (convolutions begin with a Reshape), and gives probabilities:
 * the last layer's activation is softmax. Dropout is there where the network was trained with it, and does nothing in predict.
 */
export function writeLayersModel(network: SavedNetwork): LayersModelFiles {
  const modules = modulesOf(network)
  const layers = kerasLayers(network, modules)
  const weights = modules.flatMap((module, k) => {
    if (module.kind !== 'conv' && module.kind !== 'dense') return []
    const { inputs, outputs } = module.layer
    const kernel = module.kind === 'conv' ? [KERNEL_SIDE, KERNEL_SIDE, inputs / KERNEL_SIDE ** 2, outputs] : [inputs, outputs]
    return [{ name: `${nameOf(module, k)}/kernel`, shape: kernel, dtype: 'float32' }, { name: `${nameOf(module, k)}/bias`, shape: [outputs], dtype: 'float32' }]
  })
  const model = {
    format: 'layers-model', generatedBy: 'Netfold', convertedBy: null,
    modelTopology: { class_name: 'Sequential', config: { name: 'network', layers }, keras_version: 'tfjs-layers 4.22', backend: 'tensor_flow.js' },
    weightsManifest: [{ paths: ['weights.bin'], weights }],
    userDefinedMetadata: notesOf(network),
  }
  const { buffer, byteOffset, byteLength } = network.weights
  // Flat weights are each layer's kernel, then its biases, without gaps: as the manifest lists them.
  return { 'model.json': new TextEncoder().encode(`${JSON.stringify(model)}\n`), 'weights.bin': new Uint8Array(buffer, byteOffset, byteLength).slice() }
}

/** Both files in one archive, for a single download. The same network always gives the same bytes. */
export const layersModelZip = (network: SavedNetwork): Uint8Array =>
  writeZip(Object.entries(writeLayersModel(network)).map(([name, bytes]: [string, Uint8Array]) => ({ name, level: 6, size: bytes.length, write: target => target.set(bytes) })))

const nameOf = (module: Module, place: number): string => `${module.kind}_${place}`

function kerasLayers({ layers }: SavedNetwork, modules: readonly Module[]): KerasLayer[] {
  const picture = pictureOf(layers)
  const input: KerasLayer = { class_name: 'InputLayer', config: { name: 'input', batch_input_shape: [null, inputUnits(layers[0])], dtype: 'float32', sparse: false } }
  const reshape: KerasLayer[] = picture ? [{ class_name: 'Reshape', config: { name: 'picture', target_shape: [picture.height, picture.width, picture.channels] } }] : []
  let shape: number[] = []
  const others = modules.map((module, k): KerasLayer => {
    shape = shapeAfter(module, shape)
    const name = nameOf(module, k)
    if (module.kind === 'activation' && module.activation === 'gelu') return gelu(name, shape)
    return { class_name: CLASSES[module.kind], config: { name, ...configOf(module, k === modules.length - 1) } }
  })
  return [input, ...reshape, ...others]
}

/** What leaves a module, without the axis of rows. */
function shapeAfter(module: Module, before: number[]): number[] {
  switch (module.kind) {
    case 'conv': return [module.conv.height, module.conv.width, module.layer.outputs]
    case 'dense': return [module.layer.outputs]
    case 'pool': return [Math.floor(before[0] / 2), Math.floor(before[1] / 2), before[2]]
    case 'flatten': return [before.reduce((product, length) => product * length, 1)]
    default: return before
  }
}

/**
 * The tanh form of GELU in layers that every tfjs can read: ½ (1 + tanh u) is the sigmoid of 2u, so it is x · sigmoid(x · (a + b x²)) with
 * a = 2 √(2/π), b = 0.044715 a. tfjs 4.22 has it by the name of gelu_new, but turns names into camel case when it loads a model, and then knows no
 * geluNew; its gelu is another function, the exact one.
 */
function gelu(name: string, shape: number[]): KerasLayer {
  const slope = 2 * GELU_ROOT
  const layer = (kind: string, own: string, config: object, ...from: string[]): object =>
    ({ class_name: kind, name: own, config: { name: own, ...config }, inbound_nodes: from.length === 0 ? [] : [from.map(source => [source, 0, 0, {}])] })
  const [x, square, factor, exponent, gate, product] = ['x', 'square', 'factor', 'exponent', 'gate', 'product'].map(part => `${name}_${part}`)
  return {
    class_name: 'Functional',
    config: {
      name,
      layers: [
        layer('InputLayer', x, { batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false }),
        layer('Multiply', square, {}, x, x),
        layer('Rescaling', factor, { scale: GELU_CUBE * slope, offset: slope }, square),
        layer('Multiply', exponent, {}, x, factor),
        layer('Activation', gate, { activation: 'sigmoid' }, exponent),
        layer('Multiply', product, {}, x, gate),
      ],
      input_layers: [[x, 0, 0]], output_layers: [[product, 0, 0]],
    },
  }
}

const CLASSES: Record<Module['kind'], string> = { conv: 'Conv2D', dense: 'Dense', activation: 'Activation', pool: 'MaxPooling2D', dropout: 'Dropout', flatten: 'Flatten' }

function configOf(module: Module, last: boolean): Record<string, unknown> {
  const activation = last ? 'softmax' : 'linear'
  switch (module.kind) {
    case 'conv':
      return { filters: module.layer.outputs, kernel_size: [KERNEL_SIDE, KERNEL_SIDE], strides: [1, 1], padding: 'same', data_format: 'channels_last', activation, use_bias: true }
    case 'dense': return { units: module.layer.outputs, activation, use_bias: true }
    case 'activation': return { activation: module.activation }
    case 'pool': return { pool_size: [2, 2], strides: [2, 2], padding: 'valid', data_format: 'channels_last' }
    case 'dropout': return { rate: module.rate }
    case 'flatten': return {}
  }
}
