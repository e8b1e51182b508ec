// The Network tab: everything known of one network. What has to be fetched keeps its place while it comes.
import './panels.css'
import { useMemo } from 'react'
import { networkOf } from '../../store/selectors.ts'
import { useApp } from '../use-app.ts'
import { ConfusionPanel } from './ConfusionPanel.tsx'
import { Hyperparameters } from './Hyperparameters.tsx'
import { NearestNetworks } from './NearestNetworks.tsx'
import { NetworkHeader } from './NetworkHeader.tsx'
import { Representation } from './Representation.tsx'
import { Seeds } from './Seeds.tsx'
import { TrainingCurves } from './TrainingCurves.tsx'
import { Weights } from './Weights.tsx'

export function NetworkTab() {
  const open = useApp(state => state.open)
  const map = useApp(state => state.map)
  const id = open?.id
  const row = useMemo(() => id === undefined ? null : networkOf(map, id), [map, id])
  if (!open || !map || !row) return <p className="Panel-empty">Click a dot to see one network.</p>
  const broke = row.outcome.divergedAt !== null
  // A network trained elsewhere may have come without predictions.
  const answered = row.hyper !== null || Number.isFinite(row.outcome.testAccuracy)
  const placed = !map.diverged.includes(row)
  return (
    <>
      <NetworkHeader row={row} placed={placed} />
      <Hyperparameters row={row} />
      {row.hyper && <TrainingCurves key={row.id} row={row} epochs={row.hyper.epochs} detail={open.detail} why={open.why} />}
      {!broke && answered && <ConfusionPanel detail={open.detail} why={open.why} names={map.manifest.classNames} rows={row.hyper ? 'test rows' : 'probes'} />}
      {(placed || broke) && <Representation row={row} map={map} />}
      {placed && <NearestNetworks nearest={open.nearest} why={open.why} />}
      {row.hyper && <Weights key={`weights ${row.id}`} row={row} kept={open.kept} />}
      {row.hyper && <Seeds row={row} />}
    </>
  )
}
