// Which memory leaves the import worker with an answer: moved, not copied.
import type { FirstWeights } from '../../src/protocol/first-weights.ts'
import type { ModelRun, OpenedCard } from '../../src/protocol/importing.ts'

const whole = (arrays: readonly (ArrayBufferView | null)[]): ArrayBuffer[] =>
  [...new Set(arrays.flatMap(array => array && array.buffer instanceof ArrayBuffer ? [array.buffer] : []))]

export const buffersOfRun = ({ layers, probabilities, output }: ModelRun): ArrayBuffer[] => whole([...layers.map(({ values }) => values), probabilities, output])

export const buffersOfFirst = (first: FirstWeights | null): ArrayBuffer[] => first ? whole([first.data, first.bias]) : []

/** Models stay; data sets and bundles go. */
export const buffersOfCards = (cards: readonly OpenedCard[]): ArrayBuffer[] => whole(cards.flatMap((card): (ArrayBufferView | null)[] => {
  if (card.kind === 'data') return [card.draft.values, card.draft.labels, ...card.draft.columns.flatMap(({ numbers, codes }) => [numbers, codes])]
  if (card.kind !== 'bundle') return []
  const { labels, networks } = card.bundle
  return [labels, ...networks.flatMap(({ activations, probabilities, checkpoints }) => [activations, probabilities, checkpoints].map(part => part?.values ?? null))]
}))
