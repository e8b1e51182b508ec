// What one can do with a brought network: find it on the map, look inside, hold it as a group, take it off.
import { LocateFixed, Network, X } from 'lucide-react'
import type { Imported } from '../../store/imports/imported.ts'
import { lookAt } from '../map/look-at.ts'
import { Button } from '../ui/Button.tsx'
import { useApp } from '../use-app.ts'

const ICON = { size: 14, 'aria-hidden': true } as const

export function ImportActions({ of: { key, ids } }: { of: Imported }) {
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const setGroup = useApp(state => state.setGroup)
  const groups = useApp(state => state.groups)
  const remove = useApp(state => state.removeImports)
  const free = groups.a.size === 0 || groups.b.size > 0 ? 'a' : 'b'
  const landed = ids.length > 0
  return (
    <section className="CardPart">
      <p className="Card-actions" style={{ marginTop: 0 }}>
        {landed && <Button small icon={<LocateFixed {...ICON} />} onClick={() => { select(ids, 'panel'); lookAt(ids) }}>Show on the map</Button>}
        {ids.length === 1 && <Button small icon={<Network {...ICON} />} title="Its confusion, its view of the probes, its weights" onClick={() => { select(ids, 'panel'); void openNetwork(ids[0]) }}>Look inside</Button>}
        {landed && <Button small title={`Hold as group ${free.toUpperCase()}, to compare`} onClick={() => setGroup(free, ids)}>Keep as group {free.toUpperCase()}</Button>}
        <Button small variant="quiet" icon={<X {...ICON} />} onClick={() => void remove([key])}>Remove</Button>
      </p>
    </section>
  )
}
