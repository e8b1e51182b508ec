// Axes in words.
import { expect, it } from 'vitest'
import { axisName, noteWords, stressWords } from './axis-words.ts'

it('an axis says its number and its eigenvalue with its sign', () => {
  expect(axisName(0, 7.3312)).toBe('axis 1  λ₁ = 7.331')
  expect(axisName(9, -0.106)).toBe('axis 10  λ₁₀ = −0.106')
  expect(axisName(3, 0.00042)).toBe('axis 4  λ₄ = 4.2e-4')
  expect(axisName(1, undefined)).toBe('axis 2')
})

it('the stress is that of the first axis, and of all shown where they are the first ones', () => {
  const stress = Float64Array.of(0.97, 0.98, 0.985)
  expect(stressWords({ stress }, [0])).toBe('first axis alone explains 0.970 of the stress')
  expect(stressWords({ stress }, [1, 0])).toBe('first axis alone explains 0.970 of the stress, these two 0.980')
  expect(stressWords({ stress }, [0, 2])).toBe('first axis alone explains 0.970 of the stress')
  expect(stressWords({ stress: new Float64Array() }, [0])).toBe('')
  expect(noteWords({ stress, axes: [0, 1, 2], dimensions: 2 }, true)).toContain('axes at their own scales')
  expect(noteWords({ stress, axes: [0, 1, 2], dimensions: 2, signs: [-1, 1, 1] }, true)).toMatch(/^far apart along axis 1 means closer, not farther · first axis/)
  expect(noteWords({ stress, axes: [0, 1, 2], dimensions: 2, signs: [1, 1, -1] }, true)).not.toContain('closer')
  expect(noteWords({ stress: null, axes: [0, 1, 2], dimensions: 2 }, false, 'half')).toBe('one scale')
  expect(noteWords({ stress, axes: [0, 1, 2], dimensions: 2 }, true, 'little')).not.toContain('scales')
})
