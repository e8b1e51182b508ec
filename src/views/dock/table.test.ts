// What is typed must mean what it says; rows must stand in their order, with what is unknown last; the keys must stay on the table.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NetworkRow } from '../../core/network.ts'
import { drawNetworks } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { fakeTrained } from '../../store/fakes.ts'
import { MEASURES, measureOf } from '../../store/measures.ts'
import { columnOf } from './table-columns.ts'
import { tableCsv } from './table-csv.ts'
import { nextSort, selectedFirst, sorted } from './table-order.ts'
import { readQuery } from './table-query.ts'
import { walked } from './table-walk.ts'

const rows: NetworkRow[] = drawNetworks(DEFAULT_RECIPE, 0, 80).map(spec => fakeTrained(spec, spec.id % 20 === 3 ? 12 : null).row)
const found = (text: string): NetworkRow[] => { const query = readQuery(text, MEASURES); expect(query.fault).toBeNull(); return rows.filter(query.test) }
const fault = (text: string): string | null => readQuery(text, MEASURES).fault

describe('what one types to find networks', () => {
  it('holds conditions on numbers by short and by long names, with and without spaces', () => {
    const wanted = rows.filter(row => row.hyper!.learningRate > 0.01)
    expect(wanted.length).toBeGreaterThan(0)
    expect(wanted.length).toBeLessThan(rows.length)
    for (const text of ['lr > 0.01', 'lr>0.01', 'learning rate > .01', 'Learning Rate > 1e-2', 'learningRate>0.01']) expect(found(text), text).toEqual(wanted)
  })

  it('holds all of several conditions and words at once', () => {
    expect(found('lr > 0.01 relu depth >= 2')).toEqual(rows.filter(row => row.hyper!.learningRate > 0.01 && row.hyper!.activation === 'relu' && row.hyper!.depth >= 2))
    expect(found('relu test accuracy >= 0.5')).toEqual(rows.filter(row => row.hyper!.activation === 'relu' && row.outcome.testAccuracy >= 0.5))
  })

  it('turns round what has a minus before it', () => {
    expect(found('-relu')).toEqual(rows.filter(row => row.hyper!.activation !== 'relu'))
    expect([...found('-depth > 2'), ...found('depth > 2')]).toHaveLength(rows.length)
  })

  it('knows names as they are kept and as they are written, ids, and who diverged', () => {
    expect(found('optimiser = sgd')).toEqual(found('optimiser = SGD'))
    expect(found('optimiser != SGD')).toHaveLength(rows.length - found('optimiser = SGD').length)
    expect(found('#7').map(row => row.id)).toEqual([7])
    expect(found('diverged').map(row => row.id)).toEqual([3, 23, 43, 63])
  })

  it('takes an equal number by the digits that were typed', () => {
    expect(found('accuracy = 0.5')).toEqual(rows.filter(row => row.outcome.testAccuracy === 0.5))
    expect(found('depth = 2')).toEqual(rows.filter(row => row.hyper!.depth === 2))
  })

  it('asks for nothing where nothing is typed', () => {
    expect(readQuery('  ', MEASURES).asks).toBe(false)
    expect(found('')).toEqual(rows)
  })

  it('says in one sentence what it cannot read, and holds the rest', () => {
    expect(fault('speed > 3')).toBe('“speed” is no column of this table: try lr, depth or accuracy.')
    expect(fault('> 3')).toBe('Before > stands no column: try lr > 0.01.')
    expect(fault('lr >')).toBe('After learning rate > a value is missing.')
    expect(fault('lr > fast')).toBe('“fast” is not a number, which learning rate > needs.')
    expect(fault('activation > relu')).toBe('Activation has names, not sizes: write activation = relu.')
    expect(fault('activation = softplus')).toBe('Activation is never “softplus”: it is relu, tanh, gelu, sigmoid.')
    expect(rows.filter(readQuery('relu lr >', MEASURES).test)).toEqual(found('relu'))
  })

  it('never breaks, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('l', 'r', ' ', '>', '=', '<', '-', '"', '#', '1', '.', 'relu', '≥', '!') }), text => {
      const query = readQuery(text, MEASURES)
      return rows.filter(query.test).length <= rows.length && (query.fault === null || query.fault.endsWith('.'))
    }))
  })
})

describe('the order of rows', () => {
  const measure = measureOf('testLoss')
  const mixed = rows.slice(0, 6).map((row, k) => ({ ...row, outcome: { ...row.outcome, testLoss: [0.3, NaN, 0.1, 0.3, NaN, 0.2][k] } }))
  const ids = (down: boolean) => sorted(mixed, { key: 'testLoss', down }, measure).map(row => row.id)

  it('puts what is unknown last both ways, and equals by id', () => {
    expect(ids(false)).toEqual([2, 5, 0, 3, 1, 4])
    expect(ids(true)).toEqual([0, 3, 5, 2, 1, 4])
  })

  it('sorts names in their fixed order, not by letters', () => {
    const activations = sorted(rows, { key: 'activation', down: false }, measureOf('activation')).map(row => row.hyper!.activation)
    expect([...new Set(activations)]).toEqual(['relu', 'tanh', 'gelu', 'sigmoid'].filter(name => activations.includes(name as 'relu')))
  })

  it('goes from greatest to least to by-id, names the other way about', () => {
    const first = nextSort(null, 'depth', true)
    expect(first).toEqual({ key: 'depth', down: true })
    expect(nextSort(first, 'depth', true)).toEqual({ key: 'depth', down: false })
    expect(nextSort({ key: 'depth', down: false }, 'depth', true)).toBeNull()
    expect(nextSort(first, 'activation', false)).toEqual({ key: 'activation', down: false })
  })

  it('brings the selected to the front and changes nothing else', () => {
    expect(selectedFirst(mixed, new Set([4, 2])).map(row => row.id)).toEqual([2, 4, 0, 1, 3, 5])
  })
})

describe('the table as a file', () => {
  it('keeps order, numbers in full, and leaves empty what is not known', () => {
    const columns = [columnOf(measureOf('learningRate')), columnOf(measureOf('silhouette'))]
    const [head, first] = tableCsv([rows[5], rows[3]], columns, new Set([5])).split('\r\n')
    expect(head).toBe('id,name,selected,divergedAt,learningRate,silhouette')
    expect(first).toBe(`5,#5,1,,${rows[5].hyper!.learningRate},`)
    expect(tableCsv([{ ...rows[0], brought: { name: 'a "b", c', values: {} } }], [], new Set())).toContain('0,"a ""b"", c",0,')
  })
})

describe('the keys of the table', () => {
  const size = { rows: 9, columns: 4, page: 5 }
  const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false })
  it('walk by one, by what is in sight and to the ends, and never leave', () => {
    expect(walked({ row: 0, column: 1 }, press('ArrowUp'), size)).toEqual({ row: -1, column: 1 })
    expect(walked({ row: -1, column: 1 }, press('ArrowUp'), size)).toEqual({ row: -1, column: 1 })
    expect(walked({ row: 6, column: 3 }, press('PageDown'), size)).toEqual({ row: 8, column: 3 })
    expect(walked({ row: 2, column: 2 }, press('End', true), size)).toEqual({ row: 8, column: 3 })
    expect(walked({ row: 2, column: 2 }, press('Home'), size)).toEqual({ row: 2, column: 0 })
    expect(walked({ row: 2, column: 2 }, press('x'), size)).toBeNull()
  })
})
