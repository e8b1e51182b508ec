// An array (or one array a network) that can be saved: what it is, how large, and how it is made when somebody wants it.
import type { NamedArray } from '../../../formats/arrays-file.ts'
import type { Dtype, NpyArray } from '../../../formats/npy.ts'
import type { ExportedArray } from '../rooms.ts'

export interface Offer extends ExportedArray {
  /** `of`: the networks that are wanted where there is an array for each; null: all. */
  make(of: ReadonlySet<number> | null): Promise<readonly NamedArray[]>
}

const BYTES: Readonly<Record<Dtype, number>> =
  { float16: 2, float32: 4, float64: 8, int8: 1, int16: 2, int32: 4, int64: 8, uint8: 1, uint16: 2, uint32: 4, uint64: 8, bool: 1 }

/** One array that is at hand. */
export function single(name: string, words: string, array: NpyArray, more: Partial<Pick<Offer, 'usual'>> & { categories?: readonly string[] } = {}): Offer {
  const { categories, usual = true } = more
  return {
    name, words, shape: array.shape, dtype: array.dtype, bytes: array.data.byteLength, count: 1, usual,
    make: () => Promise.resolve([{ name, array, words, ...categories && { categories } }]),
  }
}

/** One array that is made when it is wanted. */
export function later(name: string, words: string, dtype: Dtype, shape: readonly number[], make: () => Promise<NpyArray>, usual = true): Offer {
  const bytes = BYTES[dtype] * shape.reduce((product, length) => product * length, 1)
  return { name, words, shape, dtype, bytes, count: 1, usual, make: async () => [{ name, words, array: await make() }] }
}

/** An array a network, named <folder>/<id>. A word in the shape is a length that differs from one to the next. */
export interface PerNetwork {
  folder: string
  words: string
  dtype: Dtype
  shape: readonly (number | string)[]
  count: number
  bytes: number
  make(of: ReadonlySet<number> | null): Promise<readonly NamedArray[]>
}

export const perNetwork = ({ folder, ...rest }: PerNetwork): Offer => ({ name: folder, usual: false, ...rest })
