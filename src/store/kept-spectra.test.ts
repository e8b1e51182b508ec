// Spectra of a map: the width in use first, then the nearest to it; what is known already is told on the way; nothing without activations or labels.
import { describe, expect, it } from 'vitest'
import type { Spectra } from '../protocol/spectra.ts'
import { createFakes, fakeMap } from './fakes.ts'
import { slotOf } from './answers.ts'
import { QUESTIONS } from './questions.ts'
import { createAppStore } from './store.ts'

async function started() {
  const services = createFakes(fakeMap(6))
  const asked: number[][] = []
  const { spectra } = services.spectra
  services.spectra = {
    ...services.spectra,
    spectra: (signal, networks, widths, onShare) => {
      asked.push(widths.map(({ sigma }) => sigma))
      return spectra(signal, networks, widths, onShare)
    },
  }
  const store = createAppStore(services)
  await store.getState().start()
  return { store, asked }
}

type Store = Awaited<ReturnType<typeof started>>['store']

const entry = (store: Store) => store.getState().answers.get(slotOf('spectra', { scale: 'median' }))

async function answered(store: Store): Promise<Spectra> {
  for (let k = 0; k < 1000 && !entry(store)?.whole; k++) await new Promise(resolve => setTimeout(resolve))
  return entry(store)!.value as Spectra
}

describe('spectra of a map', () => {
  it('come for the width in use first, then for those nearest to it, each once', async () => {
    const { store, asked } = await started()
    store.getState().setEntropy({ sigma: 0.35 })
    store.getState().ask('spectra', { scale: 'median' })
    const spectra = await answered(store)
    expect(asked[0]).toEqual([0.35])
    expect([...asked[1]].sort()).toEqual([0.25, 0.5])
    expect(asked.flat().sort((a, b) => a - b)).toEqual(spectra.grid)
    expect(spectra.by.every(table => table?.length === spectra.ids.length * spectra.n)).toBe(true)
    expect(spectra.ids).toEqual(store.getState().map!.networks.map(row => row.id))
  })

  it('follow the hand: what is asked next is nearest to σ as it is then', async () => {
    const { store, asked } = await started()
    store.getState().setEntropy({ sigma: 0.25 })
    const off = store.subscribe(state => { if (asked.length > 0 && state.entropy.sigma !== 2) store.getState().setEntropy({ sigma: 2 }) })
    store.getState().ask('spectra', { scale: 'median' })
    await answered(store)
    off()
    expect(asked[0]).toEqual([0.25])
    expect([...asked[1]].sort()).toEqual([1.4, 2])
  })

  it('do not ask anew when σ or t moves', async () => {
    const { store, asked } = await started()
    store.getState().ask('spectra', { scale: 'median' })
    await answered(store)
    const before = asked.length
    for (const change of [{ t: 7 }, { sigma: 2 }, { sigma: 0.25, t: 0.5 }]) {
      store.getState().setEntropy(change)
      store.getState().ask('spectra', { scale: 'median' })
    }
    expect(asked).toHaveLength(before)
    expect(entry(store)!.whole).toBe(true)
  })

  it('are not to be had without activations, nor what says something of labels without them', async () => {
    const { store } = await started()
    const state = store.getState()
    const without = { ...state, map: { ...state.map!, comparable: false } }
    expect(QUESTIONS.spectra.block(without, { scale: 'median' })).toContain('activations')
    expect(QUESTIONS.spectra.block(state, { scale: 'median' })).toBeNull()
    const elsewhere = { ...state, map: { ...state.map!, manifest: { ...state.map!.manifest, dataset: null } } }
    expect(QUESTIONS.classes.block(elsewhere, { ids: [1] })).toContain('trained elsewhere')
    expect(QUESTIONS.information.block(elsewhere, { id: 1, scale: 'mean' })).toContain('trained elsewhere')
    expect(QUESTIONS.spectra.block(elsewhere, { scale: 'median' })).toBeNull()
  })
})
