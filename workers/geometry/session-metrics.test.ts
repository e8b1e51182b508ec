// The session by other metrics than the usual one, in space, and laid onto what stands.
import { describe, expect, test } from 'vitest'
import type { Comparand } from '../../src/core/comparison/comparand.ts'
import { rowDistances } from '../../src/core/matrix.ts'
import { mulberry32, normals } from '../../src/core/random.ts'
import type { GeometrySettings } from '../../src/core/settings.ts'
import { DEFAULT_GEOMETRY } from '../../src/core/settings.ts'
import { runToEnd } from '../../src/core/steps.ts'
import type { EmbedRequest, Places } from '../../src/protocol/geometry.ts'
import { GeometrySession } from './session.ts'

const PROBES = 24

function population(count: number, seed = 1): Comparand[] {
  const normal = normals(mulberry32(seed))
  const layer = (id: number) => Float32Array.from({ length: PROBES * 3 }, (_, k) => (id / count) * 4 * (Math.floor(k / 3) % 3 === k % 3 ? 1 : 0) + 0.3 * normal())
  return Array.from({ length: count }, (_, id) => ({ id, rows: PROBES, columns: 3, values: layer(id) }))
}

const extrasOf = ({ id, values }: Comparand) => ({ id, layers: [{ name: 'a', columns: 3, values: values.map(value => value ** 3) }, { name: 'b', columns: 3, values }] })
const settingsOf = (change: Partial<GeometrySettings>): GeometrySettings => ({ ...DEFAULT_GEOMETRY, ...change })
const request = (change: Partial<GeometrySettings>, start: EmbedRequest['start'] = 'classic', onto?: EmbedRequest['onto']): EmbedRequest =>
  ({ settings: settingsOf(change), start, ...onto && { onto }, signal: Array.from({ length: 40 }, (_, id) => ({ id, value: id })) })
const opened = (networks: Comparand[], change: Partial<GeometrySettings> = {}): GeometrySession => {
  const session = new GeometrySession(settingsOf(change), null)
  session.equip(networks.map(extrasOf))
  runToEnd(session.add(networks))
  return session
}
const apart = (a: Float64Array, b: Float64Array): number => a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)

describe.each([{ metric: 'multi' }, { metric: 'cka' }, { metric: 'rsa', layer: 'all' }, { metric: 'diffusion', layer: 'first' }, { metric: 'multi', layer: 'all' }] as const)('by %o', change => {
  const networks = population(20)

  test('the order of arrival leaves no trace, and a session that is measured anew has the distances of one opened so', () => {
    const atOnce = opened(networks, change)
    const byTwos = opened(networks.slice(16), change)
    byTwos.equip(networks.map(extrasOf))
    for (let k = 14; k >= 0; k -= 2) runToEnd(byTwos.add(networks.slice(k, k + 2)))
    // Medians over pairs do not see their order, but a sum of squares is rounded in it.
    expect(apart(byTwos.distances().condensed, atOnce.distances().condensed)).toBe(0)
    const changed = opened(networks)
    runToEnd(changed.remeasure(settingsOf(change)))
    expect(changed.distances()).toEqual(atOnce.distances())
    runToEnd(changed.remeasure(DEFAULT_GEOMETRY))
    expect(changed.distances()).toEqual(opened(networks).distances())
  })

  test('a map from a file grows as the session that made it would', () => {
    const made = opened(networks.slice(0, 16), change)
    const { ids, coordinates, t } = runToEnd(made.embed(request(change)))
    const again = new GeometrySession(settingsOf(change), { ids, coordinates, t, distances: made.distances().condensed })
    again.equip(networks.map(extrasOf))
    runToEnd(again.supply(networks.slice(0, 16)))
    made.equip(networks.map(extrasOf))
    for (const session of [made, again]) runToEnd(session.add(networks.slice(16)))
    expect(again.distances()).toEqual(made.distances())
    expect(runToEnd(again.land([17]))).toEqual(runToEnd(made.land([17])))
  })
})

test('networks that a metric is undefined for come back with another', () => {
  const dead: Comparand = { id: 30, rows: PROBES, columns: 3, values: new Float32Array(PROBES * 3) }
  const session = opened([...population(8), dead])
  expect(runToEnd(session.remeasure(settingsOf({ metric: 'cka' }))).refused.map(({ id }) => id)).toEqual([30])
  expect(runToEnd(session.embed(request({ metric: 'cka' }))).ids).not.toContain(30)
  runToEnd(session.remeasure(DEFAULT_GEOMETRY))
  expect(session.distances()).toEqual(opened([...population(8), dead]).distances())
})

test('a measuring by another metric that is abandoned changes nothing', () => {
  const session = opened(population(10))
  const before = session.distances()
  const steps = session.remeasure(settingsOf({ metric: 'procrustes' }))
  for (let k = 0; k < 15; k++) steps.next()
  steps.return(undefined as never)
  expect(session.distances()).toEqual(before)
})

describe('in space', () => {
  const networks = population(24)

  test('the map has three axes, fits no worse than the plane, slides to another t without a jump, and takes newcomers', () => {
    const session = opened(networks)
    const flat = runToEnd(session.embed(request({})))
    const space = runToEnd(session.embed(request({ dimensions: 3 })))
    expect(space.coordinates).toHaveLength(72)
    expect(space.stress).toBeLessThanOrEqual(flat.stress)
    const slid = runToEnd(session.embed(request({ dimensions: 3, t: space.t + 1 }, 'standing')))
    expect(slid.coordinates).toHaveLength(72)
    const size = Math.max(...space.coordinates) - Math.min(...space.coordinates)
    expect(apart(slid.coordinates, space.coordinates)).toBeLessThan(0.2 * size)
    runToEnd(session.add([{ ...networks[7], id: 38 }]))
    const [landing] = runToEnd(session.land([38]))
    expect([landing.x, landing.y, landing.z].map((value, axis) => Math.abs(value! - slid.coordinates[21 + axis]))).toEqual([0, 0, 0].map(() => expect.closeTo(0, 9) as number))
    expect(runToEnd(session.embed(request({ dimensions: 3 }, 'base'))).coordinates).toHaveLength(75)
  })
})

describe('laid onto places', () => {
  const networks = population(24)
  const session = opened(networks)
  const { ids, coordinates, turned } = runToEnd(session.embed(request({})))
  const [c, s] = [Math.cos(2), Math.sin(2)]
  const moved = coordinates.map((value, k) => k % 2 === 0 ? c * value - s * coordinates[k + 1] + 40 : -(s * coordinates[k - 1] + c * value))
  const elsewhere: Places = { ids, dimensions: 2, coordinates: moved }

  test('the same map made again is where it was, and one made elsewhere lies as it is told: rotation, mirroring and shift undone', () => {
    expect(turned).toBe(false)
    const again = runToEnd(session.embed(request({}, 'classic', 'standing')))
    expect(again.turned).toBe(true)
    expect(apart(again.coordinates, coordinates)).toBeLessThan(1e-9)
    const other = runToEnd(opened(networks).embed(request({}, 'classic', elsewhere)))
    expect(apart(other.coordinates, elsewhere.coordinates)).toBeLessThan(1e-9)
  })

  test('nothing is scaled', () => {
    const free = runToEnd(opened(networks, { metric: 'cka' }).embed(request({ metric: 'cka' })))
    const laid = runToEnd(opened(networks, { metric: 'cka' }).embed(request({ metric: 'cka' }, 'classic', elsewhere)))
    expect(apart(rowDistances(laid.coordinates, 24, 2), rowDistances(free.coordinates, 24, 2))).toBeLessThan(1e-9)
  })
})

test('the health of a kernel is that of the operators it would make, and leaves the session as it is', () => {
  const session = opened(population(10))
  const before = session.distances()
  expect(runToEnd(session.health({ scale: 'mean', sigma: 0.001 }))).toEqual({ networks: 10, saturated: 10, flat: 0 })
  expect(runToEnd(session.health({ scale: 'mean', sigma: 100 }))).toEqual({ networks: 10, saturated: 0, flat: 10 })
  expect(session.distances()).toEqual(before)
})
