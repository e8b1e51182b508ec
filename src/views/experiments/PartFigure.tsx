// One population of an experiment: its runs on the first two axes, and where some began in corners, how they come back (unless others stand beside it).
import { memo } from 'react'
import type { ExperimentPart } from '../../store/experiments/experiments-state.ts'
import { StillTrajectories } from '../trajectories/StillTrajectories.tsx'
import { Button } from '../ui/Button.tsx'
import { partFacts, partLabel } from './experiment-words.ts'
import { RejoiningChart } from './RejoiningChart.tsx'

export const PartFigure = memo(function PartFigure({ part, narrow, onMap }: { part: ExperimentPart, narrow: boolean, onMap: () => void }) {
  return (
    <figure className="PartFigure">
      <figcaption className="PartFigure-head"><b>{part.title}</b><Button small onClick={onMap} title="Trains these networks as a new map, with the map of their representations beside">Open as a map</Button></figcaption>
      <StillTrajectories map={part.map} groups={part.groups} label={partLabel(part)} />
      <p className="PartFigure-facts">{partFacts(part)}</p>
      {!narrow && part.rejoining.map(found => <RejoiningChart key={found.kind} found={found} />)}
    </figure>
  )
}, (before, after) => before.part === after.part && before.narrow === after.narrow)
