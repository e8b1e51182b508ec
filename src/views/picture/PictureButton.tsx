// In the corner of a panel: saves its picture. Seen when the panel is pointed at or holds the focus; on touch always.
import './PictureButton.css'
import { Download } from 'lucide-react'
import { useRef } from 'react'
import { MapMenu } from '../map/MapMenu.tsx'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { useAppStore } from '../use-app.ts'
import type { Chart } from './chart-picture.ts'
import type { PictureFormat } from './save-picture.ts'
import { useWantedPaper } from './wanted-paper.ts'

interface Props {
  title: string
  /** What is drawn; without it, the panel around the button. */
  chart?: (() => Partial<Omit<Chart, 'root'>> & { root: HTMLElement | null }) | undefined
}

export function PictureButton({ title, chart }: Props) {
  const store = useAppStore()
  const place = useRef<HTMLSpanElement>(null)
  const { paper, white, choose } = useWantedPaper()
  const save = async (format: PictureFormat) => {
    const { root, say = null, titled = false } = chart?.() ?? { root: place.current?.closest<HTMLElement>('.Panel') ?? null, titled: true }
    if (!root) return
    const { saveChartPicture } = await import('./save-chart-picture.ts')
    await saveChartPicture(store, { root, title, say, titled }, { format, paper })
  }
  return (
    <span ref={place} className="PictureButton" data-unpictured>
      <MapMenu
        label={`Save a picture: ${title}`}
        icon={<Download size={13} strokeWidth={1.75} aria-hidden />}
        side="below"
        align="right"
        choice
        sheet={(
          <>
            <Button variant="quiet" onClick={() => { void save('png') }}>PNG, twice the size</Button>
            <Button variant="quiet" onClick={() => { void save('svg') }}>SVG, for editing and print</Button>
            <Check label="On white paper" checked={white} onChange={choose} />
          </>
        )}
      />
    </span>
  )
}
