// The dock under the map: what needs width. Closed, only its tabs are seen; a press on the open tab closes it. Its top edge sets its height.
import './Dock.css'
import { X } from 'lucide-react'
import type { ComponentType } from 'react'
import { lazy, Suspense, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { DockTab } from '../../store/state.ts'
import { useFrame, useWindowHeight } from '../frame/use-frame.ts'
import { DivergedStrip } from '../panels/DivergedStrip.tsx'
import { Button } from '../ui/Button.tsx'
import { panelId, tabId } from '../ui/tab-ids.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { withoutPlace } from '../map/in-words.ts'
import { integer } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { DockEdge } from './DockEdge.tsx'
import { DockAsidePlace, DockMemory } from './dock-memory.tsx'
import { dockHeights } from './dock-heights.ts'

const SHOWN: Record<DockTab, ComponentType> = {
  hyper: lazy(async () => ({ default: (await import('./HyperDock.tsx')).HyperDock })),
  table: lazy(async () => ({ default: (await import('./TableDock.tsx')).TableDock })),
  clusters: lazy(async () => ({ default: (await import('./ClustersDock.tsx')).ClustersDock })),
  diverged: DivergedStrip,
}

const NONE: readonly NetworkRow[] = []

/** Diverged, or finite and without a place all the same; where there are both, what they share. */
const offLabel = (rows: readonly NetworkRow[]): string => {
  const { diverged, unplaced } = withoutPlace(rows)
  return diverged === 0 || unplaced > 0 ? `Without a place ${integer(rows.length)}` : `Diverged ${integer(diverged)}`
}

/** `only`: the tabs that are to be had. */
export function Dock({ only }: { only?: readonly DockTab[] }) {
  const dock = useApp(state => state.dock)
  const setDock = useApp(state => state.setDock)
  const off = useApp(state => state.map?.diverged ?? NONE)
  const phone = useFrame() === 'phone'
  const heights = dockHeights(useWindowHeight(), phone)
  const [chosen, setChosen] = useState<number | null>(null)
  const [memory] = useState(() => new Map<string, unknown>())
  const [aside, setAside] = useState<HTMLElement | null>(null)
  const all: { id: DockTab, label: string }[] = [
    { id: 'hyper', label: 'Hyper-parameters' }, { id: 'table', label: 'Table' }, { id: 'clusters', label: 'Clusters' },
    ...off.length > 0 ? [{ id: 'diverged' as const, label: offLabel(off) }] : [],
  ]
  const tabs = only ? all.filter(({ id }) => only.includes(id)) : all
  const Shown = SHOWN[dock ?? 'hyper']
  const height = Math.min(heights.most, Math.max(heights.least, chosen ?? heights.usual))
  return (
    <section className="Dock" aria-label="Under the map" data-open={dock ?? undefined}>
      {dock && dock !== 'diverged' && <DockEdge height={height} heights={heights} onHeight={setChosen} />}
      <div className="Dock-head">
        <Tabs tabs={tabs} current={dock} onChange={next => setDock(next === dock ? null : next)} label="What stands under the map" prefix="dock" />
        <div className="Dock-aside" ref={setAside} hidden={!dock} />
        {dock && <Button className="Dock-close" variant="quiet" small icon={<X size={16} aria-hidden />} aria-label="Close what stands under the map" onClick={() => setDock(null)} />}
      </div>
      {dock && (
        <DockMemory value={memory}>
          <DockAsidePlace value={aside}>
            <div className="Dock-body" role="tabpanel" id={panelId('dock', dock)} aria-labelledby={tabId('dock', dock)} style={dock === 'diverged' ? undefined : { height }}>
              <Suspense><Shown /></Suspense>
            </div>
          </DockAsidePlace>
        </DockMemory>
      )}
    </section>
  )
}
