// A table of runs that was dropped beside bundles whose networks it names: its rows become theirs.
import { tableNotes } from './bundle.ts'
import type { Opened } from './dropped.ts'

type Table = Extract<Opened, { kind: 'table' }>
type WithBundle = Extract<Opened, { kind: 'bundle' }>

/** Tables that name networks of a bundle become part of it; the others stay as they are. */
export function withTables(opened: readonly Opened[]): Opened[] {
  const tables = opened.filter((one): one is Table => one.kind === 'table')
  const joined = new Set<Opened>()
  const answers = opened.map(one => {
    if (one.kind !== 'bundle') return one
    const own = tables.filter(({ table }) => one.bundle.networks.some(({ name }) => table.rows.has(name)))
    own.forEach(table => joined.add(table))
    return own.reduce(withTable, one)
  })
  return answers.filter(one => !joined.has(one))
}

/** Cells of the table go over those that the bundle has of its own. */
function withTable(one: WithBundle, { table, files, bytes }: Table): WithBundle {
  const { bundle } = one
  const networks = bundle.networks.map(network => {
    const row = table.rows.get(network.name)
    return row ? { ...network, row: Object.fromEntries([...Object.entries(network.row), ...Object.entries(row)]) } : network
  })
  const notes = [...bundle.notes, ...tableNotes(networks.map(({ name }) => name), table.rows), ...table.warnings]
  return { ...one, files: [...one.files, ...files], bytes: one.bytes + bytes, bundle: { ...bundle, networks, notes } }
}
