// Every question that panels may ask of workers, as types: what each is asked of, what comes back, and the slot that holds an answer.
import type { Between, Smoothness } from '../protocol/geometry.ts'
import type { Plane, Revisited } from '../protocol/revisit.ts'
import type { MeasureKey } from './measures.ts'

export interface Asked {
  between: { of: { a: readonly number[], b: readonly number[] }, answer: Between }
  plane: { of: number, answer: Plane }
  revisited: { of: number, answer: Revisited }
  smoothness: { of: MeasureKey, answer: Smoothness }
}

export type Question = keyof Asked

/** One slot. `value` may be of an older key while a new answer is on its way. */
export interface Entry {
  /** Of what was asked for last. */
  key: string
  /** Null until anything is known. */
  value: unknown
  /** Whether `value` is the answer to `key`, and all of it. */
  whole: boolean
  /** 0 to 1; null where nothing is on its way. */
  share: number | null
  /** Why there is no answer. */
  fault: string | null
}
