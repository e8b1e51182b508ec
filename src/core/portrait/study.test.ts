// A layer's study: order by class, the walk's mass against another program's words for it, the tree of classes by hand, and what must not change with a turn.
import { describe, expect, it } from 'vitest'
import { condensedIndex } from '../condensed.ts'
import { mulberry32 } from '../random.ts'
import { runToEnd } from '../steps.ts'
import type { Study } from './study.ts'
import { NEAREST, studySteps } from './study.ts'

const SETTINGS = { scale: 'mean', sigma: 0.5 } as const

/** Three clouds of ten along a line, the first two near to one another; classes 7, 2 and 5, mixed in order. */
const LABELS = Int32Array.from({ length: 30 }, (_, k) => [7, 2, 5][k % 3])
const at = { 7: 0, 2: 3, 5: 20 } as Record<number, number>
const random = mulberry32(3)
const CLOUDS = Float32Array.from({ length: 60 }, (_, k) => random() + (k % 2 === 0 ? at[LABELS[k >> 1]] : 0))
const study = (values: Float32Array, labels: Int32Array | null = LABELS): Study =>
  runToEnd(studySteps({ id: 1, rows: values.length / 2, columns: 2, values }, labels, SETTINGS))

describe('three clouds of a class each', () => {
  const made = study(CLOUDS)

  it('probes stand by class and then by number', () => {
    expect([...made.order].map(probe => LABELS[probe])).toEqual([...LABELS].sort((a, b) => a - b))
    expect([...made.order.subarray(0, 10)]).toEqual(Array.from({ length: 10 }, (_, k) => 1 + 3 * k))
  })

  it('rows of P sum to 1, and its mass within classes is what is told', () => {
    let kept = 0
    for (let k = 0; k < 30; k++) {
      const row = [...made.operator.subarray(30 * k, 30 * (k + 1))]
      expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5)
      kept += row.reduce((sum, p, l) => sum + (LABELS[k] === LABELS[l] ? p : 0), 0) / 30
    }
    expect(made.mass!.kept).toBeCloseTo(kept, 6)
    expect(made.mass!.blind).toBeCloseTo(1 / 3, 12)
    expect(made.mass!.kept).toBeGreaterThan(made.mass!.blind)
  })

  it('the two near classes are merged first, and stand beside one another', () => {
    const { labels, merges, order } = made.tree!
    expect(labels).toEqual([2, 5, 7])
    expect([labels[merges[0]], labels[merges[1]]]).toEqual([2, 7])
    const places = [...order].map(leaf => labels[leaf])
    expect(Math.abs(places.indexOf(2) - places.indexOf(7))).toBe(1)
  })

  it('clouds are about 20 apart on average in one direction, and within one another less than the unit square’s diagonal', () => {
    expect(made.apart!.within).toBeLessThan(Math.SQRT2)
    // Centres 0, 3 and 20: distances 3, 17 and 20.
    expect(Math.abs(made.apart!.between - 40 / 3)).toBeLessThan(0.5)
  })

  it('nearest probes are nearest', () => {
    for (let i = 0; i < 30; i++) {
      const own = [...made.nearest.subarray(NEAREST * i, NEAREST * (i + 1))]
      const farthest = Math.max(...own.map(j => made.distances[condensedIndex(i, j, 30)]))
      const closer = Array.from({ length: 30 }, (_, j) => j).filter(j => j !== i && made.distances[condensedIndex(i, j, 30)] <= farthest)
      expect(new Set(own)).toEqual(new Set(closer))
    }
  })

  it('the picture lies: no direction is longer than across', () => {
    const sum = (of: (i: number) => number): number => Array.from({ length: 30 }, (_, i) => of(i)).reduce((total, x) => total + x, 0)
    expect(sum(i => made.places[2 * i] ** 2)).toBeGreaterThanOrEqual(sum(i => made.places[2 * i + 1] ** 2))
    expect(sum(i => made.places[2 * i] * made.places[2 * i + 1])).toBeCloseTo(0, 6)
  })

  it('a scaled layer is the same layer, but for its distances', () => {
    const scaled = study(CLOUDS.map(value => 4 * value))
    expect(scaled.places.every((value, k) => Math.abs(value - made.places[k]) < 1e-6)).toBe(true)
    expect(scaled.operator.every((value, k) => Math.abs(value - made.operator[k]) < 1e-6)).toBe(true)
    expect(scaled.scale).toBeCloseTo(4 * made.scale, 4)
  })
})

it('without labels there is an order, and nothing is said of classes', () => {
  const made = study(CLOUDS, null)
  expect([made.mass, made.apart, made.tree]).toEqual([null, null, null])
  expect([...made.order].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, k) => k))
  // Clouds are not mixed: along the order the cloud changes twice.
  const clouds = [...made.order].map(probe => LABELS[probe])
  expect(clouds.filter((cloud, k) => k > 0 && cloud !== clouds[k - 1])).toHaveLength(2)
})

it('a dead layer lies in one point and walks blindly', () => {
  const made = study(new Float32Array(60))
  expect(made.places.every(value => value === 0)).toBe(true)
  expect(made.mass!.kept).toBeCloseTo(made.mass!.blind, 12)
  expect(made.health.flat).toBe(true)
})

it('one class has no tree', () => {
  expect(study(CLOUDS, new Int32Array(30)).tree).toBeNull()
})
