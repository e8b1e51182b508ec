// Names of clusters in words, as the map and the dock have them.
import { describe, expect, it } from 'vitest'
import type { Enrichment } from '../../core/enrichment.ts'
import { MEASURES } from '../../store/measures.ts'
import { conditionOf, explained, factorOf, nameOf } from './cluster-words.ts'

const found = (key: string, relation: Enrichment['relation'], value: number | string): Enrichment => ({ key, relation, value, selected: 18, all: 64, factor: 5.3, p: 1e-9 })

describe('the words for a cluster', () => {
  it('are short', () => {
    const words = ([['activation', '=', 'tanh'], ['optimiser', '=', 'sgd'], ['family', '=', 'mlp'], ['depth', '=', 3], ['width', '=', 64], ['width', '≤', 16], ['learningRate', '>', 0.03],
      ['weightDecay', '≤', 3e-4], ['depth', '>', 1], ['augmentation', '=', 'none'], ['start', '=', 'labels'], ['column:kind', '=', 'a']] as const).map(([key, relation, value]) => conditionOf(found(key, relation, value), MEASURES))
    expect(words).toEqual(['tanh', 'SGD', 'MLP', '3 deep', '64 wide', 'width ≤ 16', 'lr > 0.03', 'decay ≤ 3e-4', 'depth > 1', 'augmentation none', 'start labels', 'column:kind a'])
  })

  it('name both conditions, how many times and with which counts', () => {
    const conditions = [found('learningRate', '>', 0.03), found('optimiser', '=', 'sgd')]
    const cluster = { ids: Array.from({ length: 19 }, (_, id) => id), found: [...conditions, found('depth', '=', 3)], name: { conditions, selected: 17, all: 79, factor: 4.078 } }
    expect(nameOf(cluster, MEASURES)).toBe('lr > 0.03, SGD')
    expect(factorOf(cluster)).toBe('4.1×')
    expect(explained(cluster, 360, MEASURES)).toBe('lr > 0.03 and SGD: 17 of these 19, 79 of all 360, 4.1 times as often. Also 3 deep 5.3×.')
  })

  it('say so where nothing stands out', () => {
    const cluster = { ids: [1, 2], found: [], name: null }
    expect(nameOf(cluster, MEASURES)).toBe('nothing stands out')
    expect(factorOf(cluster)).toBe('')
    expect(explained(cluster, 360, MEASURES)).toContain('Nothing is clearly more frequent among these 2 networks')
  })
})
