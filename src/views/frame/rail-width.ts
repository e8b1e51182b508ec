// Whether the right rail takes two columns: it does so for one network, where the map keeps its least width beside it, unless somebody narrowed it.
import { createContext, useContext, useSyncExternalStore } from 'react'

/** The map never gets narrower for it, and two columns are no narrower than this (px). */
const MAP = 480
const COLUMNS = 640
const LEFT = { open: 288, folded: 44 }

/** Whether there is room for two columns beside the map and the left rail. */
export function useRailRoom(left: keyof typeof LEFT): boolean {
  const query = `(min-width: ${LEFT[left] + MAP + COLUMNS}px)`
  return useSyncExternalStore(
    tell => {
      const media = window.matchMedia(query)
      media.addEventListener('change', tell)
      return () => media.removeEventListener('change', tell)
    },
    () => window.matchMedia(query).matches,
  )
}

/** Null where there is no room for another width. */
export interface RailWidth { wide: boolean, setWide: (wide: boolean) => void }

const RailWidthContext = createContext<RailWidth | null>(null)

export const RailWidthProvider = RailWidthContext.Provider
export const useRailWidth = (): RailWidth | null => useContext(RailWidthContext)
