// What InPCA does with a table of distances once it stands: products with it, what of a vector lies within a space of others, and what axes
// leave of the distances. Rows are `stride` bytes (a multiple of 16), what is beyond their numbers is 0.

@inline function both(sum: v128): f64 {
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}

/**
 * y_v = W x_v for rows `from` ≤ i < `to` of W and `count` vectors, a multiple of 4. W, x and y have rows of `stride` bytes (a multiple of 16), what is
 * beyond n of them is 0. Two rows by four vectors at a time.
 */
export function tableTimes(table: usize, stride: usize, from: i32, to: i32, x: usize, count: i32, y: usize): void {
  for (let i = from; i < to; i += 2) {
    const row = table + <usize>i * stride
    const end = row + stride
    // The last row of an odd number is taken twice.
    const under = i + 1 < to ? stride : 0
    for (let v = 0; v < count; v += 4) {
      let w = row
      let x0 = x + <usize>v * stride
      let s00 = f64x2.splat(0)
      let s01 = s00
      let s02 = s00
      let s03 = s00
      let s10 = s00
      let s11 = s00
      let s12 = s00
      let s13 = s00
      while (w < end) {
        const w0 = v128.load(w)
        const w1 = v128.load(w + under)
        const u0 = v128.load(x0)
        const u1 = v128.load(x0 + stride)
        const u2 = v128.load(x0 + 2 * stride)
        const u3 = v128.load(x0 + 3 * stride)
        s00 = f64x2.add(s00, f64x2.mul(w0, u0))
        s01 = f64x2.add(s01, f64x2.mul(w0, u1))
        s02 = f64x2.add(s02, f64x2.mul(w0, u2))
        s03 = f64x2.add(s03, f64x2.mul(w0, u3))
        s10 = f64x2.add(s10, f64x2.mul(w1, u0))
        s11 = f64x2.add(s11, f64x2.mul(w1, u1))
        s12 = f64x2.add(s12, f64x2.mul(w1, u2))
        s13 = f64x2.add(s13, f64x2.mul(w1, u3))
        w += 16
        x0 += 16
      }
      const first = y + <usize>v * stride + (<usize>i << 3)
      const second = first + (under ? 8 : 0)
      store<f64>(first, both(s00))
      store<f64>(first + stride, both(s01))
      store<f64>(first + 2 * stride, both(s02))
      store<f64>(first + 3 * stride, both(s03))
      store<f64>(second, both(s10))
      store<f64>(second + stride, both(s11))
      store<f64>(second + 2 * stride, both(s12))
      store<f64>(second + 3 * stride, both(s13))
    }
  }
}

/** c_i = row_i · x for `count` rows. Four at a time, so that x is read once for them. */
export function products(rows: usize, stride: usize, count: i32, x: usize, c: usize): void {
  let i = 0
  for (; i + 3 < count; i += 4) {
    const end = rows + stride
    let at = x
    let s0 = f64x2.splat(0)
    let s1 = s0
    let s2 = s0
    let s3 = s0
    for (let row = rows; row < end; row += 16) {
      const v = v128.load(at)
      const under = row + 2 * stride
      s0 = f64x2.add(s0, f64x2.mul(v, v128.load(row)))
      s1 = f64x2.add(s1, f64x2.mul(v, v128.load(row + stride)))
      s2 = f64x2.add(s2, f64x2.mul(v, v128.load(under)))
      s3 = f64x2.add(s3, f64x2.mul(v, v128.load(under + stride)))
      at += 16
    }
    store<f64>(c, both(s0))
    store<f64>(c + 8, both(s1))
    store<f64>(c + 16, both(s2))
    store<f64>(c + 24, both(s3))
    c += 32
    rows += 4 * stride
  }
  for (; i < count; i++) {
    let at = x
    let sum = f64x2.splat(0)
    for (let row = rows; row < rows + stride; row += 16) {
      sum = f64x2.add(sum, f64x2.mul(v128.load(at), v128.load(row)))
      at += 16
    }
    store<f64>(c, both(sum))
    c += 8
    rows += stride
  }
}

/** x −= Σ_i c_i row_i over `count` rows. */
export function takeOff(rows: usize, stride: usize, count: i32, c: usize, x: usize): void {
  let i = 0
  for (; i + 3 < count; i += 4) {
    const c0 = v128.load64_splat(c)
    const c1 = v128.load64_splat(c + 8)
    const c2 = v128.load64_splat(c + 16)
    const c3 = v128.load64_splat(c + 24)
    const end = rows + stride
    let at = x
    for (let row = rows; row < end; row += 16) {
      const under = row + 2 * stride
      const upper = f64x2.add(f64x2.mul(c0, v128.load(row)), f64x2.mul(c1, v128.load(row + stride)))
      const lower = f64x2.add(f64x2.mul(c2, v128.load(under)), f64x2.mul(c3, v128.load(under + stride)))
      v128.store(at, f64x2.sub(v128.load(at), f64x2.add(upper, lower)))
      at += 16
    }
    c += 32
    rows += 4 * stride
  }
  for (; i < count; i++) {
    const factor = v128.load64_splat(c)
    let at = x
    for (let row = rows; row < rows + stride; row += 16) {
      v128.store(at, f64x2.sub(v128.load(at), f64x2.mul(factor, v128.load(row))))
      at += 16
    }
    c += 8
    rows += stride
  }
}

/**
 * What an axis leaves of `count` distances from one model to others: rest_v −= sign (own − x_v)², with the sum of squares and the sum of
 * sizes of what is left at `sums`.
 */
export function leave(rest: usize, x: usize, own: f64, sign: f64, count: i32, sums: usize): void {
  const here = f64x2.splat(own)
  const signs = f64x2.splat(sign)
  let squares = f64x2.splat(0)
  let sizes = squares
  let v = 0
  for (; v + 1 < count; v += 2) {
    const gap = f64x2.sub(here, v128.load(x))
    const left = f64x2.sub(v128.load(rest), f64x2.mul(signs, f64x2.mul(gap, gap)))
    v128.store(rest, left)
    squares = f64x2.add(squares, f64x2.mul(left, left))
    sizes = f64x2.add(sizes, f64x2.abs(left))
    rest += 16
    x += 16
  }
  let square = both(squares)
  let size = both(sizes)
  if (v < count) {
    const gap = own - load<f64>(x)
    const left = load<f64>(rest) - sign * gap * gap
    store<f64>(rest, left)
    square += left * left
    size += abs(left)
  }
  store<f64>(sums, square)
  store<f64>(sums + 8, size)
}
