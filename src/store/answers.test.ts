// Questions of panels: asked once, kept while they stand, asked again when another answer would follow.
import { describe, expect, test } from 'vitest'
import type { Smoothness } from '../protocol/geometry.ts'
import { slotOf } from './answers.ts'
import { createFakes, fakeMap } from './fakes.ts'
import { createAppStore } from './store.ts'

const started = async (count = 10) => {
  const fakes = createFakes(fakeMap(count))
  const store = createAppStore(fakes)
  await store.getState().start()
  const asked: number[] = []
  let pending: { answer: (value: Smoothness) => void, refuse: (error: Error) => void }[] = []
  fakes.geometry.smoothness = signal => new Promise((answer, refuse) => {
    asked.push(signal.length)
    pending.push({ answer, refuse })
  })
  const settle = async (what: (one: (typeof pending)[number]) => void) => {
    const now = pending
    pending = []
    now.forEach(what)
    await turns()
  }
  return { fakes, store, asked, settle, state: () => store.getState(), entry: () => store.getState().answers.get(slotOf('smoothness', 'testAccuracy')) }
}
const turns = async (): Promise<void> => { for (let k = 0; k < 8; k++) await Promise.resolve() }
const smooth = (energy: number): Smoothness => ({ networks: 10, energy, shuffled: null, slowest: null })

describe('a question', () => {
  test('is asked once however many panels ask it', async () => {
    const { state, asked, settle, entry } = await started()
    state().ask('smoothness', 'testAccuracy')
    state().ask('smoothness', 'testAccuracy')
    await turns()
    expect(asked).toEqual([10])
    expect(entry()).toMatchObject({ whole: false, share: 0, value: null })
    await settle(one => one.answer(smooth(0.1)))
    state().ask('smoothness', 'testAccuracy')
    await turns()
    expect(asked).toHaveLength(1)
    expect(entry()).toMatchObject({ whole: true, share: null, value: smooth(0.1) })
  })

  test('is asked again when the map is another, and the old answer stands until then', async () => {
    const { state, asked, settle, entry } = await started()
    state().ask('smoothness', 'testAccuracy')
    await turns()
    await settle(one => one.answer(smooth(0.1)))
    state().setGeometry({ knn: 7 })
    await state().embedAnew()
    state().ask('smoothness', 'testAccuracy')
    await turns()
    expect(asked).toHaveLength(2)
    expect(entry()).toMatchObject({ whole: false, value: smooth(0.1) })
    await settle(one => one.answer(smooth(0.2)))
    expect(entry()).toMatchObject({ whole: true, value: smooth(0.2) })
  })

  test('whose answer comes too late is passed over', async () => {
    const { state, settle, entry, fakes } = await started()
    state().ask('smoothness', 'testAccuracy')
    await turns()
    fakes.files.set('other', fakeMap(4))
    await state().openMapFile(new File(['other'], 'other.npz'))
    await settle(one => one.answer(smooth(0.1)))
    expect(entry()).toBeUndefined()
  })

  test('that failed says why, and is not asked again until something changes', async () => {
    const { state, asked, settle, entry } = await started()
    state().ask('smoothness', 'testAccuracy')
    await turns()
    await settle(one => one.refuse(new Error('The worker stopped answering.')))
    expect(entry()).toMatchObject({ whole: false, share: null, fault: 'The worker stopped answering.' })
    state().ask('smoothness', 'testAccuracy')
    await turns()
    expect(asked).toHaveLength(1)
  })

  test('that was stopped may be asked again', async () => {
    const { state, asked, settle } = await started()
    state().ask('smoothness', 'testAccuracy')
    await turns()
    await settle(one => one.refuse(new DOMException('Stopped.', 'AbortError')))
    state().ask('smoothness', 'testAccuracy')
    await turns()
    expect(asked).toHaveLength(2)
  })

  test('that cannot be asked now reaches nobody', async () => {
    const { state, asked, entry } = await started(2)
    state().ask('smoothness', 'testAccuracy')
    await turns()
    expect(asked).toEqual([])
    expect(entry()).toBeUndefined()
  })
})
