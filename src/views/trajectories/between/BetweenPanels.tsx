// Panels between training runs: how far they lie apart, the null beside it, what explains it, their averages, and pairs alike here and apart there.
import '../../panels/panels.css'
import './between.css'
import { useApp } from '../../use-app.ts'
import { AlikePanel } from './AlikePanel.tsx'
import { AveragesPanel } from './AveragesPanel.tsx'
import { DistancesPanel } from './DistancesPanel.tsx'
import { FactorsPanel } from './FactorsPanel.tsx'
import { NullPanel } from './NullPanel.tsx'
import { RunsMapPanel } from './RunsMapPanel.tsx'
import { useBetween } from './use-between.ts'

/** Nothing while no runs have been laid out: then there is nobody to compare. */
export function BetweenPanels() {
  const made = useApp(state => state.trajectories.made !== null)
  const between = useBetween(made)
  if (!made) return null
  // Why runs cannot be held against each other is said once.
  const able = between.runs !== null || between.answer.why === null
  return (
    <>
      <DistancesPanel between={between} />
      <NullPanel between={between} />
      <RunsMapPanel between={between} />
      {able && <FactorsPanel between={between} />}
      {able && <AveragesPanel between={between} />}
      <AlikePanel />
    </>
  )
}
