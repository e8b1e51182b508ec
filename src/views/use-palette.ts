// Which of the two palettes is on: the visitor's choice, or the system's. Sets it on the page, and tells canvases when to draw anew.
import { useLayoutEffect, useSyncExternalStore } from 'react'
import { useApp } from './use-app.ts'

export type Palette = 'light' | 'dark'

const DARK = '(prefers-color-scheme: dark)'
const watch = (tell: () => void) => {
  const query = window.matchMedia(DARK)
  query.addEventListener('change', tell)
  return () => query.removeEventListener('change', tell)
}

export function usePalette(): Palette {
  const theme = useApp(state => state.theme)
  const systemDark = useSyncExternalStore(watch, () => window.matchMedia(DARK).matches)
  return theme === 'system' ? (systemDark ? 'dark' : 'light') : theme
}

/** Once, at the top of the page; before anything below draws with the palette. */
export function useApplyPalette(): Palette {
  const palette = usePalette()
  useLayoutEffect(() => { document.documentElement.dataset['theme'] = palette }, [palette])
  return palette
}
