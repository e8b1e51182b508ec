// A table of runs: what it holds, and how many of its rows name a network of the map, which then take them along.
import { useMemo } from 'react'
import type { RunsTable } from '../../formats/runs-table.ts'
import type { Imported } from '../../store/imports/imported.ts'
import { countNamed } from '../../store/imports/table.ts'
import { Button } from '../ui/Button.tsx'
import { bytes, integer } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { CardPart } from './Card.tsx'

const SOURCES: Record<RunsTable['source'], string> = { wandb: 'Weights & Biases', optuna: 'Optuna', table: 'a table' }
const FEW = 10

export function TableCard({ of, table }: { of: Imported, table: RunsTable }) {
  const map = useApp(state => state.map)
  const join = useApp(state => state.joinTable)
  const remove = useApp(state => state.removeImports)
  const { rows, columns, source, warnings } = table
  const named = useMemo(() => map ? countNamed(map, { rows }) : 0, [map, rows])
  return (
    <CardPart title="Table of runs" aside={`${SOURCES[source]}, ${bytes(of.bytes)}`}>
      <dl className="Card-facts">
        <dt>runs</dt><dd>{integer(rows.size)}</dd>
        <dt>columns</dt><dd>{integer(columns.length)}</dd>
        <dt>of this map’s networks</dt><dd>{integer(named)} have a row</dd>
      </dl>
      <p className="Panel-note">{columns.slice(0, FEW).join(', ')}{columns.length > FEW ? ` and ${integer(columns.length - FEW)} more` : ''}</p>
      {warnings.length > 0 && <ul className="Card-warnings">{warnings.map(warning => <li key={warning}>{warning}</li>)}</ul>}
      {of.block && <p>{of.block}</p>}
      <p className="Card-actions">
        <Button small reason={named === 0 ? 'No network of this map has the name or number of a row. Bring the networks first, named as in the table.' : null} onClick={() => join(of.key)}>Join to {integer(named)} networks</Button>
        <Button small variant="quiet" onClick={() => void remove([of.key])}>Remove</Button>
      </p>
    </CardPart>
  )
}
