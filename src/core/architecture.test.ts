// Architectures in words: layers are listed while they are few.
import { expect, test } from 'vitest'
import { architectureOf, hiddenWords } from './architecture.ts'

test('layers and activation', () => {
  expect(architectureOf({ family: 'mlp', depth: 2, width: 64, activation: 'relu' })).toBe('64–64 relu')
  expect(architectureOf({ family: 'conv', depth: 2, width: 32, activation: 'tanh' })).toBe('conv 2 → 32 tanh')
  expect(hiddenWords({ family: 'mlp', depth: 1, width: 16 })).toBe('16')
  expect(hiddenWords({ family: 'mlp', depth: 4, width: 8 })).toBe('8–8–8–8')
  expect(hiddenWords({ family: 'mlp', depth: 8, width: 8 })).toBe('8 × 8')
})
