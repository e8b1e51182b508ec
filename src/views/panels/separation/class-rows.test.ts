// Class by class as it is drawn: what a worker says, in rows and cells.
import { describe, expect, it } from 'vitest'
import { byClassSteps } from '../../../core/separation/by-class.ts'
import { silhouettes } from '../../../core/separation/silhouette.ts'
import { mulberry32, normals } from '../../../core/random.ts'
import { runToEnd } from '../../../core/steps.ts'
import type { Classes } from '../../../protocol/spectra.ts'
import { alignmentOf, classDistances, classRows, sampledSets, silhouetteDomain } from './class-rows.ts'

const labels = [0, 0, 0, 1, 1, 1, 1, 2, 2, 2]
const cloud = (seed: number, apart: number): Float64Array => {
  const normal = normals(mulberry32(seed))
  return Float64Array.from({ length: 20 }, (_, at) => normal() + (at % 2 === 0 ? apart * labels[at >> 1] : 0))
}
const clouds = [cloud(1, 5), cloud(2, 1), cloud(3, 3)]
const classes: Classes = { networks: clouds.map((points, id) => ({ id, ...runToEnd(byClassSteps(points, 10, 2, labels)) })) }
const set = (key: 'a' | 'b' | 'selected', ids: number[]) => ({ key, name: key, of: ids.length, ids })

describe('rows by class', () => {
  it('of one network hold its probes’ silhouettes, and the mean that the class has', () => {
    const rows = classRows(classes, [set('selected', [0])], ['zero', 'one'])
    const each = silhouettes(clouds[0], 10, 2, labels)!
    expect(rows.map(row => row.name)).toEqual(['zero', 'one', '2'])
    expect(rows.flatMap(row => [...row.parts[0].values])).toEqual(Array.from(each))
    expect(rows[1].parts[0].middle).toBeCloseTo((each[3] + each[4] + each[5] + each[6]) / 4, 12)
    for (const { parts } of rows) expect(parts[0].between).toBeGreaterThan(0)
  })

  it('of several hold each network’s mean, and their median', () => {
    const rows = classRows(classes, [set('a', [0, 1, 2])], [])
    const means = classes.networks.map(network => network.silhouetteByClass![0])
    expect(rows[0].parts[0].values).toEqual(means)
    expect(rows[0].parts[0].middle).toBe([...means].sort((x, y) => x - y)[1])
  })

  it('keep two sets apart, whatever order the answer has', () => {
    const turned: Classes = { networks: [...classes.networks].reverse() }
    const sets = [set('a', [0]), set('b', [1, 2])]
    expect(classRows(turned, sets, [])).toEqual(classRows(classes, sets, []))
    expect(classRows(classes, sets, [])[0].parts.map(part => part.key)).toEqual(['a', 'b'])
  })

  it('are none with one class', () => {
    const one: Classes = { networks: [{ id: 0, ...runToEnd(byClassSteps(clouds[0], 10, 2, new Array(10).fill(4))) }] }
    expect(classRows(one, [set('a', [0])], [])).toEqual([])
  })

  it('are drawn on an axis with 0 on it', () => {
    const [low, high] = silhouetteDomain(classRows(classes, [set('a', [0, 1, 2])], []))
    expect(low).toBeLessThanOrEqual(0)
    expect(high).toBeGreaterThan(0)
    expect([low * 4, high * 4].every(Number.isInteger)).toBe(true)
  })
})

describe('distances between classes', () => {
  it('do not hear how large activations are', () => {
    const large: Classes = { networks: [{ id: 0, ...runToEnd(byClassSteps(clouds[0].map(x => 100 * x), 10, 2, labels)) }] }
    const [a, b] = [classes, large].map(of => classDistances(of, set('a', [0]))!)
    a.distances.forEach((distance, at) => expect(b.distances[at]).toBeCloseTo(distance, 12))
    expect([a.closest!.a, a.closest!.b]).toEqual([b.closest!.a, b.closest!.b])
  })

  it('of a layer whose probes all coincide are none', () => {
    const dead: Classes = { networks: [{ id: 0, ...runToEnd(byClassSteps(new Float64Array(20), 10, 2, labels)) }] }
    expect(classDistances(dead, set('a', [0]))).toBeNull()
    expect(alignmentOf(dead, set('a', [0]))).toBeNaN()
  })
})

describe('a sample of sets', () => {
  const ids = Array.from({ length: 200 }, (_, k) => 1000 + k)

  it('is everybody where they are few, and even where they are many', () => {
    const rows = ids.map((_, k) => k)
    expect(sampledSets([{ key: 'a', name: 'A', rows: [3, 5] }], ids, 50)[0].ids).toEqual([1003, 1005])
    const [a, b] = sampledSets([{ key: 'a', name: 'A', rows }, { key: 'b', name: 'B', rows: [7] }], ids, 50)
    expect([a.ids.length, a.of, b.ids.length]).toEqual([25, 200, 1])
    expect(new Set(a.ids).size).toBe(25)
    expect(a.ids.at(-1)!).toBeGreaterThan(1180)
  })
})
