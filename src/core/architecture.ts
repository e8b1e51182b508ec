// A network's architecture in a few characters: what tells runs apart in legends, trees and tables.
import type { Hyperparameters } from './network.ts'

type Shaped = Pick<Hyperparameters, 'family' | 'depth' | 'width'>

/** More layers than this are counted, not listed. */
const LISTED = 4

/** The hidden layers alone: "64–64"; of a convolutional network its number of convolutions and the units of its dense layer, "conv 2 → 32". */
export function hiddenWords({ family, depth, width }: Shaped): string {
  if (family === 'conv') return `conv ${depth} → ${width}`
  return depth > LISTED ? `${depth} × ${width}` : Array.from({ length: depth }, () => width).join('–')
}

/** With the activation function: "64–64 relu", "conv 2 → 32 relu". */
export const architectureOf = (hyper: Shaped & Pick<Hyperparameters, 'activation'>): string => `${hiddenWords(hyper)} ${hyper.activation}`
