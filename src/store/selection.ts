// One selection for every view. Pure: a set of ids and what to do with it.
import type { Selection } from './state.ts'

export type SelectHow = 'replace' | 'add' | 'remove' | 'toggle'

export const NOTHING: Selection = { ids: new Set(), source: 'none' }

export function selecting(standing: Selection, ids: Iterable<number>, source: Selection['source'], how: SelectHow = 'replace'): Selection {
  const next = new Set(how === 'replace' ? [] : standing.ids)
  for (const id of ids) {
    if (how === 'remove' || (how === 'toggle' && next.has(id))) next.delete(id)
    else next.add(id)
  }
  return next.size ? { ids: next, source } : NOTHING
}
