// The left rail: what would be trained next, and how its map would be made. A column, a folded strip of names, an overlay, or on a phone a page.
import './LeftRail.css'
import { ChartNoAxesColumn, Database, Map as MapIcon, PanelLeft, TrendingUp } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { loadEmbeddingSection, loadTrainingSection } from '../later.ts'
import { Button } from '../ui/Button.tsx'
import { DataSection } from './DataSection.tsx'
import { PopulationSection } from './PopulationSection.tsx'
import { TrainActions } from './TrainActions.tsx'

// The last ones: at the fold or below it.
const TrainingSection = lazy(async () => ({ default: (await loadTrainingSection()).TrainingSection }))
const EmbeddingSection = lazy(async () => ({ default: (await loadEmbeddingSection()).EmbeddingSection }))

const SECTIONS = [
  { id: 'data', label: 'Data', Sign: Database },
  { id: 'population', label: 'Population', Sign: ChartNoAxesColumn },
  { id: 'training', label: 'Training', Sign: TrendingUp },
  { id: 'embedding', label: 'Embedding', Sign: MapIcon },
] as const
type SectionId = (typeof SECTIONS)[number]['id']

interface Props {
  open: boolean
  /** column: beside the map. overlay: over it. page: over everything below the bar. */
  form: 'column' | 'overlay' | 'page'
  onOpen: (open: boolean) => void
}

export function LeftRail({ open, form, onOpen }: Props) {
  const scroll = useRef<HTMLDivElement>(null)
  const [wanted, setWanted] = useState<SectionId | null>(null)

  // Opened by a name on the strip: that section comes into view and takes the focus.
  useEffect(() => {
    if (!open || !scroll.current) return
    const section = wanted ? scroll.current.querySelector<HTMLElement>(`[data-section=${wanted}]`) : form === 'column' ? null : scroll.current
    section?.scrollIntoView({ block: 'start' })
    section?.focus({ preventScroll: true })
  }, [open, wanted, form])

  const show = (section: SectionId | null) => {
    setWanted(section)
    onOpen(true)
  }
  const close = () => {
    setWanted(null)
    onOpen(false)
  }
  const fold = <Button variant="quiet" small icon={<PanelLeft size={16} strokeWidth={1.5} aria-hidden />} aria-label="Fold the rail" onClick={close} />
  return (
    <>
      {form !== 'page' && (form === 'overlay' || !open) && (
        <nav className="LeftStrip" aria-label="Settings, folded">
          <Button variant="quiet" icon={<PanelLeft size={16} strokeWidth={1.5} aria-hidden />} aria-label="Open the rail" aria-expanded={open} onClick={() => show(null)} />
          {SECTIONS.map(({ id, label, Sign }) => (
            <button key={id} type="button" className="LeftStrip-name" onClick={() => show(id)}>
              <Sign size={16} strokeWidth={1.5} aria-hidden />
              <span>{label}</span>
            </button>
          ))}
        </nav>
      )}
      {open && (
        <aside
          className={`LeftRail LeftRail-${form}`}
          aria-label="What to train next"
          onKeyDown={event => {
            if (event.key !== 'Escape' || form === 'column') return
            event.stopPropagation()
            close()
          }}
        >
          {form === 'overlay' && <header className="LeftRail-head">What to train next{fold}</header>}
          <div className="LeftRail-scroll" ref={scroll} tabIndex={-1}>
            <div data-section="data" tabIndex={-1}><DataSection aside={form === 'column' ? fold : undefined} /></div>
            <div data-section="population" tabIndex={-1}><PopulationSection /></div>
            <div data-section="training" tabIndex={-1}><Suspense><TrainingSection /></Suspense></div>
            <div data-section="embedding" tabIndex={-1}><Suspense><EmbeddingSection /></Suspense></div>
          </div>
          <TrainActions primary={form === 'page'} {...(form === 'column' ? {} : { onTrain: close })} />
        </aside>
      )}
    </>
  )
}
