// The checkpoints that a box or a lasso on the picture holds, one by one; a click selects their run.
import { useDeferredValue, useMemo, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { decimal, integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import { runOfRow } from './scene.ts'
import { brushedWords } from './trajectory-words.ts'
import type { Runs } from './use-runs.ts'

const FIRST = 8
const MORE = 200

export function BrushedPanel({ runs: { map, paint, name } }: { runs: Runs }) {
  const brushed = useDeferredValue(useApp(state => state.trajectories.brushed))
  const select = useApp(state => state.select)
  const brush = useApp(state => state.brushCheckpoints)
  const [whole, setWhole] = useState(false)
  const rows = useMemo(() => [...brushed].filter(row => row < map.steps.length).sort((a, b) => a - b), [brushed, map])
  const labelled = map.progress.some(Number.isFinite)
  const shown = rows.slice(0, whole ? MORE : FIRST)
  if (rows.length === 0) {
    return <Panel title="Brushed checkpoints" help="trajectories" say="Draw a box or a lasso around checkpoints on the picture of training: they are listed here, and their runs are selected everywhere." />
  }
  return (
    <Panel title="Brushed checkpoints" help="trajectories" aside={shown.length < rows.length ? `${integer(shown.length)} of ${integer(rows.length)}` : undefined} say={brushedWords(map, rows)}>
      <table className="Rows">
        <thead><tr><th className="Rows-wide">run</th><th className="Rows-figure">update</th>{labelled && <><th className="Rows-figure">progress</th><th className="Rows-figure">accuracy</th></>}</tr></thead>
        <tbody>
          {shown.map(row => {
            const run = runOfRow(map.starts, row)
            return (
              <tr key={row}>
                <td className="Rows-wide">
                  <button type="button" className="Rows-link" onClick={() => select([map.ids[run]], 'panel')}>
                    <i className="Training-dot" style={{ background: paint.palette[paint.rows[row]] }} aria-hidden />{name(run)}
                  </button>
                </td>
                <td className="Rows-figure">{integer(map.steps[row])}</td>
                {labelled && <><td className="Rows-figure">{decimal(map.progress[row], 3)}</td><td className="Rows-figure">{decimal(1 - map.error[row], 3)}</td></>}
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="Training-actions">
        {rows.length > FIRST && <Button small onClick={() => setWhole(!whole)}>{whole ? `Show ${FIRST}` : `Show ${integer(Math.min(MORE, rows.length))}`}</Button>}
        <Button small variant="quiet" onClick={() => brush([])}>Clear the brush</Button>
      </p>
    </Panel>
  )
}
