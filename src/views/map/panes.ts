// The maps on the page, as they are seen at this moment: what a picture is drawn from. By their frames.
import type { NetworkRow } from '../../core/network.ts'
import type { Marks } from './dots.ts'
import type { Rgba } from './palette.ts'
import type { Size } from './view.ts'

export interface SeenPane {
  networks: readonly NetworkRow[]
  /** Pixels from the frame's corner, x, y by row. */
  places: Float64Array
  dots: Marks
  size: Size
  /** The row that is selected alone, with its ring; −1: none. */
  alone: number
  /** What is seen through hollow marks, and the colour of the ring. */
  ground: Rgba
  selected: Rgba
  narrow: boolean
}

/** A picture that its own canvas and the page draw: of training runs. */
export interface PaintedPane {
  picture: string
  /** What it is drawn from, for those who read where it comes from. */
  words: string
  networks: readonly NetworkRow[]
  narrow: boolean
}

export const PANES = new Map<HTMLElement, SeenPane | PaintedPane>()
