// Tables of networks: values as they were written, columns of any name, and what is refused.
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { FormatError } from './format-error.ts'
import type { TableValue } from './networks-table.ts'
import { readNetworksTable } from './networks-table.ts'

const read = (text: string, name = 'T.csv'): [string, [string, TableValue][]][] => [...readNetworksTable(text, name)].map(([id, row]) => [id, Object.entries(row)])
const sentence = (text: string, name = 'T.csv'): string => {
  try {
    readNetworksTable(text, name)
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'read'
}

describe('CSV', () => {
  test('any table comes back, whatever its columns and words are', () => {
    const word = fc.string({ maxLength: 8, unit: 'grapheme' }).map(text => `w${text.trim()}`)
    const name = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'lr'), word)
    const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean(), fc.constant(null), word)
    const table = fc.uniqueArray(name, { maxLength: 5 }).chain(columns => fc.record({
      columns: fc.constant(columns),
      ids: fc.uniqueArray(word, { minLength: 1, maxLength: 5 }),
      cells: fc.array(value, { minLength: 5 * columns.length, maxLength: 5 * columns.length }),
    }))
    fc.assert(fc.property(table, fc.constantFrom('', '\uFEFF'), fc.constantFrom('\n', '\r\n'), ({ columns, ids, cells }, mark, newline) => {
      const rows = ids.map((id, at) => [id, columns.map((column, k): [string, TableValue] => [column, cells[at * columns.length + k]])] as const)
      const text = Papa.unparse({ fields: ['id', ...columns], data: rows.map(([id, row]) => [id, ...row.map(([, cell]) => Object.is(cell, -0) ? '-0' : cell)]) }, { delimiter: ',', newline })
      expect(readNetworksTable(mark + text + newline, 'T.csv')).toEqual(new Map(rows.map(([id, row]) => [id, Object.fromEntries(row)])))
    }))
  })

  test('a column called __proto__ is data like any other', () => {
    const row = readNetworksTable('id,__proto__,lr\na,7,1\n', 'T.csv').get('a')!
    expect(Object.entries(row)).toEqual([['__proto__', 7], ['lr', 1]])
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>)['lr']).toBeUndefined()
  })

  test.each<[string, TableValue]>([
    ['16', 16], ['-1.5', -1.5], ['+.5', 0.5], ['5.', 5], ['1e-3', 0.001], ['2E4', 20000], [' 3 ', 3],
    ['0x10', '0x10'], ['0b1', '0b1'], ['0o7', '0o7'], ['1_000', '1_000'], ['Infinity', 'Infinity'], ['1e999', '1e999'], ['nan', 'nan'], ['.', '.'], ['1e', '1e'],
    ['True', true], ['false', false], ['', null], ['  ', null], ['"a, ""b"""', 'a, "b"'], ['"two\nlines"', 'two\nlines'],
  ])('%j is read as %j', (cell, value) => expect(read(`id,x,y\na,${cell},1\n`)).toEqual([['a', [['x', value], ['y', 1]]]]))

  test('the network is named by the first of several columns, in any case, with other separators too', () => {
    expect(read('lr;Name\n1;a\n')).toEqual([['a', [['lr', 1]]]])
    expect(read('name\tID\nx\t7\n')).toEqual([['7', [['name', 'x']]]])
    expect(read('id\na\n\nb\n')).toEqual([['a', []], ['b', []]])
  })

  test.each([
    ['id,lr,lr\na,1,2\n', 'T.csv: two columns are called "lr"; every column should have a name of its own.'],
    ['id,lr, lr \na,1,2\n', 'T.csv: two columns are called "lr"'],
    ['lr\n1\n', 'T.csv has no column that names the network; call it id.'],
    ['', 'T.csv has no column that names the network'],
    ['id,lr\na,1\na,2\n', 'T.csv: row 2 is a second one for "a"; there should be one row a network.'],
    ['id,lr,x\na,1\n', 'T.csv: row 1 has 2 cells and the header 3; every row should have the header\'s columns.'],
    ['id,lr\na,1,2\n', 'T.csv: row 1 has 3 cells and the header 2'],
    ['id,lr\na\n', 'T.csv: row 1 has 1 cell and'],
    ['id,lr\na,"1\n', 'T.csv: line 2 is not CSV'],
    [`id,${Array.from({ length: 501 }, (_, k) => `c${k}`).join(',')}\na${',1'.repeat(501)}\n`, 'T.csv: row 1 has 501 columns; 500 is the most'],
  ])('refused, case %#', (text, start) => expect(sentence(text).slice(0, start.length)).toBe(start))
})

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
