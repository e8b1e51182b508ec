// The room of a small chart: as wide as it is given, with a margin for the numbers at the left, the name above and the axis below.
import type { RefObject } from 'react'
import { useWidth } from './use-width.ts'

/** Pixels. `left` to `right` and `top` to `bottom` is where values are drawn. */
export interface Plot { ref: RefObject<HTMLDivElement | null>, width: number, height: number, left: number, right: number, top: number, bottom: number }

export function usePlot(height: number, { left = 38, beyond = 8 }: { left?: number, /** Kept free at the right. */ beyond?: number } = {}): Plot {
  const [ref, width] = useWidth<HTMLDivElement>()
  return { ref, width, height, left, right: width - beyond, top: 22, bottom: height - 32 }
}
