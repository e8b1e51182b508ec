// Cells come back as they were, and none is a formula.
import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { csvCell } from './csv-cell.ts'

const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('=1+1', '+a', '-a', '@SUM(A1)', '\tx', '\rx', 'a,b', 'say "so"', 'two\nlines', '-1'))

test('a row of any words comes back, formulas with an apostrophe before them', () => {
  fc.assert(fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), cells => {
    const { data: [row] } = Papa.parse<string[]>(cells.map(csvCell).join(','), { delimiter: ',', newline: '\n' })
    expect(row).toEqual(cells.map(text => /^[=+\-@\t\r]/.test(text) ? `'${text}` : text))
    for (const text of row) expect(text).not.toMatch(/^[=+\-@\t\r]/)
  }))
})

test('numbers stay numbers; what is not known is empty', () => expect([-0.5, 1e-7, 3, null].map(csvCell)).toEqual(['-0.5', '1e-7', '3', '']))
