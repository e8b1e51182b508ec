// A session of runs against the published code's numbers, and against what must be true of any map of training.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { condensedIndex } from '../../src/core/condensed.ts'
import { spearman } from '../../src/core/statistics.ts'
import type { Steps } from '../../src/core/steps.ts'
import { runToEnd } from '../../src/core/steps.ts'
import type { BetweenRuns, BetweenRunsRequest, InpcaMap, InpcaRequest, RunTable } from '../../src/protocol/trajectories.ts'
import { madeRuns } from './made-runs.ts'
import { TrajectorySession } from './session.ts'

const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)
const PLAIN: InpcaRequest = { dims: 5, weights: 'equal', shuffled: false, most: 2000 }
const mapOf = (session: TrajectorySession, request: Partial<InpcaRequest> = {}): InpcaMap => runToEnd(session.map({ ...PLAIN, ...request }))

const betweenOf = (session: TrajectorySession, configurations: number[], index: BetweenRunsRequest['index'] = 'progress'): BetweenRuns =>
  runToEnd(session.betweenRuns({ index, configurations, seed: 1 }))
function opened(runs: number, checkpoints: number, probes: number, labels = true): { session: TrajectorySession, tables: RunTable[] } {
  const { truth, tables } = madeRuns(runs, checkpoints, probes, 10)
  const session = new TrajectorySession(labels ? truth : { ...truth, labels: null })
  session.add(tables)
  return { session, tables }
}
const sharesOf = (steps: Steps<unknown>): number[] => Array.from(steps, ({ share }) => share)
const at = ({ coordinates, dims }: InpcaMap, row: number): Float64Array => coordinates.subarray(row * dims, (row + 1) * dims)
const kindsOf = (runs: number): number[] => Array.from({ length: runs }, (_, run) => run % 5)

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

  it('has its road, which ends on P0 and P* where these are mapped', () => {
    // Three later checkpoints, then the road at these t.
    const placed = new Float64Array(bytes('extra_coords5.f64')).subarray(3 * 5)
    ;[0, 10, 25, 50, 75, 90, 100].forEach((point, k) => expect(apart(map.road.subarray(point * 5, (point + 1) * 5), placed.subarray(k * 5, (k + 1) * 5))).toBeLessThan(1e-7))
    expect(apart(map.road.subarray(0, 5), at(map, N - 2))).toBeLessThan(1e-8)
    expect(apart(map.road.subarray(500), at(map, N - 1))).toBeLessThan(1e-8)
    expect([map.progress[N - 2], map.progress[N - 1], map.error[N - 1]]).toEqual([0, 1, 0])
    expect(map.loss[N - 2]).toBeCloseTo(Math.log(C), 12)
    // d(P0, P*) = ln(C)/2.
    const { condensed } = runToEnd(session.ends())
    expect(condensed[condensed.length - 1]).toBeCloseTo(Math.log(C) / 2, 12)
  })
})

describe('a map of runs', () => {
  const { session, tables } = opened(15, 12, 100)
  const map = mapOf(session, { dims: 10 })

  it('says what runs on easy data say: few axes, progress as accuracy, the road from one end to the other', () => {
    expect([map.ids.length, map.starts.length, map.steps.length, map.mapped]).toEqual([15, 16, 180, 180])
    expect(map.stress[0]).toBeGreaterThan(0.9)
    expect(map.stress[2]).toBeGreaterThan(0.93)
    expect(map.signs.includes(-1)).toBe(true)
    expect(map.negativeShare).toBeLessThan(0.01)
    expect(spearman(map.progress, map.error.map(error => 1 - error)).rho).toBeGreaterThan(0.9)
    expect(map.road).toHaveLength(101 * 10)
    expect(map.remaining[0]).toBe(1)
    expect(map.remaining[10]).toBeLessThan(map.remaining[1])
    for (const d of map.offRoad) expect(d).toBeGreaterThanOrEqual(0)
  })

  it('does not hang on the road, nor on the order of the runs', () => {
    const { session: reversed } = opened(0, 12, 100)
    reversed.add(tables.toReversed())
    const other = mapOf(reversed, { dims: 10 })
    const row = (run: number, k: number): number => (14 - run) * 12 + k
    expect(apart(other.eigenvalues, map.eigenvalues)).toBeLessThan(1e-9)
    for (let run = 0; run < 15; run++) {
      for (let k = 0; k < 12; k++) expect(other.coordinates[row(run, k) * 10]).toBeCloseTo(map.coordinates[(run * 12 + k) * 10], 8)
    }
  })

  it('keeps readings under the null, whose map is another and is not the one that stands', () => {
    const shown = session.shepard(3, 500)
    const shuffled = mapOf(session, { dims: 10, shuffled: true })
    for (const key of ['progress', 'loss', 'error', 'offRoad'] as const) expect(shuffled[key]).toEqual(map[key])
    expect(apart(shuffled.coordinates, map.coordinates)).toBeGreaterThan(0.01)
    expect(session.shepard(3, 500)).toEqual(shown)
    expect(mapOf(session, { dims: 10 })).toEqual(map)
  })

  it('weighs by progress without measuring again, and a crowd counts once', () => {
    const weighted = session.map({ ...PLAIN, weights: 'progress' })
    const stages = new Set(Array.from(weighted, ({ stage }) => stage))
    expect(stages.has('prediction distances')).toBe(false)
    const found = mapOf(session, { weights: 'progress' })
    expect(found.progress).toEqual(map.progress)
    expect(found.eigenvalues[0] / map.eigenvalues[0]).toBeGreaterThan(0.1)
    expect(found.eigenvalues[0] / map.eigenvalues[0]).toBeLessThan(10)
    // A crowd of equal checkpoints counts once under these weights: doubling every run changes nothing but the eigenvalues' size.
    session.add(tables.map(run => ({ ...run, id: 1000 + run.id })))
    const doubled = mapOf(session, { weights: 'progress' })
    expect(apart(doubled.coordinates.subarray(0, 180 * 5), found.coordinates)).toBeLessThan(1e-7)
    expect(apart(doubled.stress, found.stress)).toBeLessThan(1e-9)
    session.remove(tables.map(run => 1000 + run.id))
    mapOf(session, { dims: 10 })
  })

  it('shows in a Shepard plot the distances of named rows, and all of them with all axes', () => {
    const small = opened(3, 3, 30).session
    mapOf(small, { dims: 9 })
    const { i, j, distances, shown } = small.shepard(9, 1000)
    expect(i).toHaveLength(36)
    expect(apart(shown, distances)).toBeLessThan(1e-9)
    const ends = runToEnd(small.ends())
    for (const [a, b] of [[0, 1], [0, 2], [1, 2]]) {
      const pair = i.findIndex((row, k) => row === 3 * a + 2 && j[k] === 3 * b + 2)
      expect(ends.condensed[condensedIndex(a, b, 3)]).toBeCloseTo(distances[pair], 12)
    }
    expect(Array.from(ends.ids)).toEqual([0, 1, 2])
  })

  it('tells shares that rise to the end', () => {
    for (const steps of [opened(30, 20, 100).session.map({ ...PLAIN, most: 300 }), opened(8, 6, 30).session.betweenRuns({ index: 'accuracy', configurations: kindsOf(8), seed: 1 })]) {
      const shares = sharesOf(steps)
      expect(shares.every((share, k) => share >= 0 && share <= 1 && (k === 0 || share >= shares[k - 1] - 1e-9))).toBe(true)
      expect(shares[shares.length - 1]).toBeGreaterThan(0.85)
    }
  })
})

describe('a map from landmarks', () => {
  it('is exact for those that it is made from, and puts the others near where the whole map has them', () => {
    const { session, tables } = opened(20, 20, 100)
    const whole = mapOf(session)
    const part = mapOf(session, { most: 120 })
    expect([part.mapped, part.coordinates.length]).toEqual([120, 400 * 5])
    expect(part.notes.join(' ')).toContain('The axes are made from 120 of 400 checkpoints')
    // The same rows alone: six a run, as they were taken.
    const taken = [0, 4, 8, 11, 15, 19]
    const alone = new TrajectorySession(madeRuns(1, 1, 100, 10).truth)
    alone.add(tables.map(({ id, steps, probabilities }) => ({
      id, steps: Uint32Array.from(taken, k => steps[k]), probabilities: Float32Array.from(taken.flatMap(k => [...probabilities.subarray(k * 1000, (k + 1) * 1000)])),
    })))
    const those = mapOf(alone)
    for (let run = 0; run < 20; run++) {
      taken.forEach((k, place) => expect(apart(at(part, run * 20 + k), at(those, run * 6 + place))).toBe(0))
    }
    const span = (axis: number): number => Math.max(...Array.from({ length: 400 }, (_, row) => Math.abs(whole.coordinates[row * 5 + axis])))
    for (const axis of [0, 1]) {
      for (let row = 0; row < 400; row++) expect(Math.abs(part.coordinates[row * 5 + axis] - whole.coordinates[row * 5 + axis])).toBeLessThan(0.12 * span(axis))
    }
    expect(Math.max(...session.shepard(2, 200).j)).toBeGreaterThan(120)
  })
})

describe('runs against each other', () => {
  const { session, tables } = opened(15, 12, 100)
  const between = betweenOf(session, kindsOf(15))

  it('are closer than the null, within a kind more than across', () => {
    expect([between.across!.pairs + between.within!.pairs, between.distances.length]).toEqual([105, 105])
    expect(between.across!.ratio).toBeLessThan(0.7)
    expect(between.across!.closer).toBeGreaterThanOrEqual(0.95)
    expect(between.within!.mean).toBeLessThan(between.across!.mean)
    expect(between.configurationWithin.every(mean => mean !== null && mean < between.across!.mean)).toBe(true)
    expect(between.configurationDistances).toHaveLength(10)
  })

  it('have a tree, an order, a map, tubes and stations', () => {
    expect(between.merges).toHaveLength(14 * 4)
    expect(Array.from(between.order).sort((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, k) => k))
    expect([between.coordinates.length, between.tube.length, between.offRoad.length, between.held.length]).toEqual([45, 1500, 1500, 1500])
    // No run comes to the very end of the road, and its last checkpoint is held there; none is held at the middle.
    for (let run = 0; run < 15; run++) {
      expect(between.held[run * 100 + 99]).toBe(1)
      expect(between.held[run * 100 + 49]).toBe(0)
      expect(between.tube[run * 100 + 49]).toBeGreaterThan(0)
    }
  })

  it('do not hang on their order, and a run is at distance 0 from its double', () => {
    const other = opened(0, 12, 100).session
    other.add([...tables.toReversed(), { ...tables[3], id: 99 }])
    const reversed = betweenOf(other, [...kindsOf(15).toReversed(), 7])
    for (let a = 0; a < 15; a++) {
      for (let b = a + 1; b < 15; b++) {
        expect(reversed.distances[condensedIndex(14 - a, 14 - b, 16)]).toBeCloseTo(between.distances[condensedIndex(a, b, 15)], 12)
        expect(reversed.nullDistances[condensedIndex(14 - a, 14 - b, 16)]).toBeCloseTo(between.nullDistances[condensedIndex(a, b, 15)], 12)
      }
    }
    expect(reversed.distances[condensedIndex(11, 15, 16)]).toBe(0)
    // Numbers of configurations that no run has: nothing is said of these.
    expect(reversed.configurationWithin).toHaveLength(8)
    expect(reversed.configurationWithin[6]).toBeNull()
    expect(reversed.configurationDistances[condensedIndex(0, 6, 8)]).toBeNaN()
    expect(reversed.configurationDistances[condensedIndex(0, 7, 8)]).toBeGreaterThan(0)
  })

  it('are explained by their kind, and not by a number that has nothing to do with them', () => {
    const { pairs, r2, factors } = runToEnd(session.factors([
      { name: 'kind', kind: 'category', values: Float64Array.from(kindsOf(15)) }, { name: 'nothing', kind: 'number', values: Float64Array.from({ length: 15 }, (_, run) => (run * 7) % 15) },
    ]))
    expect([pairs, factors.map(({ name }) => name)]).toEqual([105, ['kind', 'nothing']])
    expect(r2.value).toBeGreaterThan(0.5)
    expect(factors[0].value).toBeGreaterThan(factors[0].chance)
    expect(factors[1].value).toBeLessThan(factors[0].value / 4)
  })

  it('average to themselves where they are one, and else to what errs about as often as its runs', () => {
    mapOf(session)
    const paths = runToEnd(session.averages({ index: 'progress', configurations: [...kindsOf(15).slice(0, 14), 9], kinds: ['arithmetic', 'Jeffreys'] }))
    expect(paths.map(({ configuration, kind }) => `${configuration} ${kind}`)).toEqual([0, 1, 2, 3, 4, 9].flatMap(own => [`${own} arithmetic`, `${own} Jeffreys`]))
    const alone = paths[10]
    expect(alone.progress).toBeCloseTo(alone.meanProgress, 4)
    expect(alone.error).toBeCloseTo(alone.meanError, 12)
    // The last station holds the run's last checkpoint.
    expect(apart(alone.coordinates.subarray(99 * 5), mapOf(session).coordinates.subarray(179 * 5, 180 * 5))).toBeLessThan(1e-8)
    // Where only one kind's way is wanted, the others are the same at their end.
    const ends = runToEnd(session.averages({ index: 'progress', configurations: [...kindsOf(15).slice(0, 14), 9], kinds: ['arithmetic', 'Jeffreys'], paths: ['arithmetic'] }))
    expect(ends).toEqual(paths.map(path => path.kind === 'arithmetic' ? path : { ...path, coordinates: path.coordinates.slice(99 * 5) }))
    for (const path of paths) expect(Math.abs(path.error - path.meanError)).toBeLessThan(0.05)
  })
})

describe('what is not as it should be', () => {
  it('is refused by run and checkpoint, and the others come in', () => {
    const { session, tables } = opened(0, 3, 20)
    const { tables: [a, b, c, d, e] } = madeRuns(5, 3, 20, 10)
    b.probabilities[1 * 200 + 4 * 10 + 7] = -0.5
    c.probabilities[2 * 200] += 0.1
    for (let at = 0; at < 10; at++) a.probabilities[at] *= 1.0005
    const report = session.add([
      a, b, c, { ...d, probabilities: d.probabilities.subarray(1) }, { ...e, steps: Uint32Array.of(0, 5, 5) },
      { id: 7, steps: new Uint32Array(0), probabilities: new Float32Array(0) },
    ])
    expect(tables).toHaveLength(0)
    expect(report.added).toEqual([0])
    expect(report.refused.map(({ id }) => id)).toEqual([1, 2, 3, 4, 7])
    expect(report.refused.map(({ why }) => why)).toEqual([
      expect.stringMatching(/^Checkpoint 1 gives class 7 of probe 4 the probability -0.5/), expect.stringMatching(/^The probabilities of checkpoint 2 for probe 0 sum to 1\.1/),
      expect.stringMatching(/^It has 599 probabilities; 3 checkpoints × 20 probes/), 'Its checkpoint 2 comes after 5 updates and the one before after 5; steps must rise.',
      'It has no checkpoints; a run needs at least 1.',
    ])
    expect(report.notes).toEqual([expect.stringMatching(/^1 of 60 predictions do not sum to 1/)])
    expect(mapOf(session).notes[0]).toBe(report.notes[0])
    // Rows are read as they were put right.
    expect(mapOf(session).notes).toHaveLength(1)
  })

  it('a run that comes again takes the place of its former self', () => {
    const { session, tables } = opened(3, 4, 20)
    session.add([{ ...tables[1], steps: tables[1].steps.slice(0, 2), probabilities: tables[1].probabilities.slice(0, 400) }])
    expect(Array.from(mapOf(session).starts)).toEqual([0, 4, 6, 10])
    session.remove([1])
    expect(() => session.shepard(1, 10)).toThrow('Runs have come or gone since the map was made')
    expect(() => betweenOf(session, [0, 1])).toThrow('Runs have come or gone since the map was made')
  })

  it('one checkpoint, one run, runs that are all the same: a map with nothing on it, and a note', () => {
    const one = opened(1, 1, 20).session
    const map = mapOf(one)
    expect([map.dims, map.coordinates.length, map.stress[0], map.road.length]).toEqual([1, 1, 0, 101])
    expect(map.notes).toEqual(['There is one model: it lies at the origin.'])
    const alone = betweenOf(one, [0])
    expect([alone.distances.length, alone.merges.length, Array.from(alone.order), alone.across, alone.within]).toEqual([0, 0, [0], null, null])
    const { session, tables } = opened(0, 1, 20)
    const { tables: [run] } = madeRuns(1, 6, 20, 10)
    session.add([0, 1, 2].map(id => ({ ...run, id })))
    expect(tables).toHaveLength(0)
    mapOf(session)
    const same = betweenOf(session, [0, 0, 1])
    expect(Math.max(...same.distances)).toBe(0)
    expect(Math.max(...same.tube)).toBeLessThan(1e-12)
    expect(runToEnd(session.factors([{ name: 'any', kind: 'number', values: Float64Array.of(1, 2, 3) }])).r2.value).toBeNaN()
    expect(runToEnd(session.averages({ index: 'accuracy', configurations: [0, 0, 1], kinds: ['geometric'] }))).toHaveLength(2)
  })

  it('without true classes there is a map, and no road, progress or null', () => {
    const { session } = opened(4, 5, 20, false)
    const map = mapOf(session, { weights: 'progress' })
    expect([map.road.length, map.progress.every(Number.isNaN), map.offRoad.every(Number.isNaN), map.coordinates.every(Number.isFinite)]).toEqual([0, true, true, true])
    expect(map.notes).toEqual(['Without the true classes there is no progress to weight by: every checkpoint counts alike.'])
    expect(() => mapOf(session, { shuffled: true })).toThrow('those of these probes are not known')
    expect(() => betweenOf(session, [0, 0, 1, 1])).toThrow('needs the true classes of the probes')
    expect(runToEnd(session.ends()).condensed).toHaveLength(6)
  })

  it('says what is missing', () => {
    const { session } = opened(0, 1, 20)
    expect(() => mapOf(session)).toThrow('No run is here yet; a map needs at least one checkpoint.')
    expect(() => betweenOf(session, [])).toThrow('No run is here yet')
    expect(() => session.shepard(1, 1)).toThrow('There is no map of these runs yet')
    expect(() => runToEnd(session.factors([]))).toThrow('have not been held against each other yet')
    expect(runToEnd(session.ends()).condensed).toHaveLength(0)
    expect(() => betweenOf(opened(3, 2, 20).session, [0, 1])).toThrow('There are 2 configurations for 3 runs')
    expect(() => betweenOf(opened(3, 2, 20).session, [0, 1, -1])).toThrow('The configuration of run 2 is -1')
    expect(() => new TrajectorySession({ probes: 2, classes: 1, labels: null })).toThrow('at least 2 classes')
    expect(() => new TrajectorySession({ probes: 2, classes: 2, labels: Int32Array.of(0, 2) })).toThrow('The true class of probe 1 is 2')
  })

  it('counts probes on which two are certain of different classes', () => {
    const session = new TrajectorySession({ probes: 5, classes: 2, labels: Int32Array.of(0, 0, 0, 0, 0) })
    const certain = (wrong: number): Float32Array => Float32Array.from([0, 1, 2, 3, 4].flatMap(probe => probe < wrong ? [0, 1] : [1, 0]))
    session.add([{ id: 0, steps: Uint32Array.of(0), probabilities: certain(0) }, { id: 1, steps: Uint32Array.of(0), probabilities: certain(1) }])
    const map = mapOf(session)
    expect(map.disjoint).toBe(1)
    expect(map.notes.some(note => note.includes('counts as a distance of 100'))).toBe(true)
    // A mean of 20 at 1 of 5.
    expect(session.shepard(1, 10).distances[0]).toBeCloseTo(20, 12)
    expect(map.loss[1]).toBeCloseTo(-Math.log(1e-12) / 5, 10)
  })
})
