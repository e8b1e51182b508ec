// Batches for workers: everybody once, in order, none larger than a message should be.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { batches } from './batches.ts'

it('hold everybody once and in order, at most 24 networks and two megabytes, a larger network alone', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(40, 4000, 400_000, 1_800_000, 2_800_000), { maxLength: 80 }), sizes => {
    const networks = sizes.map((size, id) => ({ id, size }))
    const all = batches(networks, network => network.size)
    expect(all.flat()).toEqual(networks)
    for (const batch of all) {
      expect(batch.length).toBeGreaterThan(0)
      expect(batch.length).toBeLessThanOrEqual(24)
      if (batch.length > 1) expect(batch.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(2e6)
    }
  }))
})
