// Networks made again are the map's or are refused, each with its reason; questions that go together make one once.
import { describe, expect, it } from 'vitest'
import type { Revisited } from '../protocol/revisit.ts'
import type { RevisitService } from '../services/revisit.ts'
import { createFakes, fakeMap } from './fakes.ts'
import { Holdings } from './holdings.ts'
import { revisitAll, revisitOne } from './revisits.ts'
import { createAppStore } from './store.ts'
import type { Session } from './session.ts'

async function opened(change: (service: RevisitService) => RevisitService = service => service) {
  const map = fakeMap(6)
  const fakes = createFakes(map)
  const asked: number[] = []
  const inner = change(fakes.revisit)
  fakes.revisit = {
    ...inner,
    revisit(signal, dataset, requests, hear) {
      asked.push(...requests.map(({ spec }) => spec.id))
      return inner.revisit(signal, dataset, requests, hear)
    },
  }
  const store = createAppStore(fakes)
  await store.getState().start()
  const holdings = new Holdings(fakes, () => undefined)
  holdings.hold(map, map.detail, map.activations)
  const session = { store, services: fakes, holdings, keeper: { holds: () => false } } as unknown as Session
  return { store, session, asked, map }
}

/** As the service gives them, but with other activations. */
const otherwise = (by: number) => (service: RevisitService): RevisitService => ({
  ...service,
  revisit: (signal, dataset, requests, hear) => service.revisit(signal, dataset, requests, (network: Revisited) => {
    for (const { values } of network.layers) values.forEach((value, place) => { values[place] = value * (1 + by) })
    hear(network)
  }),
})

describe('all networks of a map', () => {
  it('come in the order asked for, and none is refused', async () => {
    const { session } = await opened()
    const heard: number[] = []
    expect(await revisitAll(session, [4, 1, 2], ({ id }) => heard.push(id), new AbortController().signal)).toEqual(new Map())
    expect(heard).toEqual([4, 1, 2])
  })

  it('float16 rounding is forgiven, a percent is not', async () => {
    const signal = new AbortController().signal
    const [near, far] = [await opened(otherwise(4e-4)), await opened(otherwise(0.01))]
    expect((await revisitAll(near.session, [1, 2], () => undefined, signal)).size).toBe(0)
    const refused = await revisitAll(far.session, [1, 2], () => undefined, signal)
    expect([...refused.keys()]).toEqual([1, 2])
    expect(refused.get(2)).toContain('Network 2 could not be made again: ')
  })

  it('diverged networks and those trained elsewhere are refused without a try', async () => {
    const { store, session, asked } = await opened()
    store.setState(({ map }) => ({
      map: map && { ...map, networks: map.networks.map(row => row.id === 1 ? { ...row, hyper: null, brought: { name: 'resnet', values: {} } } : row.id === 2 ? { ...row, outcome: { ...row.outcome, divergedAt: 3 } } : row) },
    }))
    const refused = await revisitAll(session, [0, 1, 2, 77], () => undefined, new AbortController().signal)
    expect(asked).toEqual([0])
    expect(refused.get(1)).toContain('resnet was trained elsewhere')
    expect(refused.get(2)).toContain('diverged')
    expect(refused.get(77)).toContain('not on the map')
  })

  it('an aborted one ends with an AbortError', async () => {
    const { session } = await opened()
    const turn = new AbortController()
    turn.abort()
    await expect(revisitAll(session, [1], () => undefined, turn.signal)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  })
})

it('one network is made once for the questions that go together, and again after a refusal', async () => {
  const { session, asked } = await opened()
  const [first, second] = await Promise.all([revisitOne(session, 3), revisitOne(session, 3)])
  expect(second).toBe(first)
  expect(asked).toEqual([3])
  const far = await opened(otherwise(0.5))
  await expect(revisitOne(far.session, 3)).rejects.toThrow('Network 3 could not be made again')
  await expect(revisitOne(far.session, 3)).rejects.toThrow()
  expect(far.asked).toEqual([3, 3])
})
