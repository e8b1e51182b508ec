// Networks taken off a map again: the session is as if they had never come.
import { describe, expect, it } from 'vitest'
import type { Comparand } from '../../src/core/comparison/comparand.ts'
import { mulberry32, normals } from '../../src/core/random.ts'
import type { GeometrySettings } from '../../src/core/settings.ts'
import { DEFAULT_GEOMETRY } from '../../src/core/settings.ts'
import { runToEnd } from '../../src/core/steps.ts'
import { GeometrySession } from './session.ts'

const PROBES = 24

function population(count: number): Comparand[] {
  const normal = normals(mulberry32(5))
  return Array.from({ length: count }, (_, id) => {
    const values = Float32Array.from({ length: PROBES * 3 }, (__, k) => (id / count) * 4 * (Math.floor(k / 3) % 3 === k % 3 ? 1 : 0) + 0.3 * normal())
    return { id, rows: PROBES, columns: 3, values, layers: [{ name: 'a', columns: 3, values: values.map(value => value ** 3) }, { name: 'b', columns: 3, values }] }
  })
}

const settingsOf = (change: Partial<GeometrySettings>): GeometrySettings => ({ ...DEFAULT_GEOMETRY, ...change })
const networks = population(20)
const signal = networks.map(({ id }) => ({ id, value: id }))

function opened(some: readonly Comparand[], change: Partial<GeometrySettings>): GeometrySession {
  const session = new GeometrySession(settingsOf(change), null)
  runToEnd(session.add(some))
  return session
}

const WAYS: Partial<GeometrySettings>[] = [{}, { metric: 'multi' }, { metric: 'cka' }, { metric: 'procrustes', layer: 'all' }, { layer: 'all' }]

describe.each(WAYS)('by %o', change => {
  it('the others have the distances, the layout and the newcomers that they would have had', () => {
    const [stay, gone, later] = [networks.slice(0, 14), networks.slice(14, 17), networks.slice(17)]
    const session = opened([...stay.slice(0, 7), ...gone, ...stay.slice(7)], change)
    runToEnd(session.remove(gone.map(({ id }) => id)))
    const same = opened(stay, change)
    expect(session.distances()).toEqual(same.distances())
    const request = { settings: settingsOf(change), start: 'classic' as const, signal }
    expect(runToEnd(session.embed(request))).toEqual(runToEnd(same.embed(request)))
    runToEnd(session.add(later))
    runToEnd(same.add(later))
    expect(session.distances()).toEqual(same.distances())
    const ids = later.map(({ id }) => id)
    expect(runToEnd(session.land(ids))).toEqual(runToEnd(same.land(ids)))
  })
})

describe('on a layout that stands', () => {
  it('one that landed and went leaves the same places to those who come after', () => {
    const session = opened(networks.slice(0, 14), {})
    const { coordinates } = runToEnd(session.embed({ settings: settingsOf({}), start: 'classic', signal }))
    runToEnd(session.add([networks[15]]))
    const [first] = runToEnd(session.land([15]))
    runToEnd(session.remove([15]))
    runToEnd(session.add([{ ...networks[15], id: 99 }]))
    expect(runToEnd(session.land([99]))).toEqual([{ ...first, id: 99 }])
    expect(runToEnd(session.embed({ settings: settingsOf({}), start: 'base', signal })).coordinates).toHaveLength(coordinates.length + 2)
  })

  it('one that was embedded goes and the others stay where they are; who comes lands among those', () => {
    const session = opened(networks.slice(0, 14), {})
    runToEnd(session.embed({ settings: settingsOf({}), start: 'classic', signal }))
    runToEnd(session.remove([3, 4]))
    runToEnd(session.add([{ ...networks[8], id: 99 }]))
    const [landing] = runToEnd(session.land([99]))
    expect(Number.isFinite(landing.x)).toBe(true)
    expect(session.nearest(99, 1)).toEqual([{ id: 8, distance: 0 }])
  })

  it('who is not there is no fault, and everybody may go', () => {
    const session = opened(networks.slice(0, 4), {})
    runToEnd(session.remove([77]))
    expect(session.distances().ids).toEqual([0, 1, 2, 3])
    runToEnd(session.remove([0, 1, 2, 3]))
    expect(session.distances()).toEqual({ ids: [], condensed: new Float64Array(0) })
    runToEnd(session.add(networks.slice(0, 3)))
    expect(session.distances().ids).toEqual([0, 1, 2])
  })

  it('networks of a map whose activations are not at hand may go, too', () => {
    const made = opened(networks.slice(0, 6), {})
    const { ids, coordinates, t } = runToEnd(made.embed({ settings: settingsOf({}), start: 'classic', signal }))
    const session = new GeometrySession(settingsOf({}), { ids, coordinates, t, distances: made.distances().condensed })
    runToEnd(session.remove([2]))
    runToEnd(made.remove([2]))
    expect(session.distances()).toEqual(made.distances())
  })
})
