// Why something cannot be asked must fit the map: what is missing, and what to do about it.
import { describe, expect, it } from 'vitest'
import { createFakes, fakeMap } from '../fakes.ts'
import type { AppState, MapView } from '../state.ts'
import { createAppStore } from '../store.ts'
import { activationsBlock, geometryBlock, representationBlock } from './blocks.ts'

const { networks } = fakeMap(5)
const diverged = networks.map(row => ({ ...row, outcome: { ...row.outcome, divergedAt: 1 } }))

function stateWith(map: Partial<MapView> | null, training = false): AppState {
  const store = createAppStore(createFakes(fakeMap(5)))
  return { ...store.getState(), map: map && { networks, diverged: [], comparable: true, ...map } as MapView, training: training ? {} as AppState['training'] : null }
}

describe('a question that waits', () => {
  it('may be asked of a map that has what it needs', () => {
    for (const block of [geometryBlock, activationsBlock, representationBlock]) expect(block(stateWith({}))).toBeNull()
  })

  it('says that everybody diverged where everybody did', () => {
    const lost = stateWith({ networks: [], diverged })
    for (const block of [geometryBlock, activationsBlock, representationBlock]) expect(block(lost)).toMatch(/Every network diverged.*smaller learning rates/)
    expect(geometryBlock(stateWith(null))).toMatch(/no map yet/)
  })

  it('says how many networks there are where a picture needs more, and lets one be looked at by itself', () => {
    const two = stateWith({ networks: networks.slice(0, 2) })
    expect(geometryBlock(two)).toMatch(/three networks at least, and the map has 2\. Train more/)
    expect(activationsBlock(two)).toBe(geometryBlock(two))
    expect(representationBlock(two)).toBeNull()
  })

  it('waits for a training, whatever else is missing', () => {
    for (const block of [geometryBlock, activationsBlock, representationBlock]) expect(block(stateWith({ networks: [] }, true))).toMatch(/being made/)
  })

  it('asks for activations where there are none, and not for them where distances will do', () => {
    const bare = stateWith({ comparable: false })
    expect(geometryBlock(bare)).toBeNull()
    for (const block of [activationsBlock, representationBlock]) expect(block(bare)).toMatch(/carries no activations\. Train a new map/)
  })
})
