// What the Training tab claims follows from its numbers.
import { describe, expect, it } from 'vitest'
import { spread } from '../../core/statistics.ts'
import { brushedWords, leftOutWords, listed, progressWords, roadWords, shepardWords, sourceWords, stressWords } from './trajectory-words.ts'

const of = (...values: number[]) => Float64Array.from(values)

describe('axes', () => {
  it('say what they explain and which of them subtract', () => {
    expect(stressWords({ stress: of(0.923, 0.938, 0.949, 0.954), signs: Int8Array.of(1, 1, -1, 1) })).toBe('One axis explains 0.923 of the stress, two 0.938 and three 0.949; axis 3 is negative: it subtracts from distances.')
    expect(stressWords({ stress: of(0.9, 1), signs: Int8Array.of(1, 1) })).toBe('One axis explains 0.900 of the stress and two 1.000; none of these is negative.')
    expect(stressWords({ stress: of(0.4, 0.7, 1), signs: Int8Array.of(1, -1, -1) })).toContain('axes 2 and 3 are negative: they subtract')
    expect(stressWords({ stress: of(0.6, 0.9), signs: Int8Array.of(-1, 1) })).toMatch(/axis 1 is negative.* two checkpoints far apart along it are closer/)
    expect(stressWords({ stress: of(), signs: Int8Array.of() })).toBe('These checkpoints have no axes: they all predict the same.')
  })
  it('say what they leave out, and that a negative one may leave out more', () => {
    const map = { stress: of(0.9, 0.95), remaining: of(1, 0.0446, 0.0489), signs: Int8Array.of(1, -1) }
    expect(shepardWords(map, 1)).toBe('With one axis 0.045 of the distances remains unshown (‖D − D₁‖/‖D‖), at an explained stress of 0.900.')
    expect(shepardWords(map, 2)).toContain('the last one is negative and makes it worse, which is right')
  })
})

describe('progress', () => {
  it('comes with its correlation, n, and the ends', () => {
    expect(progressWords({ rho: 0.97, n: 768 }, spread([0.15, 0.9]))).toBe('Over all checkpoints progress rises clearly with accuracy: Spearman ρ\u00a0=\u00a00.97, n\u00a0=\u00a0768; the runs end between 0.15 and 0.90.')
    expect(progressWords({ rho: 0.2, n: 10 }, spread([0.5]))).toContain('neither rises nor falls clearly')
  })
})

describe('the road', () => {
  const box = (station: number, values: number[], left = 0) => ({ station, spread: spread(values), left })
  const base = { stations: of(), medians: of(), most: 1 }
  it('is read half-way, with the tube where there is one', () => {
    const road = { ...base, runs: 3, boxes: [box(0.3, [1]), box(0.5, [0.1, 0.2, 0.3])] }
    const tube = { ...base, runs: 2, boxes: [box(0.3, [1]), box(0.5, [0.04, 0.06])] }
    expect(roadWords(road, tube, 'progress')).toBe('At progress 0.5 runs lie 0.200 off the road, and 0.050 from the mean of their own configuration (medians, Bhattacharyya, n\u00a0=\u00a03).')
    expect(roadWords(road, { ...tube, runs: 0 }, 'accuracy')).toBe('At accuracy 0.5 runs lie 0.200 off the road (medians, Bhattacharyya, n\u00a0=\u00a03).')
    expect(roadWords({ ...base, runs: 1, boxes: [box(0.5, [])] }, tube, 'progress')).toBe('No run passes any of these stations.')
  })
  it('counts who is left out', () => {
    expect(leftOutWords({ ...base, runs: 3, boxes: [box(0.1, [1]), box(0.7, [1], 10), box(0.9, [1], 17)] })).toBe('Left out, for they never pass there: 10 at 0.7 and 17 at 0.9.')
    expect(leftOutWords({ ...base, runs: 3, boxes: [box(0.1, [1])] })).toBeNull()
  })
})

describe('where runs come from', () => {
  it('says what is to be trained again and how long it takes', () => {
    expect(sourceWords({ ready: 0, again: 360, never: 0, seconds: 15.2 })).toBe('What these networks predicted while they trained was not kept. 360 can be trained again from their seeds, in about 15 s.')
    expect(sourceWords({ ready: 48, again: 1, never: 2, seconds: null })).toBe('48 runs are at hand. 1 can be trained again from its seed. 2 networks have no path: they diverged, or nothing was kept and no seed makes them again.')
    expect(sourceWords({ ready: 0, again: 48, never: 0, seconds: 10, layers: true })).toContain('last layers of these networks were not kept')
    expect(sourceWords({ ready: 0, again: 48, never: 0, seconds: 10 }, true)).toBe('48 can be trained again from their seeds, in about 10 s.')
    expect(sourceWords({ ready: 0, again: 0, never: 3, seconds: null })).toContain('none can be made again')
    expect(sourceWords({ ready: 1, again: 0, never: 0, seconds: null })).toBe('1 run is at hand.')
  })
})

describe('brushed checkpoints', () => {
  const map = { starts: Uint32Array.of(0, 3, 6), progress: of(0, 0.45, 0.9, 0, 0.5, 0.97) }
  it('are counted with their runs and their progress', () => {
    expect(brushedWords(map, [1, 2, 5])).toBe('3 checkpoints of 2 runs, between progress 0.45 and 0.97.')
    expect(brushedWords({ ...map, progress: of(NaN, NaN, NaN, NaN, NaN, NaN) }, [1])).toBe('1 checkpoint of 1 run.')
  })
})

it('lists as one writes', () => expect([listed([]), listed([1]), listed([1, 2]), listed([1, 2, 3])]).toEqual(['', '1', '1 and 2', '1, 2 and 3']))
