// The moment when the map is drawn: what the first picture does not need waits for it.

let tell = (): void => undefined
const drawn = new Promise<void>(resolve => {
  tell = () => {
    // For the benchmark, once: every later frame comes by here too.
    performance.mark('map')
    tell = resolve
    resolve()
  }
})

/** The map's first frame is on screen. */
export const mapDrawn = (): void => tell()

/** Where no map can be drawn, or nobody looks at it, the rest of the page comes so much later (ms). */
const PATIENCE = 4000

/** Resolves at once in a host that draws nothing. */
export const afterMap = (): Promise<void> =>
  typeof document === 'undefined' ? Promise.resolve() : Promise.race([drawn, new Promise<void>(resolve => { setTimeout(resolve, PATIENCE) })])
