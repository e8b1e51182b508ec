// Colours of runs and of checkpoints: one place in the palette each, and a key that says what it means.
import { describe, expect, it } from 'vitest'
import { fakeMap } from '../../store/fakes.ts'
import { groupPaint, HUES, paintOf } from './run-colours.ts'

const { networks } = fakeMap(6)
const RUNS = {
  ids: Int32Array.from(networks, row => row.id), starts: Uint32Array.from({ length: 7 }, (_, run) => 2 * run), steps: Uint32Array.from({ length: 12 }, (_, row) => row % 2 * 100),
  progress: Float64Array.from({ length: 12 }, (_, row) => row / 11), loss: new Float64Array(12).fill(NaN), error: new Float64Array(12).fill(0.5),
}
const paint = (colour: Parameters<typeof paintOf>[0]['colour'], map: Parameters<typeof paintOf>[1] = RUNS) => paintOf({ colour }, map, networks, [], 'light')

describe('each run', () => {
  it('has one colour on all its checkpoints, by its architecture or another category', () => {
    for (const by of ['architecture', 'optimiser', 'activation'] as const) {
      const { rows, runs, palette, key } = paint({ kind: 'run', by })
      for (let run = 0; run < 6; run++) expect([rows[2 * run], rows[2 * run + 1]]).toEqual([runs![run], runs![run]])
      expect(Math.max(...rows)).toBeLessThan(palette.length)
      expect(key.kind === 'names' && key.names.reduce((sum, { count }) => sum + count, 0)).toBe(6)
    }
  })

  it('by a number it has its place on the ramp', () => {
    const { runs, key, palette } = paint({ kind: 'run', by: 'testAccuracy' })
    const order = networks.map((row, k) => [row.outcome.testAccuracy, runs![k]] as const).sort((a, b) => a[0] - b[0]).map(([, place]) => place)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(key.kind).toBe('ramp')
    expect(palette[0]).not.toBe(palette[40])
  })

  it('one that has left the map is grey', () => {
    const { runs, palette } = paint({ kind: 'run', by: 'testAccuracy' }, { ...RUNS, ids: Int32Array.of(999, ...RUNS.ids.subarray(1)) })
    expect(runs![0]).toBe(palette.length - 1)
  })

  it('more groups than hues begin again', () => {
    const names = Array.from({ length: HUES + 2 }, (_, k) => `group ${k}`)
    const { runs } = groupPaint('Groups', [0, HUES, -1], names, [0, 1, 2, 3], 'dark')
    expect([...runs!]).toEqual([0, 0, HUES])
  })
})

describe('each checkpoint', () => {
  it('has its own colour, and paths have none', () => {
    const { rows, runs, key } = paint({ kind: 'checkpoint', by: 'progress' })
    expect(runs).toBeNull()
    expect([rows[0], rows[11]]).toEqual([0, 40])
    expect(key).toMatchObject({ kind: 'ramp', low: '0.00', high: '1.00' })
  })

  it('is grey where nobody knows the value', () => {
    const { rows, palette } = paint({ kind: 'checkpoint', by: 'loss' })
    expect(new Set(rows)).toEqual(new Set([palette.length - 1]))
  })

  it('by updates is on a log scale from none to the last', () => {
    expect(paint({ kind: 'checkpoint', by: 'step' }).key).toMatchObject({ low: '0', high: '100' })
  })
})
