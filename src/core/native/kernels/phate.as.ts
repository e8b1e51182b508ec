// PHATE's heavy stages: affinities, powers of the operator, potential distances, layouts.
// Matrices are row-major float64. A `stride` is the number of doubles from one row to the next: a multiple of 4, at least n; what lies
// beyond column n, and rows up to the next multiple of 4, is kept 0, so that tiles need no special edge. Sparse matrices are CSR with u32
// row starts and columns and f64 values. Coordinates of layouts lie axis by axis (x, y, z: n doubles each), except for the shuffled order.

// ---------------------------------------------------------------- places and lanes

@inline function f(base: usize, at: i32): usize { return base + (<usize>at << 3) }
@inline function get(base: usize, at: i32): f64 { return load<f64>(base + (<usize>at << 3)) }
@inline function set(base: usize, at: i32, value: f64): void { store<f64>(base + (<usize>at << 3), value) }
@inline function word(base: usize, at: i32): i32 { return load<i32>(base + (<usize>at << 2)) }
@inline function pair(base: usize, at: i32): v128 { return v128.load(base + (<usize>at << 3)) }
@inline function add(a: v128, b: v128): v128 { return f64x2.add(a, b) }
@inline function sub(a: v128, b: v128): v128 { return f64x2.sub(a, b) }
@inline function mul(a: v128, b: v128): v128 { return f64x2.mul(a, b) }
@inline function both(a: v128): f64 { return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1) }

// ---------------------------------------------------------------- distances

/** n × stride from pairs i < j row by row; the target is cleared first. In blocks, so that the mirrored writes stay in the cache. */
export function squareFromCondensed(condensed: usize, n: i32, stride: i32, square: usize): void {
  memory.fill(square, 0, <usize>((n + 3) & ~3) * stride << 3)
  for (let top = 0; top < n; top += 32) {
    const bottom = min(top + 32, n)
    for (let left = top; left < n; left += 32) {
      const right = min(left + 32, n)
      for (let i = top; i < bottom; i++) {
        const row = condensed + (<usize>(i * (2 * n - i - 3) / 2 - 1) << 3)
        for (let j = max(left, i + 1); j < right; j++) {
          const value = get(row, j)
          set(square, i * stride + j, value)
          set(square, j * stride + i, value)
        }
      }
    }
  }
}

// ---------------------------------------------------------------- affinities

/** Distance of points from … to − 1 to their knn-th other point; `nearest` is room for knn doubles. */
export function bandwidths(square: usize, n: i32, stride: i32, knn: i32, from: i32, to: i32, nearest: usize, result: usize): void {
  for (let i = from; i < to; i++) {
    for (let k = 0; k < knn; k++) set(nearest, k, Infinity)
    let top = Infinity
    for (let j = 0; j < n; j++) {
      const distance = get(square, i * stride + j)
      if (distance >= top || j == i) continue
      let at = knn - 1
      for (; at > 0 && get(nearest, at - 1) > distance; at--) set(nearest, at, get(nearest, at - 1))
      set(nearest, at, distance)
      top = get(nearest, knn - 1)
    }
    set(result, i, top)
  }
}

/** How many entries rows from … to − 1 have at most: those within either point's reach (one for each, −1 in the padding). */
export function countReached(square: usize, stride: i32, reach: usize, from: i32, to: i32): i32 {
  let count = i64x2.splat(0)
  for (let i = from; i < to; i++) {
    const own = v128.load64_splat(f(reach, i))
    for (let j = 0; j < stride; j += 2) {
      count = i64x2.sub(count, f64x2.le(pair(square, i * stride + j), f64x2.max(own, pair(reach, j))))
    }
  }
  return <i32>(i64x2.extract_lane(count, 0) + i64x2.extract_lane(count, 1))
}

function affinity(distance: f64, bandwidth: f64, decay: f64): f64 {
  const value = Math.exp(-Math.pow(distance / bandwidth, decay))
  return value < 1e-4 ? 0 : value
}

/** Writes the symmetrised affinities of rows from … to − 1 as CSR from entry `at` on; returns where the next row begins. */
export function affinities(
  square: usize, n: i32, stride: i32, bandwidth: usize, reach: usize, decay: f64, from: i32, to: i32, at: i32, rows: usize, column: usize, value: usize,
): i32 {
  for (let i = from; i < to; i++) {
    store<i32>(rows + (<usize>i << 2), at)
    const own = get(reach, i)
    for (let j = 0; j < n; j++) {
      const distance = get(square, i * stride + j)
      const other = get(reach, j)
      if (distance > own && distance > other) continue
      let both = 0.0
      if (distance <= own) both += affinity(distance, get(bandwidth, i), decay)
      if (distance <= other) both += affinity(distance, get(bandwidth, j), decay)
      const entry = i == j ? 1 : both * 0.5
      if (entry == 0) continue
      store<i32>(column + (<usize>at << 2), j)
      set(value, at, entry)
      at++
    }
  }
  store<i32>(rows + (<usize>to << 2), at)
  return at
}

/** Divides K_ij by (q_i q_j)ᵃ; `weight` is room for n doubles. */
export function thinOut(rows: usize, column: usize, value: usize, n: i32, sums: usize, anisotropy: f64, weight: usize): void {
  for (let i = 0; i < n; i++) set(weight, i, Math.pow(get(sums, i), anisotropy))
  for (let i = 0; i < n; i++) {
    for (let k = word(rows, i); k < word(rows, i + 1); k++) set(value, k, get(value, k) / (get(weight, i) * get(weight, word(column, k))))
  }
}

// ---------------------------------------------------------------- entropy

/** Rows from … to − 1 of PP' (n × n, no padding): P_ij = forth[k] and P_ji = back[k] at the entry k of K_ij. */
export function sparseGram(rows: usize, column: usize, forth: usize, back: usize, n: i32, from: i32, to: i32, gram: usize): void {
  for (let i = from; i < to; i++) {
    const row = f(gram, i * n)
    memory.fill(row, 0, <usize>n << 3)
    for (let a = word(rows, i); a < word(rows, i + 1); a++) {
      const middle = word(column, a)
      const weight = get(forth, a)
      for (let b = word(rows, middle); b < word(rows, middle + 1); b++) {
        const j = word(column, b)
        set(row, j, get(row, j) + weight * get(back, b))
      }
    }
  }
}

/** h[i] = −Σ p ln p, p = σ^(i+1) / Σ σ^(i+1) + 2⁻⁵², for i = 0 … length − 1; `powers` is room for n doubles. */
export function entropyCurve(sigma: usize, n: i32, powers: usize, length: i32, curve: usize): void {
  for (let i = 0; i < length; i++) {
    let total = 0.0
    for (let k = 0; k < n; k++) {
      const power = i == 0 ? get(sigma, k) : get(powers, k) * get(sigma, k)
      set(powers, k, power)
      total += power
    }
    let entropy = 0.0
    for (let k = 0; k < n; k++) {
      const p = get(powers, k) / total + 2.220446049250313e-16
      entropy -= p * Math.log(p)
    }
    set(curve, i, entropy)
  }
}

// ---------------------------------------------------------------- tiles of dense products and squared differences

@inline function gather(sum: v128, a: v128, b: v128, differences: bool): v128 {
  if (!differences) return add(sum, mul(a, b))
  const d = sub(a, b)
  return add(sum, mul(d, d))
}

@inline function addTo(place: usize, left: v128, right: v128): void {
  set(place, 0, get(place, 0) + both(left))
  set(place, 1, get(place, 1) + both(right))
}

/** Adds to a 4 × 2 tile of `c` the sums over `bytes` / 8 columns; a and b are the tile's first rows, `step` bytes from row to row. */
@inline function tile(a: usize, b: usize, step: usize, bytes: usize, c: usize, differences: bool): void {
  const a1 = a + step
  const a2 = a1 + step
  const a3 = a2 + step
  const b1 = b + step
  let s00 = f64x2.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00
  for (let k: usize = 0; k < bytes; k += 16) {
    const y0 = v128.load(b + k)
    const y1 = v128.load(b1 + k)
    const x0 = v128.load(a + k)
    s00 = gather(s00, x0, y0, differences)
    s01 = gather(s01, x0, y1, differences)
    const x1 = v128.load(a1 + k)
    s10 = gather(s10, x1, y0, differences)
    s11 = gather(s11, x1, y1, differences)
    const x2 = v128.load(a2 + k)
    s20 = gather(s20, x2, y0, differences)
    s21 = gather(s21, x2, y1, differences)
    const x3 = v128.load(a3 + k)
    s30 = gather(s30, x3, y0, differences)
    s31 = gather(s31, x3, y1, differences)
  }
  addTo(c, s00, s01)
  addTo(c + step, s10, s11)
  addTo(c + 2 * step, s20, s21)
  addTo(c + 3 * step, s30, s31)
}

function tileOfProducts(a: usize, b: usize, step: usize, bytes: usize, c: usize): void { tile(a, b, step, bytes, c, false) }
function tileOfDifferences(a: usize, b: usize, step: usize, bytes: usize, c: usize): void { tile(a, b, step, bytes, c, true) }

/**
 * Adds to c_ij, j ≤ i (and a little more, up to whole tiles), j in left … right − 1, i up to `rows`, the sum over columns from … to − 1 of
 * a_ik b_jk. All bounds but the columns' are multiples of 4, those of 2.
 */
export function addProducts(a: usize, b: usize, stride: i32, rows: i32, left: i32, right: i32, from: i32, to: i32, c: usize): void {
  const step = <usize>stride << 3
  const bytes = <usize>(to - from) << 3
  for (let i = left; i < rows; i += 4) {
    for (let j = left; j < min(right, i + 4); j += 2) tileOfProducts(f(a, i * stride + from), f(b, j * stride + from), step, bytes, f(c, i * stride + j))
  }
}

/** The same for Σ (u_ik − u_jk)². */
export function addSquaredDifferences(u: usize, stride: i32, rows: i32, left: i32, right: i32, from: i32, to: i32, c: usize): void {
  const step = <usize>stride << 3
  const bytes = <usize>(to - from) << 3
  for (let i = left; i < rows; i += 4) {
    for (let j = left; j < min(right, i + 4); j += 2) tileOfDifferences(f(u, i * stride + from), f(u, j * stride + from), step, bytes, f(c, i * stride + j))
  }
}

/** Copies what is below the diagonal above it. With `roots` the entries become their square roots, and the diagonal 0. */
export function mirror(c: usize, n: i32, stride: i32, roots: i32): void {
  for (let top = 0; top < n; top += 32) {
    const bottom = min(top + 32, n)
    for (let left = 0; left <= top; left += 32) {
      for (let i = top; i < bottom; i++) {
        for (let j = left; j < min(left + 32, i); j++) {
          const entry = get(c, i * stride + j)
          const value = roots ? sqrt(entry) : entry
          if (roots) set(c, i * stride + j, value)
          set(c, j * stride + i, value)
        }
      }
    }
  }
  if (roots) for (let i = 0; i < n; i++) set(c, i * stride + i, 0)
}

// ---------------------------------------------------------------- powers of the operator, and the potential

/**
 * Columns first … first + 15 of Pᵗ, side by side (n × 16), by t − 1 sparse products: P_ij = forth[k] and P_ji = back[k] at the entry k of
 * K_ij. Returns which of the two rooms x and y holds them.
 */
export function powerStrip(rows: usize, column: usize, forth: usize, back: usize, n: i32, t: i32, first: i32, x: usize, y: usize): usize {
  memory.fill(x, 0, <usize>n << 7)
  for (let c = 0; c < 16 && first + c < n; c++) {
    for (let k = word(rows, first + c); k < word(rows, first + c + 1); k++) set(x, word(column, k) * 16 + c, get(back, k))
  }
  for (let s = 1; s < t; s++) {
    stripProduct(rows, column, forth, n, x, y)
    const swap = x
    x = y
    y = swap
  }
  return x
}

/** y = P x for n × 16 matrices x and y. */
function stripProduct(rows: usize, column: usize, forth: usize, n: i32, x: usize, y: usize): void {
  let k = 0
  for (let i = 0; i < n; i++) {
    const end = word(rows, i + 1)
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0
    for (; k < end; k++) {
      const p = v128.load64_splat(f(forth, k))
      const row = x + (<usize>word(column, k) << 7)
      s0 = add(s0, mul(p, v128.load(row)))
      s1 = add(s1, mul(p, v128.load(row, 16)))
      s2 = add(s2, mul(p, v128.load(row, 32)))
      s3 = add(s3, mul(p, v128.load(row, 48)))
      s4 = add(s4, mul(p, v128.load(row, 64)))
      s5 = add(s5, mul(p, v128.load(row, 80)))
      s6 = add(s6, mul(p, v128.load(row, 96)))
      s7 = add(s7, mul(p, v128.load(row, 112)))
    }
    const out = y + (<usize>i << 7)
    v128.store(out, s0)
    v128.store(out, s1, 16)
    v128.store(out, s2, 32)
    v128.store(out, s3, 48)
    v128.store(out, s4, 64)
    v128.store(out, s5, 80)
    v128.store(out, s6, 96)
    v128.store(out, s7, 112)
  }
}

/** gamma 1: −ln(p + 1e-7); gamma −1: p; otherwise pᶜ / c with c = (1 − gamma)/2, gamma at most 0.99. */
function potential(p: f64, gamma: f64): f64 {
  if (gamma == 1) return -Math.log(p + 1e-7)
  if (gamma == -1) return p
  if (gamma == 0) return 2 * sqrt(p)
  const c = (1 - min(gamma, 0.99)) / 2
  return Math.pow(p, c) / c
}

/** Rows of the potential from a strip of columns of Pᵗ: q_c (Pᵗ)_ci = q_i (Pᵗ)_ic, because K is symmetric. */
export function stripPotential(strip: usize, n: i32, first: i32, sums: usize, gamma: f64, u: usize, stride: i32): void {
  const nothing = potential(0, gamma)
  const width = min(16, n - first)
  for (let i = 0; i < n; i++) {
    const own = get(sums, i)
    for (let c = 0; c < width; c++) {
      const p = get(strip, i * 16 + c)
      set(u, (first + c) * stride + i, p == 0 ? nothing : potential(p * (own / get(sums, first + c)), gamma))
    }
  }
}

/** A cleared n × stride matrix with the sparse one's entries, each divided by its row's and its column's divisor. */
export function dense(rows: usize, column: usize, value: usize, n: i32, stride: i32, left: usize, right: usize, result: usize): void {
  memory.fill(result, 0, <usize>((n + 3) & ~3) * stride << 3)
  for (let i = 0; i < n; i++) {
    for (let k = word(rows, i); k < word(rows, i + 1); k++) {
      const j = word(column, k)
      set(result, i * stride + j, get(value, k) / (get(left, i) * get(right, j)))
    }
  }
}

/** In place: the potential from Sᵗ, S = Q^½ P Q^−½; `roots` of the row sums. Rounding may leave −1e-16 where nothing is. */
export function symmetricPotential(s: usize, n: i32, stride: i32, roots: usize, gamma: f64, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    for (let j = 0; j < n; j++) set(s, i * stride + j, potential(max(0, get(s, i * stride + j) * get(roots, j) / get(roots, i)), gamma))
  }
}

// ---------------------------------------------------------------- classic start

/** Means of the squares of each row's n entries. */
export function squareMeans(square: usize, n: i32, stride: i32, means: usize): void {
  for (let i = 0; i < n; i++) {
    let sum = f64x2.splat(0)
    for (let j = 0; j < stride; j += 2) {
      const d = pair(square, i * stride + j)
      sum = add(sum, mul(d, d))
    }
    set(means, i, both(sum) / n)
  }
}

/** What centring makes of (D ∘ D) x: y_i + (mean − m_i) Σ x − m · x, for one vector. */
function centre(n: i32, means: usize, mean: f64, x: usize, y: usize): void {
  let sum = 0.0
  let weighed = 0.0
  for (let i = 0; i < n; i++) {
    sum += get(x, i)
    weighed += get(means, i) * get(x, i)
  }
  for (let i = 0; i < n; i++) set(y, i, get(y, i) + (mean - get(means, i)) * sum - weighed)
}

/** y = (D ∘ D) x for three or four vectors `stride` doubles apart, two rows at a time. */
@inline function squaredTimes(square: usize, stride: i32, x: usize, y: usize, four: bool): void {
  const x1 = f(x, stride)
  const x2 = f(x, 2 * stride)
  const x3 = f(x, 3 * stride)
  for (let i = 0; i < stride; i += 2) {
    const row = f(square, i * stride)
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, t0 = s0, t1 = s0, t2 = s0, t3 = s0
    for (let j = 0; j < stride; j += 2) {
      let d = pair(row, j)
      let e = pair(row, stride + j)
      d = mul(d, d)
      e = mul(e, e)
      const p0 = pair(x, j)
      s0 = add(s0, mul(d, p0))
      t0 = add(t0, mul(e, p0))
      const p1 = pair(x1, j)
      s1 = add(s1, mul(d, p1))
      t1 = add(t1, mul(e, p1))
      const p2 = pair(x2, j)
      s2 = add(s2, mul(d, p2))
      t2 = add(t2, mul(e, p2))
      if (!four) continue
      const p3 = pair(x3, j)
      s3 = add(s3, mul(d, p3))
      t3 = add(t3, mul(e, p3))
    }
    set(y, i, both(s0))
    set(y, i + 1, both(t0))
    set(y, stride + i, both(s1))
    set(y, stride + i + 1, both(t1))
    set(y, 2 * stride + i, both(s2))
    set(y, 2 * stride + i + 1, both(t2))
    if (!four) continue
    set(y, 3 * stride + i, both(s3))
    set(y, 3 * stride + i + 1, both(t3))
  }
}

function squaredTimesThree(square: usize, stride: i32, x: usize, y: usize): void { squaredTimes(square, stride, x, y, false) }
function squaredTimesFour(square: usize, stride: i32, x: usize, y: usize): void { squaredTimes(square, stride, x, y, true) }

/** y = J (D ∘ D) J x for `count` ≤ 4 vectors, `stride` doubles apart with zeros in the padding (room for four); J takes off the mean. */
export function centredProduct(square: usize, n: i32, stride: i32, means: usize, mean: f64, x: usize, count: i32, y: usize): void {
  if (count <= 3) squaredTimesThree(square, stride, x, y)
  else squaredTimesFour(square, stride, x, y)
  for (let k = 0; k < count; k++) centre(n, means, mean, f(x, k * stride), f(y, k * stride))
}

// ---------------------------------------------------------------- layout, pairs in shuffled order (the published program's)

/** MT19937's 624 words from one; word 624 says which is next. */
export function seedTwister(state: usize, seed: u32): void {
  store<u32>(state, seed)
  for (let k = 1; k < 624; k++) {
    const before = load<u32>(state + (<usize>(k - 1) << 2))
    store<u32>(state + (<usize>k << 2), 1812433253 * (before ^ (before >> 30)) + k)
  }
  store<u32>(state, 624, 2496)
}

function refill(state: usize): void {
  for (let k = 0; k < 624; k++) {
    const upper = load<u32>(state + (<usize>k << 2))
    const lower = load<u32>(state + (<usize>(k < 623 ? k + 1 : 0) << 2))
    const far = load<u32>(state + (<usize>(k < 227 ? k + 397 : k - 227) << 2))
    const twisted = (((upper & 0x80000000) | (lower & 0x7fffffff)) >> 1) ^ (lower & 1 ? <u32>0x9908b0df : 0)
    store<u32>(state + (<usize>k << 2), far ^ twisted)
  }
  store<u32>(state, 0, 2496)
}

@inline function draw(state: usize): u32 {
  if (load<u32>(state, 2496) == 624) refill(state)
  const next = load<u32>(state, 2496)
  store<u32>(state, next + 1, 2496)
  let drawn = load<u32>(state + (<usize>next << 2))
  drawn ^= drawn >> 11
  drawn ^= (drawn << 7) & 0x9d2c5680
  drawn ^= (drawn << 15) & 0xefc60000
  return drawn ^ (drawn >> 18)
}

/** All pairs i < j, packed as i·2¹⁶ + j. */
export function packPairs(n: i32, pairs: usize): void {
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, pairs += 4) store<u32>(pairs, <u32>i << 16 | <u32>j)
  }
}

/** Fisher–Yates from the end, for places last … first ≥ 1. */
export function shufflePairs(state: usize, pairs: usize, last: i32, first: i32): void {
  for (let i = last; i >= first; i--) {
    const mask = <u32>0xffffffff >> <u32>clz(i)
    let j = draw(state) & mask
    while (j > <u32>i) j = draw(state) & mask
    const here = pairs + (<usize>i << 2)
    const there = pairs + (<usize>j << 2)
    const swap = load<u32>(here)
    store<u32>(here, load<u32>(there))
    store<u32>(there, swap)
  }
}

/** Moves the points (n × 2, side by side) of pairs from … to − 1 in the published order of operations; coincident ones along (ax, ay). */
export function moveFlatPairs(pairs: usize, from: i32, to: i32, square: usize, stride: i32, points: usize, mu: f64, ax: f64, ay: f64): void {
  for (let p = from; p < to; p++) {
    const packed = load<u32>(pairs + (<usize>p << 2))
    const target = get(square, <i32>(packed >> 16) * stride + <i32>(packed & 65535))
    const i = points + (<usize>(packed >> 16) << 4)
    const j = points + (<usize>(packed & 65535) << 4)
    const a = v128.load(i)
    const b = v128.load(j)
    const d = sub(a, b)
    const length = sqrt(both(mul(d, d)))
    if (length == 0) {
      const half = mu * target / 2
      const apart = f64x2.replace_lane(f64x2.splat(half * ax), 1, half * ay)
      v128.store(i, add(a, apart))
      v128.store(j, sub(b, apart))
      continue
    }
    const move = mul(f64x2.splat((mu * (length - target)) / (2 * length)), d)
    v128.store(i, sub(a, move))
    v128.store(j, add(b, move))
  }
}

/** The same in three dimensions. */
export function moveSolidPairs(
  pairs: usize, from: i32, to: i32, square: usize, stride: i32, points: usize, mu: f64, ax: f64, ay: f64, az: f64,
): void {
  for (let p = from; p < to; p++) {
    const packed = load<u32>(pairs + (<usize>p << 2))
    const target = get(square, <i32>(packed >> 16) * stride + <i32>(packed & 65535))
    const i = points + <usize>(packed >> 16) * 24
    const j = points + <usize>(packed & 65535) * 24
    const dx = get(i, 0) - get(j, 0)
    const dy = get(i, 1) - get(j, 1)
    const dz = get(i, 2) - get(j, 2)
    const length = sqrt(dx * dx + dy * dy + dz * dz)
    const half = mu * target / 2
    const r = (mu * (length - target)) / (2 * length)
    const mx = length == 0 ? -half * ax : r * dx
    const my = length == 0 ? -half * ay : r * dy
    const mz = length == 0 ? -half * az : r * dz
    set(i, 0, get(i, 0) - mx)
    set(i, 1, get(i, 1) - my)
    set(i, 2, get(i, 2) - mz)
    set(j, 0, get(j, 0) + mx)
    set(j, 1, get(j, 1) + my)
    set(j, 2, get(j, 2) + mz)
  }
}

// ---------------------------------------------------------------- layout, pairs in diagonal order

/**
 * The distances of relabelled points by cyclic diagonals: entry i of diagonal s (from 1) is that of labels i and (i + s) mod n. Point `points[i]`
 * has label i. For labels from … to − 1; 16 labels by 16 diagonals at a time, so that whole cache lines and few pages are written at once.
 */
export function cyclicDiagonals(square: usize, n: i32, stride: i32, points: usize, from: i32, to: i32, diagonals: usize): void {
  const half = n / 2
  for (let first = from; first < to; first += 16) {
    const last = min(first + 16, to)
    for (let inner = 1; inner <= half; inner += 16) {
      const outer = min(inner + 16, half + 1)
      for (let i = first; i < last; i++) {
        const row = f(square, word(points, i) * stride)
        let place = f(diagonals, (inner - 1) * n + i)
        for (let s = inner; s < outer; s++) {
          const j = i + s < n ? i + s : i + s - n
          store<f64>(place, get(row, word(points, j)))
          place += <usize>n << 3
        }
      }
    }
  }
}

/** One pair, alone. */
@inline function movePair(i: i32, j: i32, target: f64, mu: f64, x: usize, y: usize, z: usize, apart: usize, flat: bool): void {
  const dx = get(x, i) - get(x, j)
  const dy = get(y, i) - get(y, j)
  const dz = flat ? 0 : get(z, i) - get(z, j)
  const length = flat ? sqrt(dx * dx + dy * dy) : sqrt(dx * dx + dy * dy + dz * dz)
  const half = mu * 0.5
  const r = half * ((length - target) / length)
  const none = length == 0
  const push = -(half * target)
  const mx = none ? push * get(apart, 0) : r * dx
  const my = none ? push * get(apart, 1) : r * dy
  set(x, i, get(x, i) - mx)
  set(y, i, get(y, i) - my)
  set(x, j, get(x, j) + mx)
  set(y, j, get(y, j) + my)
  if (flat) return
  const mz = none ? push * get(apart, 2) : r * dz
  set(z, i, get(z, i) - mz)
  set(z, j, get(z, j) + mz)
}

/** Pairs (i, i + offset) for i from … to − 1, in that order; four at a time where four in a row share no point. */
@inline function moveRun(from: i32, to: i32, offset: i32, wide: bool, diagonal: usize, mu: f64, x: usize, y: usize, z: usize, apart: usize, flat: bool): void {
  const half = f64x2.splat(mu * 0.5)
  const zero = f64x2.splat(0)
  let i = from
  if (wide) {
    for (; i + 4 <= to; i += 4) {
      const j = i + offset
      const xi = pair(x, i), xj = pair(x, j), yi = pair(y, i), yj = pair(y, j)
      const Xi = pair(x, i + 2), Xj = pair(x, j + 2), Yi = pair(y, i + 2), Yj = pair(y, j + 2)
      const dx = sub(xi, xj), dy = sub(yi, yj)
      const Dx = sub(Xi, Xj), Dy = sub(Yi, Yj)
      let square = add(mul(dx, dx), mul(dy, dy))
      let Square = add(mul(Dx, Dx), mul(Dy, Dy))
      let dz = zero, Dz = zero
      if (!flat) {
        dz = sub(pair(z, i), pair(z, j))
        Dz = sub(pair(z, i + 2), pair(z, j + 2))
        square = add(square, mul(dz, dz))
        Square = add(Square, mul(Dz, Dz))
      }
      const length = f64x2.sqrt(square), Length = f64x2.sqrt(Square)
      if (v128.any_true(v128.or(f64x2.eq(length, zero), f64x2.eq(Length, zero)))) {
        for (let k = i; k < i + 4; k++) movePair(k, k + offset, get(diagonal, k), mu, x, y, z, apart, flat)
        continue
      }
      const r = mul(half, f64x2.div(sub(length, pair(diagonal, i)), length))
      const R = mul(half, f64x2.div(sub(Length, pair(diagonal, i + 2)), Length))
      const mx = mul(r, dx), my = mul(r, dy), Mx = mul(R, Dx), My = mul(R, Dy)
      v128.store(f(x, i), sub(xi, mx))
      v128.store(f(x, i), sub(Xi, Mx), 16)
      v128.store(f(y, i), sub(yi, my))
      v128.store(f(y, i), sub(Yi, My), 16)
      v128.store(f(x, j), add(xj, mx))
      v128.store(f(x, j), add(Xj, Mx), 16)
      v128.store(f(y, j), add(yj, my))
      v128.store(f(y, j), add(Yj, My), 16)
      if (flat) continue
      const mz = mul(r, dz), Mz = mul(R, Dz)
      v128.store(f(z, i), sub(pair(z, i), mz))
      v128.store(f(z, i), sub(pair(z, i + 2), Mz), 16)
      v128.store(f(z, j), add(pair(z, j), mz))
      v128.store(f(z, j), add(pair(z, j + 2), Mz), 16)
    }
  }
  for (; i < to; i++) movePair(i, i + offset, get(diagonal, i), mu, x, y, z, apart, flat)
}

@inline function moveAlong(s: i32, n: i32, diagonals: usize, mu: f64, x: usize, y: usize, z: usize, apart: usize, flat: bool): void {
  const diagonal = f(diagonals, (s - 1) * n)
  const count = 2 * s == n ? s : n
  const turn = min(count, n - s)
  const wide = s >= 4 && n - s >= 4
  moveRun(0, turn, s, wide, diagonal, mu, x, y, z, apart, flat)
  moveRun(turn, count, s - n, wide, diagonal, mu, x, y, z, apart, flat)
}

function moveAlongFlat(s: i32, n: i32, diagonals: usize, mu: f64, x: usize, y: usize, apart: usize): void {
  moveAlong(s, n, diagonals, mu, x, y, 0, apart, true)
}

function moveAlongSolid(s: i32, n: i32, diagonals: usize, mu: f64, x: usize, y: usize, z: usize, apart: usize): void {
  moveAlong(s, n, diagonals, mu, x, y, z, apart, false)
}

/** Moves all pairs of the diagonals order[from … to − 1] (each s − 1). `z` 0 for a layout in the plane; `apart`: where coincident points go. */
export function moveDiagonals(order: usize, from: i32, to: i32, n: i32, diagonals: usize, mu: f64, x: usize, y: usize, z: usize, apart: usize): void {
  for (let k = from; k < to; k++) {
    if (z) moveAlongSolid(word(order, k) + 1, n, diagonals, mu, x, y, z, apart)
    else moveAlongFlat(word(order, k) + 1, n, diagonals, mu, x, y, apart)
  }
}

// ---------------------------------------------------------------- stress and majorisation

/** Length of the difference of point i and points j, j + 1. */
@inline function lengths(dx: v128, dy: v128, dz: v128, flat: bool): v128 {
  const square = add(mul(dx, dx), mul(dy, dy))
  return f64x2.sqrt(flat ? square : add(square, mul(dz, dz)))
}

@inline function stressOf(square: usize, n: i32, stride: i32, x: usize, y: usize, z: usize, from: i32, to: i32, flat: bool): f64 {
  let total = 0.0
  for (let i = from; i < to; i++) {
    const xi = v128.load64_splat(f(x, i))
    const yi = v128.load64_splat(f(y, i))
    const zi = flat ? xi : v128.load64_splat(f(z, i))
    const row = f(square, i * stride)
    let sum = f64x2.splat(0)
    let j = i + 1
    for (; j + 2 <= n; j += 2) {
      const dz = flat ? zi : sub(zi, pair(z, j))
      const gap = sub(lengths(sub(xi, pair(x, j)), sub(yi, pair(y, j)), dz, flat), pair(row, j))
      sum = add(sum, mul(gap, gap))
    }
    let rest = 0.0
    if (j < n) {
      const dx = get(x, i) - get(x, j)
      const dy = get(y, i) - get(y, j)
      const dz = flat ? 0 : get(z, i) - get(z, j)
      const gap = sqrt(dx * dx + dy * dy + dz * dz) - get(row, j)
      rest = gap * gap
    }
    total += both(sum) + rest
  }
  return total
}

/** Σ (d_ij − D_ij)² over pairs i < j with i in from … to − 1; `z` 0 for a layout in the plane. */
export function rawStress(square: usize, n: i32, stride: i32, x: usize, y: usize, z: usize, from: i32, to: i32): f64 {
  return z ? stressOf(square, n, stride, x, y, z, from, to, false) : stressOf(square, n, stride, x, y, z, from, to, true)
}

@inline function pullsOf(square: usize, n: i32, stride: i32, x: usize, y: usize, z: usize, from: i32, to: i32, rx: usize, ry: usize, rz: usize, flat: bool): f64 {
  const zero = f64x2.splat(0)
  const tiny = f64x2.splat(1e-5)
  let total = 0.0
  for (let i = from; i < to; i++) {
    const xi = v128.load64_splat(f(x, i))
    const yi = v128.load64_splat(f(y, i))
    const zi = flat ? zero : v128.load64_splat(f(z, i))
    const row = f(square, i * stride)
    let sum = zero, px = zero, py = zero, pz = zero
    let j = i + 1
    for (; j + 2 <= n; j += 2) {
      const dx = sub(xi, pair(x, j))
      const dy = sub(yi, pair(y, j))
      const dz = flat ? zero : sub(zi, pair(z, j))
      const length = lengths(dx, dy, dz, flat)
      const target = pair(row, j)
      const gap = sub(length, target)
      sum = add(sum, mul(gap, gap))
      const ratio = f64x2.div(target, v128.bitselect(tiny, length, f64x2.eq(length, zero)))
      const mx = mul(ratio, dx)
      const my = mul(ratio, dy)
      px = add(px, mx)
      py = add(py, my)
      v128.store(f(rx, j), sub(pair(rx, j), mx))
      v128.store(f(ry, j), sub(pair(ry, j), my))
      if (flat) continue
      const mz = mul(ratio, dz)
      pz = add(pz, mz)
      v128.store(f(rz, j), sub(pair(rz, j), mz))
    }
    let pullX = both(px), pullY = both(py), pullZ = both(pz)
    let stress = both(sum)
    if (j < n) {
      const dx = get(x, i) - get(x, j)
      const dy = get(y, i) - get(y, j)
      const dz = flat ? 0 : get(z, i) - get(z, j)
      const length = sqrt(dx * dx + dy * dy + dz * dz)
      const target = get(row, j)
      const gap = length - target
      stress += gap * gap
      const ratio = target / (length == 0 ? 1e-5 : length)
      pullX += ratio * dx
      pullY += ratio * dy
      pullZ += ratio * dz
      set(rx, j, get(rx, j) - ratio * dx)
      set(ry, j, get(ry, j) - ratio * dy)
      if (!flat) set(rz, j, get(rz, j) - ratio * dz)
    }
    set(rx, i, get(rx, i) + pullX)
    set(ry, i, get(ry, i) + pullY)
    if (!flat) set(rz, i, get(rz, i) + pullZ)
    total += stress
  }
  return total
}

/**
 * Adds to (rx, ry, rz) what pairs i < j, i in from … to − 1, contribute to B X of SMACOF; returns what they contribute to the raw stress
 * of (x, y, z). `z` and `rz` 0 for a layout in the plane.
 */
export function addPulls(
  square: usize, n: i32, stride: i32, x: usize, y: usize, z: usize, from: i32, to: i32, rx: usize, ry: usize, rz: usize,
): f64 {
  return z
    ? pullsOf(square, n, stride, x, y, z, from, to, rx, ry, rz, false)
    : pullsOf(square, n, stride, x, y, z, from, to, rx, ry, rz, true)
}
