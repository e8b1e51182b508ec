// Numbers read as in Python, with a true minus and grouped thousands.
import { describe, expect, it } from 'vitest'
import { measureOf } from '../../store/measures.ts'
import { bytes, decimal, integer, measured, optimiserName, power, recipeName, roughTime, roundly, tick } from './format.ts'

describe('format', () => {
  it('groups thousands and writes a true minus', () => {
    expect([integer(1257), integer(-13130), integer(0.4)]).toEqual(['1,257', '−13,130', '0'])
    expect(decimal(-0.394, 2)).toBe('−0.39')
  })

  it('keeps decimals, also zeros, and dashes what is no number', () => {
    expect([decimal(0.97222, 4), decimal(1, 3), decimal(NaN, 3), decimal(Infinity, 1)]).toEqual(['0.9722', '1.000', '–', '–'])
  })

  it('writes rates as Python would', () => {
    expect([0.0003, 0.01, 0.00273, 12.34, 0, 3, 0.034567, 1e-5, 45678].map(power)).toEqual(['3e-4', '0.01', '2.7e-3', '12.3', '0', '3', '0.035', '1e-5', '4.6e4'])
    expect([power(NaN), power(-0.0003)]).toEqual(['–', '−3e-4'])
  })

  it('writes ticks of shares without the nought', () => {
    expect([0, 0.25, 0.5, 1, -0.5].map(tick)).toEqual(['0', '.25', '.5', '1', '−.5'])
  })

  it('writes sizes in the unit one would say', () => {
    expect([812, 46300, 4.1e6].map(bytes)).toEqual(['812 B', '46 kB', '4.1 MB'])
  })

  it('never says 60 seconds and more where minutes are meant', () => {
    for (const seconds of [87.4, 89.7, 119.6, 179.9, 3599.7]) expect(roughTime(seconds)).toMatch(/^(85 s|\d+ min|[\d.]+ h)$/)
  })

  it('rounds what is rough to two figures, and times to what one would say', () => {
    expect([54.8, 107.3, 3.14, 1234, 0.23].map(roundly)).toEqual(['55', '110', '3.1', '1,200', '0.23'])
    expect([0.02, 4.6, 12.2, 88, 130, 7200].map(roughTime)).toEqual(['1 s', '5 s', '10 s', '1 min', '2 min', '2.0 h'])
  })

  it('writes a measure as its kind asks', () => {
    expect(measured(measureOf('testAccuracy'), 0.97222)).toBe('0.9722')
    expect(measured(measureOf('parameters'), 13130)).toBe('13,130')
    expect(measured(measureOf('learningRate'), 0.0003)).toBe('3e-4')
    expect(measured(measureOf('optimiser'), 'adamw')).toBe('AdamW')
    expect(measured(measureOf('testLoss'), NaN)).toBe('–')
  })

  it('names recipes and optimisers', () => {
    expect(optimiserName('sgd')).toBe('SGD')
    expect(optimiserName('tanh')).toBe('tanh')
    const hyper = { family: 'mlp', depth: 3, width: 64, activation: 'tanh', optimiser: 'adam', learningRate: 0.01, weightDecay: 0, batchSize: 32, dropout: 0, epochs: 25, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh' } as const
    expect(recipeName(hyper)).toBe('tanh 64–64–64')
    expect(recipeName({ ...hyper, family: 'conv', depth: 2, width: 20 })).toBe('tanh conv 3–3 → 20')
    expect([measured(measureOf('family'), 'mlp'), measured(measureOf('family'), 'conv')]).toEqual(['MLP', 'conv'])
  })
})
