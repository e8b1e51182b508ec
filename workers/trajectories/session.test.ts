// A session of runs against the published code's numbers, and against what must be true of any map of training.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runToEnd } from '../../src/core/steps.ts'
import type { InpcaMap, InpcaRequest, RunTable } from '../../src/protocol/trajectories.ts'
import { TrajectorySession } from './session.ts'

const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)
const PLAIN: InpcaRequest = { dims: 5, weights: 'equal', shuffled: false, most: 2000 }
const mapOf = (session: TrajectorySession, request: Partial<InpcaRequest> = {}): InpcaMap => runToEnd(session.map({ ...PLAIN, ...request }))

interface Manifest { N: number, n: number, C: number, labels: number[], progress: number[] }

describe('a session of the published runs', () => {
  const bytes = (name: string): ArrayBuffer => Uint8Array.from(readFileSync(new URL(`../../src/core/inpca/fixtures/${name}`, import.meta.url))).buffer
  const { N, n, C, labels, progress } = JSON.parse(readFileSync(new URL('../../src/core/inpca/fixtures/manifest.json', import.meta.url), 'utf8')) as Manifest
  const probs = new Float32Array(bytes('probs.f32'))
  // Every row of the fixture, P0 and P* too, is a run of one checkpoint: the map is that of the published code.
  const runs: RunTable[] = Array.from({ length: N }, (_, row) => ({ id: 100 + row, steps: Uint32Array.of(row), probabilities: probs.slice(row * n * C, (row + 1) * n * C) }))
  const session = new TrajectorySession({ probes: n, classes: C, labels: Int32Array.from(labels) })
  session.add(runs)
  const map = mapOf(session)

  it('has its coordinates, eigenvalues and progress', () => {
    expect(map.dims).toBe(5)
    expect(apart(map.coordinates, new Float64Array(bytes('coords5.f64')))).toBeLessThan(1e-7)
    expect(apart(map.eigenvalues, new Float64Array(bytes('eigvals.f64')).subarray(0, 5))).toBeLessThan(1e-10)
    expect(apart(map.progress, progress)).toBeLessThan(1e-4)
    expect(Array.from(map.ids)).toEqual(runs.map(({ id }) => id))
    expect(Array.from(map.steps)).toEqual(runs.map((_, row) => row))
  })
})
