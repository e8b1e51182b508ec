// What accuracy costs: every network by its parameters, and the front of those that no smaller one matches.
import { useDeferredValue, useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { frontOf, weighed } from '../../store/search/front.ts'
import type { ShownProposal } from '../../store/search/search-state.ts'
import { lookAt } from '../map/look-at.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { decimal, integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import { FrontChart } from './FrontChart.tsx'
import { setMapMode, useMapMode } from './map-mode.ts'

export function FrontPanel({ shown }: { shown: readonly ShownProposal[] }) {
  const networks = useDeferredValue(useApp(state => state.map?.networks) ?? NONE)
  const select = useApp(state => state.select)
  const { front: ringed } = useMapMode()
  const [all, front] = useMemo(() => [weighed(networks), frontOf(networks)], [networks])
  const proposed = useMemo(() => new Set(shown.flatMap(({ id }) => id ?? [])), [shown])
  if (front.length < 2) return null
  const [first, last] = [front[0], front.at(-1)!]
  const added = front.filter(({ id }) => proposed.has(id)).length
  const ids = front.map(({ id }) => id)
  return (
    <Panel
      title="Accuracy against size"
      help="sampling"
      aside={`n = ${integer(all.length)}`}
      say={(
        <>
          No network matches these <b>{integer(front.length)}</b> with fewer parameters: from {decimal(first.score, 3)} with {integer(first.cost)}
          {' '}to {decimal(last.score, 3)} with {integer(last.cost)}
          {added > 0 && <>; <b>{integer(added)}</b> of them {added === 1 ? 'was' : 'were'} proposed here</>}.
        </>
      )}
    >
      <FrontChart all={all} front={front} proposed={proposed} />
      <div className="Search-actions">
        <Button small onClick={() => { select(ids, 'panel'); lookAt(ids) }}>Select these {integer(front.length)}</Button>
        <Check label="Rings on the map" checked={ringed} onChange={front => setMapMode({ front })} />
      </div>
    </Panel>
  )
}

const NONE: readonly NetworkRow[] = []
