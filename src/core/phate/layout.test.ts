import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { condensedIndex } from '../condensed.ts'
import { rowDistances } from '../matrix.ts'
import { MersenneTwister } from '../mersenne.ts'
import { alignRigid, procrustes } from '../procrustes.ts'
import { runToEnd } from '../steps.ts'
import { freshLayout, warmLayout } from './layout.ts'
import { fullSchedule, sgdLayout } from './sgd.ts'
import { packedPairs, shufflePairs } from './shuffled-order.ts'
import { smacof } from './smacof.ts'
import { rawStress, stress1 } from './stress.ts'

const read = (name: string): ArrayBuffer => Uint8Array.from(readFileSync(new URL(`./fixtures/mds_unit40/${name}`, import.meta.url))).buffer
const f64 = (name: string): Float64Array => new Float64Array(read(`${name}.f64`))
const meta = JSON.parse(new TextDecoder().decode(read('meta.json'))) as { etas: number[], mt19937_seed42_first32_uint32: number[], procrustes_disparity: number }
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)

const N = 40
const D = f64('D')

describe('pair order', () => {
  it('draws the words of MT19937', () => {
    const random = new MersenneTwister(42)
    expect(meta.mt19937_seed42_first32_uint32.map(() => random.word())).toEqual(meta.mt19937_seed42_first32_uint32)
  })

  it('is the published program’s in the first and the second epoch', () => {
    const random = new MersenneTwister(42)
    const pairs = packedPairs(N)
    for (const epoch of [1, 2]) {
      shufflePairs(pairs, random)
      const order = Array.from(pairs, pair => condensedIndex(pair >>> 16, pair & 65535, N))
      expect(order).toEqual(Array.from(new Int32Array(read(`order_seed42_epoch${epoch}.i32`))))
    }
  })

  it('does not depend on how the shuffle is cut', () => {
    const whole = packedPairs(N)
    shufflePairs(whole, new MersenneTwister(9))
    const cut = packedPairs(N)
    const random = new MersenneTwister(9)
    for (let last = cut.length - 1; last >= 1; last -= 100) shufflePairs(cut, random, last, Math.max(1, last - 99))
    expect(cut).toEqual(whole)
  })

  it('draws limits of any size evenly enough to reach both ends', () => {
    const random = new MersenneTwister(1)
    expect(random.upTo(0)).toBe(0)
    const seen = new Set(Array.from({ length: 200 }, () => random.upTo(4)))
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4])
    for (let k = 0; k < 100; k++) expect(random.upTo(2 ** 31 - 1)).toBeLessThan(2 ** 31)
  })
})

describe('stochastic layout', () => {
  it.each([0, 1, 42])('has the published program’s bits for seed %i', seed => {
    for (const [epochs, name] of [[1, 'epoch1'], [30, 'final']] as const) {
      const points = f64('X0')
      runToEnd(sgdLayout(points, D, N, 2, Float64Array.from(meta.etas.slice(0, epochs)), seed))
      expect(points).toEqual(f64(`sgd_seed${seed}_${name}`))
    }
  })

  it('has them in three dimensions too', () => {
    const points = f64('X0_3')
    runToEnd(sgdLayout(points, D, N, 3, Float64Array.from(meta.etas), 42))
    expect(points).toEqual(f64('sgd3_seed42_final'))
  })

  it('steps from 1 down to 0.01', () => {
    expect(apart(fullSchedule(), meta.etas)).toBeLessThan(1e-15)
  })

  it('leaves points together that belong together, and parts the others', () => {
    const points = new Float64Array(6)
    runToEnd(sgdLayout(points, Float64Array.of(0, 1, 1), 3, 2, fullSchedule(), 1))
    expect(Math.hypot(points[0] - points[2], points[1] - points[3])).toBeLessThan(0.02)
    expect(Math.hypot(points[0] - points[4], points[1] - points[5])).toBeCloseTo(1, 1)
  })
})

describe('SMACOF', () => {
  it.each([1, 2, 10, 3000])('is where the published program is after at most %i steps', most => {
    const result = runToEnd(smacof(f64('X0'), D, N, 2, most))
    expect(apart(result.points, f64(`smacof_iter${most}`))).toBeLessThan(1e-9)
    expect(result.steps).toBe(Math.min(most, 49))
  })

  it('never raises the stress, coincident points or not', () => {
    for (const start of [f64('X0'), new Float64Array(80).fill(3), Float64Array.from({ length: 80 }, (_, k) => k % 6)]) {
      const before = rawStress(start, D, N, 2)
      expect(rawStress(runToEnd(smacof(start, D, N, 2, 5)).points, D, N, 2)).toBeLessThanOrEqual(before)
    }
  })
})

describe('final alignment', () => {
  it('is the published program’s', () => {
    const { aligned, disparity } = procrustes(f64('sgd_seed42_final'), f64('X0'), N, 2)
    expect(apart(aligned, f64('procrustes_result'))).toBeLessThan(1e-9)
    expect(disparity).toBeCloseTo(meta.procrustes_disparity, 12)
  })
})

describe('layouts', () => {
  const options = { seed: 5, dims: 2 as const, starts: 1, polish: 50 }

  it('do not get worse by more starts', () => {
    let before = Infinity
    for (const starts of [1, 2, 3, 5, 8]) {
      const { stress } = runToEnd(freshLayout(D, N, { ...options, starts }))
      expect(stress).toBeLessThanOrEqual(before)
      before = stress
    }
  })

  it('come out the same twice', () => {
    expect(runToEnd(freshLayout(D, N, options)).points).toEqual(runToEnd(freshLayout(D, N, options)).points)
  })

  it('draw planar points as they lie', () => {
    const random = new MersenneTwister(4)
    const plane = Float64Array.from({ length: 60 }, () => random.unit())
    const { points, stress } = runToEnd(freshLayout(rowDistances(plane, 30, 2), 30, { ...options, starts: 2, polish: 500 }))
    expect(stress).toBeLessThan(1e-3)
    expect(procrustes(points, plane, 30, 2).disparity).toBeLessThan(1e-4)
  })

  it('stay where they are when they grow from a map that is right', () => {
    const random = new MersenneTwister(4)
    const plane = Float64Array.from({ length: 60 }, () => random.unit())
    const { points, anchor } = runToEnd(warmLayout(rowDistances(plane, 30, 2), 30, plane, options))
    expect(apart(points, plane)).toBeLessThan(1e-9)
    expect(anchor).toBe(plane)
  })

  it('grow by majorisation alone where that is the solver, and seed, order and polish do not matter', () => {
    const from = f64('X0')
    const before = from.slice()
    const grown = runToEnd(warmLayout(D, N, from, { ...options, solver: 'smacof' }))
    // 49 steps, the published program's last word, laid onto where it began.
    const expected = f64('smacof_iter3000')
    expect(Math.abs(grown.stress / stress1(expected, D, N, 2) - 1)).toBeLessThan(1e-9)
    expect(apart(grown.points, alignRigid(expected, from, N, 2))).toBeLessThan(1e-8)
    expect(grown.anchor).toBe(from)
    expect(from).toEqual(before)
    expect(runToEnd(warmLayout(D, N, from, { ...options, seed: 9, order: 'shuffled', polish: 0, solver: 'smacof' })).points).toEqual(grown.points)
    expect(apart(runToEnd(warmLayout(D, N, from, options)).points, grown.points)).toBeGreaterThan(1e-6)
  })

  it('never gain stress by majorising on, and stay where that has ended', () => {
    const random = new MersenneTwister(6)
    for (const dims of [2, 3] as const) {
      const from = Float64Array.from({ length: N * dims }, () => random.unit() - 0.5)
      const warm = { ...options, dims, solver: 'smacof' as const }
      const once = runToEnd(warmLayout(D, N, from, warm))
      expect(once.stress).toBeLessThan(stress1(from, D, N, dims))
      const again = runToEnd(warmLayout(D, N, once.points, warm))
      expect(again.stress).toBeLessThanOrEqual(once.stress)
      expect(once.stress - again.stress).toBeLessThan(1e-3)
    }
  })

  it('hold N = 3 in two and three dimensions', () => {
    for (const dims of [2, 3] as const) {
      const { points, stress } = runToEnd(freshLayout(Float64Array.of(3, 4, 5), 3, { ...options, dims, polish: 500 }))
      expect(points.every(Number.isFinite)).toBe(true)
      expect(stress).toBeLessThan(1e-3)
    }
  })
})
