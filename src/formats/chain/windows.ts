// Windows that slide over pictures: what is put around a picture, and how many places the window takes.
import type { Pair, Pads } from '../../core/graph/graph.ts'
import type { Chain, ChainStep } from './chain.ts'

/** Places of a window along one axis; 0 or less where it does not fit. */
export const placesAfter = (length: number, window: number, stride: number, padding: number): number => Math.floor((length + padding - window) / stride) + 1

/**
 * Zeros around a picture. same, in Keras: so many that ⌈length / stride⌉ places are left, the smaller half first; in PyTorch, where the word stands
 * for padding = ⌊window / 2⌋: as many whatever the stride, the smaller half first.
 */
export function padsOf({ padding, stride, dilation = 1 }: Extract<ChainStep, { kind: 'conv2d' }>, window: Pair, picture: Pair, layout: Chain['layout']): Pads {
  if (padding === 'valid') return [0, 0, 0, 0]
  if (typeof padding === 'number') return [padding, padding, padding, padding]
  const [rows, columns] = [0, 1].map(axis => {
    const reach = (window[axis] - 1) * dilation
    const total = layout === 'torch' ? reach : Math.max((Math.ceil(picture[axis] / stride) - 1) * stride + reach + 1 - picture[axis], 0)
    return [Math.floor(total / 2), Math.ceil(total / 2)]
  })
  return [rows[0], columns[0], rows[1], columns[1]]
}
