// Axes from a part of the checkpoints: which part, and that the others come to lie where they belong.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { bhattacharyyaSteps, StandingModels } from './bhattacharyya.ts'
import { inpcaSteps } from './inpca.ts'
import { landmarksAlongRuns, placeByBlocks } from './landmarks.ts'
import { sourceOf } from './model-source.ts'
import { predictionsFromLogits } from './predictions.ts'

describe('landmarks along runs', () => {
  it('are as many as asked, rising, in proportion to the runs, from each run\'s first checkpoint to its last', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 200 }), (lengths, most) => {
      const starts = [0]
      for (const length of lengths) starts.push(starts[starts.length - 1] + length)
      const all = starts[starts.length - 1]
      const rows = landmarksAlongRuns(starts, most)
      expect(rows).toHaveLength(Math.min(all, most))
      expect(rows.every((row, k) => row < all && (k === 0 || row > rows[k - 1]))).toBe(true)
      lengths.forEach((length, run) => {
        const own = rows.filter(row => row >= starts[run] && row < starts[run + 1])
        expect(Math.abs(own.length - length * Math.min(1, most / all))).toBeLessThan(1)
        if (own.length > 0) expect(own[own.length - 1]).toBe(starts[run + 1] - 1)
        if (own.length > 1) expect(own[0]).toBe(starts[run])
      })
    }))
    expect(() => landmarksAlongRuns([0, 3], 0)).toThrow('from 0 checkpoints')
  })
})

describe('placing by blocks', () => {
  it('puts mapped models where they are, whatever the blocks', () => {
    const [models, probes, classes] = [60, 40, 200]
    const normal = normals(mulberry32(9))
    const predictions = predictionsFromLogits(Float64Array.from({ length: models * probes * classes }, () => normal()), models, probes, classes)
    const source = sourceOf(predictions, models, probes, classes)
    const map = runToEnd(inpcaSteps(runToEnd(bhattacharyyaSteps(predictions, models, probes, classes)).distances, 4))
    // 8,000 numbers a model: more than one block of 400,000.
    let most = 0
    const watched = { ...source, read: (first: number, count: number) => { most = Math.max(most, count); return source.read(first, count) } }
    const { coordinates, disjoint } = runToEnd(placeByBlocks(map, new StandingModels(source, probes, classes), watched))
    // However many there are, no more than a block is widened at a time.
    expect(most * probes * classes).toBeLessThanOrEqual(400_000)
    expect(disjoint).toBe(0)
    coordinates.forEach((x, k) => expect(Math.abs(x - map.coordinates[k])).toBeLessThan(1e-8))
  })

  it('lets others stand in the same memory', () => {
    const normal = normals(mulberry32(10))
    const table = (models: number): Float64Array => predictionsFromLogits(Float64Array.from({ length: models * 12 }, () => 2 * normal()), models, 3, 4)
    const [a, b] = [table(5), table(71)]
    const standing = new StandingModels(sourceOf(a, 5, 3, 4), 3, 4)
    const first = runToEnd(standing.among()).distances
    runToEnd(standing.from(sourceOf(b, 71, 3, 4)))
    standing.replace(sourceOf(b, 71, 3, 4))
    expect(runToEnd(standing.among()).distances).toEqual(runToEnd(bhattacharyyaSteps(b, 71, 3, 4)).distances)
    standing.replace(sourceOf(a, 5, 3, 4))
    expect(runToEnd(standing.among()).distances).toEqual(first)
  })
})
