// What the overview says must be true of the networks it counts, whatever the map.
import { describe, expect, it } from 'vitest'
import type { Activation, NetworkRow } from '../../core/network.ts'
import { ACTIVATIONS } from '../../core/network.ts'
import { mulberry32 } from '../../core/random.ts'
import { bestOf } from './best.ts'
import { sights } from './look-for.ts'

function network(id: number, testAccuracy: number, activation: Activation = 'relu'): NetworkRow {
  return {
    id, weightSeed: 0, orderSeed: 0,
    hyper: { family: 'mlp', depth: 1, width: 8, activation, optimiser: 'adam', learningRate: 0.01, weightDecay: 0, batchSize: 32, dropout: 0, epochs: 5, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh' },
    outcome: { divergedAt: null, steps: 1, parameters: 10, trainLoss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy },
  }
}

const line = (n: number) => Float64Array.from({ length: 2 * n }, (_, k) => k % 2 ? 0 : k / 2)

describe('what to look for', () => {
  const random = mulberry32(3)
  const networks = Array.from({ length: 80 }, (_, id) => network(id, 0.3 + 0.69 * id / 80 + 0.01 * random(), ACTIVATIONS[Math.floor(id / 20)]))

  it('counts those above the line that it names', () => {
    const top = sights(networks, line(80)).find(({ key }) => key === 'top')!
    const [, count, all, threshold] = /^(\d+) of (\d+) exceed ([\d.]+)$/.exec(top.title)!.map(Number)
    expect(all).toBe(80)
    expect(count).toBe(networks.filter(row => row.outcome.testAccuracy > threshold).length)
    expect(top.ids).toHaveLength(count)
    expect(top.text).toContain(`#${bestOf(networks)!.id},`)
  })

  it('names the activation with the highest median, and selects exactly its networks', () => {
    const leader = sights(networks, line(80)).find(({ key }) => key === 'leader')!
    expect(leader.title).toBe('sigmoid lies highest')
    expect(leader.text).toContain('that of relu, the lowest')
    expect(leader.ids).toEqual(networks.slice(60).map(row => row.id))
  })

  it('calls neighbours alike where accuracy follows the map, and says nothing where it does not', () => {
    expect(sights(networks, line(80)).map(({ key }) => key)).toContain('neighbours')
    const jumping = networks.map((_, k) => network(k, k % 2 ? 0.9 : 0.3))
    expect(sights(jumping, line(80)).map(({ key }) => key)).not.toContain('neighbours')
  })

  it('says three things at most, and none of no networks', () => {
    expect(sights(networks, line(80)).length).toBeLessThanOrEqual(3)
    expect(sights([], new Float64Array(0))).toEqual([])
  })

  it('does not compare activations that few networks have, nor ones that are equal', () => {
    expect(sights([network(0, 0.5, 'relu'), network(1, 0.9, 'tanh')], line(2)).map(({ key }) => key)).not.toContain('leader')
    const even = Array.from({ length: 20 }, (_, id) => network(id, 0.7, ACTIVATIONS[id % 2]))
    expect(sights(even, line(20)).map(({ key }) => key)).not.toContain('leader')
  })

  it('leaves out accuracies that are missing', () => {
    expect(bestOf([network(0, NaN), network(1, 0.4)])!.id).toBe(1)
    expect(bestOf([network(0, NaN)])).toBeNull()
  })
})
