// Bhattacharyya distances between tables of predictions: amplitudes √p in lanes of two probes, tiles of models, one logarithm a pair.

/** Below it an overlap may not enter a product of eight (1e-38⁸ is still a normal number). */
const SMALLEST_OVERLAP: f64 = 1e-38
/** Below it a mean distance has lost more than half its digits to the rounding of overlaps near 1. */
const CLOSE: f64 = 1e-8
/** Per-probe distance where two distributions have no class in common. */
const DISJOINT: f64 = 100
const LN2: f64 = 0.6931471805599453

/** Bytes of one model's amplitudes: [probe / 2][class][2], an odd last probe beside a stand-in. */
export function modelBytes(probes: i32, classes: i32): i32 {
  return ((probes + 1) >> 1) * classes * 16
}

/**
 * √p of `models` tables (models × probes × classes, row-major) into `out`. The stand-in beside an odd last probe has all its
 * probability in class 0, so that its overlap is 1 between any two models.
 */
export function amplitudes(values: usize, models: i32, probes: i32, classes: i32, out: usize): void {
  const bytes = <usize>modelBytes(probes, classes)
  for (let model = 0; model < models; model++) {
    const row = out + <usize>model * bytes
    if (probes & 1) {
      const last = row + bytes - (<usize>classes << 4)
      for (let c = 0; c < classes; c++) store<f64>(last + (<usize>c << 4) + 8, c == 0 ? 1 : 0)
    }
    for (let probe = 0; probe < probes; probe++) {
      const lane = row + (<usize>((probe >> 1) * classes) << 4) + (<usize>(probe & 1) << 3)
      for (let c = 0; c < classes; c++) {
        store<f64>(lane + (<usize>c << 4), Math.sqrt(load<f64>(values)))
        values += 8
      }
    }
  }
}

@inline function exponents(product: v128): v128 {
  return i64x2.sub(i64x2.shr_u(product, 52), i64x2.splat(1023))
}

@inline function mantissas(product: v128): v128 {
  return v128.or(v128.and(product, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3ff0000000000000))
}

/** Mean distance from a product of overlaps, m·2^e in each lane; NaN where the pair needs `pair`. */
@inline function meanDistance(mantissa: v128, exponent: v128, smallest: v128, probes: i32): f64 {
  const least = min(f64x2.extract_lane(smallest, 0), f64x2.extract_lane(smallest, 1))
  if (!(least >= SMALLEST_OVERLAP)) return NaN
  const log = Math.log(f64x2.extract_lane(mantissa, 0) * f64x2.extract_lane(mantissa, 1))
    + LN2 * <f64>(i64x2.extract_lane(exponent, 0) + i64x2.extract_lane(exponent, 1))
  const mean = -log / <f64>probes
  return mean < CLOSE ? NaN : mean
}

/**
 * Mean distances between the models at `a` and those at `b` (both counts even) into out (countA × countB, row-major). NaN stands for a
 * pair that `pair` has to compute: one with an overlap next to nothing, or one so close that rounding would show.
 */
export function tile(a: usize, countA: i32, b: usize, countB: i32, probes: i32, classes: i32, out: usize): void {
  const bytes = <usize>modelBytes(probes, classes)
  const step = <usize>classes << 4
  for (let i = 0; i < countA; i += 2) {
    for (let j = 0; j < countB; j += 2) {
      let x0 = a + <usize>i * bytes
      let x1 = x0 + bytes
      let y0 = b + <usize>j * bytes
      let y1 = y0 + bytes
      const end = x1
      let p00 = f64x2.splat(1)
      let p01 = p00
      let p10 = p00
      let p11 = p00
      let e00 = i64x2.splat(0)
      let e01 = e00
      let e10 = e00
      let e11 = e00
      let m00 = p00
      let m01 = p00
      let m10 = p00
      let m11 = p00
      let held = 0
      while (x0 < end) {
        let s00 = f64x2.splat(0)
        let s01 = s00
        let s10 = s00
        let s11 = s00
        const next = x0 + step
        while (x0 < next) {
          const u0 = v128.load(x0)
          const u1 = v128.load(x1)
          const v0 = v128.load(y0)
          const v1 = v128.load(y1)
          s00 = f64x2.add(s00, f64x2.mul(u0, v0))
          s01 = f64x2.add(s01, f64x2.mul(u0, v1))
          s10 = f64x2.add(s10, f64x2.mul(u1, v0))
          s11 = f64x2.add(s11, f64x2.mul(u1, v1))
          x0 += 16
          x1 += 16
          y0 += 16
          y1 += 16
        }
        m00 = f64x2.pmin(m00, s00)
        m01 = f64x2.pmin(m01, s01)
        m10 = f64x2.pmin(m10, s10)
        m11 = f64x2.pmin(m11, s11)
        p00 = f64x2.mul(p00, s00)
        p01 = f64x2.mul(p01, s01)
        p10 = f64x2.mul(p10, s10)
        p11 = f64x2.mul(p11, s11)
        // The product of eight overlaps cannot leave the normal numbers: then its exponent goes to a counter of its own.
        if ((++held & 7) == 0 || x0 >= end) {
          e00 = i64x2.add(e00, exponents(p00))
          e01 = i64x2.add(e01, exponents(p01))
          e10 = i64x2.add(e10, exponents(p10))
          e11 = i64x2.add(e11, exponents(p11))
          p00 = mantissas(p00)
          p01 = mantissas(p01)
          p10 = mantissas(p10)
          p11 = mantissas(p11)
        }
      }
      const row = out + (<usize>(i * countB + j) << 3)
      const under = row + (<usize>countB << 3)
      store<f64>(row, meanDistance(p00, e00, m00, probes))
      store<f64>(row + 8, meanDistance(p01, e01, m01, probes))
      store<f64>(under, meanDistance(p10, e10, m10, probes))
      store<f64>(under + 8, meanDistance(p11, e11, m11, probes))
    }
  }
}

/**
 * Mean distance of one pair, probe by probe and exact: no class in common counts 100; near 1 the overlap is 1 − ½Σ(√p − √q)².
 * Adds the number of probes that counted 100 to the f64 at `disjoint`.
 */
export function pair(a: usize, b: usize, probes: i32, classes: i32, disjoint: usize): f64 {
  const end = a + <usize>modelBytes(probes, classes)
  const step = <usize>classes << 4
  let sum: f64 = 0
  let apart: f64 = 0
  let product: f64 = 1
  while (a < end) {
    let overlaps = f64x2.splat(0)
    let gaps = f64x2.splat(0)
    for (const next = a + step; a < next; a += 16, b += 16) {
      const x = v128.load(a)
      const y = v128.load(b)
      const gap = f64x2.sub(x, y)
      overlaps = f64x2.add(overlaps, f64x2.mul(x, y))
      gaps = f64x2.add(gaps, f64x2.mul(gap, gap))
    }
    for (let lane = 0; lane < 2; lane++) {
      const overlap = lane ? f64x2.extract_lane(overlaps, 1) : f64x2.extract_lane(overlaps, 0)
      const gap = lane ? f64x2.extract_lane(gaps, 1) : f64x2.extract_lane(gaps, 0)
      const short = gap / 2
      if (overlap == 0) {
        sum += DISJOINT
        apart += 1
      } else if (gap < 1e-5) {
        // −ln(1 − x) to rounding.
        sum += short * (1 + short * (0.5 + short / 3))
      } else if (gap < 0.0625) {
        sum -= Math.log1p(-short)
      } else if (overlap < 1e-100) {
        sum -= Math.log(overlap)
      } else {
        product *= overlap
        if (product < 1e-200) {
          sum -= Math.log(product)
          product = 1
        }
      }
    }
  }
  store<f64>(disjoint, load<f64>(disjoint) + apart)
  return (sum - Math.log(product)) / <f64>probes
}
