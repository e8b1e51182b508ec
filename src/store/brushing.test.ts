// A brush that is dragged slowly is one step of undo, however long one holds it; the next brush is another.
import { expect, test } from 'vitest'
import { createFakes, fakeMap } from './fakes.ts'
import type { Brush } from './state.ts'
import { createAppStore } from './store.ts'

const below = (to: number): Brush[] => [{ measure: 'testAccuracy', kind: 'number', from: 0, to }]

test('a drag of a brush is taken back at once, not pixel by pixel', async () => {
  // The fakes' clock goes on a second a look, more than what joins other changes.
  const store = createAppStore(createFakes(fakeMap(20)))
  await store.getState().start()
  const { setBrushes, undo } = store.getState()
  for (const to of [0.1, 0.2, 0.3]) setBrushes(below(to), true)
  setBrushes(below(0.4))
  expect(store.getState().history.undo).toBe(1)
  setBrushes(below(0.5), true)
  setBrushes(below(0.6))
  expect(store.getState().history.undo).toBe(2)
  undo()
  expect(store.getState().brushes).toEqual(below(0.4))
  undo()
  expect(store.getState().brushes).toEqual([])
  expect(store.getState().selection.ids.size).toBe(0)
})
