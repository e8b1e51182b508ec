// Which chains a file's tensors may be, told from their names, order and shapes.
import type { StoredTensor } from '../saved-model.ts'
import type { Chain } from './chain.ts'

/** Likeliest first: relu after every layer but the last. Empty where the tensors make no chain. At most a handful. */
export function proposeChains(_tensors: readonly StoredTensor[], _layout: Chain['layout']): Chain[] {
  throw new Error('not yet')
}
