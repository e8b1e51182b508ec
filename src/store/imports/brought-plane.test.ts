// The plane that a brought network is asked over, in the numbers of the data.
import { expect, it } from 'vitest'
import type { OwnSource } from '../../core/data/own.ts'
import { hashOf, ownDataOf, ownFrom } from '../../core/data/own.ts'
import { probeSetOf } from '../../core/graph/probe-set.ts'
import { planeFrame } from '../../core/training/plane.ts'
import { gridProbes } from './brought-plane.ts'

/** Heights in centimetres and weights in kilograms. */
const source: OwnSource = {
  title: 'people', values: Float32Array.from({ length: 80 }, (_, k) => k % 2 === 0 ? 150 + k / 2 : 50 + 1.5 * k), shape: [2], fullScale: null,
  labels: Uint8Array.from({ length: 40 }, (_, k) => k % 2), classNames: ['a', 'b'],
}

it('is a grid of stored values, of which the network sees what it sees of rows', () => {
  const dataset = ownFrom(source, { id: 'own', own: ownDataOf(source, hashOf(source), 40), seed: 1, noise: 0, decay: 0 })
  const probes = probeSetOf(dataset, dataset.probes)
  const grid = gridProbes(dataset, probes, 5)
  expect([grid.rows, grid.shape, grid.labels]).toEqual([25, [2], null])
  expect(grid.statistics).toBe(probes.statistics)
  const { across, up } = planeFrame(dataset)
  const { scale, offset } = dataset.stored!
  // From the top left to the bottom right.
  expect(grid.values[0]).toBeCloseTo(across[0] * scale[0] + offset[0], 3)
  expect(grid.values[1]).toBeCloseTo(up[1] * scale[1] + offset[1], 3)
  expect(grid.values[48]).toBeCloseTo(across[1] * scale[0] + offset[0], 3)
  expect(grid.values[49]).toBeCloseTo(up[0] * scale[1] + offset[1], 3)
  expect(grid.values[0]).toBeLessThan(150)
  expect(grid.values[48]).toBeGreaterThan(189)
})
