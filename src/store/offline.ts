// Later visits without a network: what the notebook knows of it, and the newer page that waits until the visitor wants it.
import type { StoreApi } from 'zustand'
import { keepForLater } from '../services/offline.ts'
import type { AppStore } from './state.ts'

/** An embedded map is a guest on somebody else's page, and leaves nothing with its readers. */
const isEmbedded = (search: string): boolean => new URLSearchParams(search).has('embed')

export async function keepOffline(store: StoreApi<AppStore>): Promise<void> {
  if (isEmbedded(location.search)) return
  const kept = await keepForLater(takeNewer => store.setState({ takeNewer }))
  if (kept) store.setState({ offline: { maps: kept.kept, bytes: kept.bytes } })
}
