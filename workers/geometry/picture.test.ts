// What a session says of a picture of its networks: their tree, and which neighbours are kept.
import { describe, expect, test } from 'vitest'
import { clustersAt, leavesOf, placesOf } from '../../src/core/clusters/forest.ts'
import { condensedIndex } from '../../src/core/condensed.ts'
import { rowDistances } from '../../src/core/matrix.ts'
import { mulberry32, normals } from '../../src/core/random.ts'
import { DEFAULT_GEOMETRY } from '../../src/core/settings.ts'
import { runToEnd } from '../../src/core/steps.ts'
import { GeometrySession } from './session.ts'

const IDS = [3, 4, 7, 9, 12, 20, 21, 30, 31, 32]

/** Ten networks: on the map two heaps of five, by distance evens against odds. */
function standing() {
  const normal = normals(mulberry32(5))
  const coordinates = Float64Array.from({ length: 20 }, (_, k) => (k < 10 ? 0 : 50) + normal())
  const hidden = Float64Array.from({ length: 20 }, (_, k) => (Math.floor(k / 2) % 2) * 40 + normal())
  const distances = rowDistances(hidden, 10, 2)
  return { session: new GeometrySession(DEFAULT_GEOMETRY, { ids: IDS, distances, coordinates, t: 5 }), places: { ids: IDS, coordinates, dimensions: 2 }, distances }
}

const halves = (session: GeometrySession, places: { ids: readonly number[], coordinates: Float64Array, dimensions: number }, of: 'layout' | 'distances') => {
  const { ids, merges, order, best } = runToEnd(session.hierarchy(places, { method: of === 'layout' ? 'ward' : 'average', of }))
  const linkage = { n: ids.length, merges }
  const drawn = placesOf(linkage, order)
  expect(best).toBe(true)
  return clustersAt(linkage, 2).map(cluster => Array.from(leavesOf(drawn, order, cluster), leaf => ids[leaf]).sort((a, b) => a - b)).sort((a, b) => a[0] - b[0])
}

describe('the hierarchy of a map', () => {
  test('is of its places or of its distances, as asked', () => {
    const { session, places } = standing()
    expect(halves(session, places, 'layout')).toEqual([IDS.slice(0, 5), IDS.slice(5)])
    expect(halves(session, places, 'distances')).toEqual([[3, 7, 12, 21, 31], [4, 9, 20, 30, 32]])
  })

  test('is the same in whatever order the networks are named', () => {
    const { session, places } = standing()
    const order = [9, 2, 5, 0, 7, 1, 8, 3, 6, 4]
    const moved = { ids: order.map(k => IDS[k]), coordinates: Float64Array.from(order.flatMap(k => [places.coordinates[2 * k], places.coordinates[2 * k + 1]])), dimensions: 2 }
    for (const of of ['layout', 'distances'] as const) expect(halves(session, moved, of)).toEqual(halves(session, places, of))
  })

  test('refuses a network that has not been measured', () => {
    const { session, places } = standing()
    expect(() => runToEnd(session.hierarchy({ ...places, ids: [...IDS.slice(0, 9), 99] }, { method: 'average', of: 'distances' }))).toThrow('Network 99 has not been measured.')
  })
})

describe('the trust in a map', () => {
  test('names the true neighbours by their row, whatever the order', () => {
    const { session, distances } = standing()
    const ids = IDS.toReversed()
    const { neighbours, k } = runToEnd(session.trust({ ids, coordinates: new Float64Array(20).map((_, at) => at), dimensions: 2 }, { k: 2, of: 'distances' }))
    expect(k).toBe(2)
    const away = (a: number, b: number): number => distances[condensedIndex(IDS.indexOf(a), IDS.indexOf(b), IDS.length)]
    ids.forEach((id, row) => {
      const nearest = ids.filter(other => other !== id).sort((a, b) => away(id, a) - away(id, b)).slice(0, 2)
      expect(Array.from(neighbours.subarray(2 * row, 2 * row + 2), other => ids[other])).toEqual(nearest)
    })
  })

  test('is whole where the map is what the distances are of, in three dimensions too', () => {
    const normal = normals(mulberry32(6))
    const coordinates = Float64Array.from({ length: 30 }, () => normal())
    const session = new GeometrySession(DEFAULT_GEOMETRY, { ids: IDS, distances: rowDistances(coordinates, 10, 3), coordinates: coordinates.subarray(0, 20), t: 5 })
    const { trustworthiness, continuity } = runToEnd(session.trust({ ids: IDS, coordinates, dimensions: 3 }, { k: 3, of: 'distances' }))
    expect([trustworthiness, continuity]).toEqual([1, 1])
  })

  test('is larger against the potential distances that the map draws than against the distances', () => {
    const normal = normals(mulberry32(7))
    const ids = Array.from({ length: 80 }, (_, id) => id)
    const distances = rowDistances(Float64Array.from({ length: 80 * 12 }, (_, k) => (k % 12 === 0 ? Math.floor(k / 12) / 8 : 0) + normal()), 80, 12)
    const session = new GeometrySession(DEFAULT_GEOMETRY, { ids, distances, coordinates: new Float64Array(160), t: 5 })
    const { coordinates } = runToEnd(session.embed({ settings: { ...DEFAULT_GEOMETRY, t: 20 }, start: 'classic', signal: [] }))
    const [drawn, measured] = (['potential', 'distances'] as const).map(of => runToEnd(session.trust({ ids, coordinates, dimensions: 2 }, { k: 10, of })))
    expect(drawn.trustworthiness).toBeGreaterThan(0.95)
    expect(drawn.trustworthiness).toBeGreaterThan(measured.trustworthiness)
  })

  test('has no potential without a layout', () => {
    const empty = new GeometrySession(DEFAULT_GEOMETRY, null)
    expect(() => runToEnd(empty.trust({ ids: [], coordinates: new Float64Array(0), dimensions: 2 }, { k: 2, of: 'potential' }))).toThrow('no layout yet')
  })
})
