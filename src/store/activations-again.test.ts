// A map that keeps no activations: its networks come from their seeds when they are needed, all at once, and one of another make is refused.
import { describe, expect, it, vi } from 'vitest'
import { createFakes, fakeMap } from './fakes.ts'
import { createAppStore } from './store.ts'

async function visit(change: (fakes: ReturnType<typeof createFakes>) => void = () => undefined) {
  const map = fakeMap(6)
  const fakes = createFakes({ ...map, activations: null })
  fakes.data.dataset = async () => ({
    id: 'digits', title: 'Digits', inputs: new Float32Array(20), labels: new Uint8Array(10), features: 2, classes: 2, classNames: ['0', '1'],
    train: Uint32Array.of(0), test: Uint32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 0), probes: Uint32Array.of(1, 2, 3, 4), trainProbes: new Uint32Array(0), image: null,
  })
  // Answers as many of the ten test rows right as the map says: network 3 has an accuracy of 0.3.
  const revisit = fakes.revisit.revisit.bind(fakes.revisit)
  fakes.revisit.revisit = (signal, dataset, requests, hear) =>
    revisit(signal, dataset, requests, network => hear({ ...network, predicted: Uint8Array.from(dataset.test, (_, k) => k < network.id ? 0 : 1) }))
  change(fakes)
  const store = createAppStore(fakes)
  await store.getState().start()
  return { fakes, store, state: store.getState }
}

it('more is trained on it, and every network is on the map', async () => {
  const { store, state } = await visit()
  const phases = new Set<string>()
  store.subscribe(({ training }) => { if (training) phases.add(training.phase) })
  state().setRecipe({ count: 2 })
  await state().trainMore()
  expect(state().map!.networks).toHaveLength(8)
  expect([...phases].slice(0, 2)).toEqual(['starting', 'layers'])
  expect(state().notices).toEqual([])
})

it('a network that comes out otherwise stops it, in a sentence', async () => {
  const { state } = await visit(fakes => {
    const { revisit } = fakes.revisit
    fakes.revisit.revisit = (signal, dataset, requests, hear) =>
      revisit(signal, dataset, requests, network => hear(network.id === 4 ? { ...network, predicted: new Uint8Array(10) } : network))
  })
  state().setRecipe({ count: 2 })
  await state().trainMore()
  expect(state().map!.networks).toHaveLength(6)
  expect(state().notices[0].text).toContain('Network 4 could not be made again')
})

it('a network that comes out otherwise is the last that is made: nobody waits for the others', async () => {
  const made: number[] = []
  const { state } = await visit(fakes => {
    const { revisit } = fakes.revisit
    fakes.revisit.revisit = (signal, dataset, requests, hear) => revisit(signal, dataset, requests, network => {
      made.push(network.id)
      hear(network.id === 2 ? { ...network, predicted: new Uint8Array(10).fill(1) } : network)
    })
  })
  await state().trainMore()
  expect(made).toEqual([0, 1, 2])
  expect(state().notices.map(({ tone }) => tone)).toEqual(['danger'])
})

describe('who does not wait any more', () => {
  /** Makes three networks, and is at the fourth for ever, whatever it is told. */
  async function stuck() {
    const asked: number[][] = []
    let hang = true
    let arrive = (): void => undefined
    const there = new Promise<void>(resolve => { arrive = resolve })
    const visited = await visit(fakes => {
      const { revisit } = fakes.revisit
      fakes.revisit.revisit = async (signal, dataset, requests, hear) => {
        asked.push(requests.map(({ spec }) => spec.id))
        if (!hang) return revisit(signal, dataset, requests, hear)
        await revisit(signal, dataset, requests.slice(0, 3), hear)
        arrive()
        return new Promise(() => undefined)
      }
    })
    visited.state().setRecipe({ count: 2 })
    return { ...visited, asked, there, goesOn: () => { hang = false } }
  }

  it('and stops has the map as it was at once; those that were made are not made a second time', async () => {
    const { state, asked, there, goesOn } = await stuck()
    const before = state().map
    const training = state().trainMore()
    await there
    expect(state().makingAgain).toEqual({ done: 3, total: 6 })
    state().stopTraining()
    await training
    expect([state().training, state().makingAgain, state().notices]).toEqual([null, null, []])
    expect(state().map!.networks).toBe(before!.networks)
    goesOn()
    await state().trainMore()
    expect(asked).toEqual([[0, 1, 2, 3, 4, 5], [3, 4, 5]])
    expect(state().map!.networks).toHaveLength(8)
  })

  it('and looks at another map: nothing more is made of the first', async () => {
    const { state, there } = await stuck()
    state().ask('kernelHealth', { scale: 'mean', sigma: 1 })
    await there
    await (await state().room('gallery'))!.open('other')
    await vi.waitFor(() => expect(state().makingAgain).toBeNull())
    expect(state().notices).toEqual([])
  })
})
