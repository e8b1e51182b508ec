// Batches for the spectra worker: everybody once, in order, none larger than a message should be.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { NetworkActivations } from '../core/network.ts'
import { batches } from './spectra.ts'

it('hold everybody once and in order, at most 24 networks and two megabytes, a larger network alone', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(10, 1000, 100_000, 450_000, 700_000), { maxLength: 80 }), sizes => {
    const networks = sizes.map((size, id): NetworkActivations => ({ id, rows: 1, columns: size, values: { length: size } as Float32Array }))
    const all = batches(networks)
    expect(all.flat()).toEqual(networks)
    for (const batch of all) {
      expect(batch.length).toBeGreaterThan(0)
      expect(batch.length).toBeLessThanOrEqual(24)
      if (batch.length > 1) expect(batch.reduce((sum, { columns }) => sum + 4 * columns, 0)).toBeLessThanOrEqual(2e6)
    }
  }))
})
