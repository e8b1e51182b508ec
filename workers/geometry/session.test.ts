import { describe, expect, test } from 'vitest'
import type { NetworkActivations } from '../../src/core/network.ts'
import { FIRST_BROUGHT } from '../../src/core/network.ts'
import { portraitSteps } from '../../src/core/portrait/portrait.ts'
import { mulberry32, normals } from '../../src/core/random.ts'
import { DEFAULT_GEOMETRY } from '../../src/core/settings.ts'
import { runToEnd } from '../../src/core/steps.ts'
import type { EmbedRequest } from '../../src/protocol/geometry.ts'
import { GeometrySession } from './session.ts'

const PROBES = 24

/** A one-parameter family of representations: blobs that part more and more, with a little noise of their own. */
function population(count: number, seed = 1): NetworkActivations[] {
  const normal = normals(mulberry32(seed))
  return Array.from({ length: count }, (_, id) => ({
    id, rows: PROBES, columns: 3,
    values: Float32Array.from({ length: PROBES * 3 }, (_, k) => (id / count) * 4 * (Math.floor(k / 3) % 3 === k % 3 ? 1 : 0) + 0.3 * normal()),
  }))
}

const request = (start: EmbedRequest['start'], count = 0): EmbedRequest =>
  ({ settings: DEFAULT_GEOMETRY, start, signal: Array.from({ length: count }, (_, id) => ({ id, value: id })) })

const opened = (networks: NetworkActivations[]): GeometrySession => {
  const session = new GeometrySession(DEFAULT_GEOMETRY, null)
  runToEnd(session.add(networks))
  return session
}

describe('order of arrival', () => {
  test('leaves no trace in distances or in the map', () => {
    const networks = population(20)
    const atOnce = opened(networks)
    const oneByOne = new GeometrySession(DEFAULT_GEOMETRY, null)
    for (const network of networks.toReversed()) runToEnd(oneByOne.add([network]))
    expect(oneByOne.distances()).toEqual(atOnce.distances())
    expect(runToEnd(oneByOne.embed(request('classic', 20))).coordinates).toEqual(runToEnd(atOnce.embed(request('classic', 20))).coordinates)
  })

  test('intermediate layouts leave no trace in the last one', () => {
    const networks = population(20)
    const growing = opened(networks.slice(0, 8))
    runToEnd(growing.embed(request('classic', 20)))
    runToEnd(growing.add(networks.slice(8)))
    expect(runToEnd(growing.embed(request('classic', 20)))).toEqual(runToEnd(opened(networks).embed(request('classic', 20))))
  })
})

describe('a standing map', () => {
  const networks = population(24)
  const base = () => {
    const session = opened(networks)
    const { ids, coordinates, t } = runToEnd(session.embed(request('classic', 24)))
    return { ids, coordinates, t, distances: session.distances().condensed }
  }

  test('opened from a file grows as the session that made it would', () => {
    const more = population(30).slice(24)
    const session = new GeometrySession(DEFAULT_GEOMETRY, base())
    runToEnd(session.supply(networks))
    runToEnd(session.add(more))
    const same = opened(networks)
    runToEnd(same.embed(request('classic', 24)))
    runToEnd(same.add(more))
    expect(session.distances()).toEqual(same.distances())
    expect(runToEnd(session.land(more.map(({ id }) => id)))).toEqual(runToEnd(same.land(more.map(({ id }) => id))))
    expect(runToEnd(session.embed(request('base', 30)))).toEqual(runToEnd(same.embed(request('base', 30))))
  })

  test('takes a copy of one of its networks to that network', () => {
    const map = base()
    const session = new GeometrySession(DEFAULT_GEOMETRY, map)
    runToEnd(session.supply(networks))
    runToEnd(session.add([{ ...networks[7], id: 99 }]))
    const [landing] = runToEnd(session.land([99]))
    expect(landing.x).toBeCloseTo(map.coordinates[14], 9)
    expect(landing.y).toBeCloseTo(map.coordinates[15], 9)
    expect(session.nearest(99, 1)).toEqual([{ id: 7, distance: 0 }])
  })

  test('grown by a few barely moves', () => {
    const map = base()
    const session = new GeometrySession(DEFAULT_GEOMETRY, map)
    runToEnd(session.supply(networks))
    runToEnd(session.add([{ ...population(24, 5)[12], id: 50 }]))
    const grown = runToEnd(session.embed(request('base', 24)))
    const size = Math.max(...map.coordinates) - Math.min(...map.coordinates)
    for (let k = 0; k < 24; k++) {
      expect(Math.hypot(grown.coordinates[2 * k] - map.coordinates[2 * k], grown.coordinates[2 * k + 1] - map.coordinates[2 * k + 1])).toBeLessThan(0.25 * size)
    }
  })

  test('without activations says so when it is asked to compare', () => {
    const session = new GeometrySession(DEFAULT_GEOMETRY, base())
    expect(() => runToEnd(session.add([{ ...networks[0], id: 77 }]))).toThrow('Network 0 has no activations here')
  })
})

describe('another diffusion time', () => {
  const networks = population(24)
  const at = (t: number | 'auto', start: EmbedRequest['start']): EmbedRequest => ({ ...request(start, 24), settings: { ...DEFAULT_GEOMETRY, t } })
  const moved = (a: Float64Array, b: Float64Array): number => Math.sqrt(a.reduce((sum, x, k) => sum + (x - b[k]) ** 2, 0) / b.reduce((sum, x) => sum + x * x, 0))

  test('is a small question: same entropy, little moved, and back where it was', () => {
    const session = opened(networks)
    const first = runToEnd(session.embed(at('auto', 'classic')))
    const next = runToEnd(session.embed(at(first.t + 1, 'standing')))
    expect(next.t).toBe(first.t + 1)
    expect(next.entropy).toEqual(first.entropy)
    expect(next.stress).toBeLessThan(first.stress * 1.5 + 0.01)
    expect(moved(next.coordinates, first.coordinates)).toBeLessThan(0.3)
    const back = runToEnd(session.embed(at('auto', 'standing')))
    expect(back.t).toBe(first.t)
    expect(moved(back.coordinates, first.coordinates)).toBeLessThan(0.05)
  })

  test('of a map that was opened moves on from where that lies', () => {
    const made = opened(networks)
    const map = runToEnd(made.embed(at('auto', 'classic')))
    const session = new GeometrySession(DEFAULT_GEOMETRY, { ids: map.ids, distances: made.distances().condensed, coordinates: map.coordinates, t: map.t })
    expect(moved(runToEnd(session.embed(at(map.t, 'standing'))).coordinates, map.coordinates)).toBeLessThan(0.05)
  })

  test('with other settings, or more networks, is no small question and gets its answer all the same', () => {
    const session = opened(networks.slice(0, 20))
    runToEnd(session.embed(at('auto', 'classic')))
    runToEnd(session.add(networks.slice(20)))
    expect(runToEnd(session.embed(at(3, 'standing'))).ids).toHaveLength(24)
    const wide = runToEnd(session.embed({ ...at(3, 'standing'), settings: { ...DEFAULT_GEOMETRY, knn: 9, t: 3 } }))
    const fresh = runToEnd(opened(networks).embed({ ...at(3, 'classic'), settings: { ...DEFAULT_GEOMETRY, knn: 9, t: 3 } }))
    expect(wide.entropy).toEqual(fresh.entropy)
  })
})

describe('another sigma', () => {
  test('gives the distances of a session that was opened with it', () => {
    const networks = population(10)
    const wide = { ...DEFAULT_GEOMETRY, sigma: 2 }
    const session = opened(networks)
    runToEnd(session.remeasure(wide))
    const fresh = new GeometrySession(wide, null)
    runToEnd(fresh.add(networks))
    expect(session.distances()).toEqual(fresh.distances())
  })

  test('abandoned half-way changes nothing', () => {
    const session = opened(population(10))
    const before = session.distances()
    const steps = session.remeasure({ ...DEFAULT_GEOMETRY, sigma: 2 })
    steps.next()
    steps.return(undefined as never)
    expect(session.distances()).toEqual(before)
  })
})

describe('too few and too odd', () => {
  test.each([0, 1, 2, 3])('%i networks get an answer', count => {
    const embedding = runToEnd(opened(population(count)).embed(request('classic', count)))
    expect(embedding.coordinates).toHaveLength(2 * count)
    expect([...embedding.coordinates].every(Number.isFinite)).toBe(true)
  })

  test('a network with NaN, or on other probes, is refused by name and the others stay', () => {
    const [a, b, c] = population(3)
    const session = new GeometrySession(DEFAULT_GEOMETRY, null)
    const report = runToEnd(session.add([a, { ...b, values: b.values.map((value, k) => k === 4 ? NaN : value) }, { ...c, rows: 2, values: c.values.slice(0, 6) }]))
    expect(report.added).toEqual([0])
    expect(report.refused.map(({ id }) => id)).toEqual([1, 2])
    expect(report.refused[1].why).toContain('2 probes')
  })

  test('a dead layer is on the map, and reported as flat', () => {
    const session = new GeometrySession(DEFAULT_GEOMETRY, null)
    const dead = { id: 9, rows: PROBES, columns: 3, values: new Float32Array(PROBES * 3) }
    expect(runToEnd(session.add([...population(4), dead])).flat).toContain(9)
  })
})

describe('a standing layout', () => {
  const networks = population(20)

  test('put back into a fresh session is the one that newcomers land on', () => {
    const first = opened(networks.slice(0, 18))
    const { ids, coordinates, t } = runToEnd(first.embed(request('classic', 18)))
    const moved = coordinates.map(x => x + 7)
    const again = opened(networks.slice(0, 18))
    again.restore({ ids, coordinates: moved, t, settings: DEFAULT_GEOMETRY })
    for (const session of [first, again]) runToEnd(session.add(networks.slice(18)))
    const [there] = runToEnd(first.land([18]))
    const [here] = runToEnd(again.land([18]))
    expect([here.x - there.x, here.y - there.y]).toEqual([expect.closeTo(7, 6), expect.closeTo(7, 6)])
  })

  test('of another sigma is no start for a slide', () => {
    const session = opened(networks)
    const first = runToEnd(session.embed(request('classic', 20)))
    const settings = { ...DEFAULT_GEOMETRY, sigma: 2 }
    runToEnd(session.remeasure(settings))
    const slid = runToEnd(session.embed({ ...request('standing', 20), settings: { ...settings, t: 5 } }))
    expect(slid.entropy).not.toEqual(first.entropy)
  })
})

describe('a job too large to be kept exactly', () => {
  test('are kept in float32, which is said, and are as far apart to 1e-6', () => {
    const normal = normals(mulberry32(3))
    const many = Array.from({ length: 60 }, (_, id): NetworkActivations => ({ id, rows: 6, columns: 2, values: Float32Array.from({ length: 12 }, normal) }))
    const session = new GeometrySession(DEFAULT_GEOMETRY, null, undefined, true)
    runToEnd(session.add(many))
    const exact = opened(many.slice(0, 40)).distances().condensed
    const kept = session.distances().condensed
    let worst = 0
    for (let i = 0, at = 0; i < 40; i++) for (let j = i + 1; j < 40; j++, at++) worst = Math.max(worst, Math.abs(kept[i * (2 * 60 - i - 3) / 2 - 1 + j] / exact[at] - 1))
    expect(worst).toBeGreaterThan(0)
    expect(worst).toBeLessThan(1e-6)
    expect(runToEnd(session.embed(request('classic'))).notes.join(' ')).toContain('kept in float32')
  })
})

describe('portraits', () => {
  const networks = population(4)
  const labels = Int32Array.from({ length: PROBES }, (_, probe) => probe % 3)

  test('are the core\'s own, of those asked for, by the scale and sigma of the session', () => {
    const session = opened(networks)
    const settings = { ...DEFAULT_GEOMETRY, sigma: 1.5 }
    expect(runToEnd(session.portraits([2, 0], labels))).toEqual([2, 0].map(id => ({ id, portrait: runToEnd(portraitSteps(networks[id], labels, DEFAULT_GEOMETRY)) })))
    const [before] = runToEnd(session.portraits([2], labels))
    runToEnd(session.remeasure(settings))
    const [after] = runToEnd(session.portraits([2], labels))
    expect(after.portrait).toEqual(runToEnd(portraitSteps(networks[2], labels, settings)))
    expect(after.portrait.walkMass).not.toBe(before.portrait.walkMass)
    expect({ ...after.portrait, walkMass: 0 }).toEqual({ ...before.portrait, walkMass: 0 })
  })

  test('need activations, and say of whom', () => {
    const session = new GeometrySession(DEFAULT_GEOMETRY, { ids: [5, 6], distances: Float64Array.of(1), coordinates: new Float64Array(4), t: 2 })
    expect(() => runToEnd(session.portraits([6], labels))).toThrow('Network 6 has no activations here')
  })
})

describe('brought networks that are one function', () => {
  const copies = (id: number, of: number): NetworkActivations => ({ ...population(12).find(network => network.id === of)!, id })
  test.each([2, 3] as const)('lie on one place of a layout in %i dimensions, and on that of the map’s own network that they equal', dimensions => {
    const settings = { ...DEFAULT_GEOMETRY, dimensions }
    const session = new GeometrySession(settings, null)
    runToEnd(session.add([...population(12), copies(FIRST_BROUGHT, 5), copies(FIRST_BROUGHT + 1, 5), copies(FIRST_BROUGHT + 2, 8)]))
    const { ids, coordinates } = runToEnd(session.embed({ settings, start: 'classic', signal: [] }))
    const place = (id: number): number[] => [...coordinates.subarray(dimensions * ids.indexOf(id), dimensions * (ids.indexOf(id) + 1))]
    expect(place(FIRST_BROUGHT)).toEqual(place(5))
    expect(place(FIRST_BROUGHT + 1)).toEqual(place(5))
    expect(place(FIRST_BROUGHT + 2)).toEqual(place(8))
    expect(place(8)).not.toEqual(place(5))
  })
})
