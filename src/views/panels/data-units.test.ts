// Planes of standardised data are labelled in the numbers of the file.
import { expect, it } from 'vitest'
import { unitsOf } from './data-units.ts'

it('puts back what standardising took away, feature by feature', () => {
  const units = unitsOf({ stored: { scale: Float32Array.of(2, 0.5), offset: Float32Array.of(10, -1), full: null } })
  expect([units(1.5, 0), units(4, 1)]).toEqual([13, 1])
  expect(unitsOf({ stored: { scale: Float32Array.of(4), offset: Float32Array.of(0), full: 4 } })(0.5, 1)).toBe(2)
  expect(unitsOf({})(0.25, 0)).toBe(0.25)
})
