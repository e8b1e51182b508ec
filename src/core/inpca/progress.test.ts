import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { accuracies, ignorance, truth } from './ends.ts'
import { angleBetween, geodesic, roadToTruth, STATIONS } from './geodesic.ts'
import { minimise } from './minimise.ts'
import { predictionsFromLogits } from './predictions.ts'
import { progressBetweenSteps, progressSteps } from './progress.ts'

function randomModels(models: number, probes: number, classes: number, seed: number): Float64Array {
  const normal = normals(mulberry32(seed))
  return predictionsFromLogits(Float64Array.from({ length: models * probes * classes }, () => 2 * normal()), models, probes, classes)
}

const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)

describe('the geodesic', () => {
  const [probes, classes] = [7, 4]
  const [p, q] = [randomModels(1, probes, classes, 1), randomModels(1, probes, classes, 2)]

  it('leads from one end to the other in equal angles, on the sphere', () => {
    const road = geodesic(p, q, probes, classes, [0, 0.25, 0.5, 0.75, 1])
    const size = probes * classes
    expect(apart(road.subarray(0, size), p)).toBeLessThan(1e-15)
    expect(apart(road.subarray(4 * size), q)).toBeLessThan(1e-15)
    const roots = road.map(Math.sqrt)
    for (let probe = 0; probe < probes; probe++) {
      const whole = angleBetween(roots, probe * classes, roots, 4 * size + probe * classes, classes)
      for (let k = 0; k < 4; k++) {
        const row = k * size + probe * classes
        expect(road.subarray(row, row + classes).reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 14)
        expect(angleBetween(roots, row, roots, row + size, classes)).toBeCloseTo(whole / 4, 12)
      }
    }
  })

  it('stays where both ends are the same', () => {
    expect(apart(geodesic(p, p, probes, classes, [0, 0.3, 1]), Float64Array.of(...p, ...p, ...p))).toBeLessThan(1e-15)
  })

  it('has angle arccos(1/√C) from ignorance to truth, and is right from its first step', () => {
    for (const C of [2, 5, 10]) {
      const labels = Array.from({ length: 6 }, (_, probe) => probe % C)
      const [a, b] = [ignorance(6, C).map(Math.sqrt), truth(labels, C)]
      expect(angleBetween(a, 0, b, 0, C)).toBeCloseTo(Math.acos(1 / Math.sqrt(C)), 14)
      expect(new Set(accuracies(roadToTruth(labels, C, STATIONS), 100, 6, C, labels))).toEqual(new Set([1]))
    }
  })

  it('refuses ends of another size', () => {
    expect(() => geodesic(p, q.subarray(1), probes, classes, [0])).toThrow('27 probabilities; 7 probes × 4 classes need 28')
  })
})

describe('progress', () => {
  it('of the road at t is t', () => {
    const ts = [0, 0.001, 0.1, 0.37, 0.5, 0.93, 0.9999, 1]
    const labels = [0, 1, 2, 0]
    expect(apart(runToEnd(progressSteps(roadToTruth(labels, 3, ts), 8, 4, 3, labels)), ts)).toBeLessThan(1e-4)
    const [p, q] = [randomModels(1, 9, 5, 4), randomModels(1, 9, 5, 5)]
    expect(apart(runToEnd(progressBetweenSteps(geodesic(p, q, 9, 5, ts), 8, p, q, 9, 5)), ts)).toBeLessThan(1e-4)
  })

  it('is where the sum of angles is least', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2, max: 6 }), fc.nat(), (probes, classes, seed) => {
      const labels = Array.from({ length: probes }, (_, probe) => (probe * 7 + seed) % classes)
      const model = randomModels(1, probes, classes, seed)
      const roots = model.map(Math.sqrt)
      const sumAt = (t: number): number => {
        const road = roadToTruth(labels, classes, [t]).map(Math.sqrt)
        return labels.reduce((sum, _, probe) => sum + angleBetween(roots, probe * classes, road, probe * classes, classes), 0)
      }
      const [found] = runToEnd(progressSteps(model, 1, probes, classes, labels))
      // The sum may have several valleys; the one that is found is no higher than its surroundings.
      for (const near of [found - 1e-3, found + 1e-3]) if (near >= 0 && near <= 1) expect(sumAt(found)).toBeLessThanOrEqual(sumAt(near) + 1e-9)
    }))
  })

  it('does not care for the order of probes, nor of classes where labels follow', () => {
    const [probes, classes] = [8, 3]
    const labels = [0, 1, 2, 2, 1, 0, 0, 1]
    const model = randomModels(1, probes, classes, 9)
    const moved = model.map((_, k) => model[(probes - 1 - Math.floor(k / classes)) * classes + (k + 1) % classes])
    const [before] = runToEnd(progressSteps(model, 1, probes, classes, labels))
    const [after] = runToEnd(progressSteps(moved, 1, probes, classes, labels.toReversed().map(label => (label + 2) % classes)))
    expect(Math.abs(after - before)).toBeLessThan(1e-6)
  })

  it('needs labels that fit', () => {
    expect(() => runToEnd(progressSteps(ignorance(3, 2), 1, 3, 2, [0, 1]))).toThrow('There are 2 true classes for 3 probes')
    expect(() => runToEnd(progressSteps(ignorance(3, 2), 2, 3, 2, [0, 1, 1]))).toThrow('2 models × 3 probes × 2 classes need 12')
  })
})

describe('minimisation between bounds', () => {
  it('finds the bottom of smooth and of pointed valleys, and a bound', () => {
    fc.assert(fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), bottom => {
      expect(Math.abs(minimise(x => (x - bottom) ** 2, 0, 1, 1e-5) - bottom)).toBeLessThan(2e-5)
      expect(Math.abs(minimise(x => Math.abs(x - bottom), 0, 1, 1e-5) - bottom)).toBeLessThan(5e-5)
    }))
    expect(minimise(x => x, 2, 3, 1e-5)).toBeCloseTo(2, 4)
    expect(minimise(x => -x, 2, 3, 1e-5)).toBeCloseTo(3, 4)
  })

  it('needs few looks', () => {
    let looks = 0
    minimise(x => { looks++; return Math.cos(3 * x + 1) }, 0, 1.5, 1e-5)
    expect(looks).toBeLessThan(15)
  })
})
