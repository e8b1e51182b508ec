// Deck asks for a frame sixty times a second for as long as it lives. This one sleeps when it has nothing left to draw, until it is woken.
import type { DeckProps, OrthographicView } from '@deck.gl/core'
import { Deck } from '@deck.gl/core'

/** Milliseconds awake after a call: layers settle within a few frames. */
const AWAKE = 1000

export class QuietDeck extends Deck<OrthographicView> {
  #until = 0
  /** What deck wants done in the next frame, while it sleeps. */
  #waiting: FrameRequestCallback | null = null

  constructor(props: DeckProps<OrthographicView>) {
    super(props)
    this.animationLoop?.setProps({ animationFrameProvider: {
      requestAnimationFrame: (run: FrameRequestCallback) => {
        // A shader that is still compiling, too, counts as something left to draw.
        if (performance.now() < this.#until || this.needsRedraw({ clearRedrawFlags: false })) return requestAnimationFrame(run)
        this.#waiting = run
        return 0
      },
      cancelAnimationFrame: (frame: number) => {
        this.#waiting = null
        cancelAnimationFrame(frame)
      },
    } })
    this.wake()
  }

  /** Something has changed: frames again, for a while. */
  wake(): void {
    this.#until = performance.now() + AWAKE
    const run = this.#waiting
    this.#waiting = null
    if (run) requestAnimationFrame(run)
  }
}
