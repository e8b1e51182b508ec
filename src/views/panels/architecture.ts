// A network's layers from input to answer, with their sizes, in one line. Pure.
import type { DataSize } from '../../core/data/size.ts'
import type { Hyperparameters } from '../../core/network.ts'
import type { Convolution } from '../../core/training/architecture.ts'
import { KERNEL_SIDE, layersOf } from '../../core/training/architecture.ts'

/** 64 inputs → 32 → 32 → 10 classes; 8×8 pixels → conv 3×3 ×2, 4 channels → 2×2×4 → dense 32 → 10 classes. */
export function architecture(hyper: Hyperparameters, size: Pick<DataSize, 'features' | 'classes' | 'image'>): string {
  const layers = layersOf(hyper, size)
  const hidden = layers.slice(0, -1)
  const convolutions = hidden.flatMap(({ conv, outputs }) => conv ? [{ conv, outputs }] : [])
  const last = convolutions.at(-1)
  const answer = `${size.classes} classes`
  if (!last || !size.image) return [`${size.features} inputs`, ...hidden.map(layer => layer.units), answer].join(' → ')
  const times = convolutions.length > 1 ? ` ×${convolutions.length}` : ''
  const dense = hidden.filter(layer => !layer.conv).map(layer => `dense ${layer.units}`)
  return [
    `${size.image.width}×${size.image.height} pixels`, `conv ${KERNEL_SIDE}×${KERNEL_SIDE}${times}, ${last.outputs} channels`, `${sides(last.conv).join('×')}×${last.outputs}`, ...dense, answer,
  ].join(' → ')
}

/** Width and height of what leaves a convolution. */
function sides({ width, height, pooled }: Convolution): [number, number] {
  return pooled ? [Math.floor(width / 2), Math.floor(height / 2)] : [width, height]
}
