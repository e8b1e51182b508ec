// The Selection tab: while training, what comes in; with a selection, what it is against everyone; otherwise an overview of the map.
import './panels.css'
import { useDeferredValue } from 'react'
import { useApp } from '../use-app.ts'
import { AccuracyAgainst } from './AccuracyAgainst.tsx'
import { AccuracyByGroup } from './AccuracyByGroup.tsx'
import { AccuracyHistogram } from './AccuracyHistogram.tsx'
import { Enriched } from './Enriched.tsx'
import { JustFinished } from './JustFinished.tsx'
import { RunningNow } from './RunningNow.tsx'
import { SelectedNetworks } from './SelectedNetworks.tsx'
import { SelectionSummary } from './SelectionSummary.tsx'
import { WhatToLookFor } from './WhatToLookFor.tsx'

export function SelectionTab() {
  const networks = useApp(state => state.map?.networks.length ?? 0)
  const fault = useApp(state => state.mapFault)
  // Deferred: when training begins or ends, the map and the strip under it answer first.
  const training = useDeferredValue(useApp(state => state.training !== null))
  // Deferred as in useSelected, so that both change in one picture.
  const selecting = useDeferredValue(useApp(state => state.selection.ids)).size > 0
  if (training) {
    return (
      <>
        {selecting && <SelectionSummary />}
        {networks > 0 && <AccuracyHistogram soFar />}
        <RunningNow />
        <JustFinished />
      </>
    )
  }
  if (networks === 0) return <p className="Panel-empty">{fault ?? 'Networks appear here as soon as there is a map. Train some with the panel on the left.'}</p>
  return (
    <>
      {selecting && <SelectionSummary />}
      {selecting && <Enriched />}
      <AccuracyHistogram />
      <AccuracyAgainst />
      <AccuracyByGroup />
      {selecting ? <SelectedNetworks /> : <WhatToLookFor />}
    </>
  )
}
