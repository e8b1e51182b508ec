// The My models tab: what was brought, a card each; the one that asks for something is open.
import '../models/models.css'
import './panels.css'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import type { Imported } from '../../store/imports/imported.ts'
import { Badge } from '../models/Badge.tsx'
import { headline } from '../models/import-words.ts'
import { ImportCard } from '../models/ImportCard.tsx'
import { Button } from '../ui/Button.tsx'
import { MethodButton } from '../ui/MethodButton.tsx'
import { useApp } from '../use-app.ts'

/** So many stand open by themselves. */
const FEW = 1

export function ModelsTab() {
  const imports = useApp(state => state.imports)
  const remove = useApp(state => state.removeImports)
  const [chosen, setChosen] = useState<ReadonlyMap<number, boolean>>(new Map())
  const [settled, setSettled] = useState(0)
  if (imports.length === 0) return <p className="Panel-empty">Drop saved models anywhere on the page, or press Open my models. Nothing leaves your browser.</p>
  // Once the newest have come to rest one of them is opened; after that only the visitor folds and unfolds.
  const rested = imports.every(({ phase }) => phase === 'still')
  const latest = imports[imports.length - 1].key
  if (rested && latest > settled) {
    setSettled(latest)
    const first = firstOpen(imports.filter(({ key }) => key > settled))
    if (first !== null && !chosen.has(first)) setChosen(new Map(chosen).set(first, true))
  }
  const openOf = (one: Imported): boolean => chosen.get(one.key) ?? (imports.length <= FEW || one.opened?.kind === 'refused')
  return (
    <div className="ModelsTab">
      <header className="ModelsTab-head">
        <h2 aria-live="polite">{headline(imports)}</h2>
        <Badge tone="ok"><ShieldCheck size={14} strokeWidth={1.5} aria-hidden />read in your browser</Badge>
        <MethodButton page="saved-models" of="saved models" />
      </header>
      <MapOfThem imports={imports} />
      {imports.map(one => <ImportCard key={one.key} of={one} open={openOf(one)} onOpen={open => setChosen(last => new Map(last).set(one.key, open))} />)}
      {imports.length > 1 && <p className="ModelsTab-actions"><Button small variant="quiet" onClick={() => void remove(imports.map(({ key }) => key))}>Remove all</Button></p>}
    </div>
  )
}

/** Who waits for an answer comes first, a table for being joined; then who landed. */
function firstOpen(imports: readonly Imported[]): number | null {
  const waiting = imports.find(({ opened, confirmed, phase, block }) => opened?.kind === 'model' && !confirmed && phase === 'still' && block === null)
  return (waiting ?? imports.find(({ opened }) => opened?.kind === 'table') ?? imports.find(({ ids }) => ids.length > 0) ?? imports.find(({ opened }) => opened?.kind === 'model'))?.key ?? null
}

/** Three networks make the smallest map. */
const LEAST = 3

function MapOfThem({ imports }: { imports: readonly Imported[] }) {
  const make = useApp(state => state.mapOfImports)
  const embed = useApp(state => state.embedAnew)
  const landed = useApp(state => state.map?.landed.size ?? 0)
  const busy = useApp(state => state.training !== null)
  const able = imports.filter(({ opened, phase }) => phase === 'still' && (opened?.kind === 'bundle' || (opened?.kind === 'model' && (opened.card.runnable || opened.card.proposals.length > 0))))
  const networks = able.reduce((sum, { opened }) => sum + (opened?.kind === 'bundle' ? opened.bundle.networks.length : 1), 0)
  const reason = busy ? 'The map is being worked on.' : null
  if (landed === 0 && networks < LEAST) return null
  return (
    <p className="ModelsTab-actions">
      {landed > 0 && <Button small reason={reason} title="Make the map again with the new networks among the others; everything may move" onClick={() => void embed()}>Embed anew</Button>}
      {networks >= LEAST && <Button small reason={reason} title="A map of the brought networks alone" onClick={() => void make(able.map(({ key }) => key))}>Make a map of these</Button>}
    </p>
  )
}
