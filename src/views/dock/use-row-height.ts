// Rows are higher where fingers press them.
import { useSyncExternalStore } from 'react'

const COARSE = '(max-width: 899px), (pointer: coarse)'

const watch = (tell: () => void) => {
  const query = window.matchMedia(COARSE)
  query.addEventListener('change', tell)
  return () => query.removeEventListener('change', tell)
}

export const useRowHeight = (): number => useSyncExternalStore(watch, () => window.matchMedia(COARSE).matches) ? 40 : 26
