// float16: all 65,536 halves there and back, and every place where rounding could go wrong.
import { describe, expect, test } from 'vitest'
import { fitsHalf, fromHalf, roundedToHalf, toHalf } from './half.ts'

const ALL = Uint16Array.from({ length: 65_536 }, (_, bits) => bits)
const isNaNHalf = (bits: number): boolean => (bits & 0x7c00) === 0x7c00 && (bits & 0x3ff) !== 0
/** The value that IEEE 754 gives the bits, by its text: sign, 5 bits of exponent, 10 bits of fraction. */
const meaning = (bits: number): number => {
  const [, sign, exponent, fraction] = /^(.)(.{5})(.{10})$/.exec(bits.toString(2).padStart(16, '0'))!.map((digits, index) => index ? parseInt(digits, 2) : 0)
  if (exponent === 31) return fraction ? NaN : (1 - 2 * sign) * Infinity
  return (1 - 2 * sign) * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -14 * (fraction / 1024))
}

describe('float16', () => {
  const values = fromHalf(ALL)

  test('every half has the value that the standard gives it', () => {
    expect(ALL.findIndex(bits => !Object.is(values[bits], meaning(bits)))).toBe(-1)
  })

  test('every half survives the way to float32 and back', () => {
    const back = toHalf(values)
    expect(ALL.findIndex(bits => isNaNHalf(bits) ? !isNaNHalf(back[bits]) : back[bits] !== bits)).toBe(-1)
    expect(fitsHalf(values)).toBe(true)
  })

  test('between two neighbours the nearer is taken, and midway the even one', () => {
    const wrong: number[] = []
    for (const sign of [0, 0x8000]) {
      for (let low = 0; low < 0x7c00; low++) {
        const [a, b] = [meaning(low), low === 0x7bff ? 65_536 : meaning(low + 1)]
        const middle = (a + b) / 2
        const gap = middle * 2 ** -23
        const flip = sign ? -1 : 1
        const got = toHalf(Float32Array.of(flip * (middle - gap), flip * middle, flip * (middle + gap)))
        const even = low & 1 ? low + 1 : low
        if (got[0] !== (sign | low) || got[1] !== (sign | even) || got[2] !== (sign | (low + 1))) wrong.push(sign | low)
      }
    }
    expect(wrong).toEqual([])
  })

  test('beyond the largest half lies infinity, below the smallest a zero of the same sign', () => {
    expect([...roundedToHalf(Float32Array.of(65_519, 65_520, 1e30, -Infinity, 2 ** -25, -1e-30, NaN))]).toEqual([65_504, Infinity, Infinity, -Infinity, 0, -0, NaN])
  })

  test('a value between halves does not fit', () => {
    expect(fitsHalf(Float32Array.of(1, 0.1))).toBe(false)
    expect(fitsHalf(Float32Array.of(1, 0.5, -3))).toBe(true)
    expect(fitsHalf(Float32Array.of(1e6))).toBe(false)
  })
})
