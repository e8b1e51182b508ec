// What each row of questions.ts says: what an answer depends on besides what it is asked of, why it cannot be asked now, and who answers.
import type { Session } from './session.ts'
import type { AppState } from './state.ts'

export interface QuestionRow<Of, Answer> {
  /** Parts of the notebook that another answer would follow from; anything JSON can write. */
  reads(state: AppState, of: Of): readonly unknown[]
  /** A sentence where it cannot be asked now; null where it can. */
  block(state: AppState, of: Of): string | null
  /** `tell` may be called on the way, with how far it is (0 to 1) and with what is known already. Rejects with an AbortError once `signal` says so. */
  answer(session: Session, of: Of, tell: (share: number, sofar?: Answer) => void, signal: AbortSignal): Promise<Answer>
}
