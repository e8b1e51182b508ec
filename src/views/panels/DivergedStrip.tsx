// Networks that broke are kept in sight: a cross each, by learning rate, with the update at which it died. A click opens one.
import './DivergedStrip.css'
import { memo, useMemo } from 'react'
import { Term } from '../learn/Term.tsx'
import { withoutPlace } from '../map/in-words.ts'
import { Button } from '../ui/Button.tsx'
import { integer, kindOf } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { divergedGroups } from './diverged-groups.ts'

export function DivergedStrip() {
  const diverged = useApp(state => state.map?.diverged)
  const ids = useApp(state => state.selection.ids)
  const openId = useApp(state => state.open?.id ?? null)
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const off = useMemo(() => withoutPlace(diverged ?? []), [diverged])
  const groups = useMemo(() => divergedGroups(diverged ?? []), [diverged])
  if (!diverged?.length) return null
  return (
    <section className="Diverged" aria-label="Diverged networks">
      <div className="Diverged-head">
        <h2>{off.diverged > 0 && <>{integer(off.diverged)} <Term name="diverged">diverged</Term></>}{off.diverged > 0 && off.unplaced > 0 && ', '}{off.unplaced > 0 && `${integer(off.unplaced)} without a place`}</h2>
        {off.diverged > 0 ? <p>not finite; below each<br />the update it died at</p> : <p>finite, but further from everyone<br />than the map can show</p>}
      </div>
      <div className="Diverged-groups">
        {groups.map(group => (
          <div key={group.key} className="Diverged-group" role="group" aria-label={`${group.rows.length} without a place at a learning ${group.label}`}>
            <span className="Diverged-label">{group.label}</span>
            <div className="Diverged-crosses">
              {group.rows.map(row => (
                <Cross
                  key={row.id}
                  id={row.id}
                  name={kindOf(row)}
                  at={row.outcome.divergedAt}
                  chosen={ids.has(row.id)}
                  open={row.id === openId}
                  onPick={() => { select([row.id], 'strip'); void openNetwork(row.id) }}
                />
              ))}
            </div>
          </div>
        ))}
      </div>
      <Button small onClick={() => select(diverged.map(row => row.id), 'strip')}>Select</Button>
    </section>
  )
}

interface CrossProps { id: number, name: string, at: number | null, chosen: boolean, open: boolean, onPick: () => void }

const Cross = memo(function Cross({ id, name, at, chosen, open, onPick }: CrossProps) {
  const died = at === null ? 'has no place on the map' : `died at update ${integer(at)}`
  return (
    <button type="button" className="Diverged-cross" aria-pressed={chosen} aria-current={open ? 'true' : undefined} aria-label={`Network ${id}, ${name}, ${died}`} title={`#${id} ${name}, ${died}`} onClick={onPick}>
      <svg width={14} height={14} aria-hidden><path d="M3 3l8 8M11 3l-8 8" /></svg>
      <span>{at === null ? '–' : integer(at)}</span>
    </button>
  )
}, (before, after) => before.id === after.id && before.chosen === after.chosen && before.open === after.open && before.at === after.at)
