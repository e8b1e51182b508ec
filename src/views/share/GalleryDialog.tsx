// The ready-made maps to choose from: a card a map, and which of them is on screen.
import './gallery.css'
import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useApp } from '../use-app.ts'
import { GalleryCard } from './GalleryCard.tsx'
import { shownMap } from './shown-map.ts'
import { useGallery } from './use-gallery.ts'

const BUSY = 'Training is under way; stop it first, and another map can be opened.'

export function GalleryDialog({ onClose }: { onClose: () => void }) {
  const room = useApp(state => state.room)
  const shown = useApp(state => shownMap(state.map))
  const busy = useApp(state => state.training !== null)
  const experiments = useApp(state => state.openExperiments)
  const { maps, fault, again } = useGallery()
  const [opening, setOpening] = useState<string | null>(null)
  const open = async (name: string) => {
    setOpening(name)
    await (await room('gallery'))?.open(name)
    onClose() // where it could not be opened, a notice on the page says why
  }
  return (
    <Dialog title="Maps" onClose={onClose} wide>
      <p className="Gallery-lead">{busy ? BUSY : 'Trained before you came. Each opens with a view that shows what its card says; a session of your own stays kept.'}</p>
      {fault !== null && <p className="Gallery-fault" role="alert">{fault} <Button small onClick={again}>Try again</Button></p>}
      {maps === null && fault === null && <p className="Gallery-lead" role="status">The list of maps is on its way.</p>}
      {maps?.length === 0 && <p className="Gallery-lead">This page has no ready-made maps.</p>}
      <ul className="Gallery" aria-label="Ready-made maps">
        {maps?.map(entry => (
          <GalleryCard
            key={entry.name}
            entry={entry}
            onScreen={entry.name === shown}
            opening={entry.name === opening}
            reason={busy ? BUSY : null}
            onOpen={() => { void open(entry.name) }}
          />
        ))}
      </ul>
      <section className="Gallery-more" aria-label="Experiments">
        <h2>Experiments</h2>
        <p>Four questions about training as trajectories and one about searching. Each trains what it needs beside the map, and answers with a number and its null.</p>
        <Button small onClick={() => { onClose(); experiments() }}>Show the experiments</Button>
      </section>
      <p className="visually-hidden" role="status">{opening === null ? '' : `Opening ${maps?.find(({ name }) => name === opening)?.title ?? opening}.`}</p>
    </Dialog>
  )
}
