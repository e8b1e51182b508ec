// What panels ask of workers: each question has a row in questions.ts, each answer a slot here. A panel that is on screen asks; an answer
// whose key stands is not asked for again, and an old one is shown until the new one is here.
import type { StoreApi } from 'zustand'
import { isAbort } from '../services/spawn.ts'
import type { Asked, Entry, Question } from './asked.ts'
import type { Asking } from './asking.ts'
import { ASKING } from './asking.ts'
import type { QuestionRow } from './question-row.ts'
import { QUESTIONS } from './questions.ts'
import { sentenceOf } from './run-context.ts'
import type { Session } from './session.ts'
import type { AppState, AppStore } from './state.ts'

/** Slots kept a question: the last ones asked for. */
const MOST = 8

/** Answers come to the views this often (ms) while they grow. */
const TELL_EVERY = 200

export const slotOf = (question: Question, of: unknown): string => `${question} ${JSON.stringify(of)}`

export const keyOf = <Q extends Question>(state: AppState, question: Q, of: Asked[Q]['of']): string => JSON.stringify(QUESTIONS[question].reads(state, of))

export class Answers implements Asking {
  private readonly asking = new Map<string, AbortController>()

  constructor(private readonly session: Session, private readonly store: StoreApi<AppStore>) {}

  ask<Q extends Question>(question: Q, of: Asked[Q]['of']): void {
    const state = this.store.getState()
    const row = QUESTIONS[question] as unknown as QuestionRow<Asked[Q]['of'], Asked[Q]['answer']>
    const slot = slotOf(question, of)
    const key = keyOf(state, question, of)
    const standing = state.answers.get(slot)
    if (standing?.key === key && (standing.whole || standing.share !== null || standing.fault !== null)) return
    if (row.block(state, of) !== null) return
    this.asking.get(slot)?.abort()
    const turn = new AbortController()
    this.asking.set(slot, turn)
    this.put(question, slot, { key, value: standing?.value ?? null, whole: false, share: 0, fault: null })
    let told = -Infinity
    const tell = (share: number, sofar?: Asked[Q]['answer']): void => {
      const now = this.session.services.now()
      if (turn.signal.aborted || now - told < TELL_EVERY) return
      told = now
      this.change(slot, key, { share, ...sofar !== undefined && { value: sofar } })
    }
    row.answer(this.session, of, tell, turn.signal).then(
      value => { if (!turn.signal.aborted) this.change(slot, key, { value, whole: true, share: null }) },
      (error: unknown) => {
        if (turn.signal.aborted) return
        this.change(slot, key, isAbort(error) ? { share: null, key: '' } : { share: null, fault: sentenceOf(error) })
      },
    ).finally(() => { if (this.asking.get(slot) === turn) this.asking.delete(slot) })
  }

  private change(slot: string, key: string, change: Partial<Entry>): void {
    const entry = this.store.getState().answers.get(slot)
    if (entry?.key === key) this.store.setState(state => ({ answers: new Map([...state.answers, [slot, { ...entry, ...change }]]) }))
  }

  /** The newest slot last; the oldest of the same question go, and what was on its way for them is stopped. */
  private put(question: Question, slot: string, entry: Entry): void {
    const answers = new Map(this.store.getState().answers)
    answers.delete(slot)
    answers.set(slot, entry)
    const same = [...answers.keys()].filter(other => other.startsWith(`${question} `))
    for (const old of same.slice(0, Math.max(0, same.length - MOST))) {
      answers.delete(old)
      this.asking.get(old)?.abort()
    }
    this.store.setState({ answers })
  }
}

ASKING.begin = (session, store) => new Answers(session, store)
