// On which grid an array's numbers lie: ready-made maps round activations to multiples of a power of two.

/** The largest power of two that all values are whole multiples of; 0 where all are 0. Values are finite. */
export function gridOf(values: Float32Array): number {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length)
  let least = Infinity
  for (const word of bits) {
    if ((word & 0x7fffffff) === 0) continue
    const exponent = (word >>> 23) & 0xff
    const mantissa = exponent === 0 ? word & 0x7fffff : (word & 0x7fffff) | 0x800000
    // The lowest bit that is set, counted from the mantissa's last, which stands for 2^(exponent − 150).
    least = Math.min(least, Math.max(exponent, 1) - 150 + 31 - Math.clz32(mantissa & -mantissa))
  }
  return least === Infinity ? 0 : 2 ** least
}
