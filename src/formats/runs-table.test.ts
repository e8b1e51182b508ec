// Tables of runs: cells as they were meant, missing never 0, rows kept apart, steps folded, other people's exports.
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { FormatError } from './format-error.ts'
import type { TableRow } from './networks-table.ts'
import { isRunsTable, readRunsTable, uniqueNames } from './runs-table.ts'

const read = (text: string | Uint8Array, name = 'runs.csv'): [string, TableRow][] => [...readRunsTable(text, name).rows]
const column = (cells: readonly string[], delimiter = ','): unknown[] => read(['id', ...cells.map((_, k) => `r${k}`)].map((id, k) => [id, k === 0 ? 'x' : cells[k - 1]].join(delimiter)).join('\n')).map(([, row]) => row['x'])
const sentence = (text: string | Uint8Array, name = 'runs.csv'): string => {
  try {
    readRunsTable(text, name)
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'read'
}

describe('cells', () => {
  test('any table comes back by any delimiter and line end, whatever its words are', () => {
    const word = fc.string({ maxLength: 8, unit: 'grapheme' }).map(text => `w${text.trim()}`).filter(text => !/[\u0000-\u001f]/.test(text))
    const table = fc.record({
      columns: fc.uniqueArray(fc.oneof(fc.constantFrom('__proto__', 'constructor', 'lr'), word), { minLength: 1, maxLength: 5 }),
      ids: fc.uniqueArray(word, { minLength: 1, maxLength: 6 }),
    }).chain(({ columns, ids }) => fc.record({ columns: fc.constant(columns), ids: fc.constant(ids), cells: fc.array(word, { minLength: 30, maxLength: 30 }) }))
    fc.assert(fc.property(table, fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), ({ columns, ids, cells }, delimiter, newline) => {
      const text = Papa.unparse({ fields: ['id', ...columns], data: ids.map((id, row) => [id, ...columns.map((_, k) => cells[row * 5 + k])]) }, { delimiter, newline, quotes: true })
      const found = readRunsTable(text + newline, 'runs.csv')
      expect(found.columns).toEqual(columns)
      const entries = (row: object): [string, unknown][] => Object.entries(row)
      const right = ids.map((id, row) => [id, entries(Object.fromEntries(columns.map((title, k) => [title, cells[row * 5 + k]])))])
      expect([...found.rows].map(([id, row]) => [id, entries(row)])).toEqual(right)
    }))
    expect(({} as Record<string, unknown>)['lr']).toBeUndefined()
  })

  test.each<[string, string[], unknown[], string?]>([
    ['numbers', ['1', '-2.5', '1e-3', '.5'], [1, -2.5, 0.001, 0.5]],
    ['missing is null and never 0', ['', 'NaN', 'null', 'n/a', '0', '-'], [null, null, null, null, 0, null]],
    ['not finite is missing', ['inf', '-Infinity', '1e400', '2'], [null, null, null, 2]],
    ['truth', ['True', 'false', ''], [true, false, null]],
    ['words, if one is', ['16', 'auto', '32'], ['16', 'auto', '32']],
    ['None is a word among words', ['None', 'l2', ''], ['None', 'l2', null]],
    ['numerals of programs are words', ['0x10', '1_000'], ['0x10', '1_000']],
    ['formulas are words', ['=1+1', '@SUM(A1)'], ['=1+1', '@SUM(A1)']],
    ['decimal commas, where every cell fits', ['0,5', '1.234,5', '7', '1,5e-3'], [0.5, 1234.5, 7, 0.0015], ';'],
    ['decimal points in the same kind of table', ['0.5', '1.25'], [0.5, 1.25], ';'],
    ['commas that are neither', ['0,5', '1.25'], ['0,5', '1.25'], ';'],
    ['thousands', ['"1,234"', '"12,345,678.5"', '7'], [1234, 12345678.5, 7]],
    ['thousands by spaces', ['1 234', '12\u202f345'], [1234, 12345]],
    ['no decimal comma in a table by commas', ['"0,5"', '"1,25"'], ['0,5', '1,25']],
    ['per cent', ['96.5%', '7 %'], [0.965, 0.07]],
  ])('%s', (_what, cells, values, delimiter = ',') => expect(column(cells, delimiter)).toEqual(values))

  test('marks of byte order, UTF-16 and Latin-1', () => {
    const text = 'id;größe;lr\r\nä;x;0,1\r\n'
    const rows = [['ä', { größe: 'x', lr: 0.1 }]]
    const wide = (little: boolean): Uint8Array => {
      const view = new DataView(new ArrayBuffer(2 + 2 * text.length))
      ;[0xfeff, ...Array.from(text, letter => letter.charCodeAt(0))].forEach((code, k) => view.setUint16(2 * k, code, little))
      return new Uint8Array(view.buffer)
    }
    for (const bytes of [new TextEncoder().encode(text), new TextEncoder().encode(`\uFEFF${text}`), wide(true), wide(false), Uint8Array.from(text, letter => letter.charCodeAt(0))]) expect(read(bytes)).toEqual(rows)
    expect(read(`sep=;\n${text}`)).toEqual(rows)
  })

  test('quoted newlines, delimiters and marks', () => expect(read('name,notes,accuracy\na,"line ""one""\nline two, with comma",0.9\n')).toEqual([['a', { notes: 'line "one"\nline two, with comma', accuracy: 0.9 }]]))
})

describe('rows', () => {
  test('of one name are kept apart, and nameless ones are called by their place', () => {
    const { rows, warnings } = readRunsTable('id,lr\na,1\na,2\n,3\na (2),4\n', 'runs.csv')
    expect([...rows].map(([id, { lr }]) => [id, lr])).toEqual([['a', 1], ['a (3)', 2], ['row 3', 3], ['a (2)', 4]])
    expect(warnings).toEqual(['1 run has no name: called by the row.', '1 run has the name of another: kept apart as a (3).'])
    fc.assert(fc.property(fc.array(fc.constantFrom('a', 'b', 'a (2)', 'a (3)', '')), names => { expect(new Set(uniqueNames(names)).size).toBe(names.length) }))
  })

  test('columns of one name too; pandas\' index names the runs; an empty last column is none', () => {
    expect(read(',lr,lr\n7,1,2\n')).toEqual([['7', { lr: 1, 'lr (2)': 2 }]])
    expect(read('id,lr,\na,1,\nb,2\n')).toEqual([['a', { lr: 1 }], ['b', { lr: 2 }]])
  })

  test('of a table without names join nothing, and that is said', () => {
    const { rows, warnings } = readRunsTable('lr,accuracy\n1,0.5\n2,0.6\n', 'runs.csv')
    expect([[...rows.keys()], warnings]).toEqual([['row 1', 'row 2'], ['No column names the runs (id, name, run or number): they are called row 1, row 2, …, and join no network.']])
  })

  test('that are to be joined must name a network each', () => {
    const refused = (text: string): string => { try { readRunsTable(text, 'T.csv', true) } catch (error) { return (error as Error).message } return 'read' }
    expect(['lr\n1\n', 'id,lr\na,1\na,2\n', 'id,epoch,lr\na,1,1\na,2,2\n'].map(refused)).toEqual([
      'T.csv has no column that names the network; call it id.', 'T.csv: row 3 is a second one for "a"; there should be one row a network.', 'read',
    ])
  })

  test('impossible accuracies are missing, and told by run', () => {
    const { rows, warnings } = readRunsTable('id,accuracy,delta\na,-1,-1\nb,,2\nc,1e400,3\nd,0.9,4\n', 'runs.csv')
    expect([...rows.values()].map(row => row['accuracy'])).toEqual([null, null, null, 0.9])
    expect([...rows.values()].map(row => row['delta'])).toEqual([-1, 2, 3, 4])
    expect(warnings).toEqual([
      'accuracy: 1 value is not finite (1e400) and counts as missing.',
      'accuracy is -1 for "a": an accuracy lies between 0 and 1, so it counts as missing.', 'accuracy is missing for 1 of 4 rows.',
    ])
    expect(readRunsTable('id,val_acc\na,97.5\n', 'runs.csv').warnings).toEqual(['val_acc goes up to 97.5: it seems to be in per cent. The values are kept as they are.'])
  })

  test.each([
    ['id,lr,x\na,1\nb,1,2,3\n', 'runs.csv: row 2 has 2 cells, the header has 3; row 3 has 4.'],
    ['id,lr\na,"1\n', 'runs.csv: row 2 opens a quotation mark that is never closed'],
    ['id,lr\n', 'runs.csv: no runs in this table (a header and no rows).'],
    ['', 'runs.csv is empty (0 bytes).'],
    [`${'a,'.repeat(2001)}b\n`, 'runs.csv: row 1 has more than 2000 cells'],
    ['id\n'.repeat(1_000_002), 'runs.csv has more than 1 million cells'],
  ])('refused, case %#', (text, start) => expect(sentence(text).slice(0, start.length)).toBe(start))
})

describe('steps', () => {
  test('of one log fold to the last values and the best', () => {
    const { rows, warnings, columns } = readRunsTable('epoch,loss,val_accuracy,lr\n1,2.5,0.4,0.1\n2,0.5,0.9,0.1\n3,0.7,0.8,\n', 'cnn.csv')
    expect([...rows]).toEqual([['cnn', { epoch: 3, loss: 0.7, 'loss (best)': 0.5, val_accuracy: 0.8, 'val_accuracy (best)': 0.9, lr: 0.1 }]])
    expect(columns).toEqual(['epoch', 'loss', 'loss (best)', 'val_accuracy', 'val_accuracy (best)', 'lr'])
    expect(warnings).toEqual(['The table has a row a step (3): folded to the last values of 1 run, and the best where a name says which way is better.'])
  })

  test('of several runs fold by run; a step that does not rise is a row', () => {
    expect(read('name,_step,loss\na,0,3\nb,0,4\na,1,1\nb,1,2\na,2,2\n')).toEqual([['a', { _step: 2, loss: 2, 'loss (best)': 1 }], ['b', { _step: 1, loss: 2, 'loss (best)': 2 }]])
    expect(read('name,epoch,loss\na,10,3\na,10,4\nb,20,1\n').map(([id]) => id)).toEqual(['a', 'a (2)', 'b'])
    expect(read('name,epoch\na,1\nb,2\n').map(([id]) => id)).toEqual(['a', 'b'])
  })

  test('of a chart are columns of runs', () => {
    const text = '"Step","cool - 1 - loss","cool - 1 - loss__MIN","cool - 1 - loss__MAX","b - loss"\n1,3,3,3,5\n2,1,1,1,\n3,2,2,2,\n'
    const { source, rows, columns } = readRunsTable(text, 'chart.csv')
    expect([source, [...rows], columns]).toEqual(['wandb', [['cool - 1', { loss: 2, 'loss (best)': 1 }], ['b', { loss: 5, 'loss (best)': 5 }]], ['loss', 'loss (best)']])
  })
})

test('a data set is told from runs by its header', () => {
  expect(['sepal length,sepal width,species\n1,2,a\n', 'Id,SepalLength,Species\n1,2,a\n', 'x,y,label\n1,2,0\n'].map(text => isRunsTable(new TextEncoder().encode(text), 'iris.csv'))).toEqual([false, false, false])
  expect(['id,x\na,1\n', 'lr,val_loss\n1,2\n', 'number,value,params_lr,state\n0,1,2,COMPLETE\n', 'name,class,accuracy\na,b,1\n', 'x,y\n', 'a,"'].map(text => isRunsTable(new TextEncoder().encode(text), 'runs.csv'))).toEqual([true, true, true, true, true, true])
})

test('a digit after another is no work for hours', () => {
  expect(read(`id,x\na,${'1'.repeat(1_000_000)}x\n`)[0][1]['x']).toHaveLength(1_000_001)
})

test('JSON rows are a table too', () => {
  expect(read('[{"id": "a", "config": {"lr": 0.1}, "__proto__": 3}]', 'runs.json').map(([id, row]) => [id, Object.entries(row)])).toEqual([['a', [['__proto__', 3], ['config.lr', 0.1]]]])
  expect(sentence('[]', 'runs.json')).toBe('runs.json: no runs in this table (an empty list).')
})

const shared = new URL('../../../shared/models/public/sweep-csv/', import.meta.url)
describe.skipIf(!existsSync(shared))(`other people's exports${existsSync(shared) ? '' : ' (skipped: ../shared/models/public is not here)'}`, () => {
  test('Optuna: a row a trial', () => {
    const { source, rows, columns } = readRunsTable(new Uint8Array(readFileSync(new URL('zubair-optuna/optuna_trials.csv', shared))), 'optuna_trials.csv')
    expect([source, rows.size, columns.slice(0, 2)]).toEqual(['optuna', 11, ['value', 'datetime_start']])
    expect(rows.get('0')).toMatchObject({ value: 0.837187588, params_neurons: 185, params_learning_rate: 1.1e-5, state: 'COMPLETE' })
  })

  test('Weights & Biases: the steps of one run, folded', () => {
    const { source, rows, warnings } = readRunsTable(new Uint8Array(readFileSync(new URL('snappier-wandb/wandb_export.csv', shared))), 'wandb_export.csv')
    expect([source, [...rows.keys()]]).toEqual(['wandb', ['wandb_export']])
    expect(warnings[0]).toMatch(/^The table has a row a step \(256\)/)
    const [row] = rows.values()
    expect(row['eval/reward/episode_reward_mean (best)']).toBeGreaterThanOrEqual(row['eval/reward/episode_reward_mean'] as number)
  })
})
