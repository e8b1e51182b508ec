// Where the map is looked at from: fitted to a new map, kept while the map grows, and the visitor's own as soon as they move it.
import type { Look, MapView } from '../../store/state.ts'
import type { Rect } from './fit.ts'
import { fitView, shareShown, showsAll } from './fit.ts'
import { MORPH } from './morph.ts'
import { viewOf } from './look.ts'
import type { Size, View } from './view.ts'
import { between, eased, sameView } from './view.ts'

/** Milliseconds to another part of the same map. */
const FLIGHT = 240
/** Pixels kept free around what was asked for. */
const SHOWN = 80
/** Of a low or narrow pane, no more than this share of its shorter side is kept free at each end. */
const SHARE = 0.15
/** How much smaller a layout may be than the last one before it is looked for. */
const LOST = 4

/** As much of a map as a camera needs; `series` changes when another is shown. */
interface Seen { series: MapView['series'] | string, networks: { readonly length: number }, positions: Float64Array }

export class Camera {
  /** Null until there is a map to look at. */
  view: View | null = null
  /** Scales within which zooming makes sense. */
  limits: readonly [number, number] = [1e-6, 1e6]
  #map: Seen | null = null
  #size: Size | null = null
  /** The scale that shows the whole map. */
  #whole = 1
  #moved = false
  /** What somebody other than the visitor's hand asked for: another frame shows the same part. */
  #look: Pick<Look, 'centre' | 'span'> | null = null
  #still = false
  #flight = 0
  #tell = new Set<() => void>()
  readonly #margin: number

  /** `margin`: pixels that a whole map keeps free along the frame. */
  constructor(margin = 36) {
    this.#margin = margin
  }

  subscribe = (tell: () => void): (() => void) => {
    this.#tell.add(tell)
    return () => this.#tell.delete(tell)
  }

  /** Reduced motion: every way is instant. */
  keepStill(still: boolean): void {
    this.#still = still
  }

  /** A map, or a frame of another size, has come. A view that nobody has moved makes room for dots outside it; another map is always shown whole. */
  meet(map: Seen, size: Size, covered: readonly Rect[]): void {
    const [last, lastSize] = [this.#map, this.#size]
    this.#map = map
    this.#size = size
    const whole = this.#fitted(map.positions, size, covered)
    this.limits = [whole.scale / 8, whole.scale * 400]
    const another = !last || last.series !== map.series || last.networks.length === 0
    const resized = lastSize?.width !== size.width || lastSize.height !== size.height
    // The visitor's own view is kept, unless the same networks were laid out where it does not look, or at another size: then it holds nothing any more.
    const laidOut = this.view !== null && last !== null && last.positions !== map.positions && last.networks.length === map.networks.length
    const strange = laidOut && (shareShown(map.positions, size, this.view!) < 0.5 * shareShown(last.positions, size, this.view!) || whole.scale > LOST * this.#whole)
    this.#whole = whole.scale
    if (another || strange) this.#forget()
    if (this.#moved) {
      if (this.#look && resized) this.#put(this.#within(viewOf(this.#look, size)))
      return
    }
    const loose = this.view !== null && (!showsAll(map.positions, size, this.view) || whole.scale > 1.6 * this.view.scale)
    if (!last || (resized && last === map)) this.#put(whole)
    else if (another || strange || resized || loose) this.#fly(whole, MORPH)
  }

  /** Whether one looks elsewhere than the map's own frame would. */
  get moved(): boolean { return this.#moved }

  /** A link, a card or a session says where to look: at once. Null: at the whole map. */
  obey(look: Pick<Look, 'centre' | 'span'> | null, covered: readonly Rect[]): void {
    if (!this.#size) return
    if (!look) {
      if (this.#moved) this.fit(covered)
      return
    }
    this.#moved = true
    this.#look = look
    this.#put(this.#within(viewOf(look, this.#size)))
  }

  /** The visitor's hand: at once. */
  move(change: (view: View) => View): void {
    if (!this.view) return
    this.#moved = true
    this.#look = null
    this.#put(change(this.view))
  }

  /** Shows the whole map. */
  fit(covered: readonly Rect[]): void {
    if (!this.#map || !this.#size) return
    this.#forget()
    this.#fly(this.#fitted(this.#map.positions, this.#size, covered), FLIGHT)
  }

  /** Shows some places (x, y, x, y, …), no larger than is of use. */
  show(places: ArrayLike<number>, covered: readonly Rect[]): void {
    if (!this.#map || !this.#size || places.length === 0) return
    this.#moved = true
    this.#look = null
    const most = 6 * this.#fitted(this.#map.positions, this.#size, covered).scale
    this.#fly(fitView(places, this.#size, covered, { margin: marginIn(this.#size, SHOWN), most }), FLIGHT)
  }

  rest(): void {
    cancelAnimationFrame(this.#flight)
  }

  #forget(): void {
    this.#moved = false
    this.#look = null
  }

  #fitted(places: Float64Array, size: Size, covered: readonly Rect[]): View {
    return fitView(places, size, covered, { margin: marginIn(size, this.#margin) })
  }

  #within(view: View): View {
    return { ...view, scale: Math.min(this.limits[1], Math.max(this.limits[0], view.scale)) }
  }

  #put(view: View): void {
    this.rest()
    if (this.view && sameView(this.view, view)) return
    this.view = view
    for (const tell of this.#tell) tell()
  }

  #fly(to: View, time: number): void {
    const from = this.view
    if (!from || this.#still || document.hidden) return this.#put(to)
    const began = performance.now()
    const step = (now: number) => {
      const t = (now - began) / time
      this.#put(between(from, to, eased(t)))
      if (t < 1) this.#flight = requestAnimationFrame(step)
    }
    step(began)
  }
}

/** Pixels kept free in a frame: as many as wanted, and in a small one fewer. */
export const marginIn = ({ width, height }: Size, wanted: number): number => Math.min(wanted, SHARE * Math.min(width, height))

/** What lies on the map, as its components have marked themselves. */
export function coveredParts(frame: HTMLElement | null): Rect[] {
  if (!frame) return []
  const origin = frame.getBoundingClientRect()
  return [...frame.querySelectorAll('[data-covers-map]')].map(element => {
    const { left, top, right, bottom } = element.getBoundingClientRect()
    return { left: left - origin.left, top: top - origin.top, right: right - origin.left, bottom: bottom - origin.top }
  }).filter(rect => rect.right > rect.left && rect.bottom > rect.top)
}
