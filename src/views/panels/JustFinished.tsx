// The last few networks to come in while training goes on; where they come too fast to be read, those of a moment ago.
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { MapView } from '../../store/state.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import { NetworkTable } from './NetworkTable.tsx'
import { FAST, useGlance } from './use-glance.ts'

const MOST = 5

export function JustFinished() {
  const fast = useApp(state => (state.training?.rate ?? 0) > FAST)
  const latest = useApp(state => state.training?.justFinished) ?? NONE
  const map = useApp(state => state.map)
  const rows = useGlance(useMemo(() => map ? latestOf(map, latest, fast) : [], [map, latest, fast]), fast)
  return (
    <Panel title="Just finished" {...(rows.length ? {} : { say: 'Networks stand here for a while when they come in.' })}>
      {rows.length > 0 && <NetworkTable rows={rows} />}
    </Panel>
  )
}

const NONE: readonly number[] = []

/** The rows of these ids. Fast ones are finished long before they are placed: then those that were placed last, which are the last of their sequence. */
function latestOf(map: MapView, ids: readonly number[], fast: boolean): readonly NetworkRow[] {
  const everyone = [...map.networks, ...map.diverged]
  if (fast) return everyone.sort((a, b) => b.id - a.id).slice(0, MOST)
  const wanted = new Map(everyone.filter(row => ids.includes(row.id)).map(row => [row.id, row]))
  return ids.flatMap(id => wanted.get(id) ?? [])
}
