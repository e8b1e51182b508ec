// What the dialog of a brought data set says.
import { expect, test } from 'vitest'
import { readData } from '../../formats/data/read-data.ts'
import { cell, classCounts, columnOptions, formatWords } from './data-words.ts'

const draft = readData([{
  path: 'a.csv',
  bytes: new TextEncoder().encode(['x,name,kind', ...Array.from({ length: 30 }, (_, row) => `${row * 0.1},n${row},${['b', 'a', 'a'][row % 3]}`)].join('\n')),
}])

test('columns are named with how many values they have', () => {
  expect(columnOptions(draft)).toEqual([{ value: '0', label: 'x · 30 values' }, { value: '1', label: 'name · 30 values, text' }, { value: '2', label: 'kind · 2 values, text' }])
  expect(formatWords(draft)).toBe('CSV')
})

test('classes are counted in their order; none before the label is known', () => {
  expect(classCounts(draft)).toEqual([20, 10])
  expect(classCounts({ ...draft, labels: null, classNames: [] })).toEqual([])
})

test('numbers read as in the file, float32 or not', () => {
  expect([0, 5100, Math.fround(4853.2), Math.fround(-0.161), 1e-12].map(cell)).toEqual(['0', '5100', '4853.2', '−0.161', '1e−12'])
})
