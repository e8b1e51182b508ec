// Which proposals are drawn on the map and how much of each, so that many make no thicket: numbers for the first that wait, lines for the last that landed, and all
// of the one that is pointed at. Pure; pixels.
import type { ShownProposal } from '../../store/search/search-state.ts'
import type { Point } from '../map/view.ts'

/** What is drawn of a proposal. */
export interface Drawn {
  one: ShownProposal
  at: Point
  /** Where it landed. */
  landed: Point | null
  /** Of the circle within which it should land; null where that is not drawn. */
  radius: number | null
  numbered: boolean
  pointed: boolean
}

/**
 * Numbers at a time: every other that waits has a small circle, and its row in the panel. As many lines lead to where networks landed, the latest; of the others
 * there is the network alone.
 */
export const MOST = { usual: 12, narrow: 5 }
/** Pixels; a map of less width is narrow. */
const NARROW = 500
/** Where no more wait than this, each has the circle of its error; else the one that is pointed at. */
export const FEW = 3
/** Pixels between two numbers that can both be read. */
export const APART = 17

interface Frame {
  /** A place of the map in pixels; null for one of another map. */
  at: (place: readonly number[]) => Point | null
  /** Pixels a unit of the map. */
  scale: number
  /** Pixels. */
  width: number
}

/** In the order of drawing: what matters most comes last. */
export function marksDrawn(shown: readonly ShownProposal[], pointed: number | null, { at, scale, width }: Frame): Drawn[] {
  const most = width < NARROW ? MOST.narrow : MOST.usual
  const isPointed = ({ key }: ShownProposal): boolean => key === pointed
  const latest = new Set(shown.filter(({ landed }) => landed !== null).sort((a, b) => a.id! - b.id!).slice(-most))
  const few = shown.filter(({ landed }) => landed === null).length <= FEW
  const taken: Point[] = []
  // As the panel lists them: those that nobody has looked at yet, then the most promising.
  const inTurn = shown.filter(one => one.landed === null || latest.has(one) || isPointed(one)).sort((a, b) => promiseOf(b) - promiseOf(a) || a.key - b.key)
  const drawn = inTurn.flatMap((one): Drawn[] => {
    const { place, placeError } = one.proposal.predicted
    const from = place && at(place)
    if (!from) return []
    const open = one.landed === null
    const numbered = open && (isPointed(one) || (taken.length < most && taken.every(([x, y]) => Math.hypot(from[0] - x, from[1] - y) >= APART)))
    if (numbered) taken.push(from)
    const circled = placeError !== null && (isPointed(one) || (open && few))
    return [{ one, at: from, landed: one.landed?.place ? at(one.landed.place) : null, radius: circled ? placeError * scale : null, numbered, pointed: isPointed(one) }]
  })
  const rank = ({ one, numbered, pointed: first }: Drawn): number => first ? 4 : numbered ? 3 : one.landed !== null ? 1 : one.look === null ? 2 : 0
  return drawn.sort((a, b) => rank(a) - rank(b))
}

const UNSEEN = 2

/** Accuracy after an early look; more than any for one that had none, less for one that diverged. */
const promiseOf = ({ look }: ShownProposal): number => look === null ? UNSEEN : Number.isFinite(look) ? look : -1
