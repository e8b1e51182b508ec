// An average is held against the runs that it is of, configuration by configuration.
import { expect, test } from 'vitest'
import type { AveragePath } from '../../protocol/trajectories.ts'
import { endsOf, gainOf } from './between-averages.ts'

const path = (configuration: number, kind: AveragePath['kind'], error: number, meanError: number): AveragePath =>
  ({ configuration, kind, coordinates: new Float64Array(0), error, meanError, progress: 1 - error, meanProgress: 1 - meanError })
const PATHS = [path(1, 'geometric', 0.2, 0.4), path(1, 'arithmetic', 0.3, 0.4), path(0, 'arithmetic', 0.1, 0.1), path(0, 'geometric', 0.05, 0.1)]

test('configurations come in their order, kinds in the order asked for', () => {
  const ends = endsOf(PATHS, ['geometric', 'arithmetic', 'Jeffreys'])
  expect(ends.map(({ configuration }) => configuration)).toEqual([0, 1])
  expect(ends[1]).toEqual({ configuration: 1, runs: { error: 0.4, progress: 0.6 }, averages: [{ kind: 'geometric', error: 0.2, progress: 0.8 }, { kind: 'arithmetic', error: 0.3, progress: 0.7 }] })
})

test('the gain counts configurations where the average errs less; equal is not less', () => {
  const ends = endsOf(PATHS, ['geometric', 'arithmetic'])
  expect(gainOf(ends, 'arithmetic')).toMatchObject({ better: 1, of: 2 })
  expect(gainOf(ends, 'geometric')!.error).toBeCloseTo(0.125, 12)
  expect(gainOf(ends, 'geometric')!.runs).toBeCloseTo(0.25, 12)
  expect(gainOf(ends, 'Jeffreys')).toBeNull()
  expect(gainOf([], 'arithmetic')).toBeNull()
})
