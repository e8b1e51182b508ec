// What a training run, and whoever works for it, has from the notebook.
import type { StoreApi } from 'zustand'
import type { Services } from '../services/services.ts'
import type { Holdings } from './holdings.ts'
import type { SessionKeeper } from './session-keeper.ts'
import type { AppStore } from './state.ts'

export type Notify = (tone: 'warn' | 'danger' | 'info', text: string) => void

export interface RunContext {
  store: StoreApi<AppStore>
  services: Services
  holdings: Holdings
  keeper: SessionKeeper
  notify: Notify
}

/** An error as a notice says it. */
export const sentenceOf = (error: unknown): string => error instanceof Error ? error.message : String(error)
