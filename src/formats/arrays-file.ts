// Arrays that leave: an .npz that np.load opens, and a manifest.json within it that says what each array is and what made it.
import { FormatError, sized } from './format-error.ts'
import { LIMITS } from './limits.ts'
import type { NpyArray } from './npy.ts'
import { npySize } from './npy.ts'
import { writeNpz } from './npz.ts'

export const ARRAYS_FORMAT = 'netfold-arrays'

export interface NamedArray {
  /** As it is called in the file: ids, hyper/width, activations/17. */
  name: string
  array: NpyArray
  /** What it is, with its unit; shorter for arrays of which there is one a network. */
  words: string
  /** What the codes 0, 1, … of a column of words stand for; 255 (of uint16: 65535) where there is none. */
  categories?: readonly string[]
}

/** What made the numbers: seeds, versions, settings. */
export type Origin = Readonly<Record<string, unknown>>

/**
 * Arrays in the order given, behind the manifest. Those of hidden layers and weights, which hardly shrink, are packed quickly. The same arrays give the
 * same bytes. Errors: a FormatError for more than an .npz is read back with.
 */
export function writeArrays(arrays: readonly NamedArray[], origin: Origin): Uint8Array {
  const bytes = arrays.reduce((sum, { array }) => sum + npySize(array), 0)
  if (bytes > LIMITS.file || arrays.length >= LIMITS.arrayMembers) {
    throw new FormatError(`The arrays would have ${sized(bytes)} in ${arrays.length} members; ${sized(LIMITS.file)} in ${LIMITS.arrayMembers} is the most. Choose fewer, or those of the selection.`)
  }
  const told = Object.fromEntries(arrays.map(({ name, array: { shape, dtype }, words, categories }) => [name, { words, shape, dtype, ...categories && { categories } }]))
  return writeNpz([
    ['manifest.json', { format: ARRAYS_FORMAT, version: 1, ...origin, arrays: told }],
    ...arrays.map(({ name, array }): [`${string}.npy`, NpyArray] => [`${name}.npy`, array]),
  ], name => /^(activations|hidden|weights|checkpoints|train_checkpoints|data)\//.test(name) ? 1 : 6)
}
