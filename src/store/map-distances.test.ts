// A map saved in the middle of a training holds the distances of its own networks, in its own order.
import { expect, test } from 'vitest'
import { mapDistances } from './map-distances.ts'
import type { Session } from './session.ts'
import type { MapView } from './state.ts'

/** Of networks 10 … 13: the distance between i and j is 10 i + j. */
const FOUR = { ids: [10, 11, 12, 13], condensed: Float64Array.of(1, 2, 3, 12, 13, 23) }
const NONE = { ids: [], condensed: new Float64Array(0) }

function session(held: typeof FOUR | typeof NONE, measured: typeof FOUR | typeof NONE) {
  let opened = 0
  const parts = { holdings: { distances: async () => held, session: async () => { opened++ } }, services: { geometry: { distances: async () => measured } } }
  return { parts: parts as unknown as Pick<Session, 'services' | 'holdings'>, opened: () => opened }
}
const networks = (...ids: number[]): MapView['networks'] => ids.map(id => ({ id }) as MapView['networks'][number])

test('all of them come as they are, and no geometry session is opened', async () => {
  const { parts, opened } = session(FOUR, NONE)
  expect(await mapDistances(parts, { networks: networks(10, 11, 12, 13) })).toBe(FOUR.condensed)
  expect(opened()).toBe(0)
})

test('those that the map does not show yet are left out', async () => {
  const { parts } = session(FOUR, NONE)
  expect([...await mapDistances(parts, { networks: networks(13, 10, 12) })]).toEqual([3, 23, 2])
  expect([...await mapDistances(parts, { networks: [] })]).toEqual([])
})

test('what is not held is asked of the geometry session', async () => {
  const { parts, opened } = session(NONE, FOUR)
  expect([...await mapDistances(parts, { networks: networks(11, 13) })]).toEqual([13])
  expect(opened()).toBe(1)
  await expect(mapDistances(parts, { networks: networks(11, 99) })).rejects.toThrow('no distances yet')
})
