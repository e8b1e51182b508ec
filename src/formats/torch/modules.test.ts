// Modules of a pickle as evidence: shared ones are read once, those that hold themselves end, and nothing grows with the ways that lead to them.
import { expect, test } from 'vitest'
import { toldByModules } from './modules.ts'
import type { Value } from './pickle-values.ts'
import { Made, Named } from './pickle-values.ts'

const module = (name: string, children: [string, Value][], settings: [string, Value][] = []): Made => {
  const made = new Made(new Named(name), [], false)
  made.state = new Map<Value, Value>([['_parameters', new Map()], ['_buffers', new Map()], ['_modules', new Map<Value, Value>(children)], ...settings])
  return made
}
const SEQUENTIAL = 'torch.nn.modules.container.Sequential'
const relu = module('torch.nn.modules.activation.ReLU', [])

test('one activation that stands in several places', () => {
  const told = toldByModules(module(SEQUENTIAL, [['0', relu], ['1', module('torch.nn.modules.dropout.Dropout', [])], ['2', relu]]), new Map())!
  expect(told.evidence.steps).toEqual([{ kind: 'activation', fn: 'relu' }, { kind: 'activation', fn: 'relu' }])
  expect([told.evidence.sure, told.classes, told.unknown]).toEqual([true, [SEQUENTIAL, 'ReLU', 'Dropout', 'ReLU'], null])
})

test('a hundred ways at each of sixteen levels', () => {
  let inner: Made = relu
  for (let level = 0; level < 16; level++) inner = module(SEQUENTIAL, Array.from({ length: 100 }, (_, k): [string, Value] => [String(k), level === 0 ? relu : inner]))
  const told = toldByModules(inner, new Map())!
  expect(told.classes.length).toBe(10_000)
  expect(told.evidence.steps).toBeNull()
})

test('a module that holds itself', () => {
  const held = module(SEQUENTIAL, [['0', relu]])
  ;((held.state as Map<Value, Value>).get('_modules') as Map<Value, Value>).set('1', held)
  expect(toldByModules(held, new Map())!.classes).toEqual([SEQUENTIAL, 'ReLU'])
})

test('a class of one\'s own that has weights is none that is known', () => {
  const told = toldByModules(module('__main__.Net', [['act', relu], ['rnn', module('torch.nn.modules.rnn.LSTM', [])]]), new Map())!
  expect([told.evidence.steps, told.evidence.sure, told.unknown]).toEqual([null, false, { place: 'rnn', kind: 'LSTM' }])
  expect(toldByModules(new Map([['a', relu]]), new Map())).toBeNull()
})
