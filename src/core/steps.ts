// Long algorithms as generators: each `yield` is a place to report progress, let messages in, or stop. The core has no clock
// and no timers, so whoever runs the steps (a worker, a script, a test) decides how often to look up.

/** Where a long algorithm stands: the named stage and the share of it that is done, from 0 to 1. */
export interface Progress { stage: string, share: number }

/** An algorithm that can be stepped; its result is the generator's return value. */
export type Steps<T> = Generator<Progress, T, void>

/** Runs an algorithm to its end in one go. */
export function runToEnd<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
  }
}

/** Steps whose shares fill only a part of the whole: from `from` on, `part` of it. */
export function* within<T>(steps: Steps<T>, from: number, part: number): Steps<T> {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
    yield { stage: next.value.stage, share: from + part * next.value.share }
  }
}
