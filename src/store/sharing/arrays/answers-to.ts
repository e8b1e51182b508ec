// What panels were answered of the map as it stands: answers of before are nobody's to export.
import { keyOf, slotOf } from '../../answers.ts'
import type { Asked, Question } from '../../asked.ts'
import type { AppState } from '../../state.ts'

/** Whole answers to a question about the map as it stands. */
export function answersTo<Q extends Question>(state: AppState, question: Q): { of: Asked[Q]['of'], value: Asked[Q]['answer'] }[] {
  const head = slotOf(question, 0).slice(0, -1)
  return [...state.answers].flatMap(([slot, entry]) => {
    if (!slot.startsWith(head) || !entry.whole) return []
    const of = JSON.parse(slot.slice(head.length)) as Asked[Q]['of']
    return entry.key === keyOf(state, question, of) ? [{ of, value: entry.value as Asked[Q]['answer'] }] : []
  })
}
