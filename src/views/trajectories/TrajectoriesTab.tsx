// The Training tab: what the pictures of training are made of, what their axes hold, how far the runs have come, and what was brushed.
import '../panels/panels.css'
import './TrajectoriesTab.css'
import { lazy, Suspense } from 'react'
import { PartBoundary } from '../frame/PartBoundary.tsx'
import { useApp } from '../use-app.ts'
import { AxesPanel } from './AxesPanel.tsx'
import { BrushedPanel } from './BrushedPanel.tsx'
import { ProgressPanel } from './ProgressPanel.tsx'
import { RoadPanel } from './RoadPanel.tsx'
import { RunsPanel } from './RunsPanel.tsx'
import { useRuns } from './use-runs.ts'

const BetweenPanels = lazy(async () => ({ default: (await import('./between/BetweenPanels.tsx')).BetweenPanels }))

export function TrajectoriesTab() {
  const hasMap = useApp(state => state.map !== null)
  return hasMap ? <Panels /> : <p className="Panel-empty">There is no map yet.</p>
}

function Panels() {
  const runs = useRuns()
  return (
    <>
      <RunsPanel />
      {runs && (
        <>
          <AxesPanel map={runs.map} />
          <ProgressPanel runs={runs} />
          <RoadPanel map={runs.map} />
          <BrushedPanel runs={runs} />
          <PartBoundary><Suspense><BetweenPanels /></Suspense></PartBoundary>
        </>
      )}
    </>
  )
}
