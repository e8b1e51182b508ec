// How training is cut into dispatches: a dispatch is a number of networks, and of each a number of blocks of rows.

/** A dispatch should take about so long (ms), and none is made longer by intent: two of them may wait for the GPU, and a page draws a frame in 16. */
export const BRIEF = 8

/** Blocks that `rows` rows are cut into: batches of `batch`, the last may be short, each in blocks of `block`, the last may be short. */
export function blocksOf(rows: number, batch: number, block: number): number {
  const rest = rows % batch
  return Math.floor(rows / batch) * Math.ceil(batch / block) + Math.ceil(rest / block)
}

/** Rows that the first `blocks` of these blocks hold. */
export function rowsIn(blocks: number, rows: number, batch: number, block: number): number {
  const perBatch = Math.ceil(batch / block)
  const whole = Math.floor(blocks / perBatch)
  return Math.min(rows, whole * batch + Math.min(batch, (blocks - whole * perBatch) * block))
}

/** What waits to be done for one network. */
export interface Waiting {
  /** Blocks left. */
  blocks: number
  /** Multiply-adds of one block. */
  work: number
  /** Bytes to be read back when the last block is done. */
  answer: number
}

/** `blocks` of the waiting network at place `at`. */
export interface Portion { at: number, blocks: number }

/** Who is in a dispatch, and whether more of them, or more of each, could have been. */
export interface Slice { portions: Portion[], fewer: boolean, shorter: boolean }

/** Bytes read back after one dispatch, but that a single network may have more. */
const MOST_ANSWERS = 64 * 2 ** 20

/** How much a dispatch does: so many networks at once, of each about so many multiply-adds, at least a block. Found by doubling and halving. */
export interface Pace { networks: number, work: number }

/** The least: one block of one network. */
export const FIRST_PACE: Pace = { networks: 1, work: 1 }

/** The next dispatch, from the waiting networks in their order. */
export function nextSlice(waiting: readonly Waiting[], pace: Pace): Slice {
  const slice: Slice = { portions: [], fewer: false, shorter: false }
  let answers = 0
  for (let at = 0; at < waiting.length; at++) {
    const { work, blocks: left, answer } = waiting[at]
    if (slice.portions.length >= pace.networks) {
      slice.fewer = true
      break
    }
    const blocks = Math.min(left, Math.max(1, Math.floor(pace.work / work)))
    if (blocks === left) {
      if (answers > 0 && answers + answer > MOST_ANSWERS) continue
      answers += answer
    } else slice.shorter = true
    slice.portions.push({ at, blocks })
  }
  return slice
}

/**
 * The pace of the next dispatch, when one at this pace took so many milliseconds; `least`: multiply-adds of the smallest block in it. Up only by
 * doubling and only after half the time, so that what is asked for next should take BRIEF: networks first, because a GPU that is not full takes
 * no longer for more of them. Down at once as far as needed: blocks first.
 */
export function nextPace(pace: Pace, { fewer, shorter }: Slice, least: number, took: number): Pace {
  let { networks, work } = pace
  if (took <= BRIEF / 2) {
    if (fewer) return { networks: 2 * networks, work }
    return shorter ? { networks, work: 2 * Math.max(work, least) } : pace
  }
  if (took <= 1.5 * BRIEF) return pace
  for (let expected = took; expected > 1.5 * BRIEF; expected /= 2) {
    if (work > least) work /= 2
    else networks = Math.max(1, networks >> 1)
  }
  return { networks, work }
}
