// From a saved model to its card.
import type { Chain } from './chain/chain.ts'
import type { ModelCard } from './model-card.ts'
import type { SavedModel } from './saved-model.ts'

/** `chain`: one that was confirmed; then the card is of the network that it makes. Errors: FormatError where the chain does not fit. */
export function cardOf(_model: SavedModel, _chain: Chain | null = null): ModelCard {
  throw new Error('not yet')
}
