// What is typed is what is meant, and what is shown can be typed back.
import { describe, expect, it } from 'vitest'
import { readTyped, writeTyped } from './typed-number.ts'

describe('readTyped', () => {
  it('reads what a scientist would type', () => {
    expect(readTyped('3e-4')).toBe(0.0003)
    expect(readTyped(' .01 ')).toBe(0.01)
    expect(readTyped('1E2')).toBe(100)
    expect(readTyped('5.')).toBe(5)
  })
  it('knows grouped thousands, a true minus and a decimal comma', () => {
    expect(readTyped('1,257')).toBe(1257)
    expect(readTyped('1,257,000')).toBe(1257000)
    expect(readTyped('−0.5')).toBe(-0.5)
    expect(readTyped('0,5')).toBe(0.5)
  })
  it('refuses what is no number, and the infinite', () => {
    for (const text of ['', 'lots', '1e', '0x10', '1 2', 'Infinity', '1e999', '--1']) expect(readTyped(text)).toBeNull()
  })
})

describe('writeTyped', () => {
  it('comes back as the same number', () => {
    for (const value of [0, 0.0003, 1e-5, 0.01, 0.1 + 0.2, 32, 4294967295, -0.004, 123456.789]) expect(readTyped(writeTyped(value))).toBeCloseTo(value, 10)
  })
  it('is short', () => {
    expect(writeTyped(0.0003)).toBe('3e-4')
    expect(writeTyped(0.1 + 0.2)).toBe('0.3')
    expect(writeTyped(2024)).toBe('2024')
  })
})
