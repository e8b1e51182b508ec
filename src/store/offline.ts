// The page as something that one has: kept for visits without a network, a newer one that waits until it is wanted, files that the system opens with it.
import type { StoreApi } from 'zustand'
import { launchedFiles } from '../services/launched-files.ts'
import { keepForLater } from '../services/offline.ts'
import type { AppStore } from './state.ts'

/** An embedded map is a guest on somebody else's page, and leaves nothing with its readers. */
const isEmbedded = (search: string): boolean => new URLSearchParams(search).has('embed')

export async function keepOffline(store: StoreApi<AppStore>): Promise<void> {
  if (isEmbedded(location.search)) return
  launchedFiles(files => { void store.getState().openFiles(files.map(file => ({ path: file.name, file }))) })
  const kept = await keepForLater(takeNewer => store.setState({ takeNewer }))
  if (kept) store.setState({ offline: { maps: kept.kept, bytes: kept.bytes } })
}
