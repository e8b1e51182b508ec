// The layers that tensors belong to, told from names and shapes: a weight with its bias, a batch norm's four rows.
import type { StoredTensor } from '../saved-model.ts'
import type { Chain } from './chain.ts'
import { sizesOf } from './kernels.ts'

export type Part =
  | { kind: 'dense' | 'conv2d', name: string, weight: string, bias: string | null, inputs: number, outputs: number, window: readonly [number, number] }
  | { kind: 'batchNorm', name: string, scale: string | null, offset: string | null, mean: string, variance: string, size: number }
  | { kind: 'layerNorm', name: string, scale: string, offset: string, size: number }

export type WeightedPart = Extract<Part, { weight: string }>
export type NormPart = Extract<Part, { size: number }>

export const isWeighted = (part: Part): part is WeightedPart => part.kind === 'dense' || part.kind === 'conv2d'

export interface Parts {
  parts: Part[]
  /** What stands in the way of a chain: the first tensor that belongs to none of the layers known here; null where all do. */
  odd: string | null
}

/** Characters of a tensor's name. */
const LONGEST = 300

type Role = 'weight' | 'bias' | 'mean' | 'variance'

const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/^(weights?|kernel|w|gamma|scale|g)$/i, 'weight'], [/^(bias(es)?|b|beta|offset|shift)$/i, 'bias'],
  [/^(running_mean|moving_mean|mean)$/i, 'mean'], [/^(running_var|moving_variance|variance|var)$/i, 'variance'],
]
const LEAF = /^(.*?)[./_]?(weights?|kernel|gamma|scale|bias|biases|beta|offset|shift|running_mean|moving_mean|mean|running_var|moving_variance|variance|var|[wbg])(\d*)$/i
/** What counts, and what belongs to a loss: none of it is part of the network. */
const ASIDE = /num_batches_tracked$|(^|[./])(iterations|step|seed_generator_state|class_weights?|pos_weight)$|(^|[./])(\w*loss(_fn)?|criterion)([./]|$)/i
/** Parts of layers that sizes alone would take for dense ones. */
const OTHER = /(^|[./_])(query|key|value|[qkv]_proj|qkv|attn|attention|embed(ding)?s?|lstm|gru|rnn)([./_\d]|$)/i
/** Layers that lead around others. */
export const SHORTCUT = /(^|[./_])(downsample|shortcut|skip|residual)([./_\d]|$)/i

/** In the tensors' order. Scalars and counters belong to no layer and are no obstacle. */
export function partsOf(tensors: readonly Pick<StoredTensor, 'name' | 'shape'>[], layout: Chain['layout']): Parts {
  /** Groups of which a name tells what they are. */
  const telling = new Set<string>()
  const groups = new Map<string, Map<Role | 'second', Pick<StoredTensor, 'name' | 'shape'>>>()
  const odd: string[] = []
  let last: string | null = null
  for (const tensor of tensors) {
    // No layer that people name is called so; patterns are not tried on it.
    if (tensor.name.length > LONGEST) {
      odd.push(tensor.name)
      continue
    }
    const plain = tensor.name.replace(/:\d+$/, '')
    if (ASIDE.test(plain) || tensor.shape.length === 0) continue
    const [, before = '', leaf = '', digits = ''] = LEAF.exec(plain) ?? []
    const role = ROLES.find(([pattern]) => pattern.test(leaf))?.[1]
    // A row behind a matrix without a telling name is its bias.
    const told = role ?? (tensor.shape.length === 1 ? 'bias' : 'weight')
    let group: string = role ? `${before}|${digits}` : told === 'bias' && last !== null ? last : tensor.name
    const held = groups.get(group)
    if (held?.has(told)) {
      // gamma beside a kernel of the same name, or two tensors of one role: a group of its own.
      group = `${group}|${tensor.name}`
    }
    const entries = groups.get(group) ?? new Map<Role, Pick<StoredTensor, 'name' | 'shape'>>()
    entries.set(told, tensor)
    if (role) telling.add(group)
    groups.set(group, entries)
    last = group
  }
  const parts: Part[] = []
  for (const [group, entries] of groups) {
    const [weight, bias, mean, variance] = (['weight', 'bias', 'mean', 'variance'] as const).map(role => entries.get(role))
    const any = weight ?? bias ?? mean ?? variance
    const name = group.split('|')[0] || (any?.name ?? '')
    const size = mean?.shape[0] ?? 0
    const row = (tensor: typeof mean): boolean => tensor === undefined || tensor.shape.length === 1
    if (OTHER.test(any?.name ?? '') || SHORTCUT.test(any?.name ?? '')) {
      odd.push(any?.name ?? '')
      continue
    }
    const plainRow = (tensor: typeof mean, length: number): boolean => tensor === undefined || (tensor.shape.length === 1 && tensor.shape[0] === length)
    if (mean && variance && row(mean) && [weight, bias, variance].every(one => plainRow(one, size))) {
      parts.push({ kind: 'batchNorm', name, scale: weight?.name ?? null, offset: bias?.name ?? null, mean: mean.name, variance: variance.name, size })
      continue
    }
    const axes = weight?.shape.length
    // A matrix alone, by a name that says nothing, is a matrix.
    if (weight && (axes === 2 || axes === 4) && !mean && !variance && (telling.has(group) || bias)) {
      const sizes = sizesOf(weight.shape, layout)
      if (plainRow(bias, sizes.outputs)) {
        parts.push({ kind: axes === 2 ? 'dense' : 'conv2d', name, weight: weight.name, bias: bias?.name ?? null, ...sizes })
        continue
      }
    }
    // A scale and an offset as PyTorch names them, without running means: the layer norm of as many numbers.
    if (layout === 'torch' && weight && bias && !mean && !variance && axes === 1 && telling.has(group) && plainRow(bias, weight.shape[0])) {
      parts.push({ kind: 'layerNorm', name, scale: weight.name, offset: bias.name, size: weight.shape[0] })
      continue
    }
    if (any) odd.push(any.name)
  }
  return { parts, odd: odd[0] ?? null }
}
