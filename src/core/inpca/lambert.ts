// Lambert's function: the w with w exp(w) = x.

/** The principal branch W(x) for x ≥ 0, to rounding, by Halley's iteration (Corless et al. 1996, section 4). */
export function lambertW(x: number): number {
  if (!(x >= 0)) throw new RangeError(`Lambert's W was asked at ${x}; here it is defined from 0 on.`)
  if (x === 0 || x === Infinity) return x
  let w = x < Math.E ? x / (1 + x) : Math.log(x) - Math.log(Math.log(x))
  for (let step = 0; step < 50; step++) {
    // Written with x exp(−w), which does not overflow.
    const excess = w - x * Math.exp(-w)
    const change = excess / (w + 1 - (w + 2) * excess / (2 * w + 2))
    w -= change
    if (Math.abs(change) <= 2 * Number.EPSILON * Math.abs(w)) break
  }
  return w
}
