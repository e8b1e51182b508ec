// One selection for every view, and the two groups that are held against each other. Pure: sets of ids and what to do with them.
import type { NetworkRow } from '../core/network.ts'
import type { Measure } from './measures.ts'
import { FIRST_CLOCK, NO_TRAJECTORIES } from './trajectories/trajectories-state.ts'
import type { Brush, Cut, Groups, Layers, Selection } from './state.ts'

export type SelectHow = 'replace' | 'add' | 'remove' | 'toggle'

export const NOTHING: Selection = { ids: new Set(), source: 'none' }
export const NO_GROUPS: Groups = { a: NOTHING.ids, b: NOTHING.ids }
export const NO_BRUSHES: readonly Brush[] = []
export const FIRST_LAYERS: Layers = new Set(['outlines', 'graticule'])
export const NO_CUT: Cut = { method: 'ward', of: 'layout', count: 6, shown: null }

/** What a visitor chose on one map says nothing of another. */
export const NOTHING_CHOSEN = {
  selection: NOTHING, choosing: 'replace' as const, groups: NO_GROUPS, brushes: NO_BRUSHES, derived: [] as readonly Measure[], cut: NO_CUT, trustLines: false, look: null,
  answers: new Map<string, never>(), second: null, open: null, tab: 'selection' as const,
  trajectories: NO_TRAJECTORIES, clock: FIRST_CLOCK,
}

export function selecting(standing: Selection, ids: Iterable<number>, source: Selection['source'], how: SelectHow = 'replace'): Selection {
  const next = new Set(how === 'replace' ? [] : standing.ids)
  for (const id of ids) {
    if (how === 'remove' || (how === 'toggle' && next.has(id))) next.delete(id)
    else next.add(id)
  }
  return next.size ? { ids: next, source } : NOTHING
}

/** Whoever meets every brush. A brush on a measure that is not among `measures` lets nobody through; NaN meets none. */
export function brushed(rows: readonly NetworkRow[], brushes: readonly Brush[], measures: readonly Measure[]): Selection {
  if (brushes.length === 0) return NOTHING
  const tests = brushes.map(brush => {
    const read = measures.find(({ key }) => key === brush.measure)?.read
    return (row: NetworkRow): boolean => {
      const value = read?.(row)
      if (value === undefined) return false
      return brush.kind === 'number' ? typeof value === 'number' && value >= brush.from && value <= brush.to : brush.values.includes(String(value))
    }
  })
  return { ids: new Set(rows.filter(row => tests.every(test => test(row))).map(row => row.id)), source: 'brush' }
}

/** The group that a network is held in. */
export const groupOf = ({ a, b }: Groups, id: number): keyof Groups | null => a.has(id) ? 'a' : b.has(id) ? 'b' : null

/** A network is in one group at most: the last one it was put into. */
export function grouping(groups: Groups, group: keyof Groups, ids: Iterable<number>): Groups {
  const chosen = new Set(ids)
  const other = group === 'a' ? 'b' : 'a'
  return { ...groups, [group]: chosen, [other]: new Set([...groups[other]].filter(id => !chosen.has(id))) }
}
