import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../random.ts'
import { separation } from '../separation/separation.ts'
import { runToEnd } from '../steps.ts'
import type { Portrait } from './portrait.ts'
import { measureColumns, portraitSteps } from './portrait.ts'

const N = 12
const labels = Int32Array.from({ length: N }, (_, i) => i % 3)
const portrait = (values: Float32Array, of: Int32Array | null = labels): Portrait =>
  runToEnd(portraitSteps({ id: 0, rows: N, columns: values.length / N, values }, of, { scale: 'mean', sigma: 0.5 }))

const random = mulberry32(3)
const living = Float32Array.from({ length: 4 * N }, random)
const OF_CLASSES = ['silhouette', 'daviesBouldin', 'calinskiHarabasz', 'cka', 'distanceRatio'] as const

describe('the portrait of a layer', () => {
  it('has the separation of its probes', () => {
    const found = portrait(living)
    const { silhouette, daviesBouldin, calinskiHarabasz, cka, distanceRatio, walkMass } = separation(Float64Array.from(living), N, 4, labels)
    expect(found).toMatchObject({ silhouette, daviesBouldin, calinskiHarabasz, cka, distanceRatio, walkMass })
    expect(Object.values(found).every(Number.isFinite)).toBe(true)
  })

  it.each([
    ['of zeros', new Float32Array(4 * N)],
    ['that answers the same to every probe', Float32Array.from({ length: 4 * N }, (_, k) => [0.1, -7, 1e-30, 3e5][k % 4])],
  ])('%s has no separation to speak of, rather than the best', (_, values) => {
    const found = portrait(values)
    for (const name of OF_CLASSES) expect(found[name]).toBeNaN()
    expect(found).toMatchObject({ spectralEntropy: expect.closeTo(0, 10) as number, loops: 0, loopPersistence: 0, longestLoop: 0, componentPersistence: 0 })
  })

  it('keeps the separation of a layer that is nearly dead', () => {
    const values = new Float32Array(4 * N)
    values[5] = 1e-30
    const found = portrait(values)
    expect(OF_CLASSES.every(name => Number.isFinite(found[name]))).toBe(true)
  })

  it('has none of it without labels', () => {
    const found = portrait(living, null)
    for (const name of [...OF_CLASSES, 'walkMass'] as const) expect(found[name]).toBeNaN()
    expect(Number.isFinite(found.spectralEntropy)).toBe(true)
  })
})

describe('columns of measures', () => {
  it('leave out what is undefined for all, and keep what is undefined for one', () => {
    const dead = portrait(new Float32Array(4 * N))
    expect(measureColumns([dead, dead]).has('daviesBouldin')).toBe(false)
    expect(Number.isNaN(measureColumns([dead, portrait(living)]).get('daviesBouldin')![0])).toBe(true)
  })
})
