// What a phone's bar has no room for: the lines of its menu.
import { ChartSpline, HardDrive, Network, Table2, Waypoints } from 'lucide-react'
import { useApp } from '../use-app.ts'
import { Button } from '../ui/Button.tsx'
import { GalleryButton, History, ShareButton, ThemeButton } from './BarButtons.tsx'
import { keptLine } from './kept-words.ts'
import { OpenModels } from './OpenModels.tsx'

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

export function PhoneLines({ onHelp, onTour, onKept, onShare, onGallery }: Record<'onHelp' | 'onTour' | 'onKept' | 'onShare' | 'onGallery', () => void>) {
  return (
    <>
      <UnderTheMap />
      <OpenModels lines />
      <GalleryButton onGallery={onGallery} />
      <ShareButton onShare={onShare} labelled />
      <ThemeButton labelled />
      <KeptButton onKept={onKept} />
      <History labelled />
      <Button variant="quiet" icon={<Waypoints {...ICON} />} onClick={onTour}>Take the tour</Button>
      <Button variant="quiet" icon={<span className="TopBar-sign" aria-hidden>?</span>} onClick={onHelp}>Commands and keys</Button>
    </>
  )
}

/** The dock's tabs, where a low window has no room for them under the map. */
function UnderTheMap() {
  const setDock = useApp(state => state.setDock)
  const hasMap = useApp(state => state.map !== null)
  if (!hasMap) return null
  return (
    <div className="TopBar-under">
      <Button variant="quiet" icon={<ChartSpline {...ICON} />} onClick={() => setDock('hyper')}>Hyper-parameters</Button>
      <Button variant="quiet" icon={<Table2 {...ICON} />} onClick={() => setDock('table')}>Table</Button>
      <Button variant="quiet" icon={<Network {...ICON} />} onClick={() => setDock('clusters')}>Clusters</Button>
    </div>
  )
}

function KeptButton({ onKept }: { onKept: () => void }) {
  const line = keptLine(useApp(state => state.vault))
  return <Button variant="quiet" icon={<HardDrive {...ICON} />} onClick={onKept}>{line ?? 'Kept sessions'}</Button>
}
