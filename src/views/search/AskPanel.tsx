// Whom to ask, and for how many: then the map proposes. Nothing is trained here before somebody says so.
import { Sparkles, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Aim } from '../../core/search/aim.ts'
import type { Region } from '../../core/search/region.ts'
import { searchBlock } from '../../store/search/searched.ts'
import type { SearchRoom, SearchSettings, SearchState } from '../../store/search/search-state.ts'
import { MOST_BUDGET, MOST_PROPOSALS, openOf } from '../../store/search/search-state.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { integer } from '../ui/format.ts'
import { Notice } from '../ui/Notice.tsx'
import { NumberBox } from '../ui/NumberBox.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useApp } from '../use-app.ts'
import { AIM_CHOICES, askedInWords } from './cost-words.ts'
import { setMapMode, useMapMode } from './map-mode.ts'
import { networks } from './search-words.ts'

export interface Asking { search: SearchState, act: (run: (room: SearchRoom) => unknown) => void }

const sign = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const

export function AskPanel({ search, act }: Asking) {
  const block = useApp(searchBlock)
  const training = useApp(state => state.training !== null)
  const onMap = useApp(state => state.map?.networks.length ?? 0)
  const { settings: { count }, phase, fault, notes } = search
  const open = openOf(search)
  // What training says of itself stands under the map.
  const busy = phase === 'idle' || phase === 'paused' ? block : 'A batch is under way.'
  return (
    <Panel
      title="What to train next"
      help="sampling"
      say="Networks of a good region vote on settings worth training; where each should land and how well it should do is seen before anything is trained."
    >
      <div className="Search-actions">
        {phase === 'proposing'
          ? <Button icon={<X {...sign} />} onClick={() => act(room => room.stop())}>The networks vote… Cancel</Button>
          : <Button icon={<Sparkles {...sign} />} reason={busy} onClick={() => act(room => room.propose())}>Propose {networks(count)}</Button>}
        {open.length > 0 && <Button reason={busy} onClick={() => act(room => room.train())}>{open.length === 1 ? 'Train this one' : `Train these ${integer(open.length)}`}</Button>}
        {phase === 'training' && <Button icon={<X {...sign} />} onClick={() => act(room => room.stop())}>Stop</Button>}
      </div>
      {block && !training && <p className="Panel-note">{block}</p>}
      {fault && <Notice tone="warn">{fault}</Notice>}
      {notes.map(note => <p key={note} className="Panel-note">{note}</p>)}
      <RegionChoice search={search} act={act} />
      <AimChoice search={search} act={act} />
      <p className="Panel-note">{askedInWords(search, onMap)}</p>
      <Numbers search={search} act={act} />
    </Panel>
  )
}

function RegionChoice({ search: { region }, act }: Asking) {
  const selected = useApp(state => state.selection.ids)
  const apart = useApp(state => state.panes.first !== 'phate' && state.panes.second !== 'phate')
  const { picking } = useMapMode()
  // A tab that is left asks for nothing.
  useEffect(() => () => setMapMode({ picking: false }), [])
  const kind: Region['kind'] = picking ? 'gap' : region.kind
  const choose = (next: Region['kind']) => {
    setMapMode({ picking: next === 'gap' })
    // Another region takes away what was not trained: the same one again does not.
    if (next === 'top' && region.kind !== 'top') act(room => room.setRegion({ kind: 'top' }))
    if (next === 'networks' && !(region.kind === 'networks' && region.ids.length === selected.size && region.ids.every(id => selected.has(id)))) act(room => room.setRegion({ kind: 'networks', ids: [...selected] }))
  }
  const noPlace = apart ? 'The map is not on screen: show it first.' : null
  return (
    <>
      <Segmented
        stretch
        label="Whose networks vote"
        value={kind}
        onChange={choose}
        options={[
          { value: 'top', label: 'Best fifth', title: 'The networks whose neighbourhoods on the map do best' },
          { value: 'networks', label: selected.size > 0 ? `Selection (${integer(selected.size)})` : 'Selection', title: 'The networks that are selected now', reason: selected.size === 0 ? 'Select some networks first, by a lasso or in any panel.' : null },
          { value: 'gap', label: 'A place', title: 'Click the map where networks should come to lie', reason: noPlace },
        ]}
      />
      {picking && <p className="Search-hint" role="status">Now choose a place on the map.</p>}
    </>
  )
}

function AimChoice({ search: { settings: { aim } }, act }: Asking) {
  // The front that is drawn goes with the aim.
  const choose = (aim: Aim) => {
    setMapMode({ cost: null })
    act(room => room.setSettings({ aim }))
  }
  return (
    <Field group label="Aim">
      <Segmented stretch label="What proposals aim at" value={aim} onChange={choose} options={AIM_CHOICES} />
    </Field>
  )
}

const NUMBERS = [
  { name: 'count', label: 'Batch', from: 1, to: MOST_PROPOSALS },
  { name: 'budget', label: 'Budget', from: 1, to: MOST_BUDGET },
  { name: 'seed', label: 'Seed', from: 0, to: 0xffffffff },
] as const satisfies readonly { name: keyof SearchSettings, label: string, from: number, to: number }[]

function Numbers({ search: { settings }, act }: Asking) {
  const [faults, setFaults] = useState<Partial<Record<keyof SearchSettings, string>>>({})
  return (
    <div className="Search-numbers">
      {NUMBERS.map(({ name, label, from, to }) => (
        <Field key={name} label={label} fault={faults[name]}>
          <NumberBox
            narrow
            step={1}
            min={from}
            max={to}
            value={settings[name]}
            onCommit={value => {
              const sound = Number.isInteger(value) && value >= from && value <= to
              setFaults({ ...faults, [name]: sound ? undefined : `A whole number from ${integer(from)} to ${name === 'seed' ? to : integer(to)}; ${settings[name]} still holds.` })
              if (sound) act(room => room.setSettings({ [name]: value }))
            }}
          />
        </Field>
      ))}
    </div>
  )
}
