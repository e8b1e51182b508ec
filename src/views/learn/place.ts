// Where a callout stands beside what it points at: never over it, never out of the window, with its arrow at the middle of both. Pure.

export interface Box { left: number, top: number, width: number, height: number }
export interface Size { width: number, height: number }
export type Side = 'right' | 'left' | 'bottom' | 'top'

export interface Placed { left: number, top: number, side: Side, /** Pixels along the callout's edge to the arrow's tip. */ arrow: number }

/** Pixels between the control and the callout: the arrow's length and a little air. */
export const GAP = 14
const EDGE = 8
const CORNER = 16

const ORDER: readonly Side[] = ['right', 'left', 'bottom', 'top']

/** The wanted side if there is room, otherwise the first with room; null where there is room on none. */
export function place(target: Box, callout: Size, frame: Size, wanted: Side): Placed | null {
  const [right, bottom] = [target.left + target.width, target.top + target.height]
  const room: Record<Side, number> = {
    right: frame.width - EDGE - right - GAP - callout.width,
    left: target.left - GAP - callout.width - EDGE,
    bottom: frame.height - EDGE - bottom - GAP - callout.height,
    top: target.top - GAP - callout.height - EDGE,
  }
  const side = [wanted, ...ORDER].find(candidate => room[candidate] >= 0)
  if (!side) return null
  const beside = side === 'right' || side === 'left'
  const [from, long, own, whole] = beside ? [target.top, target.height, callout.height, frame.height] : [target.left, target.width, callout.width, frame.width]
  const middle = Math.min(whole - EDGE - CORNER, Math.max(EDGE + CORNER, from + long / 2))
  const along = Math.max(EDGE, Math.min(whole - EDGE - own, middle - own / 2))
  const across = { right: right + GAP, left: target.left - GAP - callout.width, bottom: bottom + GAP, top: target.top - GAP - callout.height }[side]
  return {
    side,
    left: beside ? across : along,
    top: beside ? along : across,
    arrow: Math.min(own - CORNER, Math.max(CORNER, middle - along)),
  }
}

/** Where nothing else is left: across the window's top or bottom, whichever hides less of the target. */
export function atEdge(target: Box, callout: Size, frame: Size): Omit<Placed, 'arrow'> {
  const left = (frame.width - callout.width) / 2
  const above = Math.min(target.top + target.height, EDGE + callout.height) - Math.max(target.top, EDGE)
  const below = Math.min(target.top + target.height, frame.height - EDGE) - Math.max(target.top, frame.height - EDGE - callout.height)
  return above <= below ? { left, top: EDGE, side: 'bottom' } : { left, top: frame.height - EDGE - callout.height, side: 'top' }
}
