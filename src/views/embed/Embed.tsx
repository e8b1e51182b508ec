// The page within another: the map, the panels that the address asks for, and a way to the whole of Netfold. Nothing here trains or keeps anything.
import '../styles/tokens.css'
import '../styles/base.css'
import '../App.css'
import './Embed.css'
import { lazy, Suspense, useEffect, useRef } from 'react'
import type { Embed as Asked } from '../../store/sharing/embed-panels.ts'
import { showsTrajectories } from '../../store/trajectories/trajectories-state.ts'
import { Dock } from '../dock/Dock.tsx'
import { MapBoundary } from '../frame/MapBoundary.tsx'
import { Notices } from '../frame/Notices.tsx'
import { PartBoundary } from '../frame/PartBoundary.tsx'
import { loadTimeline } from '../later.ts'
import { RightRail } from '../panels/RightRail.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useApp } from '../use-app.ts'
import { useApplyPalette } from '../use-palette.ts'
import { OpenInNetfold } from './OpenInNetfold.tsx'
import { useGuardedWheel } from './use-guarded-wheel.ts'

const Timeline = lazy(async () => ({ default: (await loadTimeline()).Timeline }))
const MapView = lazy(async () => ({ default: (await import('../map/MapView.tsx')).MapView }))

export function Embed({ asked: { map, side, dock } }: { asked: Asked }) {
  useApplyPalette()
  const setDock = useApp(state => state.setDock)
  const hasMap = useApp(state => state.map !== null)
  const runs = useApp(state => state.map !== null && showsTrajectories(state.panes))
  const under = useApp(state => state.dock)
  const frame = useRef<HTMLElement>(null)
  const hint = useGuardedWheel(frame)
  // What was asked for stands open; a link may say which of them.
  useEffect(() => { if (dock.length > 0 && !dock.some(name => name === under)) setDock(dock[0]) }, [setDock, dock, under])
  return (
    <div className="Embed" data-map={map || undefined} data-side={side.length > 0 || undefined} data-dock={dock.length > 0 || undefined}>
      {map && (
        <main ref={frame} className="Embed-map">
          {hasMap ? <MapBoundary><Suspense fallback={<div className="MapPending" />}><MapView /></Suspense></MapBoundary> : <Pending />}
          <p className="Embed-hint" data-shown={hint || undefined} aria-hidden>{hint}</p>
        </main>
      )}
      {side.length > 0 && <aside className="Embed-side" aria-label="Panels"><RightRail only={side} /></aside>}
      {map && runs && <PartBoundary><Suspense fallback={<div className="App-timeline" />}><Timeline /></Suspense></PartBoundary>}
      {dock.length > 0 && hasMap && <PartBoundary><Dock only={dock} /></PartBoundary>}
      {!map && !hasMap && <Pending />}
      <Notices />
      <OpenInNetfold />
    </div>
  )
}

function Pending() {
  const fault = useApp(state => state.mapFault)
  return (
    <div className="MapPending" aria-busy={!fault}>
      {fault ? <div className="MapPending-fault"><Notice tone="danger">{fault}</Notice></div> : <p className="MapPending-word">Opening the map…</p>}
    </div>
  )
}
