// Runs a steppable algorithm in the terminal: what takes over a second says on standard error how far it is, and every stage is timed.
import type { Steps } from '../src/core/steps.ts'

/** Seconds spent in each stage, in order of first appearance. */
export type Seconds = Record<string, number>

/** Runs to the end. `seconds` collects the time of each stage; the time before the first step counts to the first stage. */
export function runSteps<T>(steps: Steps<T>, seconds: Seconds = {}): T {
  const started = performance.now()
  let stage: string | null = null
  let before = started
  let shown = started
  const live = process.stderr.isTTY
  for (;;) {
    const next = steps.next()
    const now = performance.now()
    const spent = stage ?? (next.done ? 'all' : next.value.stage)
    seconds[spent] = (seconds[spent] ?? 0) + (now - before) / 1000
    before = now
    if (next.done) {
      if (live && shown > started) process.stderr.write('\r\x1b[K')
      return next.value
    }
    stage = next.value.stage
    if (now - shown > 1000) {
      shown = now
      const line = `${stage} ${Math.round(100 * next.value.share)} %`
      process.stderr.write(live ? `\r\x1b[K${line}` : `${line}\n`)
    }
  }
}

/** Rounded to microseconds, for printing. */
export function rounded(seconds: Seconds): Seconds {
  return Object.fromEntries(Object.entries(seconds).map(([stage, value]) => [stage, Math.round(value * 1e6) / 1e6]))
}
