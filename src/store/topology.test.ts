// Questions about shape: asked of the networks they are about, with their activations, everyone's with partial answers on the way.
import { describe, expect, test } from 'vitest'
import type { NetworkActivations } from '../core/network.ts'
import type { PackedDiagrams } from '../protocol/topology.ts'
import { slotOf } from './answers.ts'
import { createFakes, fakeMap } from './fakes.ts'
import { createAppStore } from './store.ts'

const started = async () => {
  const fakes = createFakes(fakeMap(10))
  const store = createAppStore(fakes)
  await store.getState().start()
  return { fakes, state: () => store.getState() }
}
/** Until what the store waits for has answered; a module of its own is fetched on the way. */
const settled = async (done: () => boolean): Promise<void> => { for (let k = 0; k < 200 && !done(); k++) await new Promise(resolve => { setTimeout(resolve, 5) }) }

describe('shapes', () => {
  test('of one network are asked with its own activations', async () => {
    const { fakes, state } = await started()
    const seen: NetworkActivations[] = []
    const { shape } = fakes.topology
    fakes.topology.shape = (signal, network) => { seen.push(network); return shape(signal, network) }
    const slot = slotOf('diagram', 4)
    state().ask('diagram', 4)
    await settled(() => state().answers.get(slot)?.whole === true)
    expect(seen).toHaveLength(1)
    expect(seen[0].id).toBe(4)
    expect([...seen[0].values]).toEqual([4, 4, 4, 4, 4, 4, 4, 4])
    expect(state().answers.get(slot)?.value).toMatchObject({ id: 4, cycles: [] })
  })

  test('of a network that is not there is a fault that names it', async () => {
    const { state } = await started()
    state().ask('diagram', 99)
    const slot = slotOf('diagram', 99)
    await settled(() => state().answers.get(slot)?.fault !== null)
    expect(state().answers.get(slot)?.fault).toContain('Network 99 has no activations here')
  })

  test('of two are matched in the order asked for', async () => {
    const { state } = await started()
    const slot = slotOf('matching', [7, 2])
    state().ask('matching', [7, 2])
    await settled(() => state().answers.get(slot)?.whole === true)
    expect(state().answers.get(slot)?.value).toMatchObject({ a: { id: 7 }, b: { id: 2 } })
  })

  test('of everyone come in the map’s order, and what is known is shown on the way', async () => {
    const { fakes, state } = await started()
    const told: (number | null)[] = []
    let go: () => void = () => undefined
    const gate = new Promise<void>(resolve => { go = resolve })
    const { diagrams } = fakes.topology
    fakes.topology.diagrams = async (signal, networks, onSome) => {
      const half = await diagrams(signal, networks.slice(0, 5), () => undefined)
      onSome(0.5, () => half)
      await gate
      return diagrams(signal, networks, onSome)
    }
    const slot = slotOf('diagrams', 'all')
    state().ask('diagrams', 'all')
    await settled(() => state().answers.get(slot)?.share === 0.5)
    const partial = state().answers.get(slot)!
    told.push((partial.value as PackedDiagrams).ids.length, partial.share)
    expect(partial.whole).toBe(false)
    go()
    await settled(() => state().answers.get(slot)?.whole === true)
    expect(told).toEqual([5, 0.5])
    expect([...(state().answers.get(slot)!.value as PackedDiagrams).ids]).toEqual(state().map!.networks.map(row => row.id))
  })
})
