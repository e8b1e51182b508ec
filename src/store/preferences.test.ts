import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_KEEP } from '../core/network.ts'
import { createFakes, fakeMap } from './fakes.ts'
import { remember, remembered } from './preferences.ts'
import { createAppStore } from './store.ts'

const storage = (texts: Record<string, string> = {}) => {
  const memory = new Map(Object.entries(texts))
  return { get: (key: string) => memory.get(key) ?? null, set: (key: string, value: string) => void memory.set(key, value) }
}
const USUAL = { theme: 'system', device: 'auto', workers: null, keep: DEFAULT_KEEP, toured: false }

describe('preferences', () => {
  it('survive a reload, all of them', () => {
    const fakes = createFakes(fakeMap(4))
    const first = createAppStore(fakes).getState()
    first.setTheme('dark')
    first.setDevice('webgpu')
    first.setWorkers(3)
    first.setKeep({ checkpoints: 8 })
    first.setKeep({ state: false })
    const second = createAppStore(fakes).getState()
    expect(second).toMatchObject({ theme: 'dark', device: 'webgpu', workers: 3, keep: { checkpoints: 8, checkpointActivations: false, state: false } })
    second.setWorkers(null)
    expect(createAppStore(fakes).getState().workers).toBeNull()
  })

  it('of a newcomer are the usual ones', () => expect(remembered(storage())).toEqual(USUAL))

  it.each([
    { workers: '0' }, { workers: '-2' }, { workers: '2.5' }, { workers: '65' }, { workers: 'many' }, { workers: '' }, { device: 'tpu' }, { device: '' }, { theme: 'pink' },
    { keep: '' }, { keep: 'null' }, { keep: '7' }, { keep: '[]' }, { keep: '{"checkpoints":20}' }, { keep: '{"checkpoints":1,"checkpointActivations":false,"state":true}' },
    { keep: '{"checkpoints":-5,"checkpointActivations":false,"state":true}' }, { keep: '{"checkpoints":1e9,"checkpointActivations":false,"state":true}' },
    { keep: '{"checkpoints":20,"checkpointActivations":"no","state":true}' },
  ] as Record<string, string>[])('%j in storage is passed over', texts => expect(remembered(storage(texts))).toEqual(USUAL))

  it('whatever stands in storage, there is a page', () => fc.assert(fc.property(fc.string(), fc.oneof(fc.string(), fc.json()), (some, other) => {
    const { theme, device, workers, keep } = remembered(storage({ theme: some, device: some, workers: other, keep: other }))
    expect(['system', 'light', 'dark']).toContain(theme)
    expect(['auto', 'cpu', 'webgpu']).toContain(device)
    expect(workers === null || (Number.isInteger(workers) && workers >= 1)).toBe(true)
    expect(Object.keys(keep)).toEqual(Object.keys(DEFAULT_KEEP))
  })))

  it('keep no more than what is asked for: other things in storage do not come along', () => {
    const own = storage()
    remember(own, { keep: { ...DEFAULT_KEEP, more: 1 } as typeof DEFAULT_KEEP })
    expect(remembered(own).keep).toEqual(DEFAULT_KEEP)
  })
})
