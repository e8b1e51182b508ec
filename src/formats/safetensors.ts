// A network as a .safetensors file whose tensors PyTorch's nn.Sequential takes as they are: docs/weights.md says which names and which order.
import type { Activation } from '../core/network.ts'
import { KERNEL_SIDE } from '../core/training/architecture.ts'
import { convolutionKernel, denseKernel } from './channels-first.ts'
import type { Module, SavedNetwork } from './modules.ts'
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
