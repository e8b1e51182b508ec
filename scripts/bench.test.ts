// The table that measurements are printed as.
import { expect, test } from 'vitest'
import { table } from './bench.ts'

test('columns in the order of their first row, aligned, numbers to the right, gaps left empty', () => {
  expect(table([{ what: 'a', ms: 5 }, { what: 'longer', ms: 1234, note: 'x' }])).toBe([
    '  what      ms  note',
    '  ──────  ────  ────',
    '  a          5',
    '  longer  1234  x',
  ].join('\n'))
})
