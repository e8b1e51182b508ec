// A network as a .safetensors file whose tensors PyTorch's nn.Sequential takes as they are: docs/weights.md says which names and which order.
import type { Activation } from '../core/network.ts'
import type { Layer } from '../core/training/plan.ts'
import { KERNEL_SIDE } from '../core/training/plan.ts'
import type { Module, Picture, SavedNetwork } from './modules.ts'
import { modulesOf, notesOf, pictureOf } from './modules.ts'
import type { Tensor } from './tensor-file.ts'
import { writeTensors } from './tensor-file.ts'

const ACTIVATION_MODULES: Record<Activation, string> = { relu: 'nn.ReLU()', tanh: 'nn.Tanh()', gelu: 'nn.GELU(approximate=\'tanh\')', sigmoid: 'nn.Sigmoid()' }

/**
 * The network for PyTorch: tensors named as the state_dict of the nn.Sequential that the metadata's `pytorch` builds. It takes rows × features,
 * or rows × channels × height × width for convolutions, and gives logits. Dropout has no weights and no module in it.
 */
export function writeSafetensors(network: SavedNetwork): Uint8Array {
  const modules = modulesOf(network).filter(({ kind }) => kind !== 'dropout')
  const tensors = new Map<string, Tensor>()
  modules.forEach((module, k) => {
    if (module.kind !== 'conv' && module.kind !== 'dense') return
    const { layer } = module
    const before = modules[k - 1]
    const kernel = module.kind === 'conv' ? convolutionKernel(layer, network.weights) : denseKernel(layer, network.weights, before?.kind === 'flatten' ? before.picture : null)
    tensors.set(`${k}.weight`, kernel)
    tensors.set(`${k}.bias`, { shape: [layer.outputs], data: network.weights.slice(layer.biases, layer.biases + layer.outputs) })
  })
  const picture = pictureOf(network.layers)
  return writeTensors(tensors, {
    format: 'pt', ...notesOf(network), pytorch: `nn.Sequential(${modules.map(constructorOf).join(', ')})`,
    input: picture ? `rows x ${picture.channels} x ${picture.height} x ${picture.width}` : `rows x ${network.layers[0].inputs}`, output: 'logits',
  })
}

function constructorOf(module: Module): string {
  switch (module.kind) {
    case 'conv': return `nn.Conv2d(${module.conv.channels}, ${module.layer.outputs}, ${KERNEL_SIDE}, padding=1)`
    case 'dense': return `nn.Linear(${module.layer.inputs}, ${module.layer.outputs})`
    case 'activation': return ACTIVATION_MODULES[module.activation]
    case 'pool': return 'nn.MaxPool2d(2)'
    case 'flatten': return 'nn.Flatten()'
    case 'dropout': return `nn.Dropout(${module.rate})`
  }
}

/** inputs × outputs → outputs × inputs; behind pictures the inputs, whose channels turn fastest here, are laid channel by channel. */
function denseKernel({ inputs, outputs, weights: start }: Layer, weights: Float32Array, picture: Picture | null): Tensor {
  const data = new Float32Array(inputs * outputs)
  const places = picture ? picture.height * picture.width : inputs
  const channels = picture?.channels ?? 1
  for (let input = 0; input < inputs; input++) {
    const column = (input % channels) * places + Math.floor(input / channels)
    for (let output = 0; output < outputs; output++) data[output * inputs + column] = weights[start + input * outputs + output]
  }
  return { shape: [outputs, inputs], data }
}

/** (row, column, channel in) × channel out → channel out × channel in × row × column. */
function convolutionKernel({ inputs, outputs, weights: start }: Layer, weights: Float32Array): Tensor {
  const places = KERNEL_SIDE ** 2
  const channels = inputs / places
  const data = new Float32Array(inputs * outputs)
  for (let place = 0; place < places; place++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let output = 0; output < outputs; output++) data[(output * channels + channel) * places + place] = weights[start + (place * channels + channel) * outputs + output]
    }
  }
  return { shape: [outputs, channels, KERNEL_SIDE, KERNEL_SIDE], data }
}
