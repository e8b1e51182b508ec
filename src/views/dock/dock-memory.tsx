// What the dock's panels remember while another tab is open, and the place in the tab row where a panel says its sentence.
import type { Dispatch, ReactNode, SetStateAction } from 'react'
import { createContext, useCallback, useContext, useState } from 'react'
import { createPortal } from 'react-dom'

export const DockMemory = createContext<Map<string, unknown>>(new Map())
export const DockAsidePlace = createContext<HTMLElement | null>(null)

/** State that outlives the panel, as long as the dock is there. */
export function useRemembered<T>(key: string, first: T): [T, Dispatch<SetStateAction<T>>] {
  const memory = useContext(DockMemory)
  const [value, setValue] = useState<T>(() => memory.has(key) ? memory.get(key) as T : first)
  const set = useCallback((next: SetStateAction<T>) => setValue(before => {
    const after = typeof next === 'function' ? (next as (before: T) => T)(before) : next
    memory.set(key, after)
    return after
  }), [memory, key])
  return [value, set]
}

/** A panel of the dock has its title in the tab: its one sentence (the first child) and its actions stand beside the tabs. */
export function DockAside({ children }: { children: ReactNode }) {
  const place = useContext(DockAsidePlace)
  return place && createPortal(children, place)
}
