// How many are selected, and how well they do against everyone; from here the selection can be let go.
import { useMemo } from 'react'
import { median } from '../../core/statistics.ts'
import { Button } from '../ui/Button.tsx'
import { decimal, integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import { useSelected } from './use-selected.ts'

export function SelectionSummary() {
  const { networks, selected, diverged } = useSelected()
  const clear = useApp(state => state.clearSelection)
  const [some, all] = useMemo(() => [selected, networks].map(rows => median(rows.map(row => row.outcome.testAccuracy))), [selected, networks])
  const lost = diverged.length > 0 ? ` ${integer(diverged.length)} diverged ${diverged.length === 1 ? 'one' : 'ones'} besides, without a place on the map.` : ''
  return (
    <Panel title="Selection" {...(lost ? { say: lost.trim() } : {})}>
      <div className="Figures">
        <div className="Figure Figure-a"><b aria-live="polite">{integer(selected.length)}</b><span>of {integer(networks.length)} networks</span></div>
        <div className="Figure Figure-a"><b>{decimal(some, 3)}</b><span>median accuracy</span></div>
        <div className="Figure"><b>{decimal(all, 3)}</b><span>of all</span></div>
        <Button small onClick={clear} title="Clear the selection (Esc)">Clear</Button>
      </div>
    </Panel>
  )
}
