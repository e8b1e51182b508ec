// Hundreds of dots as a handful of paths: marks of one shape and one colour are one path, which the browser draws in one go.
import type { Shape } from '../shapes.ts'
import { isOpen, shapePath } from '../shapes.ts'

export interface Mark { x: number, y: number, shape: Shape, fill: string, /** Drawn in ascending order. */ order: number }

export interface Linked extends Mark {
  selected: boolean
  /** The group that it is held in. */
  group: 'a' | 'b' | null
}

export const GROUP_FILLS = { a: 'var(--sel-a-mark)', b: 'var(--sel-b-mark)' } as const

/**
 * Which marks are context, which stand out, and in which colour. While groups are held, vermilion and blue are theirs whoever is selected, and
 * the selected keep their own colours; as on the map, an edge of ink tells them.
 */
export function lifted<M extends Linked>(marks: readonly M[], selecting: boolean): { rest: M[], groups: M[], chosen: M[], held: boolean } {
  const held = marks.some(mark => mark.group !== null)
  const plain = !selecting && !held
  const rest: M[] = []
  const groups: M[] = []
  const chosen: M[] = []
  for (const mark of marks) {
    const own = selecting && mark.selected
    if (mark.group) (own ? chosen : groups).push({ ...mark, fill: GROUP_FILLS[mark.group] })
    else if (own) chosen.push(held ? mark : { ...mark, fill: GROUP_FILLS.a })
    else rest.push(plain ? mark : { ...mark, fill: 'var(--mark-dim)' })
  }
  return { rest, groups, chosen, held }
}

export interface MarkPath { key: string, d: string, fill: string, open: boolean }

/** Colours should be few (a ramp in steps), or this is no gain. */
export function markPaths(marks: readonly Mark[], radius: number): MarkPath[] {
  const groups = new Map<string, MarkPath & { order: number }>()
  for (const mark of marks) {
    const key = `${mark.shape} ${mark.fill}`
    const group = groups.get(key) ?? { key, d: '', fill: mark.fill, open: isOpen(mark.shape), order: mark.order }
    group.d += shapePath(mark.shape, mark.x, mark.y, radius)
    group.order = Math.max(group.order, mark.order)
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => a.order - b.order)
}

/** The mark nearest to a place, if any lies within reach. */
export function markAt(marks: readonly { x: number, y: number }[], x: number, y: number, reach: number): number {
  let best = -1
  let least = reach * reach
  for (const [k, mark] of marks.entries()) {
    const distance = (mark.x - x) ** 2 + (mark.y - y) ** 2
    if (distance <= least) { best = k; least = distance }
  }
  return best
}
