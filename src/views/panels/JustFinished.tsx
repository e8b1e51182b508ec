// The last few networks to come in while training goes on; where they come too fast to be read, those of a moment ago.
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import { NetworkTable } from './NetworkTable.tsx'
import { FAST, useGlance } from './use-glance.ts'

export function JustFinished() {
  const fast = useApp(state => (state.training?.rate ?? 0) > FAST)
  const latest = useGlance(useApp(state => state.training?.justFinished) ?? NONE, fast)
  const map = useApp(state => state.map)
  const rows = useMemo(() => {
    if (!map) return []
    const wanted = new Set(latest)
    const found = new Map<number, NetworkRow>([...map.networks, ...map.diverged].filter(row => wanted.has(row.id)).map(row => [row.id, row]))
    return latest.flatMap(id => found.get(id) ?? [])
  }, [latest, map])
  return (
    <Panel title="Just finished" {...(rows.length ? {} : { say: 'Networks stand here for a while when they come in.' })}>
      {rows.length > 0 && <NetworkTable rows={rows} />}
    </Panel>
  )
}

const NONE: readonly number[] = []
