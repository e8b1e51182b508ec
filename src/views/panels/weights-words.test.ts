// A network's weights in words: nothing is promised that is not there.
import { describe, expect, it } from 'vitest'
import type { NetworkRow } from '../../core/network.ts'
import type { AppState } from '../../store/state.ts'
import { epochsFault, keptAside, sameTraining, trainOnBlock, weightsWords } from './weights-words.ts'

const row = (divergedAt: number | null) => ({ id: 1, outcome: { divergedAt } }) as NetworkRow

describe('what is said of the weights', () => {
  it('is when they were lost, of a network that diverged, whatever was kept on its way', () => {
    expect(weightsWords(row(1257), { weights: false, checkpoints: 5 })).toContain('update 1,257')
    expect(weightsWords(row(9), null)).toContain('no weights')
  })

  it('tells kept from not kept from not known', () => {
    const said = [null, { weights: true, checkpoints: 20 }, { weights: false, checkpoints: 0 }].map(kept => weightsWords(row(null), kept))
    expect(new Set(said).size).toBe(3)
    expect(said[1]).toMatch(/^Kept/)
    expect(said[2]).toMatch(/^Not kept/)
  })

  it('counts checkpoints where there are some', () => {
    expect([null, { weights: true, checkpoints: 20 }, { weights: true, checkpoints: 0 }].map(keptAside)).toEqual([undefined, '20 checkpoints kept', undefined])
  })
})

describe('training on', () => {
  const state = (change: Partial<AppState>) => ({ training: null, map: { comparable: true }, ...change }) as AppState
  it('waits for a training, and needs activations', () => {
    expect(trainOnBlock(state({}))).toBeNull()
    expect(trainOnBlock(state({ training: {} as AppState['training'] }))).toBe('Training is under way.')
    expect(trainOnBlock(state({ map: { comparable: false } as AppState['map'] }))).toContain('no activations')
    expect(trainOnBlock(state({ map: null }))).toContain('no activations')
  })

  it('leads to the same network with other epochs, and to no other', () => {
    const trained = (id: number, epochs: number, change: object = {}, seeds: object = {}) =>
      ({ id, hyper: { width: 8, epochs, ...change }, weightSeed: 1, orderSeed: 2, ...seeds, outcome: {} }) as NetworkRow
    const [first, longer, shorter] = [trained(0, 10), trained(7, 30), trained(5, 4)]
    const map = { networks: [first, longer, trained(2, 30, { width: 9 }), trained(3, 30, {}, { orderSeed: 3 })], diverged: [shorter] }
    expect(sameTraining(first, map)).toEqual([shorter, longer])
    expect(sameTraining(longer, map)).toEqual([shorter, first])
    expect(sameTraining({ ...first, hyper: null }, map)).toEqual([])
  })

  it('takes a whole number of epochs', () => {
    expect([1, 10, 500].map(epochsFault)).toEqual([null, null, null])
    expect(epochsFault(0)).toBe('Epochs: 0 is too few; choose 1 to 500.')
    expect(epochsFault(501)).toContain('too many')
    expect(epochsFault(2.5)).toContain('not a whole number')
  })
})
