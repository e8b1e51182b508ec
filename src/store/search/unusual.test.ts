import { describe, expect, test } from 'vitest'
import type { Hyperparameters } from '../../core/network.ts'
import { networkAt } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { isUnusual, usualSettings, varyingSettings } from './unusual.ts'

const first = networkAt(DEFAULT_RECIPE, 0).hyper
const withRates = (...rates: number[]): Hyperparameters[] => rates.map(learningRate => ({ ...first, learningRate }))

describe('what is usual', () => {
  test('of a number is the middle half, its ends too', () => {
    const usual = usualSettings(withRates(1, 2, 3, 4, 5))
    expect([1.9, 2, 3, 4, 4.1].map(rate => isUnusual(usual, 'learningRate', rate))).toEqual([true, false, false, false, true])
  })

  test('of a name is the commonest, and the first of several', () => {
    const of = (...names: Hyperparameters['activation'][]) => usualSettings(names.map(activation => ({ ...first, activation }))).get('activation')
    expect(of('tanh', 'relu', 'relu')).toBe('relu')
    expect(of('tanh', 'relu')).toBe('tanh')
  })

  test('of nobody is nothing, and then nothing is unusual', () => expect(isUnusual(usualSettings([]), 'learningRate', 3)).toBe(false))
})

test('the learning rate is always told, others where they differ', () => {
  expect([...varyingSettings([])]).toEqual(['learningRate'])
  expect([...varyingSettings([first, first])]).toEqual(['learningRate'])
  expect([...varyingSettings([first, { ...first, batchSize: first.batchSize + 1 }])].sort()).toEqual(['batchSize', 'learningRate'])
})
