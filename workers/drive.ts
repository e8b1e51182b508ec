// Runs the core's steppable algorithms in a worker: a slice of work, a look at the messages, a word about progress, the next slice.

/** A step that waits for work done elsewhere (a GPU): whoever drives does nothing until then, instead of asking again and again. */
export interface Waiting { wait: Promise<unknown> }

export interface DriveOptions<P> {
  /** Called at the end of every slice with where the algorithm stands; wrap it in `throttled` where somebody far away listens. */
  onProgress?: (progress: P) => void
  /** Stops the run at its next step: the promise rejects with the signal's reason, an error named 'AbortError' unless told otherwise. */
  signal?: AbortSignal
  /** Milliseconds of work before messages are let in. */
  slice?: number
}

/**
 * Lets everything that waits in the worker's queue have its turn. A message to oneself comes back at once; a timer would be held back
 * to 4 ms after a few calls, and `scheduler.yield` would jump the queue that we want to let pass.
 */
export function breathe(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

/** Steps `work` to its end and gives its result; messages, and so a cancel, get through every `slice` milliseconds. */
export async function drive<P, T>(work: Generator<P, T, void>, options: DriveOptions<P> = {}): Promise<T> {
  const { onProgress, signal, slice = 15 } = options
  let until = performance.now() + slice
  for (;;) {
    if (signal?.aborted) {
      // Lets a `finally` inside the algorithm run; its result is nobody's business any more.
      work.return(undefined as T)
      throw signal.reason
    }
    const next = work.next()
    if (next.done) return next.value
    const wait = (next.value as Partial<Waiting> | undefined)?.wait
    if (!wait && performance.now() < until) continue
    onProgress?.(next.value)
    await (wait ?? breathe())
    until = performance.now() + slice
  }
}

/** Passes on at most one call in `pause` milliseconds, the first at once; the calls between are dropped, for a newer one will come. */
export function throttled<P>(report: (progress: P) => void, pause = 200): (progress: P) => void {
  let after = -Infinity
  return progress => {
    const now = performance.now()
    if (now < after) return
    after = now + pause
    report(progress)
  }
}
