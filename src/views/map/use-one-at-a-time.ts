// Two pictures on a map that has room for one: which of them is seen. The other stays where it is, behind.
import { useCallback, useState } from 'react'
import type { FocusEvent } from 'react'
import type { Panes } from '../../store/trajectories/trajectories-state.ts'
import type { Size } from './view.ts'

/** Pixels that two pictures of training need side by side. */
export const TWO_WIDE = 540

export type Place = 'first' | 'second'

export const seenAlone = ({ second }: Panes, size: Size | null): boolean => second !== null && size !== null && size.width < TWO_WIDE

/** The one that came last is in front, and where there was room for both, the one that was used last. */
export function useOneAtATime(panes: Panes, size: Size | null): { alone: boolean, front: Place, setFront: (front: Place) => void, follow: (event: FocusEvent) => void } {
  const [front, setFront] = useState<Place>('second')
  const [known, setKnown] = useState(panes)
  if (known !== panes) {
    setKnown(panes)
    if (known.second !== panes.second || known.first !== panes.first) setFront(known.second !== panes.second ? 'second' : 'first')
  }
  const follow = useCallback(({ target }: FocusEvent) => {
    if (target.classList.contains('MapView-surface')) setFront(target.closest('.MapPane-second') ? 'second' : 'first')
  }, [])
  return { alone: seenAlone(panes, size), front, setFront, follow }
}
