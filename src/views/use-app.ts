// How a view reads the notebook: useApp(state => …). The store comes through React's context, so that tests and previews hand in their own.
import { createContext, useContext } from 'react'
import type { StoreApi } from 'zustand'
import { useStore } from 'zustand'
import type { AppStore } from '../store/state.ts'

export const StoreContext = createContext<StoreApi<AppStore> | null>(null)

export function useAppStore(): StoreApi<AppStore> {
  const store = useContext(StoreContext)
  if (!store) throw new Error('useApp needs a StoreContext above it')
  return store
}

export function useApp<T>(read: (state: AppStore) => T): T {
  return useStore(useAppStore(), read)
}
