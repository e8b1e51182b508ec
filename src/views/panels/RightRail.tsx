// The right rail: what is selected, the one network that is open, and what is measured of all. Fills whatever holds it (rail or sheet) and scrolls alone.
import './RightRail.css'
import type { ComponentType } from 'react'
import { lazy, memo, Suspense, useDeferredValue, useEffect, useRef } from 'react'
import type { Tab } from '../../store/state.ts'
import { showsTrajectories } from '../../store/trajectories/trajectories-state.ts'
import { PartBoundary } from '../frame/PartBoundary.tsx'
import { panelId, tabId } from '../ui/tab-ids.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { useApp } from '../use-app.ts'
import { loadAhead, loadCompareTab, loadEntropyTab, loadModelsTab, loadNetworkTab, loadPersistenceTab, loadSearch, loadSeparationTab, loadTrajectoriesTab } from '../later.ts'
import { SelectionTab } from './SelectionTab.tsx'

const SHOWN: Record<Tab, ComponentType> = {
  selection: SelectionTab,
  models: lazy(async () => ({ default: (await loadModelsTab()).ModelsTab })),
  network: lazy(async () => ({ default: (await loadNetworkTab()).NetworkTab })),
  compare: lazy(async () => ({ default: (await loadCompareTab()).CompareTab })),
  entropy: lazy(async () => ({ default: (await loadEntropyTab()).EntropyTab })),
  persistence: lazy(async () => ({ default: (await loadPersistenceTab()).PersistenceTab })),
  separation: lazy(async () => ({ default: (await loadSeparationTab()).SeparationTab })),
  trajectories: lazy(async () => ({ default: (await loadTrajectoriesTab()).TrajectoriesTab })),
  search: lazy(async () => ({ default: (await loadSearch()).SearchTab })),
}

const TABS: readonly { id: Tab, label: string }[] = [
  { id: 'selection', label: 'Selection' }, { id: 'network', label: 'Network' }, { id: 'compare', label: 'Compare' }, { id: 'entropy', label: 'Entropy' },
  { id: 'persistence', label: 'Persistence' }, { id: 'separation', label: 'Classes' }, { id: 'search', label: 'Search' },
]

/** Only there when something was brought. */
const MODELS: { id: Tab, label: string } = { id: 'models', label: 'Models' }
/** Only there when training is looked at. */
const TRAINING: { id: Tab, label: string } = { id: 'trajectories', label: 'Training' }

/** `only`: the tabs that are to be had. A dialog that opens over the page draws none of it anew. */
export const RightRail = memo(function RightRail({ only }: { only?: readonly Tab[] }) {
  const chosen = useApp(state => state.tab)
  const setTab = useApp(state => state.setTab)
  const hasMap = useApp(state => state.map !== null)
  const tab = !only || only.includes(chosen) ? chosen : only[0]
  const brought = useApp(state => state.imports.length > 0) || tab === 'models'
  const runs = useApp(state => showsTrajectories(state.panes)) || tab === 'trajectories'
  const tabs = only ? TABS.filter(({ id }) => only.includes(id)) : [...runs ? [TRAINING] : [], ...brought ? [MODELS] : [], ...TABS]
  useEffect(() => { if (hasMap) void loadAhead() }, [hasMap])
  const scroll = useRef<HTMLDivElement>(null)
  const change = (next: Tab) => {
    setTab(next)
    scroll.current?.scrollTo({ top: 0 })
  }
  // The tab and the map answer a click at once; what is in the tab is drawn in slices after that.
  const drawn = useDeferredValue(tab)
  const Shown = SHOWN[drawn]
  return (
    <div className="RightRail">
      <Tabs tabs={tabs} current={tab} onChange={change} label="What the panels show" prefix="rail" />
      <div className="RightRail-scroll" role="tabpanel" id={panelId('rail', tab)} aria-labelledby={tabId('rail', tab)} ref={scroll}>
        <PartBoundary key={drawn}><Suspense><Shown /></Suspense></PartBoundary>
      </div>
    </div>
  )
})
