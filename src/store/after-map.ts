// The moments when the map is on screen: sketched by the page's own pen, and drawn by the library. What neither needs waits for the second.

// Marks for the benchmark, one each: what is drawn again comes by here too.
let sketched = (): void => {
  performance.mark('map')
  sketched = () => undefined
}
let tell = (): void => undefined
const drawn = new Promise<void>(resolve => {
  tell = () => {
    performance.mark('map by the library')
    tell = resolve
    resolve()
  }
})

/** The map can be seen, and answers. */
export const mapSketched = (): void => sketched()

/** The drawing library's first frame is on screen. */
export const mapDrawn = (): void => tell()

/** Where no map can be drawn, or nobody looks at it, the rest of the page comes so much later (ms). */
const PATIENCE = 4000

/** Resolves at once in a host that draws nothing. */
export const afterMap = (): Promise<void> =>
  typeof document === 'undefined' ? Promise.resolve() : Promise.race([drawn, new Promise<void>(resolve => { setTimeout(resolve, PATIENCE) })])
