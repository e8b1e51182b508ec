// Runs from elsewhere against fresh ones: the distances are those of bhattacharyya.ts, and what is said of them follows.
import { describe, expect, test } from 'vitest'
import { mulberry32 } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { bhattacharyyaSteps } from './bhattacharyya.ts'
import { withinClassShuffle } from './null-model.ts'
import { JOINED, lastStation, REJOINING_STATIONS, rejoiningSteps } from './rejoining.ts'
import type { Run } from './trajectories.ts'

const [PROBES, CLASSES] = [12, 3]
const labels = Int32Array.from({ length: PROBES }, (_, probe) => probe % CLASSES)

/** From ignorance towards truth in eleven even steps, each probe off the way by a little of its own. */
function run(seed: number, off: (share: number) => number): { run: Run, index: number[] } {
  const random = mulberry32(seed)
  const own = Float64Array.from({ length: PROBES * CLASSES }, random)
  const predictions = new Float64Array(11 * PROBES * CLASSES)
  for (let checkpoint = 0; checkpoint <= 10; checkpoint++) {
    const share = checkpoint / 10
    for (let probe = 0; probe < PROBES; probe++) {
      const row = Array.from({ length: CLASSES }, (_, c) => (1 - share) / CLASSES + (labels[probe] === c ? share : 0) + off(share) * own[probe * CLASSES + c] + 0.01)
      const sum = row.reduce((all, value) => all + value, 0)
      row.forEach((value, c) => { predictions[(checkpoint * PROBES + probe) * CLASSES + c] = value / sum })
    }
  }
  return { run: { predictions, checkpoints: 11 }, index: Array.from({ length: 11 }, (_, k) => k / 10) }
}

describe('corners that come back', () => {
  const all = [run(1, () => 0.05), run(2, () => 0.05), run(3, () => 0.05), run(4, share => 0.05 + 4 * (1 - share) ** 2), run(5, share => 0.05 + 4 * (1 - share) ** 2)]
  const corner = [0, 0, 0, 1, 1]
  const way = runToEnd(rejoiningSteps(all.map(({ run }) => run), all.map(({ index }) => index), corner, labels, CLASSES, 7))

  test('are as far as the distance says where a station is a checkpoint, and so is the null', () => {
    const at = 10 // s = .5 is checkpoint 5 of every run: the first beyond it is checkpoint 6, and the share of the way to it 0
    const station = REJOINING_STATIONS.indexOf(0.5)
    const size = PROBES * CLASSES
    const models = Float64Array.from(all.flatMap(({ run }) => [...run.predictions.subarray(at / 2 * size, (at / 2 + 1) * size)]))
    const mean = (distances: Float64Array): number => {
      const square = (i: number, j: number) => distances[i * 5 - i * (i + 1) / 2 + j - i - 1]
      return [0, 1, 2].flatMap(i => [3, 4].map(j => square(i, j))).reduce((sum, d) => sum + d / 6, 0)
    }
    expect(way.apart[station]).toBeCloseTo(mean(runToEnd(bhattacharyyaSteps(models, 5, PROBES, CLASSES)).distances), 10)
    const shuffled = withinClassShuffle(models, 5, PROBES, CLASSES, labels, 7)
    expect(way.nullApart[station]).toBeCloseTo(mean(runToEnd(bhattacharyyaSteps(shuffled, 5, PROBES, CLASSES)).distances), 10)
  })

  test('come nearer; they have rejoined from where it is so to the end', () => {
    expect(way.apart[0] / way.fresh[0]).toBeGreaterThan(5)
    expect(way.apart[18] / way.fresh[18]).toBeLessThan(2)
    const from = (so: (k: number) => boolean): number | null => REJOINING_STATIONS.findIndex((_, k) => REJOINING_STATIONS.every((__, later) => later < k || so(later)))
    const none = (place: number | null): number | null => place === -1 ? null : place
    expect(way.withinFresh).toBe(none(from(k => way.apart[k] <= way.freshMost[k])))
    expect(way.belowNull).toBe(none(from(k => way.apart[k] < JOINED * way.nullApart[k])))
    expect(way.pairs.slice(0, 19)).toEqual(new Array(19).fill(6))
  })

  test('the last station is one that runs come to', () => {
    expect(lastStation(way)).toBe(REJOINING_STATIONS.length - 1)
    expect(lastStation({ ...way, pairs: way.pairs.map((_, k) => k < 5 ? 6 : 0) })).toBe(4)
    expect(lastStation({ ...way, pairs: way.pairs.map(() => 0) })).toBe(null)
  })
})

test('runs that never come to a station do not count there, and no fresh runs are no spread', () => {
  const one = run(1, () => 0.05)
  const half = { run: { predictions: one.run.predictions.slice(0, 6 * PROBES * CLASSES), checkpoints: 6 }, index: one.index.slice(0, 6) }
  const way = runToEnd(rejoiningSteps([one.run, half.run], [one.index, half.index], [0, 1], labels, CLASSES, 1))
  expect(way.pairs[REJOINING_STATIONS.indexOf(0.4)]).toBe(1)
  expect(way.pairs[REJOINING_STATIONS.indexOf(0.8)]).toBe(0)
  expect(way.apart[REJOINING_STATIONS.indexOf(0.8)]).toBeNaN()
  expect(way.fresh[0]).toBeNaN()
  expect([way.belowNull, way.withinFresh]).toEqual([null, null])
})
