// Holds deck: one canvas, made once, told what to show and where to look. The only clock of the map: it runs while something moves and stops.
import { OrthographicView } from '@deck.gl/core'
import type { NetworkRow } from '../../core/network.ts'
import type { Marks, Ring } from './dots.ts'
import { faded, ringMarks } from './dots.ts'
import type { DotData } from './dot-layer.ts'
import type { Embedded } from './embedded.ts'
import type { Passage } from './layers.ts'
import { dotData, layersOf } from './layers.ts'
import { arrivalRing, MORPH, passageTo } from './morph.ts'
import type { Rgba } from './palette.ts'
import { QuietDeck } from './quiet-deck.ts'
import type { View } from './view.ts'
import { eased } from './view.ts'

export interface Scene {
  embedded: Embedded
  /** What is seen of it, x, y by row: its own positions, or those of a three-dimensional one as it is turned. Another one of the same embedding is shown at once. */
  positions: Float64Array
  dots: Marks
  /** About the selected and the hovered dot. */
  rings: Marks
  /** Colour of an arrival's ring. */
  arrival: Rgba
  /** What the map is drawn on, 0 to 1. */
  ground: readonly [number, number, number]
  /** Reduced motion: nothing moves. */
  still: boolean
}

/** Milliseconds a frame above which nothing moves by itself. */
const LABOUR = 40

const NOTHING: Marks = { rows: new Uint32Array(), forms: new Float32Array(), fills: new Uint8ClampedArray(), edges: new Uint8ClampedArray() }

export class MapCanvas {
  #deck: QuietDeck
  #resized: ResizeObserver
  #scene: Scene | null = null
  #passage: Passage = { from: new Float32Array(), to: new Float32Array(), share: 1 }
  #dots: DotData | null = null
  #rings: DotData | null = null
  #halos: DotData = dotData(NOTHING, new Float32Array(), new Float32Array())
  #morphFrom = 0
  /** When each network's ring began, by id and seed, so that none is shown twice. */
  #arrived = new Map<string, number>()
  #frame = 0
  /** Milliseconds between the frames of a movement, smoothed. */
  #pace = 0
  #drawn = 0

  /** Rejects nothing: what cannot be drawn is reported by `failed`. `drawn` hears of every frame in which nothing was missing, as a shader that is still compiling. */
  constructor(parent: HTMLDivElement, look: View, drawn: () => void, failed: () => void) {
    this.#deck = new QuietDeck({
      parent,
      views: new OrthographicView({ id: 'map', flipY: false }),
      viewState: viewState(look),
      controller: false,
      layers: [],
      useDevicePixels: devicePixelRatio,
      // Outlines are smoothed in the shader.
      deviceProps: { type: 'webgl', webgl: { antialias: false } },
      onDeviceInitialized: device => {
        if (device.info.gpu === 'software') this.#pace = Infinity
        void device.lost.then(() => failed())
      },
      onAfterRender: () => { if (!this.#deck.needsRedraw({ clearRedrawFlags: false })) drawn() },
      onError: failed,
    })
    this.#resized = new ResizeObserver(() => this.#deck.wake())
    this.#resized.observe(parent)
  }

  look(view: View): void {
    // The ratio as a number: left to itself, deck asks the browser for the canvas's own pixels, which an emulated phone reports wrongly.
    this.#deck.setProps({ viewState: viewState(view), useDevicePixels: devicePixelRatio })
    this.#deck.wake()
  }

  show(scene: Scene): void {
    const last = this.#scene
    const now = performance.now()
    this.#scene = scene
    const another = scene.embedded !== last?.embedded
    const moved = another || scene.positions !== last?.positions
    if (another) {
      const { networks, fresh, landed } = scene.embedded
      this.#passage = passageTo({ networks, positions: scene.positions }, last && { map: last.embedded, passage: this.#passage }, scene.still || document.hidden)
      this.#morphFrom = now
      for (const network of networks) {
        const arrives = fresh.has(network.id) || landed.has(network.id)
        if (arrives && !this.#arrived.has(nameOf(network))) this.#arrived.set(nameOf(network), now)
      }
    } else if (moved) {
      const to = Float32Array.from(scene.positions)
      this.#passage = { from: to, to, share: 1 }
    }
    if (moved || scene.dots !== last?.dots) this.#dots = dotData(scene.dots, this.#passage.from, this.#passage.to)
    if (moved || scene.rings !== last?.rings) this.#rings = dotData(scene.rings, this.#passage.from, this.#passage.to)
    this.#draw(now)
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame)
    this.#resized.disconnect()
    this.#deck.finalize()
  }

  #draw(now: number): void {
    const scene = this.#scene
    if (!scene || !this.#dots || !this.#rings) return
    const passage = this.#passage
    const still = scene.still || this.#labours(now)
    if (passage.share < 1) passage.share = still ? 1 : eased((now - this.#morphFrom) / MORPH)
    const halos = still && !scene.still ? [] : this.#arrivals(scene, now)
    // Without arrivals the old, empty data is kept: deck then finds nothing to do.
    if (halos.length > 0 || this.#halos.length > 0) this.#halos = dotData(ringMarks(halos), passage.from, passage.to)
    this.#deck.setProps({ layers: layersOf(this.#halos, this.#dots, this.#rings, passage.share, scene.ground) })
    this.#deck.wake()
    cancelAnimationFrame(this.#frame)
    const moves = passage.share < 1 || halos.length > 0
    this.#drawn = moves ? now : 0
    if (moves) this.#frame = requestAnimationFrame(time => this.#draw(time))
  }

  /**
   * Whether frames come so slowly that movement would only hold up the page: a browser without a GPU reads each frame back on the main
   * thread. Noticed once, it holds until the map is made again.
   */
  #labours(now: number): boolean {
    if (this.#drawn > 0 && now > this.#drawn) this.#pace += 0.3 * (Math.min(400, now - this.#drawn) - this.#pace)
    return this.#pace > LABOUR
  }

  #arrivals(scene: Scene, now: number): Ring[] {
    const rings: Ring[] = []
    if (scene.embedded.fresh.size + scene.embedded.landed.size === 0) return rings
    scene.embedded.networks.forEach((network, row) => {
      const since = this.#arrived.get(nameOf(network))
      // A frame's time stamp may lie a little before the moment at which show() read the clock.
      const ring = since === undefined ? null : arrivalRing(Math.max(0, now - since), scene.still)
      if (ring) rings.push({ row, radius: ring.radius, width: 1.5, colour: faded(scene.arrival, 0.8 * ring.opacity), fill: faded(scene.arrival, 0.16 * ring.opacity) })
    })
    return rings
  }
}

const nameOf = ({ id, weightSeed }: NetworkRow): string => `${id} ${weightSeed}`

const viewState = ({ x, y, scale }: View) => ({ target: [x, y, 0] as [number, number, number], zoom: Math.log2(scale) })
