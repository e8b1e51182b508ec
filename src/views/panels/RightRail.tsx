// The right rail: what is selected, and the one network that is open. Fills whatever holds it (rail or sheet) and scrolls alone.
import './RightRail.css'
import { lazy, Suspense, useEffect, useRef } from 'react'
import type { Tab } from '../../store/state.ts'
import { panelId, tabId } from '../ui/tab-ids.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { useApp } from '../use-app.ts'
import { loadAhead, loadNetworkTab } from '../later.ts'
import { SelectionTab } from './SelectionTab.tsx'

const NetworkTab = lazy(async () => ({ default: (await loadNetworkTab()).NetworkTab }))

const TABS: readonly { id: Tab, label: string }[] = [{ id: 'selection', label: 'Selection' }, { id: 'network', label: 'Network' }]

export function RightRail() {
  const tab = useApp(state => state.tab)
  const setTab = useApp(state => state.setTab)
  const hasMap = useApp(state => state.map !== null)
  useEffect(() => { if (hasMap) void loadAhead() }, [hasMap])
  const scroll = useRef<HTMLDivElement>(null)
  const change = (next: Tab) => {
    setTab(next)
    scroll.current?.scrollTo({ top: 0 })
  }
  return (
    <div className="RightRail">
      <Tabs tabs={TABS} current={tab} onChange={change} label="What the panels show" prefix="rail" />
      <div className="RightRail-scroll" role="tabpanel" id={panelId('rail', tab)} aria-labelledby={tabId('rail', tab)} ref={scroll}>
        {tab === 'selection' ? <SelectionTab /> : <Suspense><NetworkTab /></Suspense>}
      </div>
    </div>
  )
}
