// Diverged networks by decade: nobody lost, decades in order, the first to break first.
import { describe, expect, it } from 'vitest'
import type { NetworkRow } from '../../core/network.ts'
import { divergedGroups } from './diverged-groups.ts'

const broken = (id: number, learningRate: number, divergedAt: number | null): NetworkRow => ({
  id, weightSeed: 0, orderSeed: 0,
  hyper: { family: 'mlp', depth: 1, width: 8, activation: 'relu', optimiser: 'sgd', learningRate, weightDecay: 0, batchSize: 32, dropout: 0, epochs: 5, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh' },
  outcome: { divergedAt, steps: 1, parameters: 10, trainLoss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy: 0.1 },
})

describe('diverged groups', () => {
  it('put a rate into the decade that begins at or below it', () => {
    const groups = divergedGroups([broken(0, 3, 5), broken(1, 0.1, 9), broken(2, 0.099, 9), broken(3, 1, 2), broken(4, 0.001, 7)])
    expect(groups.map(group => [group.label, group.rows.map(row => row.id)])).toEqual([
      ['rate 1e-3 to 0.01', [4]], ['rate 0.01 to 0.1', [2]], ['rate 0.1 to 1', [1]], ['rate 1 to 10', [3, 0]],
    ])
  })

  it('order by the update at which they died; those refused for another reason come last', () => {
    expect(divergedGroups([broken(0, 1, null), broken(1, 1, 30), broken(2, 1, 4)])[0].rows.map(row => row.id)).toEqual([2, 1, 0])
    expect(divergedGroups([])).toEqual([])
  })
})
