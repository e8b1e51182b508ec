// What the editor of a chain offers for each step, and which steps can be put in. Pure.
import { GRAPH_ACTIVATIONS } from '../../core/graph/graph.ts'
import type { GraphActivation } from '../../core/graph/graph.ts'
import type { Chain, ChainStep } from '../../formats/chain/chain.ts'

interface Choice { value: string, label: string }

const ACTIVATION_CHOICES: readonly Choice[] = GRAPH_ACTIVATIONS.filter(fn => fn !== 'exp' && fn !== 'log').map(fn => ({ value: fn, label: fn }))
const PADDINGS: readonly Choice[] = [{ value: 'same', label: 'same size' }, { value: 'valid', label: 'no padding' }]
const POOLS: readonly Choice[] = (['max', 'average'] as const).flatMap(of => [2, 3, 4].map(size => ({ value: `${of} ${size}`, label: `${of} pool ${size} × ${size}` })))

/** The choices for a step as it stands; null where there is nothing to choose. */
export function choicesOf(step: ChainStep): { value: string, options: readonly Choice[] } | null {
  if (step.kind === 'activation') return { value: step.fn, options: ACTIVATION_CHOICES }
  if (step.kind === 'conv2d') {
    const value = String(step.padding)
    return { value, options: PADDINGS.some(option => option.value === value) ? PADDINGS : [...PADDINGS, { value, label: `padding ${value}` }] }
  }
  if (step.kind === 'pool') {
    const value = `${step.of} ${step.size}`
    return { value, options: POOLS.some(option => option.value === value) ? POOLS : [...POOLS, { value, label: `${step.of} pool ${step.size} × ${step.size}` }] }
  }
  return null
}

/** The step with another choice. */
export function chosenStep(step: ChainStep, value: string): ChainStep {
  if (step.kind === 'activation') return { kind: 'activation', fn: value as GraphActivation }
  if (step.kind === 'conv2d') return { ...step, padding: value === 'same' || value === 'valid' ? value : Number(value) }
  if (step.kind !== 'pool') return step
  const [of, size] = value.split(' ')
  return { kind: 'pool', of: of as 'max' | 'average', size: Number(size) }
}

/** Steps without weights, that a visitor may put in. */
export const ADDED: Readonly<Record<string, { label: string, step: ChainStep }>> = {
  activation: { label: 'activation', step: { kind: 'activation', fn: 'relu' } },
  pool: { label: 'max pool 2 × 2', step: { kind: 'pool', of: 'max', size: 2 } },
  globalPool: { label: 'global average pool', step: { kind: 'globalPool', of: 'average' } },
  flatten: { label: 'flatten', step: { kind: 'flatten' } },
  softmax: { label: 'softmax', step: { kind: 'softmax' } },
}

/** Where a step stands is a guess of all but the layers, whose sizes follow on one another. */
export const movable = (step: ChainStep): boolean => !hasLayer(step)

/** A step with weights of the file cannot be taken out; the others can. */
export const removable = (step: ChainStep): boolean => step.kind !== 'dense' && step.kind !== 'conv2d' && step.kind !== 'batchNorm'

export const hasLayer = (step: ChainStep): boolean => step.kind === 'dense' || step.kind === 'conv2d'

/** The activation of all layers, where they have the same. */
export function commonActivation({ steps }: Chain): GraphActivation | null {
  const all = new Set(steps.flatMap(step => step.kind === 'activation' ? [step.fn] : []))
  return all.size === 1 ? [...all][0] : null
}
