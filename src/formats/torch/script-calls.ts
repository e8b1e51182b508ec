// PyTorch's functions as steps of a chain, by their names and what is written between their brackets: torch.conv2d(x, w, b, [1, 1], …).
import type { ChainStep } from '../chain/chain.ts'

/**
 * `rest`: what is given behind the value, as text; `tensor`: the name of the tensor that such a text stands for, or null.
 * 'nothing': the value stays as it is. Null: a chain cannot say it.
 */
export function stepOfCall(name: string, rest: readonly string[], tensor: (text: string) => string | null): ChainStep | 'nothing' | null {
  const [first, second, third] = rest
  switch (name) {
    case 'relu': case 'relu_': return { kind: 'activation', fn: 'relu' }
    case 'relu6': case 'relu6_': return { kind: 'activation', fn: 'relu6' }
    case 'hardtanh': case 'hardtanh_': return Number(first) === 0 && Number(second) === 6 ? { kind: 'activation', fn: 'relu6' } : null
    case 'tanh': case 'sigmoid': case 'silu': case 'selu': return { kind: 'activation', fn: name }
    case 'silu_': return { kind: 'activation', fn: 'silu' }
    case 'leaky_relu': case 'leaky_relu_': return { kind: 'activation', fn: 'leakyRelu', alpha: decimal(first, 0.01) }
    case 'elu': case 'elu_': return { kind: 'activation', fn: 'elu', alpha: decimal(first, 1) }
    case 'hardsigmoid': return { kind: 'activation', fn: 'hardSigmoid', alpha: 1 / 6 }
    case 'softplus': return decimal(first, 1) === 1 ? { kind: 'activation', fn: 'softplus' } : null
    case 'gelu': return { kind: 'activation', fn: /"tanh"/.test(first ?? '') ? 'geluTanh' : 'gelu' }
    case 'dropout': case 'feature_dropout': case 'dropout_': case 'contiguous': return 'nothing'
    case 'flatten': return first === '1' && (second === undefined || second === '-1') ? { kind: 'flatten' } : null
    // Rows and the rest: whether the rest is all that a row holds, the layer behind tells.
    case 'view': case 'reshape': return /^\[(-1|\d+|int\(\w+\)|\w+|torch\.size\(\w+, 0\)), (-1|\d+)\]$/.test(first ?? '') ? { kind: 'flatten' } : null
    case 'softmax': return first === '1' || first === '-1' ? { kind: 'softmax' } : null
    case 'log_softmax': return first === '1' || first === '-1' ? { kind: 'logSoftmax' } : null
    case 'linear': {
      const weight = tensor(first ?? '')
      return weight === null ? null : { kind: 'dense', weight, bias: tensor(second ?? '') }
    }
    case 'conv2d': return convolution(rest, tensor)
    // …, transposed, output padding, groups, …
    case '_convolution': return rest[5] === 'False' ? convolution(rest, tensor) : null
    case 'batch_norm': {
      const [mean, variance] = [tensor(third ?? ''), tensor(rest[3] ?? '')]
      if (mean === null || variance === null || rest[4] !== 'False') return null
      return { kind: 'batchNorm', scale: tensor(first), offset: tensor(second), mean, variance, epsilon: decimal(rest[6], 1e-5) }
    }
    case 'layer_norm': {
      const size = /^\[(\d+)\]$/.exec(first ?? '')?.[1]
      return size === undefined ? null : { kind: 'layerNorm', scale: tensor(second ?? ''), offset: tensor(third ?? ''), size: Number(size), epsilon: decimal(rest[3], 1e-5) }
    }
    // Over both axes of pictures: what follows takes one number a channel, kept as a picture of one place or not.
    case 'mean': return /^\[(2, 3|3, 2|-2, -1|-1, -2)\]$/.test(first ?? '') ? { kind: 'globalPool', of: 'average' } : null
    case 'max_pool2d': case '_max_pool2d': return third !== undefined && rest.slice(4).includes('True') ? null : pool('max', rest)
    case 'avg_pool2d': return rest[3] === 'True' ? null : pool('average', rest)
    case 'adaptive_avg_pool2d': return both(first) === 1 ? { kind: 'globalPool', of: 'average' } : null
    case 'adaptive_max_pool2d': case '_adaptive_max_pool2d': return both(first) === 1 ? { kind: 'globalPool', of: 'max' } : null
    default: return null
  }
}

const decimal = (text: string | undefined, otherwise: number): number => text === undefined || Number.isNaN(Number(text)) ? otherwise : Number(text)

/** “[2, 2]” → 2; null where the axes differ, or it is no such list. */
function both(text: string | undefined): number | null {
  const numbers = /^\[(\d+), (\d+)\]$/.exec(text ?? '')
  return numbers && numbers[1] === numbers[2] ? Number(numbers[1]) : null
}

function convolution(rest: readonly string[], tensor: (text: string) => string | null): ChainStep | null {
  const weight = tensor(rest[0] ?? '')
  const [stride, dilation] = [both(rest[2] ?? '[1, 1]'), both(rest[4] ?? '[1, 1]')]
  const padding = rest[3] === '"same"' || rest[3] === '"valid"' ? rest[3].slice(1, -1) as 'same' | 'valid' : both(rest[3] ?? '[0, 0]')
  if (weight === null || stride === null || dilation === null || padding === null) return null
  return { kind: 'conv2d', weight, bias: tensor(rest[1] ?? ''), stride, padding: padding === 0 ? 'valid' : padding, ...dilation === 1 ? {} : { dilation } }
}

function pool(of: 'max' | 'average', [sizes, strides, pads, fourth]: readonly string[]): ChainStep | null {
  const size = both(sizes)
  const stride = strides === undefined || strides === 'None' || /^(annotate\(.*, )?\[\]\)?$/.test(strides) ? size : both(strides)
  const padding = pads === undefined ? 0 : both(pads)
  if (!size || !stride || padding === null || (of === 'max' && fourth !== undefined && both(fourth) !== 1)) return null
  return { kind: 'pool', of, size, ...stride === size ? {} : { stride }, ...padding === 0 ? {} : { padding } }
}
