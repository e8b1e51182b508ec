// The frame: bar, left rail, map, right rail, status line; on a phone the panels stand in a sheet. Everything in it speaks to the store.
import './styles/tokens.css'
import './styles/base.css'
import './App.css'
import { Suspense, lazy, useCallback, useDeferredValue, useMemo, useState } from 'react'
import { LeftRail } from './controls/LeftRail.tsx'
import { MapBoundary } from './frame/MapBoundary.tsx'
import { MapPending } from './frame/MapPending.tsx'
import { PartBoundary } from './frame/PartBoundary.tsx'
import { Notices } from './frame/Notices.tsx'
import { Sheet } from './frame/Sheet.tsx'
import type { SheetHeight } from './frame/sheet-heights.ts'
import { coveredBelow } from './frame/sheet-heights.ts'
import { RailWidthProvider, useRailRoom } from './frame/rail-width.ts'
import { StatusLine } from './frame/StatusLine.tsx'
import { TitleLine } from './frame/TitleLine.tsx'
import { TopBar } from './frame/TopBar.tsx'
import { usePageKeys } from './frame/use-keys.ts'
import { useFrame, useWindowHeight } from './frame/use-frame.ts'
import { showsTrajectories } from '../store/trajectories/trajectories-state.ts'
import { loadDock, loadDropZone, loadProgressStrip, loadTimeline } from './later.ts'
import { RightRail } from './panels/RightRail.tsx'
import { useApp } from './use-app.ts'
import { useApplyPalette } from './use-palette.ts'

// The drawing library is the heaviest thing here: asked for at once, but the frame does not wait for it.
const drawing = import('./map/MapView.tsx')
const MapView = lazy(async () => ({ default: (await drawing).MapView }))
const DropZone = lazy(async () => ({ default: (await loadDropZone()).DropZone }))
const Dock = lazy(async () => ({ default: (await loadDock()).Dock }))
const Timeline = lazy(async () => ({ default: (await loadTimeline()).Timeline }))
const ProgressStrip = lazy(async () => ({ default: (await loadProgressStrip()).ProgressStrip }))
const HelpDialog = lazy(async () => ({ default: (await import('./frame/HelpDialog.tsx')).HelpDialog }))
const DataDialog = lazy(async () => ({ default: (await import('./data/DataDialog.tsx')).DataDialog }))
const LinkDialog = lazy(async () => ({ default: (await import('./models/LinkDialog.tsx')).LinkDialog }))
const ShareDialog = lazy(async () => ({ default: (await import('./share/ShareDialog.tsx')).ShareDialog }))
const GalleryDialog = lazy(async () => ({ default: (await import('./share/GalleryDialog.tsx')).GalleryDialog }))
const ExperimentsDialog = lazy(async () => ({ default: (await import('./experiments/ExperimentsDialog.tsx')).ExperimentsDialog }))
const KeptDialog = lazy(async () => ({ default: (await import('./frame/KeptDialog.tsx')).KeptDialog }))
const Tour = lazy(async () => ({ default: (await import('./learn/Tour.tsx')).Tour }))
const MethodDialog = lazy(async () => ({ default: (await import('./ui/MethodDialog.tsx')).MethodDialog }))

export function App() {
  useApplyPalette()
  const frame = useFrame()
  const windowHeight = useWindowHeight()
  const leftFolded = useApp(state => state.leftFolded)
  const foldLeft = useApp(state => state.foldLeft)
  const hasMap = useApp(state => state.map !== null)
  const training = useApp(state => state.training !== null)
  const runs = useApp(state => state.map !== null && showsTrajectories(state.panes))
  const opened = useApp(state => state.open?.id ?? null)
  const dock = useApp(state => state.dock)
  const drafted = useApp(state => state.draft !== null)
  const linked = useApp(state => state.link !== null)
  const dismissDraft = useApp(state => state.dismissDraft)
  const dismissLink = useApp(state => state.dismissLink)
  const experiments = useApp(state => state.experiments?.open ?? false)
  const closeExperiments = useApp(state => state.closeExperiments)
  const [drawer, setDrawer] = useState(false)
  const [help, setHelp] = useState(false)
  const [kept, setKept] = useState(false)
  const [sharing, setSharing] = useState(false)
  const [gallery, setGallery] = useState(false)
  const [tour, setTour] = useState(false)
  const [page, setPage] = useState<string | null>(null)
  const [sheet, setSheet] = useState<SheetHeight>('peek')
  const [shown, setShown] = useState(opened)
  const [narrowed, setNarrowed] = useState(false)
  // With what is in the rail, and after the map has shown whom a click chose: another width is another map to draw.
  const reading = useDeferredValue(useApp(state => state.tab === 'network' && state.open !== null))
  const room = useRailRoom(leftFolded ? 'folded' : 'open') && frame === 'wide'

  // A network that was opened is meant to be read: the sheet makes room for it.
  if (opened !== shown) {
    setShown(opened)
    if (opened !== null && sheet === 'peek') setSheet('half')
  }
  usePageKeys({ help: () => setHelp(true), undo: useApp(state => state.undo), redo: useApp(state => state.redo) })

  const uncover = useCallback(() => {
    for (const set of [setHelp, setKept, setSharing, setGallery]) set(false)
    setPage(null)
    closeExperiments()
  }, [closeExperiments])
  const closeAll = () => {
    uncover()
    setTour(false)
    if (linked) dismissLink()
    if (drafted) dismissDraft()
  }

  const phone = frame === 'phone'
  const railOpen = frame === 'wide' ? !leftFolded : drawer
  const openRail = frame === 'wide' ? (open: boolean) => foldLeft(!open) : setDrawer
  const railWidth = useMemo(() => room ? { wide: !narrowed, setWide: (wide: boolean) => setNarrowed(!wide) } : null, [room, narrowed])
  const left = <LeftRail open={railOpen} form={frame === 'wide' ? 'column' : phone ? 'page' : 'overlay'} onOpen={openRail} />
  return (
    <div
      className={`App App-${frame}`}
      data-right={room && reading && !narrowed ? 'wide' : undefined}
      data-left={frame === 'wide' && !leftFolded ? 'open' : 'folded'}
      {...(phone ? { style: { paddingBottom: coveredBelow(windowHeight, sheet, dock) } } : {})}
    >
      <TopBar
        phone={phone}
        recipeOpen={phone && drawer}
        onRecipe={setDrawer}
        onHelp={() => setHelp(true)}
        onTour={() => setTour(true)}
        onKept={() => setKept(true)}
        onShare={() => setSharing(true)}
        onGallery={() => setGallery(true)}
      />
      {phone && <TitleLine className={sheet === 'peek' && !dock ? 'App-title' : 'App-title visually-hidden'} />}
      <PartBoundary over>{left}</PartBoundary>
      <main className="App-centre" inert={phone && drawer}>
        <div className="App-map">
          {hasMap
            ? <MapBoundary><Suspense fallback={<MapPending />}><MapView /></Suspense></MapBoundary>
            : <MapPending />}
          <Notices />
          <PartBoundary><Suspense><DropZone onDrop={uncover} /></Suspense></PartBoundary>
        </div>
        {runs && <PartBoundary><Suspense fallback={<div className="App-timeline" />}><Timeline /></Suspense></PartBoundary>}
        {training && <PartBoundary><Suspense fallback={<div className="App-strip" />}><ProgressStrip /></Suspense></PartBoundary>}
        {hasMap && <PartBoundary><Suspense fallback={<div className="App-dock" />}><Dock /></Suspense></PartBoundary>}
      </main>
      {phone
        ? <Sheet height={sheet} onHeight={setSheet} foot={<StatusLine onKept={() => setKept(true)} />}><RightRail /></Sheet>
        : (
            <>
              <aside className="App-right" aria-label="Panels"><RailWidthProvider value={railWidth}><RightRail /></RailWidthProvider></aside>
              <StatusLine onKept={() => setKept(true)} />
            </>
          )}
      <PartBoundary over onDismiss={closeAll}>
        <Suspense>
          {help && <HelpDialog onClose={() => setHelp(false)} onPage={setPage} onTour={() => setTour(true)} onKept={() => setKept(true)} onGallery={() => setGallery(true)} />}
          {tour && <Tour onEnd={() => setTour(false)} />}
          {drafted && <DataDialog />}
          {linked && <LinkDialog onClose={dismissLink} />}
          {sharing && <ShareDialog onClose={() => setSharing(false)} />}
          {gallery && <GalleryDialog onClose={() => setGallery(false)} />}
          {experiments && <ExperimentsDialog />}
          {kept && <KeptDialog onClose={() => setKept(false)} />}
          {page !== null && <MethodDialog name={page} onClose={() => setPage(null)} />}
        </Suspense>
      </PartBoundary>
    </div>
  )
}
