// A table of runs joined to the networks of the map: to brought ones by their name, their file's name or their number, to the others by their number.
import type { NetworkRow } from '../../core/network.ts'
import { baseName } from '../../formats/base-name.ts'
import type { TableRow } from '../../formats/networks-table.ts'
import type { RunsTable } from '../../formats/runs-table.ts'
import type { MapView } from '../state.ts'

/** Without folders and endings. */
const stemOf = (name: string): string => baseName(name).replace(/\.[^.]+$/, '')

interface Joined { map: MapView, /** Networks with a row. */ joined: number, /** Rows without a network. */ left: number }

/** The name of its row, of the names that it goes by; null where the table has none. */
function rowNameOf({ id, brought }: NetworkRow, rows: RunsTable['rows']): string | null {
  const names = brought ? [brought.name, stemOf(brought.name), `${id}`, `#${id}`] : [`${id}`, `#${id}`]
  return names.find(name => rows.has(name)) ?? null
}

/** Networks of the map that have a row. */
export const countNamed = ({ networks, diverged }: Pick<MapView, 'networks' | 'diverged'>, { rows }: Pick<RunsTable, 'rows'>): number =>
  [...networks, ...diverged].filter(row => rowNameOf(row, rows) !== null).length

/** Columns of the same name are replaced. A row of which two networks might be the owner goes to the first by name. */
export function joinedTo(map: MapView, { rows }: RunsTable): Joined {
  const used = new Set<string>()
  const find = (row: NetworkRow): TableRow | null => {
    const own = rowNameOf(row, rows)
    if (own === null) return null
    used.add(own)
    return rows.get(own)!
  }
  let joined = 0
  const withRow = (row: NetworkRow): NetworkRow => {
    const found = find(row)
    if (!found) return row
    joined++
    const values = Object.fromEntries([...Object.entries(row.brought?.values ?? {}), ...Object.entries(found)])
    return { ...row, brought: { name: row.brought?.name ?? `#${row.id}`, values } }
  }
  const networks = map.networks.map(withRow)
  const diverged = map.diverged.map(withRow)
  return { map: joined > 0 ? { ...map, version: map.version + 1, networks, diverged } : map, joined, left: rows.size - used.size }
}

/** What a notice says of it. */
export function joinedWords(name: string, { joined, left }: Joined, rows: number): string {
  if (joined === 0) return `None of the ${rows} rows of ${name} names a network of this map. Its ids should be the networks’ numbers, or the names of brought files.`
  const rest = left === 0 ? '' : ` ${left} of its ${rows} rows name${left === 1 ? 's' : ''} no network of this map.`
  return `${joined} ${joined === 1 ? 'network has' : 'networks have'} a row of ${name} now.${rest}`
}
