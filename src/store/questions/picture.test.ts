// What is asked of the map as it stands goes out with its places, and what was made of one map is not shown on another.
import { describe, expect, test } from 'vitest'
import type { HierarchyRequest, Places, TrustRequest } from '../../protocol/geometry.ts'
import { slotOf } from '../answers.ts'
import { createFakes, fakeMap } from '../fakes.ts'
import { NO_CUT, NOTHING_CHOSEN } from '../selection.ts'
import { createAppStore } from '../store.ts'

const turns = async (): Promise<void> => { for (let k = 0; k < 12; k++) await Promise.resolve() }

const started = async (count = 12) => {
  const fakes = createFakes(fakeMap(count))
  const store = createAppStore(fakes)
  await store.getState().start()
  const sent: { places: Places, request: HierarchyRequest | TrustRequest }[] = []
  const { hierarchy, trust } = fakes.geometry
  fakes.geometry.hierarchy = (places, request) => {
    sent.push({ places, request })
    return hierarchy(places, request)
  }
  fakes.geometry.trust = (places, request) => {
    sent.push({ places, request })
    return trust(places, request)
  }
  return { store, state: () => store.getState(), sent }
}

describe('a question of the picture', () => {
  test('goes out with the places that are seen, and is answered', async () => {
    const { state, sent } = await started()
    const request = { method: 'ward', of: 'layout' } as const
    state().ask('hierarchy', request)
    state().ask('trust', { k: 10, of: 'distances' })
    await turns()
    const map = state().map!
    expect(sent.map(({ request: asked }) => asked)).toEqual([request, { k: 10, of: 'distances' }])
    for (const { places } of sent) expect(places).toEqual({ ids: map.networks.map(row => row.id), coordinates: map.positions, dimensions: 2 })
    expect(state().answers.get(slotOf('hierarchy', request))).toMatchObject({ whole: true, fault: null })
  })

  test('is of space where the map has three dimensions', async () => {
    const { store, state, sent } = await started()
    const space = Float64Array.from({ length: 36 }, (_, k) => k)
    store.setState({ map: { ...state().map!, version: 99, space } })
    state().ask('hierarchy', { method: 'average', of: 'layout' })
    await turns()
    expect(sent[0].places).toMatchObject({ coordinates: space, dimensions: 3 })
  })
})

describe('the cut', () => {
  test('changes by what is said of it, and begins anew on another map', async () => {
    const { store, state } = await started()
    state().setCut({ count: 4, shown: true })
    expect(state().cut).toEqual({ ...NO_CUT, count: 4, shown: true })
    state().showTrust(true)
    store.setState(NOTHING_CHOSEN)
    expect(state().cut).toEqual(NO_CUT)
    expect(state().trustLines).toBe(false)
  })
})
