// How far a long job of other threads is, on standard error, once a second: share, rate, seconds left.

const EVERY = 1000

/** Listens to a job until it ends. Nothing is said of a job that is over within a second. */
export async function showingProgress<T>(what: string, total: number, work: (told: (share: number, done: number) => void) => Promise<T>, unit = 'networks'): Promise<T> {
  const started = performance.now()
  const live = process.stderr.isTTY
  let [share, done, shown] = [0, 0, false]
  const timer = setInterval(() => {
    const line = progressLine(what, total, share, done, (performance.now() - started) / 1000, unit)
    process.stderr.write(live ? `\r\x1b[K${line}` : `${line}\n`)
    shown = true
  }, EVERY)
  try {
    return await work((newShare, newDone) => { [share, done] = [newShare, newDone] })
  } finally {
    clearInterval(timer)
    if (live && shown) process.stderr.write('\r\x1b[K')
  }
}

/** `share` of the work, which need not be that of the networks: some cost more, and they go first. The rate is that of the work, in networks as they are on average. */
export function progressLine(what: string, total: number, share: number, done: number, seconds: number, unit = 'networks'): string {
  const left = share > 0 ? `, about ${(total * share / seconds).toPrecision(2)}/s, ${Math.ceil(seconds * (1 - share) / share)} s left` : ''
  return `${what} ${Math.floor(100 * share)} %, ${done} of ${total} ${unit}${left}`
}
