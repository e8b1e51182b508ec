// The activation functions at points where their values are known, and their slopes against differences.
import { describe, expect, it } from 'vitest'
import { ACTIVATIONS } from '../network.ts'
import type { Activation } from '../network.ts'
import { activate } from './activation.ts'

const at = (kind: Activation, input: number): { value: number, slope: number } => {
  const values = Float64Array.of(input)
  const slopes = Float64Array.of(NaN)
  activate(kind, values, slopes, 1)
  return { value: values[0], slope: slopes[0] }
}

describe.each(ACTIVATIONS)('%s', kind => {
  it('has the slope that differences give', () => {
    const h = 1e-5
    for (const x of [-4, -1.3, -0.2, 0.1, 0.7, 2, 5]) {
      expect(at(kind, x).slope).toBeCloseTo((at(kind, x + h).value - at(kind, x - h).value) / (2 * h), 8)
    }
  })

  it('stays finite for the largest float32, and passes NaN on', () => {
    for (const x of [-3.4e38, 3.4e38]) {
      const { value, slope } = at(kind, x)
      expect(Number.isFinite(value) && Number.isFinite(slope)).toBe(true)
    }
    expect(at(kind, NaN).value).toBeNaN()
  })

  it('leaves what lies behind the count alone', () => {
    const values = Float32Array.of(-2, -2)
    activate(kind, values, new Float32Array(2), 1)
    expect(values[1]).toBe(-2)
  })
})

it('has the textbook values', () => {
  expect(at('relu', -3)).toEqual({ value: 0, slope: 0 })
  expect(at('relu', 3)).toEqual({ value: 3, slope: 1 })
  expect(at('relu', 0)).toEqual({ value: 0, slope: 0 })
  expect(at('tanh', 0)).toEqual({ value: 0, slope: 1 })
  expect(at('sigmoid', 0)).toEqual({ value: 0.5, slope: 0.25 })
  expect(at('gelu', 0)).toEqual({ value: 0, slope: 0.5 })
  // The tanh form; the exact gelu would be 0.8413447.
  expect(at('gelu', 1).value).toBeCloseTo(0.841191990608, 11)
  expect(at('gelu', 30)).toEqual({ value: 30, slope: 1 })
})

it('tanh and sigmoid are one function on two scales: tanh x = 2 sigmoid 2x − 1', () => {
  for (const x of [-3, -0.4, 0, 0.9, 2.5]) expect(at('tanh', x).value).toBeCloseTo(2 * at('sigmoid', 2 * x).value - 1, 14)
})
