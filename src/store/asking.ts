// Where whoever answers panels' questions says that it is there. The table of questions comes with the first panel that asks one: no first map waits for it.
import type { StoreApi } from 'zustand'
import type { Asked, Question } from './asked.ts'
import type { Session } from './session.ts'
import type { AppStore } from './state.ts'

export interface Asking { ask<Q extends Question>(question: Q, of: Asked[Q]['of']): void }

/** `begin`: null until answers.ts has been fetched. */
export const ASKING: { begin: ((session: Session, store: StoreApi<AppStore>) => Asking) | null } = { begin: null }
