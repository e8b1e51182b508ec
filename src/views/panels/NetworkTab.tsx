// The Network tab: everything known of one network, in two columns where there is room. What has to be fetched keeps its place while it comes.
import './panels.css'
import './Inside.css'
import { Fragment, useDeferredValue, useMemo, useState } from 'react'
import { liesInPlane } from '../../core/data/dataset.ts'
import { networkOf } from '../../store/selectors.ts'
import type { NetworkRow } from '../../core/network.ts'
import type { MapView, OpenNetwork } from '../../store/state.ts'
import type { ConfusionCell } from '../charts/Confusion.tsx'
import { useWidth } from '../charts/use-width.ts'
import { useApp } from '../use-app.ts'
import { BroughtWeights } from './BroughtWeights.tsx'
import { ClassTreePanel } from './ClassTreePanel.tsx'
import { ConfusionPanel } from './ConfusionPanel.tsx'
import { FirstLayerPanel } from './FirstLayerPanel.tsx'
import { HeatMapPanel } from './HeatMapPanel.tsx'
import { Hyperparameters } from './Hyperparameters.tsx'
import { NearestNetworks } from './NearestNetworks.tsx'
import { NetworkHeader } from './NetworkHeader.tsx'
import { ProbeMapPanel } from './ProbeMapPanel.tsx'
import { RegionsPanel } from './RegionsPanel.tsx'
import { Representation } from './Representation.tsx'
import { Seeds } from './Seeds.tsx'
import { TrainingCurves } from './TrainingCurves.tsx'
import { Weights } from './Weights.tsx'

/** From this width on there are two columns. */
const TWO = 620

export function NetworkTab() {
  // A dozen panels: the map shows whom it was that was clicked before they are drawn.
  const open = useDeferredValue(useApp(state => state.open))
  const map = useApp(state => state.map)
  const id = open?.id
  const row = useMemo(() => id === undefined ? null : networkOf(map, id), [map, id])
  if (!open || !map || !row) return <p className="Panel-empty">Click a dot to see one network.</p>
  return <Opened key={row.id} open={open} map={map} row={row} />
}

function Opened({ open, map, row }: { open: OpenNetwork, map: MapView, row: NetworkRow }) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const [layer, setLayer] = useState<string | null>(null)
  const [cell, setCell] = useState<ConfusionCell | null>(null)
  const broke = row.outcome.divergedAt !== null
  const { manifest } = map
  // A network trained elsewhere may have come without predictions.
  const answered = row.hyper !== null || Number.isFinite(row.outcome.testAccuracy)
  const placed = !map.diverged.includes(row)
  const plane = answered && manifest.dataset && liesInPlane(manifest.dataset)
  const panels = {
    hyper: <Hyperparameters row={row} />,
    curves: row.hyper && <TrainingCurves row={row} epochs={row.hyper.epochs} detail={open.detail} why={open.why} />,
    confusion: !broke && answered && <ConfusionPanel row={row} detail={open.detail} why={open.why} names={manifest.classNames} cell={cell} onCell={setCell} />,
    regions: !broke && plane && <RegionsPanel row={row} cell={cell} />,
    probes: !broke && <ProbeMapPanel row={row} layer={layer} onLayer={setLayer} />,
    tables: !broke && <HeatMapPanel row={row} layer={layer} />,
    tree: !broke && <ClassTreePanel row={row} layer={layer} />,
    first: !broke && manifest.dataset && <FirstLayerPanel row={row} />,
    representation: (placed || broke) && <Representation row={row} map={map} layer={layer} />,
    nearest: placed && <NearestNetworks nearest={open.nearest} why={open.why} />,
    weights: row.hyper ? <Weights row={row} kept={open.kept} /> : <BroughtWeights row={row} />,
    seeds: row.hyper && <Seeds row={row} />,
  }
  const inOrder = (names: readonly (keyof typeof panels)[]) => names.map(name => <Fragment key={name}>{panels[name]}</Fragment>)
  return (
    <div className="NetworkTab" ref={frame}>
      <NetworkHeader row={row} placed={placed} />
      {width >= TWO
        ? <div className="NetworkTab-columns">{COLUMNS.map((names, k) => <div key={k}>{inOrder(names)}</div>)}</div>
        : inOrder(ONE)}
    </div>
  )
}

const COLUMNS = [['hyper', 'curves', 'confusion', 'nearest', 'weights', 'seeds'], ['regions', 'probes', 'tables', 'tree', 'first', 'representation']] as const
const ONE = ['regions', 'probes', 'hyper', 'curves', 'confusion', 'tables', 'tree', 'first', 'representation', 'nearest', 'weights', 'seeds'] as const
