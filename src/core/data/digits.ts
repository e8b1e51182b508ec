// The 8×8 handwritten digits: E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine Learning
// Repository, doi:10.24432/C50P49, CC BY 4.0.
import type { Dataset, DatasetSettings } from './dataset.ts'
import { PROBES, splitRows, testCountOf } from './splits.ts'

export const DIGITS = 1797
const PIXELS = 64
const CLASSES = 10
/** The largest pixel value: how many of a 4×4 block's 16 points are ink. */
const INK = 16

/**
 * Reads the packed file: 1797 × 64 bytes of pixels, row-major, 0…16, then 1797 bytes of labels. Pixels are divided by 16.
 * Errors: another length, a pixel above 16 or a label above 9.
 */
export function digitsFrom(bytes: Uint8Array, settings: DatasetSettings): Dataset {
  const expected = DIGITS * (PIXELS + 1)
  if (bytes.length !== expected) throw new Error(`The digits' file has ${bytes.length} bytes; it should have ${expected}.`)
  const pixels = bytes.subarray(0, DIGITS * PIXELS)
  const labels = bytes.slice(DIGITS * PIXELS)
  const stray = pixels.find(value => value > INK)
  if (stray !== undefined) throw new Error(`The digits' file holds a pixel of ${stray}; pixels go from 0 to ${INK}.`)
  const wrong = labels.find(label => label >= CLASSES)
  if (wrong !== undefined) throw new Error(`The digits' file holds a label ${wrong}; labels go from 0 to ${CLASSES - 1}.`)
  return {
    id: 'digits',
    title: 'Digits 8×8',
    inputs: Float32Array.from(pixels, value => value / INK),
    labels,
    features: PIXELS,
    classes: CLASSES,
    classNames: Array.from({ length: CLASSES }, (_, label) => String(label)),
    ...splitRows(labels, CLASSES, testCountOf(DIGITS), PROBES, settings.seed),
    image: { width: 8, height: 8 },
    stored: { scale: Float32Array.of(INK), offset: Float32Array.of(0), full: INK },
  }
}
