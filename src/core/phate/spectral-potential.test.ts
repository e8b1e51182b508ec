import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowDistances } from '../matrix.ts'
import { withoutNative } from '../native/native.ts'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { decayKernel } from './kernel.ts'
import { landmarkPhateSteps } from './landmarks.ts'
import { atOtherTimeSteps, landmarksAtOtherTimeSteps } from './other-time.ts'
import { phateSteps } from './phate.ts'
import { operatorPower, toPotential } from './potential.ts'
import { decomposeSteps, potentialAt, potentialOfTimeSteps, rankAt, sparseSuits } from './spectral-potential.ts'

const own = new URL('./fixtures/', import.meta.url)
const shared = new URL('../../../../shared/fixtures/phate/', import.meta.url)
const distancesIn = (place: URL): Float64Array => new Float64Array(Uint8Array.from(readFileSync(new URL('D.f64', place))).buffer)
const apart = (a: Float64Array, b: Float64Array): number => a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)
const largest = (a: Float64Array): number => a.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
const settings = { knn: 5, decay: 40, anisotropy: 0 }
const D = distancesIn(new URL('tree200/', own))

describe('the potential from a decomposition', () => {
  const populations = [
    ['tree200', 200, new URL('tree200/', own), 26], ['digits300', 300, new URL('digits300/', shared), 17], ['mlp_digits150', 150, new URL('mlp_digits150/', shared), 25],
  ] as const
  for (const [name, n, place, auto] of populations) it.skipIf(!existsSync(place))(`is the direct one on ${name} (${place.pathname.includes('/shared/') ? '../shared/fixtures/phate' : 'own copy'})`, () => {
    const kernel = decayKernel(distancesIn(place), n, settings)
    const diffusion = runToEnd(decomposeSteps(kernel))
    for (const t of [1, 2, 3, auto, 99]) {
      const direct = toPotential(runToEnd(operatorPower(kernel, t)), 1)
      const spectral = potentialAt(diffusion, t, 1)
      expect(apart(spectral, direct) / largest(direct)).toBeLessThan(1e-8)
      const distances = rowDistances(direct, n, n)
      expect(apart(rowDistances(spectral, n, n), distances) / largest(distances)).toBeLessThan(7e-10)
    }
    // The specification counts 51, 128 and 49 eigenvalues with |λ|ᵗ > 1e-12; ours go on to 1e-14.
    expect(rankAt(diffusion, auto)).toBeLessThan(n * 0.6)
  })

  it('is the direct one for any kernel, time and gamma, compiled and plain', () => {
    fc.assert(fc.property(
      fc.integer({ min: 3, max: 60 }), fc.nat(), fc.integer({ min: 1, max: 8 }), fc.constantFrom(40, 8, 2), fc.constantFrom(0, 1), fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(1, 0, -1),
      (n, seed, knn, decay, anisotropy, t, gamma) => {
        const kernel = decayKernel(rowDistances(Float64Array.from({ length: 3 * n }, normals(mulberry32(seed))), n, 3), n, { knn, decay, anisotropy })
        const diffusion = runToEnd(decomposeSteps(kernel))
        const direct = toPotential(runToEnd(operatorPower(kernel, t)), gamma)
        const spectral = potentialAt(diffusion, t, gamma)
        // At gamma 0 the root of a probability near 0 magnifies without bound: √1e-14 = 1e-7.
        const tolerance = (gamma === 0 ? 1e-6 : 1e-8) * largest(direct)
        expect(apart(spectral, direct)).toBeLessThan(tolerance)
        expect(apart(withoutNative(() => potentialAt(diffusion, t, gamma)), spectral)).toBeLessThan(tolerance)
      },
    ), { numRuns: 60 })
  })

  it('has negative eigenvalues whose odd powers stay negative', () => {
    // Twenty leaves at 1 from a hub and 2 from one another: a walk that goes to and fro.
    const star = Float64Array.from({ length: 210 }, (_, pair) => (pair < 20 ? 1 : 2))
    const kernel = decayKernel(star, 21, { knn: 1, decay: 40, anisotropy: 0 })
    const diffusion = runToEnd(decomposeSteps(kernel))
    expect(diffusion.values[0]).toBeCloseTo(1, 14)
    expect(Math.min(...diffusion.values)).toBeLessThan(-0.1)
    for (const t of [1, 3]) expect(apart(potentialAt(diffusion, t, -1), runToEnd(operatorPower(kernel, t)))).toBeLessThan(1e-14)
  })
})

describe('the potential at any time', () => {
  it('comes by whichever way suits kernel and t, with the same answer', () => {
    const narrow = decayKernel(D, 200, settings)
    const wide = decayKernel(D, 200, { ...settings, knn: 30, decay: 2 })
    expect([sparseSuits(narrow, 5), sparseSuits(narrow, 90), sparseSuits(wide, 20)]).toEqual([true, false, false])
    for (const [kernel, t] of [[narrow, 5], [narrow, 90], [wide, 20]] as const) {
      const { potential, potentialDistances } = runToEnd(potentialOfTimeSteps(kernel, t, 1))
      const direct = toPotential(runToEnd(operatorPower(kernel, t)), 1)
      const distances = rowDistances(direct, 200, 200)
      expect(apart(potential, direct) / largest(direct)).toBeLessThan(1e-8)
      expect(apart(potentialDistances, distances) / largest(distances)).toBeLessThan(7e-10)
      const plain = withoutNative(() => runToEnd(potentialOfTimeSteps(kernel, t, 1)))
      expect(apart(plain.potential, potential) / largest(direct)).toBeLessThan(1e-8)
    }
  })

  it('does not depend on what was asked before', () => {
    const kernel = decayKernel(D, 200, { ...settings, knn: 20, decay: 4 })
    const first = runToEnd(potentialOfTimeSteps(kernel, 30, 1))
    runToEnd(potentialOfTimeSteps(kernel, 2, 1))
    runToEnd(potentialOfTimeSteps(kernel, 60, 0))
    for (const asked of [kernel, { ...kernel }]) {
      const again = runToEnd(potentialOfTimeSteps(asked, 30, 1))
      expect(apart(again.potential, first.potential)).toBe(0)
      expect(apart(again.potentialDistances, first.potentialDistances)).toBe(0)
    }
  })

  it('is refused for what is no time', () => {
    for (const t of [0, -1, 2.5, NaN]) expect(() => runToEnd(potentialOfTimeSteps(decayKernel(D, 200, settings), t, 1))).toThrow(`PHATE's t is ${t}`)
  })
})

describe('a map at another time', () => {
  const map = runToEnd(phateSteps(D))
  const radius = Math.sqrt(map.embedding.reduce((sum, x) => sum + x * x, 0) / 200)

  it('has the potential distances of a map made at that time, and a layout that moved on from the present one', () => {
    const { embedding, stress, potentialDistances, t, kernel, entropy } = runToEnd(atOtherTimeSteps(map, map.t + 2))
    expect(t).toBe(28)
    expect([kernel, entropy]).toEqual([map.kernel, map.entropy])
    const fresh = runToEnd(phateSteps(D, { t: 28 }))
    expect(apart(potentialDistances, fresh.potentialDistances) / largest(fresh.potentialDistances)).toBeLessThan(1e-8)
    expect(stress).toBeLessThan(1.01 * fresh.stress)
    const moves = Array.from({ length: 200 }, (_, i) => Math.hypot(embedding[2 * i] - map.embedding[2 * i], embedding[2 * i + 1] - map.embedding[2 * i + 1]) / radius)
    expect(moves.sort((a, b) => a - b)[100]).toBeLessThan(0.05)
  })

  it('stays where it is at its own time, auto or said', () => {
    for (const t of ['auto', map.t] as const) {
      const same = runToEnd(atOtherTimeSteps(map, t))
      expect(same.t).toBe(map.t)
      expect(same.stress).toBeLessThanOrEqual(1.001 * map.stress)
      expect(apart(same.embedding, map.embedding) / radius).toBeLessThan(0.1)
    }
  })

  it('can be reached from another and left again', () => {
    const before = map.embedding.slice()
    const there = runToEnd(atOtherTimeSteps(map, 80))
    const back = runToEnd(atOtherTimeSteps(there, map.t))
    expect(back.stress).toBeLessThan(1.05 * map.stress)
    expect(map.embedding).toEqual(before)
  })

  it('is known for landmarks, and for points that all coincide', () => {
    const through = runToEnd(landmarkPhateSteps(D, { landmarks: 60 }))
    const later = runToEnd(landmarksAtOtherTimeSteps(through, through.t + 5))
    const fresh = runToEnd(landmarkPhateSteps(D, { landmarks: 60, t: through.t + 5 }))
    expect(later.clusters).toEqual(fresh.clusters)
    expect(apart(later.potentialDistances, fresh.potentialDistances) / largest(fresh.potentialDistances)).toBeLessThan(1e-8)
    expect(later.stress).toBeLessThan(1.05 * fresh.stress)
    const single = runToEnd(phateSteps(new Float64Array(10)))
    expect(runToEnd(atOtherTimeSteps(single, 9)).embedding).toEqual(new Float64Array(10))
  })

  it('refuses unusable times and options', () => {
    expect(() => runToEnd(atOtherTimeSteps(map, 0))).toThrow('PHATE\'s t is 0')
    expect(() => runToEnd(atOtherTimeSteps(map, 5, { gamma: 3 }))).toThrow('PHATE\'s gamma is 3')
  })
})
