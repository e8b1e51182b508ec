// Which numbers a ready-made map keeps of a network's activations: halves, unless halves would blur what the map is made from.
import type { NetworkActivations } from '../src/core/network.ts'
import { roundedToHalf } from '../src/formats/half.ts'

/** Rounding may move activations by at most this share of their spread (root mean squares). */
const BLUR = 0.01

/**
 * The activations rounded to float16; as they were (float32) where a value is too large for a half, or where units hardly differ
 * between probes, as in a saturated layer, so that rounding would drown the differences that distances are made of.
 */
export function keptActivations(activations: NetworkActivations): NetworkActivations {
  const { rows, columns, values } = activations
  const halves = roundedToHalf(values)
  let moved = 0
  let spread = 0
  for (let unit = 0; unit < columns; unit++) {
    let mean = 0
    for (let row = 0; row < rows; row++) mean += values[row * columns + unit] / rows
    for (let row = 0; row < rows; row++) {
      const at = row * columns + unit
      spread += (values[at] - mean) ** 2
      moved += (halves[at] - values[at]) ** 2
    }
  }
  return moved <= BLUR ** 2 * spread ? { ...activations, values: halves } : activations
}
