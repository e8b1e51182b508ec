// A network as an ONNX model, for any runtime: it takes rows × features, as training does, and gives probabilities.
// Operators: github.com/onnx/onnx, docs/Operators.md. Opset 17 has all that is needed, and runtimes have read it since 2022.
import { GELU_CUBE, GELU_ROOT } from '../../core/training/activation.ts'
import { KERNEL_SIDE, inputUnits } from '../../core/training/architecture.ts'
import { convolutionKernel, denseKernel } from '../channels-first.ts'
import type { Module, SavedNetwork } from '../modules.ts'
import { modulesOf, notesOf, pictureOf } from '../modules.ts'
import type { Initialiser, Node } from './model-write.ts'
import { writeModel } from './model-write.ts'

const OPSET = 17
const INPUT = 'inputs'
const OUTPUT = 'probabilities'

/** What has been written so far; `value` is the name of what the last node gave. */
interface Graph { nodes: Node[], initialisers: Initialiser[], value: string }

/**
 * Weights are named and laid out as in the safetensors file: `<k>.weight` [outputs, inputs] or [channels out, channels in, 3, 3], `<k>.bias`, k counting
 * modules without dropout, which does nothing outside training and is left out. Convolutions begin by laying pictures channel by channel. `version`:
 * Netfold's. Errors: weights that are not of these layers.
 */
export function writeOnnx(network: SavedNetwork, version: string): Uint8Array {
  const modules = modulesOf(network).filter(({ kind }) => kind !== 'dropout')
  const graph: Graph = { nodes: [], initialisers: [], value: INPUT }
  toPicture(graph, network)
  modules.forEach((module, k) => append(graph, module, k, modules[k - 1] ?? null, network))
  graph.nodes.push({ op: 'Softmax', inputs: [graph.value], output: OUTPUT, attributes: { axis: 1 } })
  const { layers } = network
  return writeModel({
    producer: 'Netfold', version, opset: OPSET, name: 'network', about: `A ${network.hyper.family === 'conv' ? 'convolutional network' : 'multilayer perceptron'} trained by Netfold.`,
    nodes: graph.nodes, initialisers: graph.initialisers,
    inputs: [{ name: INPUT, shape: ['N', inputUnits(layers[0])], about: 'Rows of the data set, scaled as for training; channels turn fastest.' }],
    outputs: [{ name: OUTPUT, shape: ['N', layers.at(-1)!.outputs], about: 'Of each class.' }],
    notes: notesOf(network),
  })
}

function step(graph: Graph, op: string, inputs: readonly string[], output: string, attributes?: Node['attributes']): string {
  graph.nodes.push({ op, inputs, output, ...attributes && { attributes } })
  return graph.value = output
}

/** rows × features → rows × channels × height × width, for convolutions. With one channel both orders are the same. */
function toPicture(graph: Graph, { layers }: SavedNetwork): void {
  const picture = pictureOf(layers)
  if (!picture) return
  const { height, width, channels } = picture
  graph.initialisers.push({ name: 'picture', shape: [4], data: channels === 1 ? [0, 1, height, width] : [0, height, width, channels] })
  step(graph, 'Reshape', [INPUT, 'picture'], channels === 1 ? 'pictures' : 'pixels')
  if (channels > 1) step(graph, 'Transpose', [graph.value], 'pictures', { perm: [0, 3, 1, 2] })
}

function append(graph: Graph, module: Module, k: number, before: Module | null, { weights }: SavedNetwork): void {
  const output = `${k}.${module.kind}`
  switch (module.kind) {
    case 'conv': case 'dense': {
      const { layer } = module
      const kernel = module.kind === 'conv' ? convolutionKernel(layer, weights) : denseKernel(layer, weights, before?.kind === 'flatten' ? before.picture : null)
      graph.initialisers.push(
        { name: `${k}.weight`, ...kernel },
        { name: `${k}.bias`, shape: [layer.outputs], data: weights.slice(layer.biases, layer.biases + layer.outputs) },
      )
      const inputs = [graph.value, `${k}.weight`, `${k}.bias`]
      if (module.kind === 'dense') step(graph, 'Gemm', inputs, output, { transB: 1 })
      else step(graph, 'Conv', inputs, output, { kernel_shape: [KERNEL_SIDE, KERNEL_SIDE], pads: [1, 1, 1, 1], strides: [1, 1] })
      return
    }
    case 'activation':
      if (module.activation === 'gelu') gelu(graph, k, output)
      else step(graph, { relu: 'Relu', tanh: 'Tanh', sigmoid: 'Sigmoid' }[module.activation], [graph.value], output)
      return
    case 'pool': step(graph, 'MaxPool', [graph.value], output, { kernel_shape: [2, 2], strides: [2, 2] }); return
    case 'flatten': step(graph, 'Flatten', [graph.value], output, { axis: 1 }); return
    case 'dropout':
  }
}

/** The tanh form, in steps: the operator Gelu has been there since opset 20 only. ½ x (1 + tanh(x (a + b x²))), a = √(2/π), b = 0.044715 a. */
function gelu(graph: Graph, k: number, output: string): void {
  const x = graph.value
  const name = (part: string): string => `${k}.gelu.${part}`
  const constants: readonly (readonly [string, number])[] = [['root', GELU_ROOT], ['cube', GELU_CUBE * GELU_ROOT], ['one', 1], ['half', 0.5]]
  for (const [part, value] of constants) graph.initialisers.push({ name: name(part), shape: [], data: Float32Array.of(value) })
  step(graph, 'Mul', [x, x], name('square'))
  step(graph, 'Mul', [graph.value, name('cube')], name('cubed'))
  step(graph, 'Add', [graph.value, name('root')], name('slope'))
  step(graph, 'Mul', [x, graph.value], name('argument'))
  step(graph, 'Tanh', [graph.value], name('bend'))
  const gate = step(graph, 'Add', [graph.value, name('one')], name('gate'))
  const half = step(graph, 'Mul', [x, name('half')], name('halved'))
  step(graph, 'Mul', [half, gate], output)
}
