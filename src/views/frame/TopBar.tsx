// The bar: who we are, what one is looking at, and what one can do with the map as a whole.
import './TopBar.css'
import { ChartSpline, Download, HardDrive, Monitor, Moon, Network, Plus, Redo2, SlidersHorizontal, Sun, Table2, Undo2, Waypoints, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { trainBlock } from '../../store/selectors.ts'
import type { Theme } from '../../store/state.ts'
import { loadOpenModels } from '../later.ts'
import { useApp } from '../use-app.ts'
import { Button } from '../ui/Button.tsx'
import { keptLine } from './kept-words.ts'
import { Mark } from './Mark.tsx'
import { MoreMenu } from './MoreMenu.tsx'
import { SkipLinks } from './SkipLinks.tsx'
import { TitleLine } from './TitleLine.tsx'

const OpenModels = lazy(async () => ({ default: (await loadOpenModels()).OpenModels }))

interface Props {
  phone: boolean
  recipeOpen: boolean
  onRecipe: (open: boolean) => void
  onHelp: () => void
  onTour: () => void
  onKept: () => void
}

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const
const THEMES: Record<Theme, { next: Theme, label: string, sign: typeof Sun }> = {
  system: { next: 'light', label: 'Colours: as the system', sign: Monitor },
  light: { next: 'dark', label: 'Colours: light', sign: Sun },
  dark: { next: 'system', label: 'Colours: dark', sign: Moon },
}

export function TopBar({ phone, recipeOpen, onRecipe, onHelp, onTour, onKept }: Props) {
  const here = useApp(state => trainBlock(state).here)
  const anew = useApp(state => trainBlock(state).anew)
  const trainMore = useApp(state => state.trainMore)
  const trainNew = useApp(state => state.trainNew)
  // A press before what it opens has been fetched is not lost.
  const [early, setEarly] = useState(false)
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
          <UnderTheMap />
          <Suspense><OpenModels lines /></Suspense>
          <SaveMapButton variant="quiet" />
          <ThemeButton labelled />
          <KeptButton onKept={onKept} />
          <History labelled />
          <Button variant="quiet" icon={<Waypoints {...ICON} />} onClick={onTour}>Take the tour</Button>
          <Button variant="quiet" icon={<span className="TopBar-sign" aria-hidden>?</span>} onClick={onHelp}>Commands and keys</Button>
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
      <Suspense fallback={<Button onClick={() => setEarly(true)}>Open my models</Button>}><OpenModels early={early} /></Suspense>
      <SaveMapButton variant="quiet" />
      <TourButton onTour={onTour} />
      <span className="TopBar-rule" />
      <History />
      <ThemeButton />
      <Button variant="quiet" icon className="TopBar-help" aria-label="Commands and keys (?)" aria-keyshortcuts="?" onClick={onHelp}>?</Button>
    </header>
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

/** Plain for a newcomer; who has taken it knows where it is. */
function TourButton({ onTour }: { onTour: () => void }) {
  const toured = useApp(state => state.toured)
  return <Button variant={toured ? 'quiet' : 'plain'} title="Six steps at the real controls" onClick={onTour}>{toured ? 'Tour' : 'Take the tour'}</Button>
}

function History({ labelled = false }: { labelled?: boolean }) {
  const steps = useApp(state => state.history)
  const ways = [
    { name: 'Undo', key: 'Ctrl Z', shortcut: 'Control+Z', left: steps.undo, run: useApp(state => state.undo), Sign: Undo2 },
    { name: 'Redo', key: 'Ctrl Shift Z', shortcut: 'Control+Shift+Z', left: steps.redo, run: useApp(state => state.redo), Sign: Redo2 },
  ]
  return ways.map(({ name, key, shortcut, left, run, Sign }) => (
    <Button
      key={name}
      variant="quiet"
      icon={<Sign {...ICON} />}
      aria-label={name}
      aria-keyshortcuts={shortcut}
      reason={left ? null : `Nothing to ${name.toLowerCase()}`}
      title={`${name} selection, colour or settings (${key})`}
      onClick={run}
    >
      {labelled ? name : undefined}
    </Button>
  ))
}

function SaveMapButton({ variant }: { variant: 'plain' | 'quiet' }) {
  const saveMap = useApp(state => state.saveMap)
  const empty = useApp(state => state.map === null)
  return (
    <Button variant={variant} icon={<Download {...ICON} />} title="Save the map with all its networks as a file (.npz)" reason={empty ? 'There is no map to save yet.' : null} onClick={() => { void saveMap() }}>
      Save map
    </Button>
  )
}

function KeptButton({ onKept }: { onKept: () => void }) {
  const line = keptLine(useApp(state => state.vault))
  return line && <Button variant="quiet" icon={<HardDrive {...ICON} />} onClick={onKept}>{line}</Button>
}

function ThemeButton({ labelled = false }: { labelled?: boolean }) {
  const theme = useApp(state => state.theme)
  const setTheme = useApp(state => state.setTheme)
  const { next, label, sign: Sign } = THEMES[theme]
  return labelled
    ? <Button variant="quiet" icon={<Sign {...ICON} />} onClick={() => setTheme(next)}>{label}</Button>
    : <Button variant="quiet" icon={<Sign {...ICON} />} aria-label={label} title={`${label}. Press for ${THEMES[next].label.slice(9)}.`} onClick={() => setTheme(next)} />
}
