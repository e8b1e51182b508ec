// A worker that one can rely on. comlink alone never rejects when a worker fails to load, dies or is terminated: its promises just
// stay open. A Crew starts its worker at the first question, listens for signs of life, ends every open question when it dies, and
// starts a fresh one at the next.
import type { Remote } from 'comlink'
import { releaseProxy, wrap } from 'comlink'

/** Ended because somebody asked for it: not an error to show. */
export const aborted = (): DOMException => new DOMException('Stopped.', 'AbortError')

export const isAbort = (error: unknown): boolean => (error instanceof Error || error instanceof DOMException) && error.name === 'AbortError'

/** The worker went away with a question open. */
export class WorkerDied extends Error {
  override name = 'WorkerDied'
}

/** How long a worker may be silent (ms) between a knock and its answer: loading, then working. */
export interface Patience {
  loading: number
  working: number
  /** A worker that nobody has asked anything for so long is let go, and its memory with it; for those that can be begun again at little cost. */
  idle?: number
}

/** Usual time (ms) after which a worker that nobody asks is let go. */
export const A_WHILE = 60_000

interface Hand<T> { worker: Worker, api: Remote<T>, died: Promise<never>, end: (reason: Error | DOMException) => void, /** Open questions. */ open: number, resting: number }

export class Crew<T extends { beat: () => boolean }> {
  private hand: Hand<T> | null = null

  /** Workers begun so far; a change means that whatever the last one remembered is gone. */
  get begun(): number { return this.count }
  private count = 0

  /** Whether a worker stands ready that has not died. */
  get alive(): boolean { return this.hand !== null }

  /** `make` must name its worker by a literal URL, so that the bundler sees it. */
  constructor(private readonly make: () => Worker, private readonly patience: Patience) {}

  /** Asks the worker; rejects with WorkerDied when it dies before answering, with an AbortError when the signal or `dismiss` ends it. */
  async ask<R>(signal: AbortSignal | null, question: (api: Remote<T>) => Promise<R>): Promise<R> {
    if (signal?.aborted) throw aborted()
    const hand = this.hand ??= this.hire()
    const stop = () => this.dismiss()
    signal?.addEventListener('abort', stop, { once: true })
    window.clearTimeout(hand.resting)
    hand.open++
    try {
      return await Promise.race([question(hand.api), hand.died])
    } finally {
      signal?.removeEventListener('abort', stop)
      hand.open--
      if (hand.open === 0 && this.hand === hand && this.patience.idle !== undefined) hand.resting = window.setTimeout(() => hand.end(aborted()), this.patience.idle)
    }
  }

  /** Ends the worker at once; open questions reject with an AbortError, the next question starts a fresh one. */
  dismiss(): void {
    this.hand?.end(aborted())
  }

  private hire(): Hand<T> {
    const worker = this.make()
    this.count++
    const api = wrap<T>(worker)
    let end: Hand<T>['end'] = () => undefined
    const died = new Promise<never>((_, reject) => {
      end = reason => {
        if (this.hand?.worker === worker) this.hand = null
        window.clearTimeout(timer)
        window.clearTimeout(hand.resting)
        worker.terminate()
        api[releaseProxy]()
        reject(reason)
      }
    })
    died.catch(() => undefined) // nobody may be asking at the moment
    worker.addEventListener('error', event => end(new WorkerDied(event.message || 'The worker could not be started.')))
    worker.addEventListener('messageerror', () => end(new WorkerDied('A message to the worker could not be read.')))

    // Knock, wait, knock again: a worker that closed itself or ran out of memory sends no event. The second chance is for a
    // computer that slept: its timers fire before the answer that lies waiting is read.
    let timer = 0
    const knock = (patience: number, chances: number) => {
      let answered = false
      const beat = api.beat as unknown as () => Promise<boolean>
      beat().then(() => {
        answered = true
        window.clearTimeout(timer)
        timer = window.setTimeout(() => knock(this.patience.working, 1), KNOCK_EVERY)
      }, () => undefined)
      timer = window.setTimeout(() => {
        if (answered) return
        if (chances > 0) knock(patience / 2, chances - 1)
        else end(new WorkerDied('The worker stopped answering.'))
      }, patience)
    }
    knock(this.patience.loading, 1)
    const hand: Hand<T> = { worker, api, died, end, open: 0, resting: 0 }
    return hand
  }
}

const KNOCK_EVERY = 1500
