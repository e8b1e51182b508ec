// Diffusion spectral entropy: how many directions a cloud's diffusion has left after time t.

export type EntropyUnit = 'bits' | 'nats'

/** Added to each share before its logarithm, as the definition has it. */
const FLOOR = 2.220446049250313e-16

/**
 * −Σ a_i log a_i with a_i = |λ_i|^t / Σ|λ|^t + 2.22e-16 (not renormalised), from 0 to log n (arXiv 2312.04823). t > 0, any real number.
 * Small negative eigenvalues come from rounding and count by their size.
 */
export function spectralEntropy(eigenvalues: ArrayLike<number>, t: number, unit: EntropyUnit = 'bits'): number {
  checkTime(t)
  return entropyOfShares(powers(eigenvalues, t), unit)
}

/** The entropy at each of several times, in their order. */
export function entropyCurve(eigenvalues: ArrayLike<number>, times: ArrayLike<number>, unit: EntropyUnit = 'bits'): Float64Array {
  return Float64Array.from(times, t => spectralEntropy(eigenvalues, t, unit))
}

/**
 * −Σ a log a of non-negative weights, a = weight / their sum + 2.22e-16. The sum of the small surplus can leave −1e-16, which is 0.
 */
export function entropyOfShares(weights: Float64Array, unit: EntropyUnit): number {
  let total = 0
  for (const weight of weights) total += weight
  let sum = 0
  for (const weight of weights) {
    const share = weight / total + FLOOR
    sum -= share * Math.log2(share)
  }
  return Math.max(0, unit === 'bits' ? sum : sum * Math.LN2)
}

/**
 * The time at which about 1 % of the eigenvalues stay above 0.01: the largest after those has come down to it. A rule of thumb of the
 * entropy's authors for choosing t. Null where the spectrum does not say: fewer than two eigenvalues, or that one is 0 or does not fall.
 */
export function ruleOfThumbTime(eigenvalues: ArrayLike<number>): number | null {
  const sizes = powers(eigenvalues, 1).sort().reverse()
  const next = sizes[Math.max(1, Math.round(0.01 * sizes.length))]
  return next > 1e-12 && next < 1 - 1e-12 ? Math.log(0.01) / Math.log(next) : null
}

export function checkTime(t: number): void {
  if (!(t > 0 && t < Infinity)) throw new Error(`t is ${t}; the diffusion time must be a positive number.`)
}

/** (|λ| / largest)^t: as shares the same as |λ|^t, and no power of all of them can vanish. */
function powers(eigenvalues: ArrayLike<number>, t: number): Float64Array {
  const sizes = Float64Array.from(eigenvalues, Math.abs)
  const odd = sizes.findIndex(size => !(size < Infinity))
  if (odd >= 0) throw new Error(`Eigenvalue ${odd} is ${eigenvalues[odd]}; an entropy needs finite eigenvalues.`)
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0)
  if (largest === 0) throw new Error(`There is no eigenvalue other than 0 among ${sizes.length}; shares of them have no meaning.`)
  return sizes.map(size => (size / largest) ** t)
}
