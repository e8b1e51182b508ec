// A stable sort of 32-bit keys with what belongs to them (radix sort by 11 bits, from the lowest).
import type { Steps } from '../steps.ts'

type Words = Uint32Array<ArrayBuffer>
interface Keyed { keys: Words, values: Words }

const DIGITS = 2048

/**
 * Keys in rising order and their values along with them; equal keys keep their order. The bit patterns of float32 numbers ≥ 0 sort as the
 * numbers do. May use the given arrays as working space.
 */
export function* sortByBitsSteps(keys: Words, values: Words): Steps<Keyed> {
  let from: Keyed = { keys, values }
  let to: Keyed = { keys: new Uint32Array(keys.length), values: new Uint32Array(keys.length) }
  for (const shift of [0, 11, 22]) {
    yield { stage: 'edges', share: shift / 33 }
    if (!scatter(from, to, shift)) continue
    const swapped = from
    from = to
    to = swapped
  }
  return from
}

/** One pass: everything to its place by one digit. False, and nothing moved, where all keys have the same digit. */
function scatter({ keys, values }: Keyed, to: Keyed, shift: number): boolean {
  const place = new Uint32Array(DIGITS)
  for (let at = 0; at < keys.length; at++) place[keys[at] >>> shift & DIGITS - 1]++
  let before = 0
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = place[digit]
    if (count === keys.length) return false
    place[digit] = before
    before += count
  }
  const movedKeys = to.keys
  const movedValues = to.values
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at]
    const next = place[key >>> shift & DIGITS - 1]++
    movedKeys[next] = key
    movedValues[next] = values[at]
  }
  return true
}
