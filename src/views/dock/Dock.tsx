// The dock under the map: what needs width. Closed, only its tabs are seen; a press on the open tab closes it.
import './Dock.css'
import type { ComponentType } from 'react'
import { lazy, Suspense } from 'react'
import type { DockTab } from '../../store/state.ts'
import { DivergedStrip } from '../panels/DivergedStrip.tsx'
import { panelId, tabId } from '../ui/tab-ids.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { integer } from '../ui/format.ts'
import { useApp } from '../use-app.ts'

const SHOWN: Record<DockTab, ComponentType> = {
  hyper: lazy(async () => ({ default: (await import('./HyperDock.tsx')).HyperDock })),
  table: lazy(async () => ({ default: (await import('./TableDock.tsx')).TableDock })),
  clusters: lazy(async () => ({ default: (await import('./ClustersDock.tsx')).ClustersDock })),
  diverged: DivergedStrip,
}

export function Dock() {
  const dock = useApp(state => state.dock)
  const setDock = useApp(state => state.setDock)
  const diverged = useApp(state => state.map?.diverged.length ?? 0)
  const tabs: { id: DockTab, label: string }[] = [
    { id: 'hyper', label: 'Hyper-parameters' }, { id: 'table', label: 'Table' }, { id: 'clusters', label: 'Clusters' },
    ...diverged > 0 ? [{ id: 'diverged' as const, label: `Diverged ${integer(diverged)}` }] : [],
  ]
  const Shown = SHOWN[dock ?? 'hyper']
  return (
    <section className="Dock" aria-label="Under the map" data-open={dock ?? undefined}>
      <Tabs tabs={tabs} current={dock} onChange={next => setDock(next === dock ? null : next)} label="What stands under the map" prefix="dock" />
      {dock && (
        <div className="Dock-body" role="tabpanel" id={panelId('dock', dock)} aria-labelledby={tabId('dock', dock)}>
          <Suspense><Shown /></Suspense>
        </div>
      )}
    </section>
  )
}
