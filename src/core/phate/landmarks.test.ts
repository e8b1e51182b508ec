import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { symmetricEigen } from '../eigen.ts'
import { rowDistances } from '../matrix.ts'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { diffusionCoordinateSteps, leadingVectorSteps, symmetricOperator } from './diffusion-coordinates.ts'
import { decayKernel, operatorFromKernel } from './kernel.ts'
import { knee } from './knee.ts'
import type { LandmarkOptions, LandmarkPhateResult, Transitions } from './landmarks.ts'
import { fromLandmarks, landmarkPhateOfPointsSteps, landmarkPhateSteps, summedUp, summedUpSteps } from './landmarks.ts'
import { entropyCurve, phateSteps } from './phate.ts'

const shared = new URL('../../../../shared/fixtures/phate/', import.meta.url)
const bytes = (name: string): ArrayBuffer => Uint8Array.from(readFileSync(new URL(name, shared))).buffer
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)
const settings = { knn: 5, decay: 40, anisotropy: 0 }
const phate = (distances: Float64Array, options: LandmarkOptions): LandmarkPhateResult => runToEnd(landmarkPhateSteps(distances, options))

function dense({ n, landmarks, rows, column, value }: Transitions): Float64Array {
  const matrix = new Float64Array(n * landmarks)
  for (let i = 0; i < n; i++) for (let k = rows[i]; k < rows[i + 1]; k++) matrix[i * landmarks + column[k]] = value[k]
  return matrix
}

/** n points along three noisy arms in d dimensions. */
function arms(n: number, d: number, seed: number): Float64Array {
  const normal = normals(mulberry32(seed))
  const directions = Float64Array.from({ length: 3 * d }, normal)
  return Float64Array.from({ length: n * d }, (_, k) => directions[Math.floor(k / d) % 3 * d + k % d] * Math.floor(k / d) / n + 0.05 * normal())
}

describe.each([['tree200', 50], ['digits300', 80]])('landmarks of %s, against the published program', (name, count) => {
  it.skipIf(!existsSync(shared))('follow from its clusters (../shared/fixtures/phate)', () => {
    const D = new Float64Array(bytes(`${name}/D.f64`))
    const n = name === 'tree200' ? 200 : 300
    const kernel = decayKernel(D, n, settings)
    const { transitions, landmarkKernel } = summedUp(kernel, new Int32Array(bytes(`${name}/lm_clusters.i32`)))
    expect(landmarkKernel.n).toBe(count)
    expect(apart(operatorFromKernel(landmarkKernel), new Float64Array(bytes(`${name}/lm_op.f64`)))).toBeLessThan(1e-10)
    expect(apart(dense(transitions), new Float32Array(bytes(`${name}/lm_transitions.f32`)))).toBeLessThan(1e-6)
    const embedding = fromLandmarks(transitions, new Float64Array(bytes(`${name}/lm_embedding_landmarks.f64`)), 2)
    expect(apart(embedding, new Float64Array(bytes(`${name}/lm_final.f64`)))).toBeLessThan(1e-6)
    const { landmark } = JSON.parse(readFileSync(new URL(`${name}/meta.json`, shared), 'utf8')) as { landmark: { t: number } }
    expect(knee(runToEnd(entropyCurve(landmarkKernel)))).toBe(landmark.t)
  })

  it.skipIf(!existsSync(shared))('chosen by us map it much as its own do (../shared/fixtures/phate)', () => {
    const D = new Float64Array(bytes(`${name}/D.f64`))
    const { n, embedding, landmarks } = phate(D, { landmarks: count })
    expect(landmarks).toBe(count)
    // Which clusters come out is chance; that neither choice strays farther from the exact map is not. Measured: .72 and .71, .84 and .82.
    const exact = runToEnd(phateSteps(D)).embedding
    const theirs = likeness(new Float64Array(bytes(`${name}/lm_final.f64`)), exact, n)
    expect(likeness(embedding, exact, n)).toBeGreaterThan(theirs - 0.05)
  })
})

describe('landmarks', () => {
  const points = arms(240, 6, 4)
  const distances = rowDistances(points, 240, 6)
  const result = phate(distances, { landmarks: 60 })

  it('share out the walk: rows of transitions and operator sum to 1, and the operator is transitions seen from the clusters', () => {
    const kernel = decayKernel(distances, 240, settings)
    const labels = Int32Array.from({ length: 240 }, (_, i) => i * 7 % 31 * 2)
    const { transitions, landmarkKernel } = summedUp(kernel, labels)
    expect(landmarkKernel.n).toBe(31)
    // By the definition: M, its transpose and itself normalised by rows, multiplied.
    const m = new Float64Array(31 * 240)
    for (let i = 0; i < 240; i++) for (let k = kernel.rows[i]; k < kernel.rows[i + 1]; k++) m[labels[i] / 2 * 240 + kernel.column[k]] += kernel.value[k]
    const rowSum = (c: number): number => m.subarray(c * 240, (c + 1) * 240).reduce((sum, x) => sum + x, 0)
    const columnSum = (j: number): number => Array.from({ length: 31 }, (_, c) => m[c * 240 + j]).reduce((sum, x) => sum + x, 0)
    const steps = Float64Array.from({ length: 240 * 31 }, (_, k) => m[k % 31 * 240 + Math.floor(k / 31)] / columnSum(Math.floor(k / 31)))
    const operator = new Float64Array(31 * 31)
    for (let a = 0; a < 31; a++) for (let j = 0; j < 240; j++) for (let b = 0; b < 31; b++) operator[a * 31 + b] += m[a * 240 + j] / rowSum(a) * steps[j * 31 + b]
    expect(apart(dense(transitions), steps)).toBeLessThan(1e-14)
    expect(apart(operatorFromKernel(landmarkKernel), operator)).toBeLessThan(1e-14)
    for (let j = 0; j < 240; j++) expect(steps.subarray(j * 31, (j + 1) * 31).reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12)
  })

  it('are the same for the same seed, and say in a note that they were used', () => {
    const again = phate(distances, { landmarks: 60 })
    expect(again.embedding).toEqual(result.embedding)
    expect(again.clusters).toEqual(result.clusters)
    expect(result.notes).toEqual(['240 points were mapped through 60 landmarks; t belongs to the landmarks\' walk and is no estimate of the exact t.'])
    expect(result.landmarkEmbedding).toHaveLength(120)
    expect(result.embedding).toHaveLength(480)
    expect([...new Set(result.clusters)].sort((a, b) => a - b)).toEqual(Array.from({ length: result.landmarks }, (_, c) => c))
  })

  it('show what the exact map shows where the data are arms', () => {
    // Their walk has a t of its own, so arms come out longer or shorter: .79 here.
    expect(likeness(result.embedding, runToEnd(phateSteps(distances)).embedding, 240)).toBeGreaterThan(0.7)
  })

  it('come from points without all their distances just as well', () => {
    const direct = runToEnd(landmarkPhateOfPointsSteps(points, 240, 6, { landmarks: 60 }))
    expect(direct.clusters).toEqual(result.clusters)
    expect(apart(direct.potentialDistances, result.potentialDistances)).toBeLessThan(1e-9)
    expect(direct.t).toBe(result.t)
  })

  it('tell their stages in order, each with a share between 0 and 1', () => {
    const stages: string[] = []
    for (const { stage, share } of landmarkPhateOfPointsSteps(points, 240, 6, { landmarks: 60 })) {
      expect(share).toBeGreaterThanOrEqual(0)
      expect(share).toBeLessThanOrEqual(1)
      if (stages.at(-1) !== stage) stages.push(stage)
    }
    expect(stages.slice(0, 2)).toEqual(['directions', 'landmarks'])
    expect(stages[2]).toBe('entropy')
    expect(stages).toContain('layout')
  })

  it('are summed up in steps whose shares only rise, whatever the number of points between two', () => {
    const kernel = decayKernel(rowDistances(arms(1500, 3, 2), 1500, 3), 1500, settings)
    const shares = Array.from(summedUpSteps(kernel, Int32Array.from({ length: 1500 }, (_, i) => i % 40)), ({ share }) => share)
    expect(shares.length).toBeGreaterThan(3)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect([shares[0] < 1, shares.at(-1)]).toEqual([true, 1])
  })

  it('know three dimensions, a chosen t, and graphs in parts', () => {
    const apartTwice = Float64Array.from({ length: 240 * 6 }, (_, k) => points[k] + (k >= 720 ? 1000 : 0))
    const { embedding, components, t, notes } = phate(rowDistances(apartTwice, 240, 6), { landmarks: 40, dims: 3, t: 7 })
    expect(embedding).toHaveLength(720)
    expect(embedding.every(Number.isFinite)).toBe(true)
    expect(components).toBeGreaterThan(1)
    expect(t).toBe(7)
    expect(notes[1]).toContain('The neighbour graph falls into')
  })

  it('are fewer where fewer points differ, and lie at the origin where none do', () => {
    const nine = rowDistances(Float64Array.from({ length: 90 * 2 }, (_, k) => [0, 1, 5][k >> 1 & 1] * (k % 2) + 10 * Math.floor(k / 20)), 90, 2)
    const few = phate(nine, { landmarks: 60 })
    expect(few.landmarks).toBeLessThanOrEqual(18)
    expect(few.embedding.every(Number.isFinite)).toBe(true)
    const none = phate(new Float64Array(45), { landmarks: 4 })
    expect(Array.from(none.embedding)).toEqual(Array.from(new Float64Array(20)))
    expect(none.notes.at(-1)).toContain('every point lies at the origin')
  })

  it.each([
    [2, 'PHATE\'s landmarks is 2; it must be a whole number of at least 3'],
    [4.5, 'PHATE\'s landmarks is 4.5'],
    [240, 'PHATE was asked for 240 landmarks among 240 points'],
  ])('%d of them are refused', (landmarks, why) => {
    expect(() => phate(distances, { landmarks })).toThrow(why)
  })

  it('need a label for every point', () => {
    const kernel = decayKernel(distances, 240, settings)
    expect(() => summedUp(kernel, new Int32Array(3))).toThrow('There are 3 cluster labels for 240 points')
    expect(() => summedUp(kernel, new Int32Array(240).fill(-1))).toThrow('Point 0 has the cluster label -1')
  })
})

describe('diffusion coordinates', () => {
  it('span the leading eigenvectors, by filters as by full decomposition', () => {
    const n = 640
    const kernel = decayKernel(rowDistances(arms(n, 5, 8), n, 5), n, settings)
    const s = symmetricOperator(kernel)
    const square = new Float64Array(n * n)
    for (let i = 0; i < n; i++) for (let k = s.rows[i]; k < s.rows[i + 1]; k++) square[i * n + s.column[k]] = s.value[k]
    const exact = Array.from(symmetricEigen(square, n).values, Math.abs).sort((a, b) => b - a)
    const vectors = runToEnd(leadingVectorSteps(s, 40))
    for (let v = 0; v < 40; v++) {
      const own = vectors.subarray(v * n, (v + 1) * n)
      const image = Float64Array.from({ length: n }, (_, i) => {
        let sum = 0
        for (let k = s.rows[i]; k < s.rows[i + 1]; k++) sum += s.value[k] * own[s.column[k]]
        return sum
      })
      expect(Math.sqrt(own.reduce((sum, x) => sum + x * x, 0))).toBeCloseTo(1, 12)
      // A vector whose residual is r has a Rayleigh quotient within r²/gap of an eigenvalue, and within r of it in any case.
      expect(Math.abs(Math.abs(own.reduce((sum, x, i) => sum + x * image[i], 0)) - exact[v])).toBeLessThan(2e-3)
    }
  })

  it('are as many as points where those are few', () => {
    const kernel = decayKernel(rowDistances(arms(12, 3, 1), 12, 3), 12, settings)
    expect(runToEnd(diffusionCoordinateSteps(kernel, 100))).toHaveLength(144)
  })
})

/** Correlation of the distances in two layouts. */
function likeness(a: Float64Array, b: Float64Array, n: number): number {
  const x = rowDistances(a, n, 2)
  const y = rowDistances(b, n, 2)
  const mean = (v: Float64Array): number => v.reduce((sum, e) => sum + e, 0) / v.length
  const mx = mean(x)
  const my = mean(y)
  let xy = 0
  let xx = 0
  let yy = 0
  x.forEach((e, k) => {
    xy += (e - mx) * (y[k] - my)
    xx += (e - mx) ** 2
    yy += (y[k] - my) ** 2
  })
  return xy / Math.sqrt(xx * yy)
}
