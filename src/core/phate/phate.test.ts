import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { condensedFromSquare, squareFromCondensed } from '../condensed.ts'
import { rowDistances } from '../matrix.ts'
import { MersenneTwister } from '../mersenne.ts'
import { procrustes } from '../procrustes.ts'
import { singularValues } from '../singular-values.ts'
import { runToEnd } from '../steps.ts'
import type { SparseSymmetric } from './kernel.ts'
import { components, operatorFromKernel } from './kernel.ts'
import type { PhateOptions } from './options.ts'
import type { PhateResult } from './phate.ts'
import { diffusionPotential, phateSteps } from './phate.ts'
import { operatorPower, sparsePower, squaringPower } from './potential.ts'
import { stress1 } from './stress.ts'

const own = new URL('./fixtures/', import.meta.url)
const shared = new URL('../../../../shared/fixtures/phate/', import.meta.url)

const phate = (distances: Float64Array, options: Partial<PhateOptions> = {}): PhateResult => runToEnd(phateSteps(distances, options))
const bytes = (place: URL, name: string): ArrayBuffer => Uint8Array.from(readFileSync(new URL(name, place))).buffer
const f64 = (place: URL, name: string): Float64Array => new Float64Array(bytes(place, `${name}.f64`))
const json = (place: URL, name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, place), 'utf8'))
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)
const largest = (a: ArrayLike<number>): number => Array.from(a).reduce((most, x) => Math.max(most, Math.abs(x)), 0)

function dense({ n, rows, column, value }: SparseSymmetric): Float64Array {
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let k = rows[i]; k < rows[i + 1]; k++) matrix[i * n + column[k]] = value[k]
  return matrix
}

/** Upper triangle with the diagonal, row by row. */
function upper(matrix: Float64Array, n: number): number[] {
  return Array.from({ length: n }, (_, i) => Array.from(matrix.subarray(i * n + i, (i + 1) * n))).flat()
}

/** Largest difference between classic starts, each axis up to its sign. */
function apartUpToSign(a: Float64Array, b: Float64Array, dims: number): number {
  let most = 0
  for (let axis = 0; axis < dims; axis++) {
    const column = (x: Float64Array): number[] => Array.from(x).filter((_, k) => k % dims === axis)
    const negated = column(b).map(x => -x)
    most = Math.max(most, Math.min(apart(column(a), column(b)), apart(column(a), negated)))
  }
  return most
}

describe('PHATE of a branching tree, against the published program', () => {
  const place = new URL('tree200/', own)
  const D = f64(place, 'D')
  const result = phate(D)

  it('has its bandwidths and kernel', () => {
    expect(apart(result.bandwidth, f64(place, 'bandwidth'))).toBeLessThan(1e-12)
    expect(apart(upper(dense(result.kernel), 200), f64(place, 'K'))).toBeLessThan(1e-12)
  })

  it('has its singular values, entropy and t', () => {
    expect(apart(singularValues(operatorFromKernel(result.kernel), 200), f64(place, 'singular_values_P'))).toBeLessThan(1e-9)
    expect(apart(result.entropy, f64(place, 'vne'))).toBeLessThan(1e-8)
    expect(result.t).toBe(26)
  })

  it('has its classic start in two and three dimensions', () => {
    expect(apartUpToSign(result.anchor, f64(place, 'classic2'), 2) / largest(result.anchor)).toBeLessThan(1e-9)
    const { anchor } = phate(D, { dims: 3, starts: 1, polish: 0 })
    expect(apartUpToSign(anchor, f64(place, 'classic3'), 3) / largest(anchor)).toBeLessThan(1e-9)
  })

  it('finds a stress within 1 % of the best known', () => {
    expect(result.stress).toBeLessThanOrEqual(1.01 * (json(place, 'best_known') as { best_stress1: number }).best_stress1)
  })

  it('is that program where one start is asked for and no polish', () => {
    // The seed's pair order and every later operation are the same, so here even the chaotic layout agrees.
    const { embedding, anchor } = phate(D, { starts: 1, polish: 0, order: 'shuffled' })
    expect(procrustes(embedding, f64(place, 'sgd2_raw'), 200, 2).disparity).toBeLessThan(1e-6)
    const { aligned } = procrustes(embedding, anchor, 200, 2)
    expect(procrustes(aligned, f64(place, 'sgd2_final'), 200, 2).disparity).toBeLessThan(1e-6)
  })

  it('falls in entropy, walks with probability 1, and is symmetric', () => {
    for (let i = 1; i < 100; i++) expect(result.entropy[i]).toBeLessThan(result.entropy[i - 1])
    const operator = operatorFromKernel(result.kernel)
    const kernel = dense(result.kernel)
    for (let i = 0; i < 200; i++) {
      expect(operator.subarray(i * 200, (i + 1) * 200).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12)
      for (let j = 0; j < i; j++) expect(kernel[i * 200 + j]).toBe(kernel[j * 200 + i])
    }
  })

  it('takes powers the same way round by products as by squaring', () => {
    for (const t of [1, 2, 7, 26, 100]) {
      const products = runToEnd(sparsePower(result.kernel, t))
      expect(apart(products, runToEnd(squaringPower(result.kernel, t)))).toBeLessThan(1e-13)
      expect(apart(products, runToEnd(operatorPower(result.kernel, t)))).toBeLessThan(1e-13)
    }
  })

  it('comes to the same potential by a t that was chosen as by one that was found', () => {
    const { potentialDistances } = runToEnd(diffusionPotential(result.kernel, result.t, 1))
    expect(apart(potentialDistances, result.potentialDistances)).toBe(0)
    expect(apart(phate(D, { t: 26, starts: 1, polish: 0 }).potentialDistances, result.potentialDistances)).toBe(0)
  })

  it('does not care for the order of points or the unit of distance', () => {
    const order = Array.from({ length: 200 }, (_, i) => (i * 77) % 200)
    const square = squareFromCondensed(D, 200)
    const permuted = condensedFromSquare(Float64Array.from({ length: 40000 }, (_, k) => square[order[Math.floor(k / 200)] * 200 + order[k % 200]]), 200)
    const other = phate(permuted, { starts: 1, polish: 0 })
    expect(other.t).toBe(26)
    const expected = squareFromCondensed(result.potentialDistances, 200)
    const found = squareFromCondensed(other.potentialDistances, 200)
    const moved = Float64Array.from({ length: 40000 }, (_, k) => expected[order[Math.floor(k / 200)] * 200 + order[k % 200]])
    expect(apart(found, moved) / largest(expected)).toBeLessThan(1e-12)
    const scaled = phate(D.map(distance => 1e6 * distance), { starts: 1, polish: 0 })
    expect(scaled.t).toBe(26)
    expect(apart(dense(scaled.kernel), dense(result.kernel))).toBeLessThan(1e-12)
    expect(apart(scaled.potentialDistances, result.potentialDistances) / largest(expected)).toBeLessThan(1e-12)
  })

  it('comes out the same twice, and changes no input', () => {
    const before = D.slice()
    expect(phate(D).embedding).toEqual(result.embedding)
    expect(D).toEqual(before)
  })

  it('is centred', () => {
    for (const axis of [0, 1]) expect(Math.abs(result.embedding.filter((_, k) => k % 2 === axis).reduce((sum, x) => sum + x, 0))).toBeLessThan(1e-8)
  })

  it('names its stages in order, and says where it stands', () => {
    const seen: string[] = []
    for (const { stage, share } of phateSteps(D)) {
      expect(share).toBeGreaterThanOrEqual(0)
      expect(share).toBeLessThanOrEqual(1)
      if (!seen.includes(stage)) seen.push(stage)
    }
    expect(['entropy', 'potential', 'start', 'layout', 'polish'].filter(stage => seen.includes(stage))).toEqual(seen)
  })
})

interface EdgeCase { params: Partial<PhateOptions>, N: number, D_condensed?: number[], K: number[][], h: number[], t: number, Dpot: number[], components: number }

describe('degenerate input', () => {
  const { cases } = json(own, 'edge_cases') as { cases: Record<string, EdgeCase> }
  const known = Object.entries(cases).filter(([, { D_condensed }]) => D_condensed)

  it.each(known)('%s gives the published numbers', (_, { params, N, D_condensed, K, h, t, Dpot, components: parts }) => {
    const result = phate(Float64Array.from(D_condensed!), params)
    expect(apart(dense(result.kernel), K.flat())).toBeLessThan(1e-12)
    expect(apart(result.entropy, h)).toBeLessThan(1e-8)
    expect(result.t).toBe(t)
    expect(apart(result.potentialDistances, Dpot) / largest(Dpot)).toBeLessThan(1e-6)
    expect(result.components).toBe(parts)
    expect(result.embedding).toHaveLength(2 * N)
    expect(result.embedding.every(Number.isFinite)).toBe(true)
  })

  it('says when knn was lowered and when the graph falls apart', () => {
    expect(phate(Float64Array.from(cases.N10_knn_clamped.D_condensed!), { knn: 20 }).notes).toEqual(['knn was lowered from 20 to 8: there are only 10 points.'])
    const { notes, componentOf } = phate(Float64Array.from(cases.two_components.D_condensed!))
    expect(notes[0]).toMatch('falls into 2 parts')
    expect(new Set(componentOf)).toEqual(new Set([0, 1]))
  })

  it('puts everything at the origin where all distances are 0', () => {
    const result = phate(new Float64Array(45))
    expect(result).toMatchObject({ t: 1, stress: 0, components: 1, notes: ['All distances are 0: every point lies at the origin.'] })
    expect(result.embedding).toEqual(new Float64Array(20))
    expect(result.entropy.every(h => Math.abs(h) < 1e-10)).toBe(true)
  })

  it('keeps copies apart from others where a point has more copies than neighbours', () => {
    // Nine points at one place, three elsewhere: no bandwidth of its own for the nine.
    const points = Float64Array.from({ length: 12 }, (_, i) => (i < 9 ? 0 : i))
    const { kernel, embedding } = phate(rowDistances(points, 12, 1))
    expect(components(kernel).count).toBeLessThanOrEqual(2)
    for (let i = 1; i < 9; i++) expect(dense(kernel)[i]).toBe(1)
    expect(embedding.every(Number.isFinite)).toBe(true)
  })

  it.each([3, 4, 5, 6])('handles %i points in the plane and in space', n => {
    const random = new MersenneTwister(n)
    const distances = rowDistances(Float64Array.from({ length: 4 * n }, () => random.unit()), n, 4)
    for (const dims of [2, 3] as const) {
      const result = phate(distances, { dims })
      expect(result.knn).toBe(n - 2)
      expect(result.embedding).toHaveLength(dims * n)
      expect(result.embedding.every(Number.isFinite)).toBe(true)
      expect(result.stress).toBeLessThan(1)
    }
    const grown = runToEnd(phateSteps(distances, {}, phate(distances).embedding))
    expect(grown.embedding.every(Number.isFinite)).toBe(true)
  })

  it('does not mind tiny and huge distances', () => {
    const random = new MersenneTwister(8)
    const distances = rowDistances(Float64Array.from({ length: 40 }, () => random.unit()), 20, 2)
    const expected = phate(distances)
    for (const factor of [1e-150, 1e150]) {
      const result = phate(distances.map(distance => factor * distance))
      expect(result.t).toBe(expected.t)
      expect(apart(result.potentialDistances, expected.potentialDistances)).toBeLessThan(1e-9)
    }
  })
})

interface Variant {
  params: Partial<PhateOptions>
  nnz: number
  degree_first8: number[]
  knee_t: number
  t_used: number
  h: number[]
  pot_dist_idx: number[]
  pot_dist_sample: number[]
  pot_dist_sum: number
}

const variantsOf = (place: URL): Variant[] => (json(place, 'variants') as { variants: Variant[] }).variants

function expectVariant(D: Float64Array, { params, nnz, degree_first8, knee_t, t_used, h, pot_dist_idx, pot_dist_sample, pot_dist_sum }: Variant): void {
  const result = phate(D, { ...params, starts: 1, polish: 0 })
  expect(result.kernel.value).toHaveLength(nnz)
  expect(apart(degree_first8, result.kernel.sums)).toBeLessThan(1e-11)
  expect(apart(result.entropy, h)).toBeLessThan(1e-8)
  expect(result.t).toBe(t_used)
  if (params.t === undefined) expect(result.t).toBe(knee_t)
  const sample = pot_dist_idx.map(k => result.potentialDistances[k])
  expect(apart(sample, pot_dist_sample) / largest(pot_dist_sample)).toBeLessThan(1e-6)
  expect(result.potentialDistances.reduce((sum, d) => sum + d, 0) / pot_dist_sum).toBeCloseTo(1, 9)
}

describe('other settings on the branching tree, against the published program', () => {
  const place = new URL('tree200/', own)
  const variants = variantsOf(place)

  it('are the fourteen that were stored', () => { expect(variants).toHaveLength(14) })
  it.each(variants)('$params', variant => { expectVariant(f64(place, 'D'), variant) })
})

for (const name of ['tree200', 'digits300', 'mlp_digits150']) {
  const place = new URL(`${name}/`, shared)
  describe.skipIf(!existsSync(place))(`PHATE of ../shared/fixtures/phate/${name}`, () => {
    const D = existsSync(place) ? f64(place, 'D') : new Float64Array(0)

    it('has the published kernel, entropy, t, potential distances and classic start', () => {
      const result = phate(D)
      const { n } = result
      expect(apart(upper(dense(result.kernel), n), f64(place, 'K'))).toBeLessThan(1e-12)
      expect(apart(singularValues(operatorFromKernel(result.kernel), n), f64(place, 'singular_values_P'))).toBeLessThan(1e-9)
      expect(apart(result.entropy, f64(place, 'vne'))).toBeLessThan(1e-8)
      expect(result.t).toBe((json(place, 'meta') as { chosen_t: number }).chosen_t)
      if (existsSync(new URL('U.f32', place))) {
        const potential = new Float32Array(bytes(place, 'U.f32'))
        expect(apart(result.potential, potential) / largest(potential)).toBeLessThan(1e-6)
      }
      const expected = new Float32Array(bytes(place, 'Dpot.f32'))
      expect(apart(result.potentialDistances, expected) / largest(expected)).toBeLessThan(1e-6)
      expect(apartUpToSign(result.anchor, f64(place, 'classic2'), 2) / largest(result.anchor)).toBeLessThan(1e-9)
      expect(result.stress).toBeLessThanOrEqual(1.01 * (json(place, 'best_known') as { best_stress1: number }).best_stress1)
      if (name === 'digits300') {
        const single = phate(D, { starts: 1, polish: 0, order: 'shuffled' })
        expect(procrustes(single.embedding, f64(place, 'sgd2_raw'), n, 2).disparity).toBeLessThan(5e-5)
      }
    })

    it('majorises from the classic start as the published program does, in the plane and in space', () => {
      const { stress, stress3 } = json(place, 'meta') as Record<'stress' | 'stress3', { smacof: { stress1: number } }>
      for (const dims of [2, 3] as const) {
        const result = phate(D, { solver: 'smacof', dims })
        const published = dims === 2 ? stress : stress3
        expect(Math.abs(result.stress / published.smacof.stress1 - 1)).toBeLessThan(1e-6)
        expect(procrustes(result.embedding, f64(place, `smacof${dims}_raw`), result.n, dims).disparity).toBeLessThan(1e-6)
      }
    })

    it('finds a stress in space within 1 % of the published program’s', () => {
      const { n, stress, potentialDistances } = phate(D, { dims: 3 })
      expect(stress).toBeLessThanOrEqual(1.01 * stress1(f64(place, 'sgd3_raw'), potentialDistances, n, 3))
    })

    // The tree's own are checked above, from the copy.
    const variants = existsSync(place) && name !== 'tree200' ? variantsOf(place) : []
    it.each(variants)('$params', variant => { expectVariant(D, variant) })
  })
}
