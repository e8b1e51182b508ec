// Clusters of a cut: who is in them, what they are called, and what they are not called.
import { describe, expect, it } from 'vitest'
import { leafOrderSteps } from '../core/clusters/leaf-order.ts'
import { linkageSteps } from '../core/clusters/linkage.ts'
import type { Column } from '../core/enrichment.ts'
import { enrichments } from '../core/enrichment.ts'
import { rowDistances } from '../core/matrix.ts'
import { mulberry32, normals } from '../core/random.ts'
import { runToEnd } from '../core/steps.ts'
import { ClusterTree } from './clusters.ts'

/** Three heaps on a line, of 40, 20 and 20 networks; ids are 100 and up. */
const SIZES = [40, 20, 20]
const heapOf = SIZES.flatMap((size, heap) => Array.from({ length: size }, () => heap))
const ids = heapOf.map((_, k) => 100 + k)

function tree(columns: readonly Column[] = []): ClusterTree {
  const normal = normals(mulberry32(1))
  const positions = Float64Array.from(heapOf.flatMap(heap => [20 * heap * heap + normal(), normal()]))
  const distances = rowDistances(positions, ids.length, 2)
  const linkage = runToEnd(linkageSteps(distances, ids.length, 'ward'))
  return new ClusterTree({ ids, merges: linkage.merges, order: runToEnd(leafOrderSteps(linkage, distances)), best: true, cophenetic: 1 }, columns, positions)
}

/** Heap 1 has a rate of its own and, with one exception, a kind of its own; heap 0 has a mixture; the noise says nothing. */
const columns: Column[] = [
  { key: 'rate', values: heapOf.map((heap, k) => heap === 1 ? 0.1 : k % 2 ? 0.01 : 0.1) },
  { key: 'kind', values: heapOf.map((heap, k) => heap === 1 && k !== 40 ? 'tanh' : k % 3 ? 'relu' : 'tanh') },
  { key: 'noise', values: heapOf.map((_, k) => (k * 7919) % 4) },
]

const heap = (which: number): number[] => ids.filter((_, k) => heapOf[k] === which)

describe('a tree of networks', () => {
  it('cuts into the heaps that there are, numbered from left to right', () => {
    const cut = tree().cut(3)
    expect(cut.map(({ number }) => number)).toEqual([1, 2, 3])
    expect(cut.map(cluster => cluster.ids.toSorted((a, b) => a - b)).sort((a, b) => a[0] - b[0])).toEqual([heap(0), heap(1), heap(2)])
  })

  it('gives each cluster a colour that it keeps while it stays whole', () => {
    const made = tree()
    for (let k = 2; k < made.most; k++) {
      const after = new Map(made.cut(k + 1).map(({ node, hue }) => [node, hue]))
      for (const { node, hue } of made.cut(k)) if (after.has(node)) expect(after.get(node)).toBe(hue)
      expect(new Set(after.values()).size).toBe(k + 1)
    }
  })

  it('has a line for every number of clusters, and the number back from the line', () => {
    const made = tree()
    for (let k = 1; k <= made.most; k++) {
      const [low, high] = made.between(k)
      expect(low).toBeLessThanOrEqual(high)
      expect(made.countAt((low + high) / 2)).toBe(k)
    }
    expect(made.countAt(Infinity)).toBe(1)
  })

  it('finds the cluster below a point of the picture', () => {
    const made = tree()
    for (const { node, ids: members } of made.cut(3)) {
      const place = made.places.first[node]
      expect(made.nodeAt(place, made.heightOf(node))).toBe(node)
      expect(made.nodeAt(made.places.last[node], (made.between(3)[0] + made.between(3)[1]) / 2)).toBe(node)
      expect(made.idsOf(made.nodeAt(place, -1))).toHaveLength(1)
      expect(members).toContain(made.idsOf(made.nodeAt(place, -1))[0])
    }
    expect(made.nodeAt(0, Infinity)).toBe(2 * ids.length - 2)
  })

  it('puts the network in the middle that lies least far from the others', () => {
    for (const { middle, ids: members } of tree().cut(3)) expect(members).toContain(middle)
    const chain = new ClusterTree(
      { ids: [1, 2, 3], merges: Float64Array.of(0, 1, 1, 2, 2, 3, 2, 3), order: Int32Array.of(0, 1, 2), best: true, cophenetic: 1 }, [], Float64Array.of(0, 0, 1, 0, 9, 0),
    )
    expect(chain.cut(1)[0].middle).toBe(2)
  })

  it('says of each network in which cluster it is', () => {
    const made = tree()
    const { values, hues, read } = made.measure(3)
    expect(values).toEqual(['1', '2', '3'])
    expect(hues).toEqual(made.cut(3).map(({ hue }) => hue))
    for (const { number, ids: members } of made.cut(3)) for (const id of members) expect(read({ id } as Parameters<typeof read>[0])).toBe(String(number))
    expect(read({ id: 5 } as Parameters<typeof read>[0])).toBe('')
    expect(made.measure(3)).toBe(made.measure(3))
  })
})

describe('the name of a cluster', () => {
  const cluster = (which: number) => tree(columns).cut(3).find(({ ids: members }) => members.includes(heap(which)[0]))!

  it('is what its networks have more often than everyone, both conditions at once where both say more', () => {
    const { name } = cluster(1)
    expect(name!.conditions.map(({ key }) => key).sort()).toEqual(['kind', 'rate'])
    const meets = ids.filter((_, k) => columns[0].values[k] === 0.1 && columns[1].values[k] === 'tanh')
    expect(name).toMatchObject({ selected: 19, all: meets.length })
    expect(name!.factor).toBeCloseTo(19 / 20 / (meets.length / 80), 12)
    expect(name!.factor).toBeGreaterThan(Math.max(...name!.conditions.map(({ factor }) => factor)))
  })

  it('is none where nothing stands out', () => {
    expect(cluster(2).name).toBeNull()
    expect(tree().cut(3).every(({ name }) => name === null)).toBe(true)
  })

  it('needs more evidence the more clusters are tried, and less the more of them have it', () => {
    const mine = tree(columns)
    const { node } = mine.cut(3).find(({ ids: members }) => members.includes(heap(1)[0]))!
    const { found, tried } = enrichments(columns, heapOf.map(which => which === 1))
    const rates = mine.cut(3).map(({ ids: members }) => {
      const report = enrichments(columns, ids.map(id => members.includes(id)))
      return report.found.length > 0 ? report.found[0].p * report.tried : 1
    }).sort((a, b) => a - b)
    const passing = [3, 2, 1].find(r => rates[r - 1] <= 0.05 * r / 3) ?? 1
    expect(mine.levelOf(3)).toBeCloseTo(0.05 * passing / 3, 15)
    expect(mine.described(node, 3).found).toEqual(found.filter(({ p }) => p * tried <= mine.levelOf(3)))
    // Every heap has a name of its own that nobody else has: then each is judged as if it were alone.
    const named = tree([{ key: 'heap', values: heapOf.map(which => `heap ${which}`) }])
    expect(named.levelOf(3)).toBeCloseTo(0.05, 15)
    expect(tree([{ key: 'noise', values: columns[2].values }]).levelOf(3)).toBeCloseTo(0.05 / 3, 15)
  })
})
