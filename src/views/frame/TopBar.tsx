// The bar: who we are, what one is looking at, and what one can do with the map as a whole.
import './TopBar.css'
import { Plus, SlidersHorizontal, X } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { trainBlock } from '../../store/selectors.ts'
import { loadOpenModels, loadPhoneLines } from '../later.ts'
import { useApp } from '../use-app.ts'
import { Button } from '../ui/Button.tsx'
import { GalleryButton, History, ShareButton, ThemeButton } from './BarButtons.tsx'
import { Mark } from './Mark.tsx'
import { MoreMenu } from './MoreMenu.tsx'
import { PartBoundary } from './PartBoundary.tsx'
import { SkipLinks } from './SkipLinks.tsx'
import { TitleLine } from './TitleLine.tsx'

const OpenModels = lazy(async () => ({ default: (await loadOpenModels()).OpenModels }))
const PhoneLines = lazy(async () => ({ default: (await loadPhoneLines()).PhoneLines }))

interface Props {
  phone: boolean
  recipeOpen: boolean
  onRecipe: (open: boolean) => void
  onHelp: () => void
  onTour: () => void
  onKept: () => void
  onShare: () => void
  onGallery: () => void
}

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

export function TopBar({ phone, recipeOpen, onRecipe, onHelp, onTour, onKept, onShare, onGallery }: Props) {
  const here = useApp(state => trainBlock(state).here)
  const anew = useApp(state => trainBlock(state).anew)
  const trainMore = useApp(state => state.trainMore)
  const trainNew = useApp(state => state.trainNew)
  // A press before what it opens has been fetched is not lost, and neither is the focus.
  const [early, setEarly] = useState(false)
  // Not state: drawing anew between a press and its release would take the button from under it.
  const held = useRef(false)
  // Where this map cannot grow (none yet, other data chosen) the one filled button makes another.
  const growing = here === null || anew !== null
  const train = (
    <Button
      variant="primary"
      data-tour="train"
      icon={<Plus size={16} aria-hidden />}
      reason={growing ? here : null}
      title={growing ? undefined : here}
      onClick={() => { void (growing ? trainMore() : trainNew()) }}
    >
      {growing ? (phone ? 'Train more' : 'Train more here') : (phone ? 'Train new' : 'Train a new map')}
    </Button>
  )
  if (phone) {
    return (
      <header className="TopBar">
        <SkipLinks />
        <h1 className="TopBar-mark"><Mark />Netfold</h1>
        <span className="TopBar-gap" />
        {!recipeOpen && train}
        <Button
          className="TopBar-recipe"
          icon={recipeOpen ? <X {...ICON} /> : <SlidersHorizontal {...ICON} />}
          aria-expanded={recipeOpen}
          aria-label={recipeOpen ? 'Close the recipe' : 'Recipe: what to train next'}
          onClick={() => onRecipe(!recipeOpen)}
        />
        <MoreMenu>
          <PartBoundary over><Suspense><PhoneLines onHelp={onHelp} onTour={onTour} onKept={onKept} onShare={onShare} onGallery={onGallery} /></Suspense></PartBoundary>
        </MoreMenu>
      </header>
    )
  }
  return (
    <header className="TopBar">
      <SkipLinks />
      <h1 className="TopBar-mark"><Mark />Netfold</h1>
      <TitleLine className="TopBar-title" />
      <span className="TopBar-gap" />
      {train}
      <PartBoundary over>
        <Suspense fallback={<Button onClick={() => setEarly(true)} onFocus={() => { held.current = true }}>Open my models</Button>}>
          <OpenModels early={early} held={held} />
        </Suspense>
      </PartBoundary>
      <GalleryButton onGallery={onGallery} />
      <TourButton onTour={onTour} />
      <span className="TopBar-rule" />
      <History />
      <ShareButton onShare={onShare} />
      <ThemeButton />
      <Button variant="quiet" icon className="TopBar-help" aria-label="Commands and keys (?)" aria-keyshortcuts="?" onClick={onHelp}>?</Button>
    </header>
  )
}

/** Plain for a newcomer; who has taken it knows where it is. */
function TourButton({ onTour }: { onTour: () => void }) {
  const toured = useApp(state => state.toured)
  return <Button variant={toured ? 'quiet' : 'plain'} title="Six steps at the real controls" onClick={onTour}>{toured ? 'Tour' : 'Take the tour'}</Button>
}
