// A picture in the palette on screen, or as on white paper. For the latter the page changes its palette for a moment that nobody sees: no frame is shown in between.
import './picture.css'
import { flushSync } from 'react-dom'
import type { StoreApi } from 'zustand'
import type { AppStore } from '../../store/state.ts'

export type Paper = 'screen' | 'white'

/** Rounds in which what a change of palette set off has its say; each takes no time. */
const ROUNDS = 12

/** Calls `draw` once the page stands as the paper wants it. It must not wait for anything. */
export async function drawnOn<T>(paper: Paper, store: StoreApi<AppStore>, draw: () => T): Promise<T> {
  const root = document.documentElement
  if (root.dataset['picturing'] !== undefined) throw new Error('Another picture is being drawn.')
  const { theme } = store.getState()
  const dark = root.dataset['theme'] === 'dark'
  root.dataset['picturing'] = paper
  try {
    if (paper === 'white' && dark) {
      flushSync(() => store.setState({ theme: 'light' }))
      await settled()
    }
    return draw()
  } finally {
    root.dataset['picturing'] = 'over'
    if (paper === 'white' && dark) {
      flushSync(() => store.setState({ theme }))
      await settled()
    }
    // Everything has its old look before anything may fade again.
    for (const element of document.querySelectorAll('*')) void getComputedStyle(element).color
    delete root.dataset['picturing']
  }
}

/** Observers and React act in microtasks, and a browser shows no frame between those. */
async function settled(): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.resolve()
    flushSync(() => undefined)
  }
}
