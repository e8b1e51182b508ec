// float16, IEEE 754 binary16: half the bytes of float32 with 11 bits of precision, enough for kept activations.

/** The 16 bits of the half nearest to a float32 value; ties go to the even one, beyond 65,520 to infinity. */
function halfBits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000
  const size = bits & 0x7fffffff
  if (size > 0x7f800000) return sign | 0x7e00 | ((size >>> 13) & 0x3ff)
  if (size >= 0x477ff000) return sign | 0x7c00
  // Normal halves: re-bias the exponent by 112 and round the 13 bits that fall off.
  if (size >= 0x38800000) return sign | ((size - 0x38000000 + 0xfff + ((size >>> 13) & 1)) >>> 13)
  // At most half of the smallest subnormal, 2^-25: zero.
  if (size <= 0x33000000) return sign
  const mantissa = (size & 0x7fffff) | 0x800000
  const shift = 126 - (size >>> 23)
  const kept = mantissa >>> shift
  const rest = mantissa - (kept << shift)
  const middle = 1 << (shift - 1)
  return sign | (rest > middle || (rest === middle && (kept & 1) === 1) ? kept + 1 : kept)
}

function halfValue(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (fraction + 1024) * 2 ** (exponent - 25))
}

/** float32 values → bits of the nearest halves, to nearest even. */
export function toHalf(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const halves = new Uint16Array(values.length)
  for (let i = 0; i < bits.length; i++) halves[i] = halfBits(bits[i])
  return halves
}

/** All 65,536 halves, made when first asked for: a look-up is several times faster than the arithmetic, and maps hold tens of millions. */
let table: Float32Array | null = null

/** Bits of halves → the same values in float32, exactly. */
export function fromHalf(halves: Uint16Array): Float32Array {
  table ??= Float32Array.from({ length: 65_536 }, (_, half) => halfValue(half))
  const values = new Float32Array(halves.length)
  for (let i = 0; i < halves.length; i++) values[i] = table[halves[i]]
  return values
}

/** The values as they will be after a journey through float16. */
export const roundedToHalf = (values: Float32Array): Float32Array => fromHalf(toHalf(values))

/** Whether every value is a half already, so that storing halves loses nothing. */
export function fitsHalf(values: Float32Array): boolean {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length)
  for (let i = 0; i < values.length; i++) if (!Object.is(halfValue(halfBits(bits[i])), values[i])) return false
  return true
}
