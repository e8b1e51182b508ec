// Who among the brought networks is marked on the map, and what their labels say: those at one place share a mark. Pure.
import type { Imported } from '../../store/imports/imported.ts'
import { shownName } from '../../formats/base-name.ts'
import type { NetworkRow } from '../../core/network.ts'
import { FIRST_BROUGHT } from '../../core/network.ts'
import { decimal } from '../ui/format.ts'

export interface LandedGroup {
  /** Rows of the map, in the order in which they came. */
  rows: number[]
  ids: number[]
  name: string
  /** “0.9722, residual 0.021”. */
  facts: string
  offMap: boolean
  nearest: readonly { id: number }[]
}

/** Share of the map's diagonal within which two places are one. */
const SAME = 1e-4

/** Files whose marks are drawn; a bundle of hundreds has none but its dots. */
const MOST_OF_A_FILE = 12

/** `laid`: ids put between the others afterwards; of those that the map was made with nothing is left over, and none is off it. */
export function landedGroups(imports: readonly Imported[], networks: readonly NetworkRow[], positions: ArrayLike<number>, laid: ReadonlySet<number>): LandedGroup[] {
  const rowOf = new Map(networks.map((network, row) => [network.id, row]))
  const near = SAME * diagonal(positions)
  const groups: LandedGroup[] = []
  for (const { name, ids, landed } of [earlier(imports, laid), ...imports]) {
    if (ids.length > MOST_OF_A_FILE) continue
    for (const id of ids) {
      const row = rowOf.get(id)
      if (row === undefined) continue
      const same = groups.find(group => Math.hypot(positions[2 * group.rows[0]] - positions[2 * row], positions[2 * group.rows[0] + 1] - positions[2 * row + 1]) <= near)
      if (same) {
        same.rows.push(row)
        same.ids.push(id)
        continue
      }
      const own = landed?.id === id ? landed : null
      const between = laid.has(id)
      const label = ids.length > 1 || name === '' ? networks[row].brought?.name ?? name : name
      const residual = between ? own?.residual : undefined
      const offMap = between && (own?.offMap ?? false)
      groups.push({ rows: [row], ids: [id], name: shownName(label), facts: factsOf(networks[row], residual), offMap, nearest: own?.nearest ?? [] })
    }
  }
  return groups
}

/** Brought at an earlier visit, or with a file of a map: their own files are not here any more, their names are. */
function earlier(imports: readonly Imported[], laid: ReadonlySet<number>): Pick<Imported, 'name' | 'ids' | 'landed'> {
  const here = new Set(imports.flatMap(({ ids }) => ids))
  return { name: '', ids: [...laid].filter(id => id >= FIRST_BROUGHT && !here.has(id)), landed: null }
}

/** The first one's name, and how many lie there with it. */
export const labelOf = ({ name, ids }: Pick<LandedGroup, 'name' | 'ids'>): string => ids.length === 1 ? name : `${name} and ${ids.length - 1} more`

function factsOf({ outcome: { testAccuracy } }: NetworkRow, residual: number | undefined): string {
  return [Number.isFinite(testAccuracy) ? decimal(testAccuracy, 4) : '', residual !== undefined && Number.isFinite(residual) ? `residual ${decimal(residual, 3)}` : ''].filter(Boolean).join(', ')
}

function diagonal(positions: ArrayLike<number>): number {
  const [low, high] = [[Infinity, Infinity], [-Infinity, -Infinity]]
  for (let k = 0; k < positions.length; k++) {
    low[k % 2] = Math.min(low[k % 2], positions[k])
    high[k % 2] = Math.max(high[k % 2], positions[k])
  }
  return Math.max(Math.hypot(high[0] - low[0], high[1] - low[1]), 1e-12)
}
