// How a panel has an answer from a worker: it asks while it is on screen, again whenever another answer would follow, and shows what is known.
import { useEffect } from 'react'
import type { Asked, Question } from '../store/asked.ts'
import { keyOf, slotOf } from '../store/answers.ts'
import { QUESTIONS } from '../store/questions.ts'
import type { AppState } from '../store/state.ts'
import { useApp } from './use-app.ts'

export interface Answer<T> {
  /** Null until something is known. While a new answer is on its way: the old one, or as much of the new one as is known. */
  value: T | null
  /** Whether `value` is all of the answer to the question as it stands now. */
  whole: boolean
  /** How far the answer is, 0 to 1; null where none is on its way. */
  share: number | null
  /** Why there is none, in a sentence: it cannot be asked now, or it failed. */
  why: string | null
}

/** `of` null: nothing is asked. */
export function useAnswer<Q extends Question>(question: Q, of: Asked[Q]['of'] | null): Answer<Asked[Q]['answer']> {
  const slot = of === null ? '' : slotOf(question, of)
  const block = (state: AppState): string | null => (QUESTIONS[question].block as (state: AppState, of: unknown) => string | null)(state, of)
  const why = useApp(state => of === null ? null : block(state))
  const key = useApp(state => of === null || why !== null ? '' : keyOf(state, question, of))
  const entry = useApp(state => state.answers.get(slot))
  const ask = useApp(state => state.ask)
  // The slot stands for `of`, which may be a new object at every drawing.
  useEffect(() => { if (of !== null && key) ask(question, of) }, [ask, question, slot, key]) // eslint-disable-line react-hooks/exhaustive-deps -- the slot says `of`
  const standing = entry !== undefined && entry.key === key
  return { value: (entry?.value ?? null) as Asked[Q]['answer'] | null, whole: standing && entry.whole, share: entry?.share ?? null, why: why ?? (standing ? entry.fault : null) }
}
