// Who stands against whom: the two groups, each with what can be done with it.
import './compare.css'
import { ArrowLeftRight, X } from 'lucide-react'
import type { NetworkRow } from '../../../core/network.ts'
import type { Groups } from '../../../store/state.ts'
import { Button } from '../../ui/Button.tsx'
import { fullName, integer } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useApp } from '../../use-app.ts'
import type { Sides } from './compared.ts'

export function GroupsHead({ sides }: { sides: Sides }) {
  const selected = useApp(state => state.selection.ids)
  const swap = useApp(state => state.swapGroups)
  const setGroup = useApp(state => state.setGroup)
  const all = useApp(state => state.map?.networks)
  const [a, b] = [sides.a.length, sides.b.length]
  const say = a && b ? undefined
    : a || b ? `Now select others and hold them as group ${a ? 'B' : 'A'}, or take everybody else.`
      : 'Select some networks on the map or in any panel and hold them as group A; then select others for group B.'
  const pair = selected.size === 2 ? [...selected] : null
  const rest = () => { if (all) setGroup(a ? 'b' : 'a', all.filter(row => !(a ? sides.a : sides.b).includes(row)).map(row => row.id)) }
  return (
    <Panel title="A against B" help="statistics" say={say}>
      <div className="Sides">
        <Side group="a" rows={sides.a} />
        <Side group="b" rows={sides.b} />
      </div>
      <div className="Sides-actions">
        {a > 0 && b > 0 && <Button small icon={<ArrowLeftRight size={14} aria-hidden />} onClick={swap}>Swap</Button>}
        {(a > 0) !== (b > 0) && <Button small onClick={rest}>Everybody else as {a ? 'B' : 'A'}</Button>}
        {pair && <Button small onClick={() => { setGroup('a', [pair[0]]); setGroup('b', [pair[1]]) }}>Compare the two selected</Button>}
      </div>
    </Panel>
  )
}

function Side({ group, rows }: { group: keyof Groups, rows: readonly NetworkRow[] }) {
  const chosen = useApp(state => state.selection.ids)
  const selected = chosen.size
  const setGroup = useApp(state => state.setGroup)
  const select = useApp(state => state.select)
  const name = group.toUpperCase()
  const held = rows.length > 0
  const same = held && selected === rows.length && rows.every(row => chosen.has(row.id))
  return (
    <div className={`Side Side-${group}`} role="group" aria-label={`Group ${name}`}>
      <span className="Side-letter" aria-hidden>{name}</span>
      {held
        ? (
            <button type="button" className="Side-name" title={`Select group ${name}`} onClick={() => select(rows.map(row => row.id), 'panel')}>
              {rows.length === 1 ? fullName(rows[0]) : `${integer(rows.length)} networks`}
            </button>
          )
        : <span className="Side-none">nobody yet</span>}
      {!same && <Button small variant="quiet" reason={selected === 0 ? 'Select some networks first' : null} onClick={() => setGroup(group)}>Hold {selected > 0 ? `the ${integer(selected)} selected` : 'the selected'}</Button>}
      {held && <Button small variant="quiet" icon={<X size={14} aria-hidden />} aria-label={`Empty group ${name}`} onClick={() => setGroup(group, [])} />}
    </div>
  )
}
