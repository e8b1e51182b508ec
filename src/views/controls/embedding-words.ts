// What the embedding's choices are called, and one sentence on each.
import type { KernelHealth } from '../../protocol/geometry.ts'
import type { GeometrySettings, LayerChoice, Metric, Scale } from '../../core/settings.ts'
import { integer } from '../ui/format.ts'

export const METRIC_CHOICES: readonly { value: Metric, label: string, group: string, hint: string }[] = [
  { value: 'diffusion', label: 'Diffusion operators', group: 'Representations', hint: 'How differently random walks step from probe to probe.' },
  { value: 'multi', label: 'Diffusion, multi-scale', group: 'Representations', hint: 'Walks of 1, 2, 4 and 8 steps together: fine and coarse structure.' },
  { value: 'cka', label: 'CKA', group: 'Representations', hint: '1 − alignment of the centred kernels; blind to rotation and size.' },
  { value: 'procrustes', label: 'Procrustes', group: 'Representations', hint: 'What is left when one cloud is turned onto the other. Slow: about 1 ms a pair.' },
  { value: 'rsa', label: 'RSA', group: 'Representations', hint: 'Whether two networks rank the distances between probes alike.' },
  { value: 'wasserstein', label: 'Loops, Wasserstein', group: 'Representations', hint: 'How differently the clouds of probes are holed, by their persistence diagrams.' },
  { value: 'bhattacharyya', label: 'Predictions, Bhattacharyya', group: 'Outputs', hint: 'How differently networks answer; what is inside does not count.' },
  { value: 'accuracy', label: 'Accuracy', group: 'Controls', hint: 'A map that shows no more than this says nothing about representations.' },
  { value: 'hyper-parameters', label: 'Hyper-parameters', group: 'Controls', hint: 'How differently the networks were made, not what they became.' },
]

export const LAYER_CHOICES: readonly { value: LayerChoice, label: string, hint: string | null }[] = [
  { value: 'last', label: 'Last hidden', hint: null },
  { value: 'first', label: 'First hidden', hint: 'Networks are made again from their seeds for it, some 70 a second.' },
  { value: 'all', label: 'All, by depth', hint: 'The mean over layers, first with first to last with last.' },
]

export const SCALE_NAMES: Record<Scale, string> = { mean: 'mean', median: 'median', rms: 'rms', none: 'none' }

/** A handful of dead layers is no reason to bother anybody. */
const WORTH_SAYING = 0.1

/** What is wrong with a kernel's width and what to try, in a sentence; null where it suits. */
export function kernelWarning({ networks, saturated, flat }: KernelHealth, { scale, sigma }: Pick<GeometrySettings, 'scale' | 'sigma'>): string | null {
  const [count, fault] = saturated >= flat ? [saturated, 'saturated: each probe sees only itself'] as const : [flat, 'flat: each probe sees all others alike'] as const
  if (count <= WORTH_SAYING * networks) return null
  const remedy = scale === 'none' ? 'Divide by the mean distance (scale mean, σ 0.5).' : saturated >= flat ? `Try a σ above ${sigma}.` : `Try a σ below ${sigma}; a dead layer stays flat.`
  return `${integer(count)} of ${integer(networks)} networks are ${fault}. ${remedy}`
}
