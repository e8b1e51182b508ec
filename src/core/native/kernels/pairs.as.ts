// All pairs of networks, and distances between rows of a matrix: sums of squared differences in tiles, two lanes of float64 at a time.
// Twins, bit for bit: src/core/differences.ts, products.ts, diffusion/exponential.ts and distance/frobenius.ts.

/** Columns summed in one go before the two lanes are added up and go to the pair's sum (RUN of the twin). */
const RUN: i32 = 512
/** Rows of the second band that stay in cache while the first band passes. */
const CACHED: i32 = 32

@inline function addSquare(sum: v128, x: v128, y: v128): v128 {
  const difference = f64x2.sub(x, y)
  return f64x2.add(sum, f64x2.mul(difference, difference))
}

@inline function addProduct(sum: v128, x: v128, y: v128): v128 {
  return f64x2.add(sum, f64x2.mul(x, y))
}

/** Adds both lanes to the number in memory. */
@inline function gather(at: usize, lanes: v128): void {
  store<f64>(at, load<f64>(at) + (f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1)))
}

/** Four rows from `a` against two rows from `b`, `bytes` of each; eight running sums in registers. */
function squaresFourByTwo(a: usize, strideA: usize, b: usize, strideB: usize, bytes: usize, sums: usize, width: usize): void {
  let s00 = f64x2.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00
  const end = a + bytes
  let a1 = a + strideA, a2 = a1 + strideA, a3 = a2 + strideA, b1 = b + strideB
  while (a < end) {
    const y0 = v128.load(b), y1 = v128.load(b1)
    let x = v128.load(a)
    s00 = addSquare(s00, x, y0)
    s01 = addSquare(s01, x, y1)
    x = v128.load(a1)
    s10 = addSquare(s10, x, y0)
    s11 = addSquare(s11, x, y1)
    x = v128.load(a2)
    s20 = addSquare(s20, x, y0)
    s21 = addSquare(s21, x, y1)
    x = v128.load(a3)
    s30 = addSquare(s30, x, y0)
    s31 = addSquare(s31, x, y1)
    a += 16
    a1 += 16
    a2 += 16
    a3 += 16
    b += 16
    b1 += 16
  }
  gather(sums, s00)
  gather(sums + 8, s01)
  sums += width
  gather(sums, s10)
  gather(sums + 8, s11)
  sums += width
  gather(sums, s20)
  gather(sums + 8, s21)
  sums += width
  gather(sums, s30)
  gather(sums + 8, s31)
}

/**
 * sums[i·width + j] += Σ (a_i[k] − b_j[k])² over `columns` entries (an even number), i < countA (a multiple of 4), j < countB (of 2).
 * Strides count numbers. Where `own` is not 0 both bands are the same and only tiles that reach j ≥ i are computed.
 */
export function addSquaredDifferences(a: usize, strideA: i32, countA: i32, b: usize, strideB: i32, countB: i32, columns: i32, sums: usize, width: i32, own: i32): void {
  const stepA = <usize>strideA << 3, stepB = <usize>strideB << 3, stepSums = <usize>width << 3
  for (let from = 0; from < columns; from += RUN) {
    const bytes = <usize>min(RUN, columns - from) << 3
    const offset = <usize>from << 3
    for (let start = 0; start < countB; start += CACHED) {
      const end = min(start + CACHED, countB)
      for (let i = 0; i < countA; i += 4) {
        const row = a + <usize>i * stepA + offset
        const sumRow = sums + <usize>i * stepSums
        for (let j = own ? max(start, i) : start; j < end; j += 2) {
          squaresFourByTwo(row, stepA, b + <usize>j * stepB + offset, stepB, bytes, sumRow + (<usize>j << 3), stepSums)
        }
      }
    }
  }
}

/**
 * Both halves of P = Q⁻¹ W and its diagonal, one after the other: W_kl / q_k for k < l, then W_kl / q_l, then 1 / q_k. `affinities`: W's condensed
 * triangle, float64, or float32 where `narrow`; `inverses`: 1 / q.
 */
export function expandOperator(affinities: usize, narrow: i32, inverses: usize, n: i32, target: usize): void {
  const half = <usize>n * <usize>(n - 1) / 2
  let above = target, below = target + (half << 3), from = affinities
  for (let k = 0; k < n; k++) {
    const inverse = load<f64>(inverses + (<usize>k << 3))
    const own = f64x2.splat(inverse)
    let other = inverses + (<usize>(k + 1) << 3)
    let left = n - 1 - k
    for (; left > 1; left -= 2) {
      let w: v128
      if (narrow) {
        w = f64x2.promote_low_f32x4(v128.load64_zero(from))
        from += 8
      } else {
        w = v128.load(from)
        from += 16
      }
      v128.store(above, f64x2.mul(w, own))
      v128.store(below, f64x2.mul(w, v128.load(other)))
      above += 16
      below += 16
      other += 16
    }
    if (left > 0) {
      const w = narrow ? <f64>load<f32>(from) : load<f64>(from)
      from += narrow ? 4 : 8
      store<f64>(above, w * inverse)
      store<f64>(below, w * load<f64>(other))
      above += 8
      below += 8
    }
  }
  memory.copy(target + (half << 4), inverses, <usize>n << 3)
}

const LOG2E: f64 = 1.4426950408889634
const LN2_HIGH: f64 = 6.93147180369123816490e-01
const LN2_LOW: f64 = 1.90821492927058770002e-10

@inline function step(sum: v128, r: v128, coefficient: f64): v128 {
  return f64x2.add(f64x2.mul(sum, r), f64x2.splat(coefficient))
}

/** e^x in place for an even number of x ≤ 0; 0 below −708. */
export function exponentials(at: usize, count: i32): void {
  const end = at + (<usize>count << 3)
  const zero = f64x2.splat(0)
  while (at < end) {
    const x = v128.load(at)
    const k = f64x2.floor(f64x2.add(f64x2.mul(x, f64x2.splat(LOG2E)), f64x2.splat(0.5)))
    const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH))), f64x2.mul(k, f64x2.splat(LN2_LOW)))
    let p = f64x2.splat(1 / 6227020800.0)
    p = step(p, r, 1 / 479001600.0)
    p = step(p, r, 1 / 39916800.0)
    p = step(p, r, 1 / 3628800.0)
    p = step(p, r, 1 / 362880.0)
    p = step(p, r, 1 / 40320.0)
    p = step(p, r, 1 / 5040.0)
    p = step(p, r, 1 / 720.0)
    p = step(p, r, 1 / 120.0)
    p = step(p, r, 1 / 24.0)
    p = step(p, r, 1 / 6.0)
    p = step(p, r, 0.5)
    p = step(p, r, 1)
    p = step(p, r, 1)
    // 2^k by its bits. Below −708 the result is dropped, so k never leaves the exponents that there are.
    const exponent = i32x4.add(i32x4.trunc_sat_f64x2_s_zero(k), i32x4.splat(1023))
    const power = i64x2.shl(i64x2.extend_low_i32x4_s(exponent), 52)
    v128.store(at, v128.bitselect(f64x2.mul(p, power), zero, f64x2.ge(x, f64x2.splat(-708))))
    at += 16
  }
}

/** Four rows against two, `stride` bytes of each: products instead of squared differences, put instead of added. */
function productsFourByTwo(a: usize, b: usize, stride: usize, out: usize, width: usize): void {
  let s00 = f64x2.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00
  const end = a + stride
  let a1 = a + stride, a2 = a1 + stride, a3 = a2 + stride, b1 = b + stride
  while (a < end) {
    const y0 = v128.load(b), y1 = v128.load(b1)
    let x = v128.load(a)
    s00 = addProduct(s00, x, y0)
    s01 = addProduct(s01, x, y1)
    x = v128.load(a1)
    s10 = addProduct(s10, x, y0)
    s11 = addProduct(s11, x, y1)
    x = v128.load(a2)
    s20 = addProduct(s20, x, y0)
    s21 = addProduct(s21, x, y1)
    x = v128.load(a3)
    s30 = addProduct(s30, x, y0)
    s31 = addProduct(s31, x, y1)
    a += 16
    a1 += 16
    a2 += 16
    a3 += 16
    b += 16
    b1 += 16
  }
  store<f64>(out, f64x2.extract_lane(s00, 0) + f64x2.extract_lane(s00, 1))
  store<f64>(out + 8, f64x2.extract_lane(s01, 0) + f64x2.extract_lane(s01, 1))
  out += width
  store<f64>(out, f64x2.extract_lane(s10, 0) + f64x2.extract_lane(s10, 1))
  store<f64>(out + 8, f64x2.extract_lane(s11, 0) + f64x2.extract_lane(s11, 1))
  out += width
  store<f64>(out, f64x2.extract_lane(s20, 0) + f64x2.extract_lane(s20, 1))
  store<f64>(out + 8, f64x2.extract_lane(s21, 0) + f64x2.extract_lane(s21, 1))
  out += width
  store<f64>(out, f64x2.extract_lane(s30, 0) + f64x2.extract_lane(s30, 1))
  store<f64>(out + 8, f64x2.extract_lane(s31, 0) + f64x2.extract_lane(s31, 1))
}

/**
 * out[i·width + j] = Σ a_i[k] b_j[k] over `columns` entries (an even number), i < countA (a multiple of 4), j < countB (of 2). Strides count numbers.
 * Where `own` is not 0 the product is known to be symmetric and only tiles that reach j ≥ i are computed.
 */
export function rowProducts(a: usize, countA: i32, b: usize, countB: i32, columns: i32, out: usize, width: i32, own: i32): void {
  const stride = <usize>columns << 3, stepOut = <usize>width << 3
  for (let i = 0; i < countA; i += 4) {
    for (let j = own ? i : 0; j < countB; j += 2) {
      productsFourByTwo(a + <usize>i * stride, b + <usize>j * stride, stride, out + <usize>i * stepOut + (<usize>j << 3), stepOut)
    }
  }
}
