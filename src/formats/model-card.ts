// The card of a saved model: what is inside, in words and numbers, for the page and for the terminal.
import type { Chain } from './chain/chain.ts'
import type { Dtype, ModelFormat } from './saved-model.ts'

/** A weighted operation with all that follows it up to the next one: what people call a layer. */
export interface CardLayer {
  /** As the file names it. */
  name: string
  /** “dense, relu”, “conv 3×3, batch norm, relu, max pool 2×2”. */
  kind: string
  /** One sample's shape behind it. */
  output: readonly number[]
  parameters: number
}

export interface CardTensor {
  name: string
  shape: readonly number[]
  dtype: Dtype
  /** Of the finite numbers; null where there are none. */
  range: { low: number, high: number, mean: number, sd: number } | null
  notFinite: number
}

export interface ModelCard {
  format: ModelFormat
  producer: string | null
  network: { layers: readonly CardLayer[], inputShape: readonly number[] | null, outputShape: readonly number[] | null, parameters: number }
  tensors: readonly CardTensor[]
  runnable: boolean
  why: string | null
  assumed: readonly string[]
  warnings: readonly string[]
  proposals: readonly Chain[]
}
