// The Selection tab: while training, what comes in; with a selection, what it is against everyone; otherwise an overview of the map.
import './panels.css'
import { lazy, Suspense, useDeferredValue } from 'react'
import { emptyBlock, trains } from '../../store/selectors.ts'
import { useApp } from '../use-app.ts'
import { loadAccuracies, loadOverview, loadSelected, loadWhileTraining } from '../later.ts'

const AccuracyHistogram = lazy(async () => ({ default: (await loadAccuracies()).AccuracyHistogram }))
const Overview = lazy(async () => ({ default: (await loadOverview()).Overview }))
const SelectedHead = lazy(async () => ({ default: (await loadSelected()).SelectedHead }))
const SelectedFoot = lazy(async () => ({ default: (await loadSelected()).SelectedFoot }))
const AlikeApart = lazy(async () => ({ default: (await import('./AlikeApart.tsx')).AlikeApart }))
const WhileTraining = lazy(async () => ({ default: (await loadWhileTraining()).WhileTraining }))

export function SelectionTab() {
  const networks = useApp(state => state.map?.networks.length ?? 0)
  const empty = useApp(state => emptyBlock(state.map))
  const two = useApp(state => (state.second?.made ?? null) !== null)
  const fault = useApp(state => state.mapFault)
  // Deferred: when training begins or ends, the map and the strip under it answer first.
  const training = useDeferredValue(useApp(state => trains(state.training)))
  // Deferred as in useSelected, so that both change in one picture.
  const selecting = useDeferredValue(useApp(state => state.selection.ids)).size > 0
  if (training) {
    return (
      <>
        {selecting && <Suspense><SelectedHead passing /></Suspense>}
        {networks > 0 && <Suspense><AccuracyHistogram soFar /></Suspense>}
        <Suspense><WhileTraining /></Suspense>
      </>
    )
  }
  if (empty) return <p className="Panel-empty">{fault ?? empty}</p>
  return (
    <>
      {selecting && <Suspense><SelectedHead /></Suspense>}
      {two && <Suspense><AlikeApart /></Suspense>}
      <Suspense>
        <AccuracyHistogram />
        <Overview selecting={selecting} />
      </Suspense>
      {selecting && <Suspense><SelectedFoot /></Suspense>}
    </>
  )
}
