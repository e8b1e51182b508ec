// Logarithm, exponential, powers, tanh and the circle's functions by + − × ÷ and moves of bits alone. Engines may differ in the last bit of Math.log
// and its like; with these, what is drawn from a seed has the same bits on every machine. Errors: below two units in the last place.

/** ln 2 in two parts: the first has 21 zeros at its end, so that its product with an exponent is exact. */
const LN2_HIGH = 6.93147180369123816490e-01
const LN2_LOW = 1.90821492927058770002e-10
const LOG2_E = 1.4426950408889634
const HALF_PI = 1.5707963267948966

/** 1/2!, 1/3!, … 1/13!: e^r's series from r² on; the first term left out is below 5 · 10⁻¹⁸ for |r| ≤ ln 2 / 2. */
const [E2, E3, E4, E5, E6, E7, E8, E9, E10, E11, E12, E13] = factorials(13).slice(2).map(factorial => 1 / factorial)
/** −1/3!, 1/5!, … 1/17!: the sine's series behind its first term. */
const SINE = factorials(17).flatMap((factorial, degree) => degree > 2 && degree % 2 === 1 ? [(degree % 4 === 1 ? 1 : -1) / factorial] : [])
/** −1/2!, 1/4!, … −1/18!: the cosine's. */
const COSINE = factorials(18).flatMap((factorial, degree) => degree > 0 && degree % 2 === 0 ? [(degree % 4 === 0 ? 1 : -1) / factorial] : [])
/** 2/3, 2/5, … 2/23: the series of ln((1 + s) / (1 − s)) / s behind its first term, in s². */
const LOGARITHM = Array.from({ length: 11 }, (_, place) => 2 / (2 * place + 3))

/** 0! … n!; exact up to 18!, and right to rounding beyond. */
function factorials(n: number): number[] {
  const values = [1]
  for (let k = 1; k <= n; k++) values.push(values[k - 1] * k)
  return values
}

/** c₀ + c₁ x + c₂ x² + …, from the highest power on. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = coefficients[coefficients.length - 1]
  for (let degree = coefficients.length - 2; degree >= 0; degree--) sum = sum * x + coefficients[degree]
  return sum
}

const bits = new DataView(new ArrayBuffer(8))

/** 2^−1022 … 2^1023, by doubling, which is exact. */
const POWERS = new Float64Array(2046)
for (let place = 0, value = 2.2250738585072014e-308; place < POWERS.length; place++, value *= 2) POWERS[place] = value

/** 2^k, k = −1022 … 1023. */
const powerOfTwo = (k: number): number => POWERS[k + 1022]

/** value · 2^k for any k, rounded once. */
function scaled(value: number, k: number): number {
  if (k > 1023) return value * powerOfTwo(1023) * powerOfTwo(k - 1023)
  if (k < -1022) return value * powerOfTwo(k + 960) * powerOfTwo(-960)
  return value * powerOfTwo(k)
}

const TWO_54 = 18014398509481984

/** The exponent k with x = m · 2^k and √½ ≤ m < √2 (to rounding), x positive and finite. */
function exponentOf(x: number): number {
  if (x < 2.2250738585072014e-308) return exponentOf(x * TWO_54) - 54
  bits.setFloat64(0, x)
  const high = bits.getInt32(0)
  // The upper 20 bits of √2's mantissa are 0x6a09e.
  return (high >> 20) - 1023 + ((high & 0xfffff) > 0x6a09e ? 1 : 0)
}

/**
 * ln x; −∞ of 0, NaN below. With x = 2^k (1 + f) and s = f / (2 + f): ln(1 + f) = ln((1 + s) / (1 − s)) = f − s (f − R),
 * R = 2 s²/3 + 2 s⁴/5 + …, so that the rounding of s touches a small term only.
 */
export function logarithm(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN
  if (x === Infinity) return x
  const k = exponentOf(x)
  const f = scaled(x, -k) - 1
  const s = f / (2 + f)
  const z = s * s
  return k * LN2_HIGH + (f - (s * (f - z * polynomial(LOGARITHM, z)) - k * LN2_LOW))
}

/** e^r − 1 for |r| ≤ ln 2 / 2; written out, for a training asks for millions. */
const reduced = (r: number): number =>
  r + r * r * (((((((((((E13 * r + E12) * r + E11) * r + E10) * r + E9) * r + E8) * r + E7) * r + E6) * r + E5) * r + E4) * r + E3) * r + E2)

/** e^x: x = k ln 2 + r, then e^r by its series, times 2^k. */
export function exponential(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > 710) return Infinity
  if (x < -746) return 0
  const k = Math.floor(x * LOG2_E + 0.5)
  return scaled(1 + reduced((x - k * LN2_HIGH) - k * LN2_LOW), k)
}

/** tanh x = (e^2|x| − 1) / (e^2|x| + 1) with x's sign; e^2|x| − 1 without cancellation. */
export function hyperbolicTangent(x: number): number {
  const twice = 2 * Math.abs(x)
  if (!(twice < 44)) return Number.isNaN(x) ? x : Math.sign(x)
  const k = Math.floor(twice * LOG2_E + 0.5)
  const scale = powerOfTwo(k)
  const less = (scale - 1) + scale * reduced((twice - k * LN2_HIGH) - k * LN2_LOW)
  const value = less / (less + 2)
  return x < 0 ? -value : value
}

/** sin 2πu: the part of u beyond the nearest quarter turn is exact, and what is left is at most an eighth of a turn. |u| < 2⁴⁹. */
export const sineOfTurns = (u: number): number => ofTurns(u, 0)

/** cos 2πu. */
export const cosineOfTurns = (u: number): number => ofTurns(u, 1)

function ofTurns(u: number, ahead: number): number {
  const nearest = Math.floor(4 * u + 0.5)
  const angle = (4 * u - nearest) * HALF_PI
  const square = angle * angle
  const quarter = (((nearest + ahead) % 4) + 4) % 4
  const value = quarter % 2 === 0 ? angle + angle * (square * polynomial(SINE, square)) : 1 + square * polynomial(COSINE, square)
  return quarter < 2 ? value : -value
}

/** What rounding left out of the product a · b = `product` (Dekker 1971): each factor in two halves whose products are exact. */
function leftOut(a: number, b: number, product: number): number {
  const a1 = upperHalf(a), b1 = upperHalf(b)
  const a2 = a - a1, b2 = b - b1
  return ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2
}

function upperHalf(value: number): number {
  const spread = 134217729 * value
  return spread - (spread - value)
}

/**
 * x^y for positive finite x, finite y: e^(y ln x), with ln x and its product carried in two numbers each, since an error of 10⁻¹⁶ in an exponent of
 * 20 would be one of twenty units in the last place.
 */
export function power(x: number, y: number): number {
  if (y === 0 || x === 1) return 1
  if (y === 1) return x
  const k = exponentOf(x)
  const f = scaled(x, -k) - 1
  // s = f / (2 + f) as s + rest.
  const d = 2 + f
  const s = f / d
  const product = s * d
  const rest = (((f - product) - leftOut(s, d, product)) - s * (f - (d - 2))) / d
  const z = s * s
  const tail = 2 * rest + s * (z * polynomial(LOGARITHM, z)) + k * LN2_LOW
  // k ln 2 + 2 s, and what this sum's rounding leaves out (Knuth).
  const whole = k * LN2_HIGH
  const head = whole + 2 * s
  const back = head - whole
  const low = tail + ((whole - (head - back)) + (2 * s - back))
  const log = head + low
  const exponent = y * log
  const left = leftOut(y, log, exponent) + y * (low - (log - head))
  const value = exponential(exponent)
  return value === Infinity || value === 0 ? value : value + value * left
}
