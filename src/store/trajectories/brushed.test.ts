// Brushed checkpoints and the selection that follows them.
import { expect, test } from 'vitest'
import { NO_TRAJECTORIES } from './trajectories-state.ts'
import { brushing, runOf, stillBrushed } from './brushed.ts'
import { fakeInpca } from '../fake-trajectories.ts'

const map = fakeInpca([{ id: 7, steps: Uint32Array.of(0, 1, 2) }, { id: 3, steps: Uint32Array.of(0) }, { id: 9, steps: Uint32Array.of(0, 5) }])
const state = (rows: readonly number[], choosing: 'replace' | 'add' | 'remove' = 'replace') => ({ trajectories: { ...NO_TRAJECTORIES, brushed: new Set(rows) }, choosing })

test('every row belongs to one run', () => expect([0, 1, 2, 3, 4, 5].map(row => runOf(map, row))).toEqual([0, 0, 0, 1, 2, 2]))

test('a brush replaces, adds, or takes away; a run goes with the last of its rows', () => {
  expect(brushing(map, state([5]), [0, 3], 'replace')).toEqual({ brushed: new Set([0, 3]), ids: new Set([7, 3]), really: 'replace' })
  expect(brushing(map, state([5]), [0], 'add')).toEqual({ brushed: new Set([5, 0]), ids: new Set([7]), really: 'add' })
  expect(brushing(map, state([0, 1, 3]), [0, 3], 'remove')).toEqual({ brushed: new Set([1]), ids: new Set([3]), really: 'remove' })
})

test('where no key says otherwise a choice does what hands without a keyboard have set; nobody in its place empties it', () => {
  expect(brushing(map, state([5], 'add'), [0], 'replace').really).toBe('add')
  expect(brushing(map, state([5], 'add'), [], 'replace')).toEqual({ brushed: new Set(), ids: new Set(), really: 'replace' })
})

test('rows that no run has are nobody’s', () => expect(brushing(map, state([]), [-1, 2.5, 6, 4], 'replace').brushed).toEqual(new Set([4])))

test('rows of runs that are selected no more are not brushed', () => {
  const trajectories = { ...NO_TRAJECTORIES, made: { version: 1, probes: 'test' as const, map }, brushed: new Set([0, 4]) }
  expect(stillBrushed({ trajectories, selection: { ids: new Set([9]), source: 'panel' } })).toEqual(new Set([4]))
  expect(stillBrushed({ trajectories, selection: { ids: new Set([7, 9, 3]), source: 'panel' } })).toBe(trajectories.brushed)
})
