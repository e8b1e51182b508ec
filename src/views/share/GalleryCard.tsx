// A ready-made map as a card: its picture, its name, what to look for, and how large it is. The card is one button.
import { useId } from 'react'
import type { GalleryEntry } from '../../store/sharing/rooms.ts'
import { bytes, integer } from '../ui/format.ts'
import { MapStamp } from './MapStamp.tsx'

interface Props { entry: GalleryEntry, onScreen: boolean, opening: boolean, reason: string | null, onOpen: () => void }

export function GalleryCard({ entry, onScreen, opening, reason, onOpen }: Props) {
  const id = useId()
  return (
    <li>
      <button
        type="button"
        className="GalleryCard"
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-about ${id}-facts`}
        aria-current={onScreen || undefined}
        aria-disabled={reason !== null || undefined}
        aria-busy={opening || undefined}
        title={reason ?? undefined}
        data-first={onScreen || undefined}
        onClick={() => { if (reason === null) onOpen() }}
      >
        <MapStamp picture={entry.picture} />
        <span className="GalleryCard-words">
          <span className="GalleryCard-head">
            <b id={`${id}-name`}>{entry.title}</b>
            {opening ? <span className="GalleryCard-mark">opening …</span> : onScreen && <span className="GalleryCard-mark">on screen</span>}
          </span>
          <span id={`${id}-about`} className="GalleryCard-about">{entry.about}</span>
          <span id={`${id}-facts`} className="GalleryCard-facts">
            {integer(entry.networks)} {entry.networks === 1 ? 'network' : 'networks'} · {entry.datasetTitle} · {bytes(entry.bytes.head)} to see it, {bytes(entry.bytes.all)} in all
          </span>
        </span>
      </button>
    </li>
  )
}
