// Rows of networks as JSON: values as they were written, columns of any name, and what is refused.
import { describe, expect, test } from 'vitest'
import { FormatError } from './format-error.ts'
import type { TableValue } from './networks-table.ts'
import { readNetworksTable } from './networks-table.ts'

const read = (text: string, name = 'T.json'): [string, [string, TableValue][]][] => [...readNetworksTable(text, name)].map(([id, row]) => [id, Object.entries(row)])
const sentence = (text: string, name = 'T.json'): string => {
  try {
    readNetworksTable(text, name)
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'read'
}

describe('JSON', () => {
  const json = (value: unknown): string => JSON.stringify(value)

  test('a list of rows, or rows by id; values of a config within a row are named by their way to them', () => {
    const row = { lr: 0.1, on: true, note: null, config: { optim: { beta: 0.9 }, sizes: [3, 4] }, code: '0x10' }
    const cells = { lr: 0.1, on: true, note: null, 'config.optim.beta': 0.9, 'config.sizes': '[3,4]', code: '0x10' }
    expect(readNetworksTable(json([{ ...row, id: 'a' }, { id: 7 }]), 'T.json')).toEqual(new Map<string, object>([['a', cells], ['7', {}]]))
    expect(readNetworksTable(json({ a: row, 7: {} }), 'T.json')).toEqual(new Map<string, object>([['a', cells], ['7', {}]]))
  })

  test('__proto__ as a column, as a config and as an id is data', () => {
    expect(read('[{"id": "a", "__proto__": 1, "lr": 2}]', 'T.json')).toEqual([['a', [['__proto__', 1], ['lr', 2]]]])
    expect(read('[{"id": "a", "__proto__": {"lr": 2}}]', 'T.json')).toEqual([['a', [['__proto__.lr', 2]]]])
    expect(read('{"__proto__": {"lr": 2}}', 'T.json')).toEqual([['__proto__', [['lr', 2]]]])
    expect(({} as Record<string, unknown>)['lr']).toBeUndefined()
  })

  test.each([
    ['{', 'T.json is not complete JSON: it ends at character 1.'],
    ['{]', 'T.json is not JSON text.'],
    ['7', 'T.json should be a list of rows, each an object with an id.'],
    ['null', 'T.json should be a list of rows'],
    ['[7]', 'T.json: row 1 should be an object of hyper-parameters and metrics.'],
    ['{"a": [1]}', 'T.json: "a" should be an object of hyper-parameters and metrics.'],
    ['[{"lr": 1}]', 'T.json: row 1 has no column that names the network; call it id.'],
    ['[{"id": null}]', 'T.json: row 1: id should be the network\'s name or number.'],
    ['[{"id": 1}, {"id": "1"}]', 'T.json: row 2 is a second one for "1"'],
    ['[{"id": 1, "c.lr": 1, "c": {"lr": 2}}]', 'T.json: row 1 has two values called "c.lr"'],
    [`[{"id": 1, "x": ${'{"y":'.repeat(300)}1${'}'.repeat(300)}}]`, 'T.json nests brackets more than 200 deep.'],
  ])('refused, case %#', (text, start) => expect(sentence(text, 'T.json').slice(0, start.length)).toBe(start))
})
