import { expect, test } from 'vitest'
import { DEFAULT_GEOMETRY } from '../core/settings.ts'
import { firstStale, PIPELINE, stageKeys } from './pipeline.ts'

const dataset = { id: 'digits', noise: 0.1, decay: 0.5, seed: 1 } as const
const inputs = { dataset, ids: [0, 1, 2], geometry: DEFAULT_GEOMETRY }
const keys = stageKeys(inputs)

test('nothing is stale where nothing changed', () => {
  expect(firstStale(keys, stageKeys({ ...inputs, geometry: { ...DEFAULT_GEOMETRY } }))).toBeNull()
})

test.each([
  ['layout', { geometry: { ...DEFAULT_GEOMETRY, t: 9 } }],
  ['layout', { geometry: { ...DEFAULT_GEOMETRY, seed: 1 } }],
  ['distances', { geometry: { ...DEFAULT_GEOMETRY, sigma: 1 } }],
  ['distances', { geometry: { ...DEFAULT_GEOMETRY, scale: 'rms' as const, t: 3 } }],
  ['activations', { ids: [0, 1] }],
  ['activations', { dataset: { ...dataset, seed: 2 } }],
])('%s is the first stage to run again', (stage, change) => {
  expect(firstStale(keys, stageKeys({ ...inputs, ...change }))).toBe(stage)
})

test('a stale stage makes every later one stale', () => {
  const wanted = stageKeys({ ...inputs, ids: [5] })
  for (const { stage } of PIPELINE) expect(wanted[stage]).not.toBe(keys[stage])
})
