// Which of the three arrangements fits the window: wide (both rails), narrow (left rail folded), phone (map above a sheet).
import { useSyncExternalStore } from 'react'

export type Frame = 'wide' | 'narrow' | 'phone'

const WIDE = '(min-width: 1200px)'
const PHONE = '(max-width: 899px)'

const watch = (tell: () => void) => {
  const queries = [WIDE, PHONE].map(query => window.matchMedia(query))
  for (const query of queries) query.addEventListener('change', tell)
  return () => { for (const query of queries) query.removeEventListener('change', tell) }
}

const read = (): Frame => window.matchMedia(WIDE).matches ? 'wide' : window.matchMedia(PHONE).matches ? 'phone' : 'narrow'

export const useFrame = (): Frame => useSyncExternalStore(watch, read)

const watchSize = (tell: () => void) => {
  window.addEventListener('resize', tell)
  return () => window.removeEventListener('resize', tell)
}

/** Pixels; follows a phone that is turned. */
export const useWindowHeight = (): number => useSyncExternalStore(watchSize, () => window.innerHeight)
