// Networks as dots: a number of their diagrams across, their accuracy up. Pure.
import type { NetworkRow } from '../../../core/network.ts'
import type { ShapeMeasure } from '../../../core/persistence/shape-measures.ts'
import { SHAPE_MEASURES } from '../../../core/persistence/shape-measures.ts'
import type { PackedDiagrams } from '../../../protocol/topology.ts'
import type { Option } from '../../ui/Select.tsx'
import { decimal, integer } from '../../ui/format.ts'

/** As menus and sentences name them. */
export const SHAPE_NAMES: Record<ShapeMeasure, { label: string, words: string, digits: number }> = {
  loopPersistence: { label: 'Total persistence, H1', words: 'total loop persistence', digits: 2 },
  longestLoop: { label: 'Longest loop', words: 'the longest loop', digits: 3 },
  loops: { label: 'Number of loops', words: 'the number of loops', digits: 0 },
  loopEntropy: { label: 'Persistent entropy, H1', words: 'persistent entropy', digits: 2 },
  piecePersistence: { label: 'Total persistence, H0', words: 'total persistence of pieces', digits: 1 },
}

export const SHAPE_OPTIONS: readonly Option<ShapeMeasure>[] = (Object.keys(SHAPE_NAMES) as ShapeMeasure[]).map(value => ({ value, label: SHAPE_NAMES[value].label }))

export const shown = (measure: ShapeMeasure, value: number): string => SHAPE_NAMES[measure].digits === 0 ? integer(value) : decimal(value, SHAPE_NAMES[measure].digits)

/** The measure of each row; NaN where its diagram is not there (yet). */
export function valuesOf(measure: ShapeMeasure, { ids, measures }: PackedDiagrams, rows: readonly NetworkRow[]): Float64Array {
  const column = SHAPE_MEASURES.indexOf(measure)
  const places = new Map(Array.from(ids, (id, k) => [id, k]))
  return Float64Array.from(rows, row => {
    const k = places.get(row.id)
    return k === undefined ? NaN : measures[k * SHAPE_MEASURES.length + column]
  })
}
