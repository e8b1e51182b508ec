// Whether the visitor asks for less motion.
import { useSyncExternalStore } from 'react'

const LESS = '(prefers-reduced-motion: reduce)'

const watch = (tell: () => void) => {
  const query = window.matchMedia(LESS)
  query.addEventListener('change', tell)
  return () => query.removeEventListener('change', tell)
}

export const useStill = (): boolean => useSyncExternalStore(watch, () => window.matchMedia(LESS).matches)
