// Dense linear algebra: symmetric matrices to tridiagonal or band form, any square matrix to bidiagonal form, and QL steps.
// Matrices are row-major; `stride` is the distance between rows in bytes. Twins: core/tridiagonal.ts and core/bidiagonal.ts.

/** Squares summing to less are zero: their digits are cut off at the bottom of the number range, and a reflector made of them would not reflect. */
const NOTHING: f64 = 1e-280

@inline function at(start: usize, k: i32): usize { return start + (<usize>k << 3) }
@inline function get(start: usize, k: i32): f64 { return load<f64>(at(start, k)) }
@inline function set(start: usize, k: i32, value: f64): void { store<f64>(at(start, k), value) }
@inline function both(p: usize): v128 { return v128.load(p) }
@inline function plusTimes(sum: v128, x: v128, y: v128): v128 { return f64x2.add(sum, f64x2.mul(x, y)) }
@inline function across(x: v128): f64 { return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1) }
@inline function first(x: v128): f64 { return f64x2.extract_lane(x, 0) }

function dot(x: usize, y: usize, n: i32): f64 {
  let s0 = f64x2.splat(0)
  let s1 = s0
  let s2 = s0
  let s3 = s0
  let k = 0
  for (; k + 8 <= n; k += 8) {
    s0 = plusTimes(s0, v128.load(x), v128.load(y))
    s1 = plusTimes(s1, v128.load(x, 16), v128.load(y, 16))
    s2 = plusTimes(s2, v128.load(x, 32), v128.load(y, 32))
    s3 = plusTimes(s3, v128.load(x, 48), v128.load(y, 48))
    x += 64
    y += 64
  }
  let sum = across(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)))
  for (; k < n; k++) {
    sum += load<f64>(x) * load<f64>(y)
    x += 8
    y += 8
  }
  return sum
}

/** y += factor x. */
function addTimes(y: usize, factor: f64, x: usize, n: i32): void {
  const f = f64x2.splat(factor)
  let k = 0
  for (; k + 4 <= n; k += 4) {
    v128.store(y, plusTimes(v128.load(y), f, v128.load(x)))
    v128.store(y, plusTimes(v128.load(y, 16), f, v128.load(x, 16)), 16)
    y += 32
    x += 32
  }
  for (; k < n; k++) {
    store<f64>(y, load<f64>(y) + factor * load<f64>(x))
    y += 8
    x += 8
  }
}

/** Where the last reflector sends its x: to this times e₁. */
let target: f64 = 0

/** Turns x into v, v₀ = 1, such that (I − τ v v') x = target e₁, and returns τ. */
function reflector(x: usize, n: i32): f64 {
  const head = load<f64>(x)
  const rest = n > 1 ? dot(x + 8, x + 8, n - 1) : 0
  store<f64>(x, 1)
  if (rest < NOTHING) {
    target = head
    for (let k = 1; k < n; k++) set(x, k, 0)
    return 0
  }
  const norm = Math.sqrt(head * head + rest)
  target = head > 0 ? -norm : norm
  const shrink = 1 / (head - target)
  for (let k = 1; k < n; k++) set(x, k, get(x, k) * shrink)
  return (target - head) / target
}

/** Copies the lower triangle onto the upper one, tile by tile. */
export function mirror(a: usize, stride: usize, n: i32): void {
  for (let top = 0; top < n; top += 16) {
    for (let left = 0; left <= top; left += 16) {
      const bottom = min(top + 16, n)
      for (let i = top; i < bottom; i++) {
        const right = min(left + 16, i)
        const row = a + stride * i
        for (let j = left; j < right; j++) store<f64>(a + stride * j + (<usize>i << 3), get(row, j))
      }
    }
  }
}

/**
 * Householder's reduction to tridiagonal form, rows from … to−1; reads and writes the upper triangle. The rank-two update of one step and the
 * product A v of the next go over the matrix together. Row r keeps its reflector in columns r+1 …, `taus` its τ. `work` has room for 2n numbers
 * and must stand from call to call.
 */
export function tridiagonalise(a: usize, stride: usize, n: i32, from: i32, to: i32, d: usize, e: usize, taus: usize, work: usize): void {
  if (from === 0) memory.fill(work, 0, <usize>n << 4)
  for (let r = from; r < to; r++) {
    const row = a + stride * r
    // A ← A − v w' − w v' is still to be done for the reflector before; with v = w = 0 for the first row.
    const w = at(work, r & 1 ? n : 0)
    const next = at(work, r & 1 ? 0 : n)
    const v = r > 0 ? row - stride : w
    addTimes(at(row, r), -get(v, r), at(w, r), n - r)
    addTimes(at(row, r), -get(w, r), at(v, r), n - r)
    set(d, r, get(row, r))
    if (r === n - 1) return
    const m = n - r - 1
    const x = at(row, r + 1)
    const tau = reflector(x, m)
    set(e, r, target)
    set(taus, r, tau)
    memory.fill(at(next, r + 1), 0, <usize>m << 3)
    updateAndMultiply(a, stride, n, r + 1, v, w, row, next)
    const y = at(next, r + 1)
    const half = -0.5 * tau * dot(x, y, m)
    for (let k = 0; k < m; k++) set(y, k, tau * (get(y, k) + half * get(x, k)))
  }
}

/** A ← A − v w' − w v' and y ← y + A x on the rows and columns from `start` on, upper triangle, two rows at a time. */
function updateAndMultiply(a: usize, stride: usize, n: i32, start: i32, v: usize, w: usize, x: usize, y: usize): void {
  let i = start
  for (; i + 2 <= n; i += 2) {
    const row0 = a + stride * i
    const row1 = row0 + stride
    const v0 = -get(v, i)
    const v1 = -get(v, i + 1)
    const w0 = -get(w, i)
    const w1 = -get(w, i + 1)
    const x0 = get(x, i)
    const x1 = get(x, i + 1)
    const a00 = get(row0, i) - 2 * v0 * w0
    const a01 = get(row0, i + 1) - v0 * w1 - w0 * v1
    const a11 = get(row1, i + 1) - 2 * v1 * w1
    set(row0, i, a00)
    set(row0, i + 1, a01)
    set(row1, i + 1, a11)
    const vv0 = f64x2.splat(v0)
    const vv1 = f64x2.splat(v1)
    const ww0 = f64x2.splat(w0)
    const ww1 = f64x2.splat(w1)
    const xx0 = f64x2.splat(x0)
    const xx1 = f64x2.splat(x1)
    let s0 = f64x2.splat(0)
    let s1 = s0
    let p0 = at(row0, i + 2)
    let p1 = at(row1, i + 2)
    let pv = at(v, i + 2)
    let pw = at(w, i + 2)
    let px = at(x, i + 2)
    let py = at(y, i + 2)
    const end = at(row0, i + 2 + ((n - i - 2) & ~1))
    while (p0 < end) {
      const vj = both(pv)
      const wj = both(pw)
      const xj = both(px)
      const b0 = plusTimes(plusTimes(both(p0), vv0, wj), ww0, vj)
      const b1 = plusTimes(plusTimes(both(p1), vv1, wj), ww1, vj)
      v128.store(p0, b0)
      v128.store(p1, b1)
      s0 = plusTimes(s0, b0, xj)
      s1 = plusTimes(s1, b1, xj)
      v128.store(py, plusTimes(plusTimes(both(py), xx0, b0), xx1, b1))
      p0 += 16
      p1 += 16
      pv += 16
      pw += 16
      px += 16
      py += 16
    }
    let t0 = across(s0) + a00 * x0 + a01 * x1
    let t1 = across(s1) + a01 * x0 + a11 * x1
    if ((n - i) & 1) {
      const j = n - 1
      const b0 = get(row0, j) + v0 * get(w, j) + w0 * get(v, j)
      const b1 = get(row1, j) + v1 * get(w, j) + w1 * get(v, j)
      set(row0, j, b0)
      set(row1, j, b1)
      t0 += b0 * get(x, j)
      t1 += b1 * get(x, j)
      set(y, j, get(y, j) + x0 * b0 + x1 * b1)
    }
    set(y, i, get(y, i) + t0)
    set(y, i + 1, get(y, i + 1) + t1)
  }
  if (i < n) {
    const row = a + stride * i
    const last = get(row, i) - 2 * get(v, i) * get(w, i)
    set(row, i, last)
    set(y, i, get(y, i) + last * get(x, i))
  }
}

/** C (4 × 2) ← the products of 4 rows of A with 2 rows of B. */
function fourByTwo(a: usize, b: usize, stride: usize, n: i32, c: usize, strideC: usize): void {
  let c00 = f64x2.splat(0)
  let c01 = c00
  let c10 = c00
  let c11 = c00
  let c20 = c00
  let c21 = c00
  let c30 = c00
  let c31 = c00
  let a1 = a + stride
  let a2 = a1 + stride
  let a3 = a2 + stride
  let b1 = b + stride
  const end = at(a, n)
  while (a < end) {
    const x0 = both(b)
    const x1 = both(b1)
    let row = both(a)
    c00 = plusTimes(c00, row, x0)
    c01 = plusTimes(c01, row, x1)
    row = both(a1)
    c10 = plusTimes(c10, row, x0)
    c11 = plusTimes(c11, row, x1)
    row = both(a2)
    c20 = plusTimes(c20, row, x0)
    c21 = plusTimes(c21, row, x1)
    row = both(a3)
    c30 = plusTimes(c30, row, x0)
    c31 = plusTimes(c31, row, x1)
    a += 16
    a1 += 16
    a2 += 16
    a3 += 16
    b += 16
    b1 += 16
  }
  set(c, 0, across(c00))
  set(c, 1, across(c01))
  c += strideC
  set(c, 0, across(c10))
  set(c, 1, across(c11))
  c += strideC
  set(c, 0, across(c20))
  set(c, 1, across(c21))
  c += strideC
  set(c, 0, across(c30))
  set(c, 1, across(c31))
}

/** C (4 × 4) ← C − Z T for 4 rows of Z, `inner` long, and 4 columns of T; and its transpose to `mirrored`, unless that is 0. */
function subtractFourByFour(z: usize, strideZ: usize, t: usize, stride: usize, inner: i32, c: usize, mirrored: usize): void {
  let a0 = f64x2.splat(0)
  let a1 = a0
  let b0 = a0
  let b1 = a0
  let c0 = a0
  let c1 = a0
  let d0 = a0
  let d1 = a0
  let z1 = z + strideZ
  let z2 = z1 + strideZ
  let z3 = z2 + strideZ
  const end = at(z, inner)
  while (z < end) {
    const left = both(t)
    const right = v128.load(t, 16)
    let factor = v128.load64_splat(z)
    a0 = plusTimes(a0, factor, left)
    a1 = plusTimes(a1, factor, right)
    factor = v128.load64_splat(z1)
    b0 = plusTimes(b0, factor, left)
    b1 = plusTimes(b1, factor, right)
    factor = v128.load64_splat(z2)
    c0 = plusTimes(c0, factor, left)
    c1 = plusTimes(c1, factor, right)
    factor = v128.load64_splat(z3)
    d0 = plusTimes(d0, factor, left)
    d1 = plusTimes(d1, factor, right)
    z += 8
    z1 += 8
    z2 += 8
    z3 += 8
    t += stride
  }
  a0 = f64x2.sub(both(c), a0)
  a1 = f64x2.sub(v128.load(c, 16), a1)
  v128.store(c, a0)
  v128.store(c, a1, 16)
  c += stride
  b0 = f64x2.sub(both(c), b0)
  b1 = f64x2.sub(v128.load(c, 16), b1)
  v128.store(c, b0)
  v128.store(c, b1, 16)
  c += stride
  c0 = f64x2.sub(both(c), c0)
  c1 = f64x2.sub(v128.load(c, 16), c1)
  v128.store(c, c0)
  v128.store(c, c1, 16)
  c += stride
  d0 = f64x2.sub(both(c), d0)
  d1 = f64x2.sub(v128.load(c, 16), d1)
  v128.store(c, d0)
  v128.store(c, d1, 16)
  if (mirrored === 0) return
  v128.store(mirrored, i64x2.shuffle(a0, b0, 0, 2))
  v128.store(mirrored, i64x2.shuffle(c0, d0, 0, 2), 16)
  mirrored += stride
  v128.store(mirrored, i64x2.shuffle(a0, b0, 1, 3))
  v128.store(mirrored, i64x2.shuffle(c0, d0, 1, 3), 16)
  mirrored += stride
  v128.store(mirrored, i64x2.shuffle(a1, b1, 0, 2))
  v128.store(mirrored, i64x2.shuffle(c1, d1, 0, 2), 16)
  mirrored += stride
  v128.store(mirrored, i64x2.shuffle(a1, b1, 1, 3))
  v128.store(mirrored, i64x2.shuffle(c1, d1, 1, 3), 16)
}

/**
 * One panel (rows k … k+b−1) of the reduction to half bandwidth b. Both triangles are stored; n, b and k are multiples of 4. The band ends in the
 * lower triangle; row r of the upper one keeps its reflector in columns r+b …, `taus` its τ. With Q = H₁ … H_b = I − V T V',
 * Q'AQ = A − V X' − X V', X = Y − ½ V (T'V'Y), Y = A V T. `work` has room for 4 b n + 3 b² numbers.
 */
export function bandPanel(a: usize, stride: usize, n: i32, b: i32, k: i32, taus: usize, work: usize): void {
  const m = n - k - b
  const count = min(b, m)
  const x = work
  const v = x + stride * b
  const z = v + stride * b
  const strideZ = <usize>b << 4
  const t = z + strideZ * n
  const g = t + (<usize>(b * b) << 3)
  const h = g + (<usize>(b * b) << 3)
  const corner = at(a + stride * (k + b), k + b)
  panelReflectors(a, stride, m, b, k, taus, v)
  blockFactor(v, stride, m, b, at(taus, k), t, g)
  // A V, kept for the moment in the left half of z.
  for (let i = 0; i < m; i += 4) {
    for (let j = 0; j < count; j += 2) fourByTwo(corner + stride * i, v + stride * j, stride, m, at(z + strideZ * i, j), strideZ)
  }
  for (let i = 0; i < m; i++) {
    const row = z + strideZ * i
    for (let r = 0; r < count; r++) {
      let sum: f64 = 0
      for (let q = 0; q <= r; q++) sum += get(t, q * b + r) * get(row, q)
      set(x + stride * r, i, sum)
    }
  }
  for (let r = 0; r < count; r++) {
    for (let q = 0; q < count; q++) set(g, r * b + q, dot(v + stride * r, x + stride * q, m))
  }
  for (let q = 0; q < count; q++) {
    for (let r = 0; r < count; r++) {
      let sum: f64 = 0
      for (let p = 0; p <= r; p++) sum += get(t, p * b + r) * get(g, p * b + q)
      set(h, r * b + q, sum)
    }
  }
  for (let q = 0; q < count; q++) {
    for (let r = 0; r < count; r++) addTimes(x + stride * q, -0.5 * get(h, r * b + q), v + stride * r, m)
  }
  for (let r = count; r < b; r++) memory.fill(x + stride * r, 0, <usize>m << 3)
  // Rows of z: V beside X; under x lies v: A − z [X'; V'] is the update in one product.
  for (let i = 0; i < m; i++) {
    const row = z + strideZ * i
    for (let r = 0; r < b; r++) {
      set(row, r, get(v + stride * r, i))
      set(row, b + r, get(x + stride * r, i))
    }
  }
  for (let left = 0; left < m; left += 64) {
    for (let i = left; i < m; i += 4) {
      const right = min(min(left + 64, m), i + 4)
      for (let j = left; j < right; j += 4) {
        subtractFourByFour(z + strideZ * i, strideZ, at(x, j), stride, 2 * b, at(corner + stride * i, j), i > j ? at(corner + stride * j, i) : 0)
      }
    }
  }
}

/** Reflectors that make the panel's rows upper triangular right of the band; they go to v and to the upper triangle, what they leave to the lower one. */
function panelReflectors(a: usize, stride: usize, m: i32, b: i32, k: i32, taus: usize, v: usize): void {
  const bytes = <usize>m << 3
  const count = min(b, m)
  for (let r = 0; r < b; r++) memory.copy(v + stride * r, at(a + stride * (k + r), k + b), bytes)
  for (let r = 0; r < count; r++) {
    const x = at(v + stride * r, r)
    const tau = reflector(x, m - r)
    const below = a + stride * (k + b + r)
    set(taus, k + r, tau)
    set(below, k + r, target)
    for (let q = r + 1; q < b; q++) {
      const y = at(v + stride * q, r)
      if (tau !== 0) addTimes(y, -tau * dot(x, y, m - r), x, m - r)
      set(below, k + q, load<f64>(y))
      store<f64>(y, 0)
    }
  }
  for (let r = count; r < b; r++) {
    set(taus, k + r, 0)
    memory.fill(v + stride * r, 0, bytes)
  }
  for (let r = 0; r < b; r++) memory.copy(at(a + stride * (k + r), k + b), v + stride * r, bytes)
}

/** Upper triangular T with H₁ H₂ … H_b = I − V T V' (Schreiber and Van Loan 1989). */
function blockFactor(v: usize, stride: usize, m: i32, b: i32, taus: usize, t: usize, g: usize): void {
  for (let r = 0; r < b; r++) {
    for (let q = 0; q < r; q++) set(g, q * b + r, dot(v + stride * q, v + stride * r, m))
  }
  for (let r = 0; r < b; r++) {
    const tau = get(taus, r)
    for (let q = 0; q < r; q++) {
      let sum: f64 = 0
      for (let p = q; p < r; p++) sum += get(t, q * b + p) * get(g, p * b + r)
      set(t, q * b + r, -tau * sum)
    }
    set(t, r * b + r, tau)
  }
}

/**
 * Lower band of a matrix (half bandwidth b, lower triangle read) in rows of 2b + 2 numbers, so that entry (i, j), i − 2b ≤ j ≤ i, lies at
 * 2b + (2b + 1) i + j. The outer half is room for what chasing fills in.
 */
export function packBand(a: usize, stride: usize, n: i32, b: i32, band: usize): void {
  memory.fill(band, 0, <usize>(n * (2 * b + 2)) << 3)
  for (let i = 0; i < n; i++) {
    for (let j = max(0, i - b); j <= i; j++) set(band, 2 * b + (2 * b + 1) * i + j, get(a + stride * i, j))
  }
}

/**
 * Band form to tridiagonal form, columns from … to−1: a reflector of length b clears a column below its subdiagonal, and the bulge that it makes
 * is chased off the lower end. `work` has room for 2b numbers.
 */
export function chaseBand(band: usize, n: i32, b: i32, from: i32, to: i32, work: usize): void {
  const step = <usize>(2 * b + 1) << 3
  const origin = at(band, 2 * b)
  const v = work
  const y = at(work, b)
  for (let c = from; c < to; c++) {
    let column = c
    let top = c + 1
    let count = min(b, n - top)
    while (count > 1) {
      for (let i = 0; i < count; i++) set(v, i, get(origin + step * (top + i), column))
      const tau = reflector(v, count)
      set(origin + step * top, column, target)
      for (let i = 1; i < count; i++) set(origin + step * (top + i), column, 0)
      if (tau !== 0) {
        reflectBlock(at(origin + step * top, column + 1), step, count, top - column - 1, tau, v, y)
        reflectCorner(at(origin + step * top, top), step, count, tau, v, y)
        const below = min(b, n - top - count)
        for (let i = 0; i < below; i++) {
          const row = at(origin + step * (top + count + i), top)
          addTimes(row, -tau * dot(row, v, count), v, count)
        }
      }
      column = top
      top += count
      count = min(b, n - top)
    }
  }
}

/** (I − τ v v') from the left on a block of `count` rows and `width` columns. */
function reflectBlock(block: usize, step: usize, count: i32, width: i32, tau: f64, v: usize, y: usize): void {
  if (width <= 0) return
  memory.fill(y, 0, <usize>width << 3)
  for (let i = 0; i < count; i++) addTimes(y, get(v, i), block + step * i, width)
  for (let i = 0; i < count; i++) addTimes(block + step * i, -tau * get(v, i), y, width)
}

/** (I − τ v v') from both sides on a symmetric block given by its lower triangle. */
function reflectCorner(block: usize, step: usize, count: i32, tau: f64, v: usize, y: usize): void {
  memory.fill(y, 0, <usize>count << 3)
  for (let i = 0; i < count; i++) {
    const row = block + step * i
    const own = get(v, i)
    const sum = dot(row, v, i) + get(row, i) * own
    addTimes(y, own, row, i)
    set(y, i, get(y, i) + sum)
  }
  const half = -0.5 * tau * dot(y, v, count)
  for (let i = 0; i < count; i++) set(y, i, tau * (get(y, i) + half * get(v, i)))
  for (let i = 0; i < count; i++) {
    const row = block + step * i
    addTimes(row, -get(v, i), y, i + 1)
    addTimes(row, -get(y, i), v, i + 1)
  }
}

/** Diagonal and subdiagonal of a band matrix. */
export function unpackTridiagonal(band: usize, n: i32, b: i32, d: usize, e: usize): void {
  for (let i = 0; i < n; i++) {
    const place = 2 * b + (2 * b + 1) * i + i
    set(d, i, get(band, place))
    if (i > 0) set(e, i - 1, get(band, place - 1))
  }
}

/** Prepares d and e for `rootFree`: e becomes its squares. Returns the square that counts as zero: (½ ε ‖T‖)², ‖T‖ the largest sum of sizes in a row. */
export function squareOffDiagonal(d: usize, e: usize, n: i32): f64 {
  let norm: f64 = 0
  for (let k = 0; k < n; k++) norm = max(norm, abs(get(d, k)) + (k > 0 ? abs(get(e, k - 1)) : 0) + (k < n - 1 ? abs(get(e, k)) : 0))
  for (let k = 0; k < n - 1; k++) set(e, k, get(e, k) * get(e, k))
  if (n > 0) set(e, n - 1, 0)
  const least = 0.5 * f64.EPSILON * norm
  return least * least
}

/**
 * Eigenvalues of a tridiagonal matrix, unsorted, in d: QL without square roots, on the squares of the off-diagonal (Pal, Walker and Kahan), from
 * eigenvalue `l` on until about `budget` rotations are done. Returns the first eigenvalue still open, n at the end, −1 where one does not settle.
 */
export function rootFree(d: usize, e: usize, n: i32, l: i32, negligible: f64, budget: f64): i32 {
  let left = budget
  for (; l < n && left > 0; l++) {
    for (let sweep = 0; ; sweep++) {
      let m = l
      while (m < n - 1 && get(e, m) > negligible) m++
      set(e, m, 0)
      if (m === l) break
      if (sweep === 60) return -1
      left -= <f64>(m - l)
      const p0 = get(d, l)
      const root = Math.sqrt(get(e, l))
      const slope = (get(d, l + 1) - p0) / (2 * root)
      const hypotenuse = Math.sqrt(slope * slope + 1)
      const shift = p0 - root / (slope + (slope < 0 ? -hypotenuse : hypotenuse))
      let cosine: f64 = 1
      let sine: f64 = 0
      let gamma = get(d, m) - shift
      let p = gamma * gamma
      for (let i = m - 1; i >= l; i--) {
        const square = get(e, i)
        const r = p + square
        if (i < m - 1) set(e, i + 1, sine * r)
        const before = cosine
        const oldGamma = gamma
        // Two divisions that do not wait for each other: γ²/c = γ² r/p.
        const perR = 1 / r
        const perP = r / p
        cosine = p * perR
        sine = square * perR
        const alpha = get(d, i)
        gamma = cosine * (alpha - shift) - sine * oldGamma
        set(d, i + 1, oldGamma + (alpha - gamma))
        p = p > NOTHING ? gamma * gamma * perP : before * square
      }
      set(e, l, sine * p)
      set(d, l, shift + gamma)
    }
  }
  return l
}

/**
 * Implicit QL steps with Wilkinson's shift on d and e from eigenvalue `l` on, until about `budget` numbers have been turned; rows of `basis`
 * (n × n) take the same rotations and become the eigenvectors. Returns the first eigenvalue still open, n at the end, −1 where one does not
 * settle. `negligible` is the size of an off-diagonal that counts as zero; `turns` has room for 32 (2n + 2) numbers, `strip` for 16 n.
 */
export function turnToDiagonal(d: usize, e: usize, n: i32, l: i32, negligible: f64, budget: f64, basis: usize, stride: usize, turns: usize, strip: usize): i32 {
  let left = budget
  let held = 0
  const step = <usize>(2 * n + 2) << 3
  for (; l < n && left > 0; l++) {
    for (let sweep = 0; ; sweep++) {
      let m = l
      while (m < n - 1 && abs(get(e, m)) > negligible) m++
      if (m === l) break
      if (sweep === 60) return -1
      const own = turns + step * held
      const slope = (get(d, l + 1) - get(d, l)) / (2 * get(e, l))
      const root = Math.sqrt(slope * slope + 1)
      let g = get(d, m) - get(d, l) + get(e, l) / (slope + (slope < 0 ? -root : root))
      let sine: f64 = 1
      let cosine: f64 = 1
      let carried: f64 = 0
      let i = m - 1
      for (; i >= l; i--) {
        const f = sine * get(e, i)
        const b = cosine * get(e, i)
        const r = Math.sqrt(f * f + g * g)
        set(e, i + 1, r)
        if (r === 0) {
          set(d, i + 1, get(d, i + 1) - carried)
          set(e, m, 0)
          break
        }
        sine = f / r
        cosine = g / r
        g = get(d, i + 1) - carried
        const turned = (get(d, i) - g) * sine + 2 * cosine * b
        carried = sine * turned
        set(d, i + 1, g + carried)
        g = cosine * turned - b
        set(own, 2 * i, cosine)
        set(own, 2 * i + 1, sine)
      }
      set(own, 2 * n, <f64>(i + 1))
      set(own, 2 * n + 1, <f64>m)
      if (++held === 32) {
        turnRows(basis, stride, n, turns, held, strip)
        held = 0
      }
      left -= <f64>(m - i) * <f64>n
      if (i >= l) continue
      set(d, l, get(d, l) - carried)
      set(e, l, g)
      set(e, m, 0)
    }
  }
  turnRows(basis, stride, n, turns, held, strip)
  return l
}

/**
 * Carries out `held` sweeps of rotations on the rows of `basis`, sixteen columns at a time: these lie together in `strip` for all the sweeps.
 * A sweep is rotations m−1, m−2, … l, rotation i in the plane of rows i and i+1; l and m stand behind its cosines and sines.
 */
function turnRows(basis: usize, stride: usize, n: i32, turns: usize, held: i32, strip: usize): void {
  const step = <usize>(2 * n + 2) << 3
  let top = n
  let bottom = 0
  for (let k = 0; k < held; k++) {
    top = min(top, <i32>get(turns + step * k, 2 * n))
    bottom = max(bottom, <i32>get(turns + step * k, 2 * n + 1))
  }
  for (let place: usize = 0; place < stride; place += 128) {
    const width = min(128, stride - place)
    if (width < 128) memory.fill(strip, 0, <usize>n << 7)
    for (let i = top; i <= bottom; i++) memory.copy(strip + (<usize>i << 7), basis + stride * i + place, width)
    for (let k = 0; k < held; k++) {
      const own = turns + step * k
      turnStrip(strip, 128, <i32>get(own, 2 * n), <i32>get(own, 2 * n + 1), own)
    }
    for (let i = top; i <= bottom; i++) memory.copy(basis + stride * i + place, strip + (<usize>i << 7), width)
  }
}

/** One sweep: the row that two rotations share stays in registers. */
function turnStrip(column: usize, stride: usize, l: i32, m: i32, turns: usize): void {
  let p = column + stride * m
  let k0 = both(p)
  let k1 = v128.load(p, 16)
  let k2 = v128.load(p, 32)
  let k3 = v128.load(p, 48)
  let k4 = v128.load(p, 64)
  let k5 = v128.load(p, 80)
  let k6 = v128.load(p, 96)
  let k7 = v128.load(p, 112)
  for (let i = m - 1; i >= l; i--) {
    const q = p - stride
    const c = v128.load64_splat(at(turns, 2 * i))
    const s = v128.load64_splat(at(turns, 2 * i + 1))
    let up = both(q)
    v128.store(p, plusTimes(f64x2.mul(s, up), c, k0))
    k0 = f64x2.sub(f64x2.mul(c, up), f64x2.mul(s, k0))
    up = v128.load(q, 16)
    v128.store(p, plusTimes(f64x2.mul(s, up), c, k1), 16)
    k1 = f64x2.sub(f64x2.mul(c, up), f64x2.mul(s, k1))
    up = v128.load(q, 32)
    v128.store(p, plusTimes(f64x2.mul(s, up), c, k2), 32)
    k2 = f64x2.sub(f64x2.mul(c, up), f64x2.mul(s, k2))
    up = v128.load(q, 48)
    v128.store(p, plusTimes(f64x2.mul(s, up), c, k3), 48)
    k3 = f64x2.sub(f64x2.mul(c, up), f64x2.mul(s, k3))
    up = v128.load(q, 64)
    v128.store(p, plusTimes(f64x2.mul(s, up), c, k4), 64)
    k4 = f64x2.sub(f64x2.mul(c, up), f64x2.mul(s, k4))
    up = v128.load(q, 80)
    v128.store(p, plusTimes(f64x2.mul(s, up), c, k5), 80)
    k5 = f64x2.sub(f64x2.mul(c, up), f64x2.mul(s, k5))
    up = v128.load(q, 96)
    v128.store(p, plusTimes(f64x2.mul(s, up), c, k6), 96)
    k6 = f64x2.sub(f64x2.mul(c, up), f64x2.mul(s, k6))
    up = v128.load(q, 112)
    v128.store(p, plusTimes(f64x2.mul(s, up), c, k7), 112)
    k7 = f64x2.sub(f64x2.mul(c, up), f64x2.mul(s, k7))
    p = q
  }
  v128.store(p, k0)
  v128.store(p, k1, 16)
  v128.store(p, k2, 32)
  v128.store(p, k3, 48)
  v128.store(p, k4, 64)
  v128.store(p, k5, 80)
  v128.store(p, k6, 96)
  v128.store(p, k7, 112)
}

/**
 * Rows of z become H₁ H₂ … H_last z, for the reflectors from … to−1 (last first) that a reduction to half bandwidth b (1: tridiagonal) has left in
 * the upper triangle of a. With `triangular` the rows are those of the unit matrix on the way to Q', and what is still zero is left out.
 */
export function reflectRows(a: usize, stride: usize, n: i32, b: i32, taus: usize, from: i32, to: i32, z: usize, strideZ: usize, rows: i32, triangular: i32): void {
  // Sixteen reflectors go over a row together, while it is near.
  for (let end = to; end > from; end -= 16) {
    const start = max(from, end - 16)
    for (let i = triangular ? start + b : 0; i < rows; i++) {
      const row = z + strideZ * i
      for (let c = triangular ? min(end - 1, i - b) : end - 1; c >= start; c--) {
        const tau = get(taus, c)
        if (tau === 0) continue
        const v = at(a + stride * c, c + b)
        addTimes(at(row, c + b), -tau * dot(v, at(row, c + b), n - c - b), v, n - c - b)
      }
    }
  }
}

/**
 * Householder bidiagonalisation (Golub and Kahan), columns and rows from … to−1 of an n × n matrix that it uses up: diagonal and superdiagonal one
 * after the other in `interleaved` (2n). The product of a column's reflector with the rest of the matrix is gathered while the step before
 * updates that rest. `work` has room for 3n + 1 numbers and must stand from call to call.
 */
export function bidiagonalise(a: usize, stride: usize, n: i32, from: i32, to: i32, interleaved: usize, work: usize): void {
  const v = at(work, 2 * n)
  const belowPlace = at(work, 3 * n)
  if (from === 0) {
    memory.fill(work, 0, <usize>(3 * n + 1) << 3)
    let below: f64 = 0
    for (let i = 0; i < n; i++) {
      const row = a + stride * i
      const head = load<f64>(row)
      if (i > 0) below += head * head
      addTimes(at(work, 1), head, at(row, 1), n - 1)
    }
    store<f64>(belowPlace, below)
  }
  for (let k = from; k < to; k++) {
    const w = at(work, k & 1 ? n : 0)
    const coming = at(work, k & 1 ? 0 : n)
    const row = a + stride * k
    const head = get(row, k)
    const below = load<f64>(belowPlace)
    let alpha = head
    let tau: f64 = 0
    if (below >= NOTHING) {
      const norm = Math.sqrt(below + head * head)
      alpha = head > 0 ? -norm : norm
      tau = 1 / (norm * norm - alpha * head)
    }
    set(interleaved, 2 * k, alpha)
    if (k === n - 1) return
    const share = tau * (head - alpha)
    let rest: f64 = 0
    for (let j = k + 1; j < n; j++) {
      const entry = get(row, j)
      const gathered = get(w, j) - alpha * entry
      const left = entry - share * gathered
      set(w, j, gathered)
      set(v, j, left)
      if (j > k + 1) rest += left * left
    }
    const lead = get(v, k + 1)
    let beta: f64 = 0
    let landing = lead
    if (rest >= NOTHING) {
      const norm = Math.sqrt(rest + lead * lead)
      landing = lead > 0 ? -norm : norm
      beta = 1 / (norm * norm - landing * lead)
      set(v, k + 1, lead - landing)
    }
    set(interleaved, 2 * k + 1, landing)
    const m = n - k - 1
    memory.fill(at(coming, k + 1), 0, <usize>m << 3)
    const crossed = dot(at(w, k + 1), at(v, k + 1), m)
    store<f64>(belowPlace, updateBoth(a, stride, n, k, tau, beta, crossed, w, v, coming))
  }
}

/** Applies both reflectors of step k to the rows below it; gathers x'A of the next column x in `coming`; returns |x|² without x's first entry. */
function updateBoth(a: usize, stride: usize, n: i32, k: i32, tau: f64, beta: f64, crossed: f64, w: usize, v: usize, coming: usize): f64 {
  const start = k + 1
  const m = n - start
  const even = m & ~1
  let below: f64 = 0
  let i = start
  for (; i + 2 <= n; i += 2) {
    const row0 = at(a + stride * i, start)
    const row1 = row0 + stride
    const left0 = tau * load<f64>(row0 - 8)
    const left1 = tau * load<f64>(row1 - 8)
    const right0 = beta * (dot(row0, at(v, start), m) - left0 * crossed)
    const right1 = beta * (dot(row1, at(v, start), m) - left1 * crossed)
    const head0 = load<f64>(row0) - left0 * get(w, start) - right0 * get(v, start)
    const head1 = load<f64>(row1) - left1 * get(w, start) - right1 * get(v, start)
    if (i > start) below += head0 * head0
    below += head1 * head1
    const l0 = f64x2.splat(-left0)
    const l1 = f64x2.splat(-left1)
    const r0 = f64x2.splat(-right0)
    const r1 = f64x2.splat(-right1)
    const h0 = f64x2.splat(head0)
    const h1 = f64x2.splat(head1)
    let p0 = row0
    let p1 = row1
    let pw = at(w, start)
    let pv = at(v, start)
    let pc = at(coming, start)
    const end = at(row0, even)
    while (p0 < end) {
      const wj = both(pw)
      const vj = both(pv)
      const b0 = plusTimes(plusTimes(both(p0), l0, wj), r0, vj)
      const b1 = plusTimes(plusTimes(both(p1), l1, wj), r1, vj)
      v128.store(p0, b0)
      v128.store(p1, b1)
      v128.store(pc, plusTimes(plusTimes(both(pc), h0, b0), h1, b1))
      p0 += 16
      p1 += 16
      pw += 16
      pv += 16
      pc += 16
    }
    if (m & 1) {
      const b0 = load<f64>(p0) - left0 * load<f64>(pw) - right0 * load<f64>(pv)
      const b1 = load<f64>(p1) - left1 * load<f64>(pw) - right1 * load<f64>(pv)
      store<f64>(p0, b0)
      store<f64>(p1, b1)
      store<f64>(pc, load<f64>(pc) + head0 * b0 + head1 * b1)
    }
  }
  if (i < n) {
    const row = at(a + stride * i, start)
    const left = tau * load<f64>(row - 8)
    const right = beta * (dot(row, at(v, start), m) - left * crossed)
    addTimes(row, -left, at(w, start), m)
    addTimes(row, -right, at(v, start), m)
    const head = load<f64>(row)
    if (i > start) below += head * head
    addTimes(at(coming, start), head, row, m)
  }
  return below
}
