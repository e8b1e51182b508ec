// What is said of a file's weights whatever its format: those that are not finite, and which layers a file without an architecture holds.
import { quoted } from './format-error.ts'
import type { StoredTensor } from './saved-model.ts'

/** “2 weights are not finite (dense_1/kernel)”; none where all are. */
export function notFinite(tensors: readonly StoredTensor[]): string[] {
  const bad = tensors.map(({ name, data }) => ({ name, count: data.reduce((count, value) => Number.isFinite(value) ? count : count + 1, 0) })).filter(({ count }) => count > 0)
  if (bad.length === 0) return []
  const count = bad.reduce((sum, each) => sum + each.count, 0)
  const names = bad.slice(0, 3).map(({ name }) => quoted(name).slice(1, -1)).join(', ')
  return [`${count} ${count === 1 ? 'weight is' : 'weights are'} not finite (${names}${bad.length > 3 ? ', …' : ''})`]
}

/** “dense 64×32, dense_1 32×16”: each layer by its largest tensor, the first eight. */
export function layersHeld(tensors: readonly StoredTensor[]): string {
  const largest = new Map<string, StoredTensor>()
  for (const tensor of tensors) {
    const layer = tensor.name.includes('/') ? tensor.name.slice(0, tensor.name.lastIndexOf('/')) : tensor.name
    if (tensor.data.length > (largest.get(layer)?.data.length ?? 0)) largest.set(layer, tensor)
  }
  const all = [...largest].map(([layer, { shape }]) => `${quoted(layer).slice(1, -1)} ${shape.join('×')}`)
  return all.length > 8 ? `${all.slice(0, 8).join(', ')}, and ${all.length - 8} more` : all.join(', ')
}
