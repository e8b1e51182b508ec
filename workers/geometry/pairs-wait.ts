// Work done elsewhere as steps: each says how far it is and waits a little, so that the run can report and be cancelled like any other.
import type { Progress, Steps } from '../../src/core/steps.ts'
import type { Waiting } from '../drive.ts'

export interface Outside {
  signal: AbortSignal
  onProgress: (share: number) => void
}

/** Milliseconds between two looks. */
const LOOK = 50

export function* awaited<T>(stage: string, work: (outside: Outside) => Promise<T>): Steps<T> {
  const stop = new AbortController()
  let share = 0
  let outcome: { value: T } | { error: unknown } | null = null as { value: T } | { error: unknown } | null
  const end = work({ signal: stop.signal, onProgress: now => { share = now } }).then(value => { outcome = { value } }, (error: unknown) => { outcome = { error } })
  try {
    while (!outcome) {
      const step: Progress & Waiting = { stage, share, wait: Promise.race([end, new Promise(resolve => { setTimeout(resolve, LOOK) })]) }
      yield step
    }
  } finally {
    stop.abort()
  }
  if ('error' in outcome) throw outcome.error
  return outcome.value
}
