import { expect, test } from 'vitest'
import { networkAt } from '../core/population.ts'
import { createFakes, fakeMap } from './fakes.ts'
import { withRun } from './grown-lineage.ts'
import { orderProposed } from './run-order.ts'
import { createAppStore } from './store.ts'

const proposed = async () => {
  const store = createAppStore(createFakes(fakeMap(10)))
  await store.getState().start()
  const [a, b] = store.getState().map!.networks
  const proposals = [{ hyper: { ...a.hyper!, learningRate: 0.037 }, seed: 5 }, { hyper: { ...b.hyper!, width: 21 }, seed: 6 }]
  return { state: store.getState(), proposals, order: orderProposed(store.getState(), proposals)! }
}

test('proposed networks follow those of the map, with the settings that were proposed, and each is named by a recipe of its own', async () => {
  const { proposals, order } = await proposed()
  const { specs, origins, kind } = order.run(null as never)
  expect(kind).toBe('proposed')
  expect(specs.map(({ id }) => id)).toEqual([10, 11])
  expect(specs.map(({ hyper }) => hyper)).toEqual(proposals.map(({ hyper }) => hyper))
  specs.forEach((spec, place) => expect(networkAt(origins![place], spec.id)).toEqual(spec))
  expect(specs[0].weightSeed).not.toBe(specs[1].weightSeed)
})

test('whoever came is in the lineage by that recipe, whoever did not is in none', async () => {
  const { order } = await proposed()
  const { specs, origins } = order.run(null as never)
  const lineage = origins!.reduce((grown, origin, place) => withRun(grown, origin, [specs[place]], [11]), { base: 'digits', runs: [] } as Parameters<typeof withRun>[0])
  expect(lineage).toEqual({ base: 'digits', runs: [{ recipe: origins![1], from: 11, count: 1 }] })
})

test('there is nothing to order without a map, or without a proposal', async () => {
  const { state, proposals } = await proposed()
  expect(orderProposed({ ...state, map: null }, proposals)).toBeNull()
  expect(orderProposed(state, [])).toBeNull()
})
