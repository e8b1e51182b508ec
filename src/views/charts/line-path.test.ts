// A curve's path: through every finite value, with a gap where there is none.
import { describe, expect, it } from 'vitest'
import { linePath } from './line-path.ts'

const path = (values: number[]) => linePath(values, k => 10 * k, value => 100 - value)

describe('a line', () => {
  it('goes through its values', () => expect(path([0, 1, 2.25])).toBe('M0,100L10,99L20,97.8'))
  it('breaks where a value is not finite, and goes on behind it', () => expect(path([1, NaN, 2, 3, Infinity])).toBe('M0,99ZM20,98L30,97'))
  it('is empty without values', () => expect([path([]), path([NaN])]).toEqual(['', '']))
})
