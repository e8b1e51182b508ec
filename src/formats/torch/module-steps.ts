// PyTorch's modules as steps of a chain: by a class's name and its settings, whether they were pickled, stand in TorchScript or in a note.
// Defaults are those of torch.nn's documentation.
import type { GraphActivation } from '../../core/graph/graph.ts'
import type { ChainStep } from '../chain/chain.ts'

export type Setting = number | string | boolean | readonly number[] | undefined
/** A setting by its name; undefined where it is not told. */
export type Settings = (name: string) => Setting

const CONTAINERS = /^torch\.nn\.(modules\.(container\.(Sequential|ModuleList|ModuleDict)|module\.Module)|parallel\.\w+\.(DataParallel|DistributedDataParallel))$/
const INERT = /^(Dropout([123]d)?|AlphaDropout|FeatureAlphaDropout|Identity)$/

const PLAIN: Record<string, GraphActivation | undefined> = {
  ReLU: 'relu', ReLU6: 'relu6', SELU: 'selu', SiLU: 'silu', Sigmoid: 'sigmoid', Tanh: 'tanh', Softsign: 'softsign',
}

/** One number for both axes, or null where they differ. */
function both(value: Setting, otherwise: number): number | null {
  if (value === undefined) return otherwise
  if (typeof value === 'number') return value
  return Array.isArray(value) && value.length > 0 && value.every(one => one === value[0]) ? value[0] as number : null
}

const decimal = (value: Setting, otherwise: number): number => typeof value === 'number' ? value : otherwise

/**
 * `className`: the module's class with its path; `path`: where it stands (“features.0”); `weights`: names of its own tensors.
 * Null for what does nothing when the network runs; 'container' for what holds others; 'unknown' for what a chain cannot say.
 */
export function stepOfModule(className: string, settings: Settings, path: string, weights: readonly string[]): ChainStep | 'container' | 'unknown' | null {
  if (CONTAINERS.test(className) || !className.startsWith('torch.nn.')) return weights.length > 0 ? 'unknown' : 'container'
  const kind = className.slice(className.lastIndexOf('.') + 1)
  const at = (name: string): string => path === '' ? name : `${path}.${name}`
  const own = (name: string): string | null => weights.includes(name) ? at(name) : null
  if (INERT.test(kind)) return null
  if (Object.hasOwn(PLAIN, kind)) return { kind: 'activation', fn: PLAIN[kind]! }
  switch (kind) {
    case 'Linear': case 'NonDynamicallyQuantizableLinear': return { kind: 'dense', weight: at('weight'), bias: own('bias') }
    case 'Conv2d': {
      const [stride, dilation] = [both(settings('stride'), 1), both(settings('dilation'), 1)]
      const said = settings('padding')
      const padding = said === 'same' || said === 'valid' ? said : both(said, 0)
      if (stride === null || dilation === null || padding === null || (settings('padding_mode') ?? 'zeros') !== 'zeros') return 'unknown'
      return { kind: 'conv2d', weight: at('weight'), bias: own('bias'), stride, padding: padding === 0 ? 'valid' : padding, ...dilation === 1 ? {} : { dilation } }
    }
    case 'BatchNorm1d': case 'BatchNorm2d': case 'SyncBatchNorm': {
      const [mean, variance] = [own('running_mean'), own('running_var')]
      // Without running statistics it normalises each batch by itself.
      if (mean === null || variance === null) return 'unknown'
      return { kind: 'batchNorm', scale: own('weight'), offset: own('bias'), mean, variance, epsilon: decimal(settings('eps'), 1e-5) }
    }
    case 'LayerNorm': {
      const sizes = settings('normalized_shape')
      const size = Array.isArray(sizes) && sizes.length === 1 ? sizes[0] as number : sizes
      return typeof size === 'number' ? { kind: 'layerNorm', scale: own('weight'), offset: own('bias'), size, epsilon: decimal(settings('eps'), 1e-5) } : 'unknown'
    }
    case 'LeakyReLU': return { kind: 'activation', fn: 'leakyRelu', alpha: decimal(settings('negative_slope'), 0.01) }
    case 'ELU': return { kind: 'activation', fn: 'elu', alpha: decimal(settings('alpha'), 1) }
    // PyTorch's is relu6(x + 3) / 6.
    case 'Hardsigmoid': return { kind: 'activation', fn: 'hardSigmoid', alpha: 1 / 6 }
    case 'GELU': return { kind: 'activation', fn: settings('approximate') === 'tanh' ? 'geluTanh' : 'gelu' }
    case 'Softplus': return decimal(settings('beta'), 1) === 1 ? { kind: 'activation', fn: 'softplus' } : 'unknown'
    case 'Softmax': case 'LogSoftmax': return [1, -1].includes(decimal(settings('dim'), 1)) ? { kind: kind === 'Softmax' ? 'softmax' : 'logSoftmax' } : 'unknown'
    case 'Flatten': return decimal(settings('start_dim'), 1) === 1 && decimal(settings('end_dim'), -1) === -1 ? { kind: 'flatten' } : 'unknown'
    case 'MaxPool2d': case 'AvgPool2d': {
      const size = both(settings('kernel_size'), 0)
      const stride = both(settings('stride'), size ?? 0)
      const padding = both(settings('padding'), 0)
      const odd = settings('ceil_mode') === true || (both(settings('dilation'), 1) !== 1) || (kind === 'AvgPool2d' && settings('count_include_pad') === false && padding !== 0)
      if (!size || !stride || padding === null || odd) return 'unknown'
      return { kind: 'pool', of: kind === 'MaxPool2d' ? 'max' : 'average', size, ...stride === size ? {} : { stride }, ...padding === 0 ? {} : { padding } }
    }
    case 'AdaptiveAvgPool2d': case 'AdaptiveMaxPool2d':
      return both(settings('output_size'), 0) === 1 ? { kind: 'globalPool', of: kind === 'AdaptiveMaxPool2d' ? 'max' : 'average' } : 'unknown'
    default: return 'unknown'
  }
}
