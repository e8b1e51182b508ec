// What is heard of a training, also when its workers speak too late.
import { expect, test } from 'vitest'
import { createFakes, fakeMap, fakeTrained } from './fakes.ts'
import { createAppStore } from './store.ts'

test('a worker’s last words after a training begin no half of another one', async () => {
  const fakes = createFakes(fakeMap(3))
  const store = createAppStore(fakes)
  await store.getState().start()
  let late: () => void = () => undefined
  fakes.onTrain = async (_, job, events) => {
    for (const spec of job.specs) events.onFinished(fakeTrained(spec))
    late = () => {
      events.onDevice?.('cpu', 2)
      events.onProgress([])
    }
  }
  store.getState().setRecipe({ count: 4 })
  await store.getState().trainNew()
  expect(store.getState().training).toBeNull()
  late()
  expect(store.getState().training).toBeNull()

  // Nor into the next one.
  const before = late
  const heard: (number | undefined)[] = []
  fakes.onTrain = async (_, job, events) => {
    before()
    heard.push(store.getState().training?.workers)
    for (const spec of job.specs) events.onFinished(fakeTrained(spec))
  }
  await store.getState().trainMore()
  expect(heard).toEqual([0])
})
