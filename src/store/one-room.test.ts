import { expect, test } from 'vitest'
import { createFakes, fakeMap } from './fakes.ts'
import { createAppStore } from './store.ts'

test('two who ask for a room at once find the same one: two rooms would both follow every undo', async () => {
  const store = createAppStore(createFakes(fakeMap(10)))
  await store.getState().start()
  const { room } = store.getState()
  const [first, second] = await Promise.all([room('search'), room('search')])
  expect(first).not.toBeNull()
  expect(second).toBe(first)
  expect(await room('search')).toBe(first)
})
