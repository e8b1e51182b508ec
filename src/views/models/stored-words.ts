// How coarsely a file keeps its weights, where that is coarser than float32: its answers differ by as much from those of the network that was trained. Pure.
import type { CardTensor } from '../../formats/model-card.ts'

const COARSE: readonly (readonly [dtype: string, words: string])[] = [
  ['uint8', 'quantised to 8 bits, 256 levels an array'], ['int8', 'quantised to 8 bits, 256 levels an array'], ['uint16', 'quantised to 16 bits, 65,536 levels an array'],
  ['bfloat16', 'bfloat16, two to three digits'], ['float16', 'float16, three to four digits'],
]

/** Null where no array of several numbers is kept in fewer bits. */
export function storedWords(tensors: readonly Pick<CardTensor, 'dtype' | 'shape'>[]): string | null {
  const arrays = tensors.filter(({ shape }) => shape.reduce((product, length) => product * length, 1) > 1)
  const kind = COARSE.find(([dtype]) => arrays.some(tensor => tensor.dtype === dtype))
  if (!kind) return null
  const [dtype, words] = kind
  const coarse = arrays.filter(tensor => tensor.dtype === dtype).length
  return coarse === arrays.length ? words : `${words} (${coarse} of ${arrays.length} arrays)`
}
