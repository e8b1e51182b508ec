// Numbers as files hold them, turned into float32: storages of PyTorch and tensors of safetensors alike.
import { fromHalf } from '../half.ts'
import type { Dtype } from '../saved-model.ts'

/** A storage's bytes by its key; null where the file has none of that key. */
export type Storages = (key: string) => { bytes: Uint8Array, bigEndian: boolean } | null

export const SIZES: Record<Dtype, number> = {
  float64: 8, float32: 4, float16: 2, bfloat16: 2, int64: 8, int32: 4, int16: 2, int8: 1, uint8: 1, uint16: 2, bool: 1,
}

/** `count` numbers that lie one behind the other from the first byte; larger whole numbers and float64 are rounded to float32. */
export function numbersOf(bytes: Uint8Array, dtype: Dtype, count: number, bigEndian = false): Float32Array {
  const size = SIZES[dtype]
  // A fresh copy lies at a multiple of 8, as typed arrays want it.
  const copy = bytes.slice(0, count * size)
  if (bigEndian && size > 1) swap(copy, size)
  const { buffer } = copy
  switch (dtype) {
    case 'float32': return new Float32Array(buffer)
    case 'float64': return Float32Array.from(new Float64Array(buffer))
    case 'float16': return fromHalf(new Uint16Array(buffer))
    case 'bfloat16': return fromBfloat(new Uint16Array(buffer))
    case 'int64': return Float32Array.from(new BigInt64Array(buffer), Number)
    case 'int32': return Float32Array.from(new Int32Array(buffer))
    case 'int16': return Float32Array.from(new Int16Array(buffer))
    case 'int8': return Float32Array.from(new Int8Array(buffer))
    case 'uint16': return Float32Array.from(new Uint16Array(buffer))
    case 'uint8': return Float32Array.from(copy)
    case 'bool': return Float32Array.from(copy, byte => byte === 0 ? 0 : 1)
  }
}

/** bfloat16 is the upper half of a float32. */
function fromBfloat(halves: Uint16Array): Float32Array {
  const values = new Float32Array(halves.length)
  const bits = new Uint32Array(values.buffer)
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i] << 16
  return values
}

function swap(bytes: Uint8Array, size: number): void {
  for (let at = 0; at + size <= bytes.length; at += size) bytes.subarray(at, at + size).reverse()
}
