// A whole network's training in single precision: forward, softmax cross-entropy, backward and update, a block of rows at a time, all in this memory.
// Its readable twins are block.ts, dense.ts, convolution.ts, softmax.ts and optimiser.ts of training/; which bytes lie where is told in native/training.ts, which writes the tables read here.
//
// Every count of units is padded to a multiple of four, and what is padded stays 0 (of the logits −3·10³⁸, so that softmax gives 0).
// Weights lie in panels of eight columns, input after input (the last panel may have four or twelve), so that a product reads them in a row.
// Rows come in fours; a block's last rows are there twice or more, and their share of the gradient is 0.

// ─── The network's table, bytes from its start (NET in native/training.ts).
const LAYERS: usize = 0
const ACTIVATION: usize = 4
const OPTIMISER: usize = 8
const DROP_BELOW: usize = 12
const KEEP: usize = 16
const STEP: usize = 20
const RATE: usize = 24
const DECAY: usize = 32
const POWER1: usize = 40
const POWER2: usize = 48
const INPUTS: usize = 56
const INPUT_BYTES: usize = 60
const ROWS: usize = 64
const LABELS: usize = 68
const BLOCK_ROWS: usize = 72
const DIVERGED_AT: usize = 76
const LOSS: usize = 80
const BATCH_LOSS: usize = 88
const CORRECT: usize = 96
const BATCH_CORRECT: usize = 100
const NET_BYTES: usize = 112

// ─── A layer's table (LAYER in native/training.ts).
const CONV: usize = 0
const K: usize = 4
const N: usize = 8
const OUTPUTS: usize = 12
const IN: usize = 16
const IN_BYTES: usize = 20
const OUT: usize = 24
const OUT_BYTES: usize = 28
const WEIGHTS: usize = 32
const BIASES: usize = 36
const GRADIENT: usize = 40
const FIRST: usize = 44
const SECOND: usize = 48
const TURNED: usize = 52
const SLOPES: usize = 56
const HEIGHT: usize = 60
const WIDTH: usize = 64
const CHANNELS: usize = 68
const SEGMENT: usize = 72
const SEGMENT_STEP: usize = 76
const PLACES_IN: usize = 80
const PLACES_DELTA: usize = 84
const DELTA: usize = 88
const POOLED: usize = 92
const POOLED_HEIGHT: usize = 96
const POOLED_WIDTH: usize = 100
const CHOICE: usize = 104
const LOW: usize = 108
const NEXT: usize = 112
const NEXT_ROW: usize = 116
const NEXT_PICTURE: usize = 120
const BACK: usize = 124
const LAYER_BYTES: usize = 128

const RELU = 0
const TANH = 1
const GELU_KIND = 2
const SIGMOID = 3

const SGD = 0
const MOMENTUM = 1
const ADAMW = 3

// ─── What happens to a product's tile before it is stored.
const PLAIN = 0
const RECTIFIED = 1
const TIMES_RELU_SLOPE = 2
const TIMES_TANH_SLOPE = 3
const TIMES_SIGMOID_SLOPE = 4
const TIMES_SLOPES = 5

const VELOCITY_KEPT: f64 = 0.9
const BETA1: f64 = 0.9
const BETA2: f64 = 0.999
const EPSILON: f64 = 1e-7
/** Running means below it become 0: numbers without a leading digit cost a hundred times the time, and they move no weight. */
const NOTHING: f32 = 1e-30
/** Updates between two looks for such; in so many a mean shrinks by no more than 0.9⁶⁴, a thousandth. */
const SETTLED_EVERY = 64
const NOTHING_SQUARED: f32 = 1e-36

@inline function word(table: usize, at: usize): i32 { return load<i32>(table + at) }
@inline function pointer(table: usize, at: usize): usize { return <usize>load<u32>(table + at) }
@inline function layerAt(net: usize, layer: i32): usize { return net + NET_BYTES + <usize>layer * LAYER_BYTES }
@inline function add(a: v128, b: v128): v128 { return f32x4.add(a, b) }
@inline function sub(a: v128, b: v128): v128 { return f32x4.sub(a, b) }
@inline function mul(a: v128, b: v128): v128 { return f32x4.mul(a, b) }
@inline function all(value: f32): v128 { return f32x4.splat(value) }
/** c + a b. */
@inline function fold(c: v128, a: v128, b: v128): v128 { return f32x4.add(c, f32x4.mul(a, b)) }
@inline function padded(units: i32): i32 { return (units + 3) & ~3 }
/** Ones in the lanes of a row's last four columns that are units, not padding. */
@inline function lastLanes(units: i32): v128 { return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(((units - 1) & 3) + 1)) }

/** Columns of the next panel where so many (a multiple of four) are left: eights, and a twelve or a lone four at the end. */
@inline function panelWidth(left: i32): i32 { return left == 12 || left == 4 ? left : 8 }

// ─── exp. With n = round(x / ln 2) and r = x − n ln 2 in [−0.347, 0.347]: eˣ = 2ⁿ (1 + r + r² P(r)), P of degree 4 by our own fit (relative error of the
// whole 3.1·10⁻⁹ before rounding). x in [−87, 88]; NaN stays NaN, since n's bits are junk then but r is NaN.

/** Read from memory: written out in a short loop, each would take three instructions to make, every time. ln 2 in two parts, the first exact times n. */
const EXP = memory.data<f32>([
  1.4426950408889634, 12582912, 0.693359375, -2.1219444005469057e-4, 0.0013814541, 0.008368745, 0.04166839, 0.16666521, 0.49999994, 1, -87, -80,
])
@inline function LOG2E(): v128 { return v128.load32_splat(EXP) }
/** Adding it rounds to a whole number, which then is in the lowest bits. */
@inline function ROUNDER(): v128 { return v128.load32_splat(EXP, 4) }
@inline function one(): v128 { return v128.load32_splat(EXP, 36) }
/** Below it e to the power of a number has no leading digit. */
@inline function least(): v128 { return v128.load32_splat(EXP, 40) }
/** Below it, it counts as 0. */
@inline function negligible(): v128 { return v128.load32_splat(EXP, 44) }

@inline function rounded(x: v128): v128 { return fold(ROUNDER(), x, LOG2E()) }
/** 2ⁿ. */
@inline function powerOf(n: v128): v128 { return i32x4.add(i32x4.shl(n, 23), one()) }
/** e^r − 1. */
@inline function restMinusOne(x: v128, whole: v128): v128 {
  const n = sub(whole, ROUNDER())
  const r = sub(sub(x, mul(n, v128.load32_splat(EXP, 8))), mul(n, v128.load32_splat(EXP, 12)))
  const p = fold(v128.load32_splat(EXP, 20), r, v128.load32_splat(EXP, 16))
  const q = fold(v128.load32_splat(EXP, 24), r, p)
  const s = fold(v128.load32_splat(EXP, 32), r, fold(v128.load32_splat(EXP, 28), r, q))
  return fold(r, mul(r, r), s)
}
/** eˣ for x in [−87, 88]. */
@inline function exp4(x: v128): v128 {
  const whole = rounded(x)
  const scale = powerOf(whole)
  return fold(scale, scale, restMinusOne(x, whole))
}
/** eˣ − 1 for x in [−87, 88], exact to rounding near 0 too. */
@inline function expMinusOne4(x: v128): v128 {
  const whole = rounded(x)
  const scale = powerOf(whole)
  return fold(sub(scale, one()), scale, restMinusOne(x, whole))
}

// ─── Activation functions. pmin and pmax keep a NaN in their first argument.

/** e⁻ˣ, for x between −80 and 80, or where that is nearest. */
@inline function expOfMinus(x: v128): v128 { return exp4(f32x4.pmin(f32x4.pmax(f32x4.neg(x), negligible()), f32x4.neg(negligible()))) }
/** 1 / (1 + e⁻ˣ), from e⁻ˣ; below −80 it is 0. */
@inline function logistic(x: v128, power: v128): v128 { return v128.andnot(f32x4.div(one(), add(one(), power)), f32x4.lt(x, negligible())) }

/** With t = e^(−2|x|) − 1: tanh |x| = −t / (2 + t). */
@inline function tanh4(x: v128): v128 {
  const sign = v128.and(x, i32x4.splat(0x80000000))
  const away = f32x4.abs(x)
  const t = expMinusOne4(f32x4.pmax(f32x4.neg(add(away, away)), negligible()))
  return v128.or(f32x4.abs(f32x4.div(t, add(add(one(), one()), t))), sign)
}

/** 2√(2/π), the cube's share 0.044715 and three times it; beyond ±12 gelu is 0 or x to rounding. */
const GELU = memory.data<f32>([1.5957691216057308, 0.044715, 0.134145, 12])

/** Set by `gelu4` for its caller. */
let value: v128 = i32x4.splat(0)
let steepness: v128 = i32x4.splat(0)

/** ½ (1 + tanh u) = 1 / (1 + e^(−2u)): no digits are lost where x is far below 0. */
@inline function gelu4(x: v128): void {
  const far = v128.load32_splat(GELU, 12)
  // Where x is far out, its square need not be finite.
  const near = f32x4.pmin(f32x4.pmax(x, f32x4.neg(far)), far)
  const square = mul(near, near)
  const root = mul(near, v128.load32_splat(GELU))
  const u = mul(root, fold(one(), v128.load32_splat(GELU, 4), square))
  const power = expOfMinus(u)
  const half = logistic(u, power)
  value = mul(x, half)
  // 1 − half is half e^(−2u).
  steepness = fold(half, mul(mul(half, mul(half, power)), root), fold(one(), v128.load32_splat(GELU, 8), square))
}

/** values[0…count) ← f(values), count a multiple of four; slopes ← f′ where wanted. `last` is laid over the last four (padding of sigmoids). */
@inline function activateRow(kind: i32, values: usize, slopes: usize, count: i32, last: v128): void {
  const end = values + (<usize>count << 2)
  if (kind == RELU) {
    for (; values < end; values += 16) {
      const x = v128.load(values)
      v128.store(values, f32x4.pmax(x, all(0)))
      if (slopes) {
        v128.store(slopes, v128.and(one(), f32x4.gt(x, all(0))))
        slopes += 16
      }
    }
  } else if (kind == TANH) {
    for (; values < end; values += 16) {
      const f = tanh4(v128.load(values))
      v128.store(values, f)
      if (slopes) {
        v128.store(slopes, sub(one(), mul(f, f)))
        slopes += 16
      }
    }
  } else if (kind == GELU_KIND) {
    for (; values < end; values += 16, slopes += 16) {
      gelu4(v128.load(values))
      v128.store(values, value)
      v128.store(slopes, steepness)
    }
  } else {
    for (; values < end; values += 16) {
      const x = v128.load(values)
      const f = logistic(x, expOfMinus(x))
      v128.store(values, f)
      if (slopes) {
        v128.store(slopes, mul(f, sub(one(), f)))
        slopes += 16
      }
    }
    v128.store(values - 16, v128.and(v128.load(values - 16), last))
  }
}

/** For tests: a row of numbers through an activation function, its slopes beside it. */
export function activate(kind: i32, values: usize, slopes: usize, count: i32): void {
  activateRow(kind, values, slopes, count, i32x4.splat(-1))
}

/** Rows of `stride` bytes; slopes have none but the units' own bytes between rows. */
function activateRows(kind: i32, values: usize, stride: usize, rows: i32, slopes: usize, outputs: i32): void {
  const count = padded(outputs)
  const last = lastLanes(outputs)
  const slopeBytes = slopes ? <usize>count << 2 : 0
  for (let row = 0; row < rows; row++) {
    activateRow(kind, values, slopes, count, last)
    values += stride
    slopes += slopeBytes
  }
}

// ─── Dropout: number k of a mask is the k-th of mulberry32, which is a function of seed + (k + 1) · 0x6d2b79f5 alone (random.ts).

const WEYL: i32 = 0x6d2b79f5

/** 0 where the generator's number is below the limit (a probability times 2³²), `keep` elsewhere. */
@inline function maskOf(state: v128, limit: v128, keep: v128): v128 {
  let mixed = i32x4.mul(v128.xor(state, i32x4.shr_u(state, 15)), v128.or(state, i32x4.splat(1)))
  mixed = v128.xor(mixed, i32x4.add(mixed, i32x4.mul(v128.xor(mixed, i32x4.shr_u(mixed, 7)), v128.or(mixed, i32x4.splat(61)))))
  return v128.andnot(keep, i32x4.lt_u(v128.xor(mixed, i32x4.shr_u(mixed, 14)), limit))
}

/** The generator's state at the first four units of a row (`row` counted through the whole batch). */
@inline function stateAt(seed: i32, row: i32, units: i32): v128 {
  return i32x4.add(i32x4.splat(seed + (row * units + 1) * WEYL), i32x4(0, WEYL, 2 * WEYL, 3 * WEYL))
}

/** values and slopes (where there are any) times the mask; the first row is number `first` of the batch. */
function dropUnits(values: usize, stride: usize, slopes: usize, first: i32, rows: i32, units: i32, seed: i32, below: i32, keep: f32): void {
  const limit = i32x4.splat(below)
  const kept = all(keep)
  for (let row = 0; row < rows; row++) {
    let state = stateAt(seed, first + row, units)
    const end = values + (<usize>padded(units) << 2)
    for (let value = values; value < end; value += 16) {
      const mask = maskOf(state, limit, kept)
      v128.store(value, mul(v128.load(value), mask))
      if (slopes) {
        v128.store(slopes, mul(v128.load(slopes), mask))
        slopes += 16
      }
      state = i32x4.add(state, i32x4.splat(4 * WEYL))
    }
    values += stride
  }
}

// ─── Products. rows × K by a panel of K × 4, 8 or 12, four rows at a time. The rows of a dense layer lie `stride` bytes apart. A convolution's are the
// places of pictures: a table says where each one's patch begins, and a patch is three segments of the picture, `step` bytes from one to the next.

/** Nothing passes where the slope is 0, not even a derivative that is not finite. */
@inline function timesSlope(delta: v128, slope: v128): v128 { return v128.and(mul(delta, slope), f32x4.ne(slope, all(0))) }

@inline function finish(kind: i32, x: v128, at: usize, slope: usize, keep: usize): void {
  if (kind == RECTIFIED) x = f32x4.pmax(x, all(0))
  else if (kind == TIMES_RELU_SLOPE) x = v128.and(mul(x, v128.load32_splat(keep)), f32x4.gt(v128.load(at), all(0)))
  else if (kind != PLAIN) {
    const f = v128.load(kind == TIMES_SLOPES ? slope : at)
    x = timesSlope(x, kind == TIMES_SLOPES ? f : kind == TIMES_TANH_SLOPE ? sub(all(1), mul(f, f)) : mul(f, sub(all(1), f)))
  }
  v128.store(at, x)
}

/**
 * A panel of eight columns: c ← a · panel + bias, finished. Rows of c lie cStride bytes apart, the slopes of its columns slopeBytes. A tile's sums and
 * what one input brings are all that sixteen registers hold: nothing else may live through the loop, nor two inputs be taken at a time.
 */
function panel8(
  placed: bool, parts: i32, a: usize, stride: usize, rows: i32, segment: usize, step: usize, over: usize, b: usize, bias: usize, c: usize, cStride: usize,
  kind: i32, s: usize, slopeBytes: usize, keep: usize,
): void {
  for (let row = 0; row < rows; row += 4) {
    let a0 = placed ? <usize>load<u32>(a) : a
    let a1 = placed ? <usize>load<u32>(a, 4) : a + stride
    let a2 = placed ? <usize>load<u32>(a, 8) : a + 2 * stride
    let a3 = placed ? <usize>load<u32>(a, 12) : a + 3 * stride
    a += placed ? 16 : stride << 2
    let x0 = bias ? v128.load(bias) : all(0)
    let x1 = x0
    let x2 = x0
    let x3 = x0
    let y0 = bias ? v128.load(bias, 16) : all(0)
    let y1 = y0
    let y2 = y0
    let y3 = y0
    let w = b
    for (let part = 0; part < parts; part++) {
      for (const end = a0 + segment; a0 < end; a0 += 4, a1 += 4, a2 += 4, a3 += 4, w += 32) {
        let b0 = v128.load(w)
        let b1 = v128.load(w, 16)
        let v = v128.load32_splat(a0)
        x0 = fold(x0, v, b0)
        y0 = fold(y0, v, b1)
        v = v128.load32_splat(a1)
        x1 = fold(x1, v, b0)
        y1 = fold(y1, v, b1)
        v = v128.load32_splat(a2)
        x2 = fold(x2, v, b0)
        y2 = fold(y2, v, b1)
        v = v128.load32_splat(a3)
        x3 = fold(x3, v, b0)
        y3 = fold(y3, v, b1)
      }
      a0 += step
      a1 += step
      a2 += step
      a3 += step
      w += over
    }
    finish(kind, x0, c, s, keep)
    finish(kind, y0, c + 16, s + 16, keep)
    c += cStride
    s += slopeBytes
    finish(kind, x1, c, s, keep)
    finish(kind, y1, c + 16, s + 16, keep)
    c += cStride
    s += slopeBytes
    finish(kind, x2, c, s, keep)
    finish(kind, y2, c + 16, s + 16, keep)
    c += cStride
    s += slopeBytes
    finish(kind, x3, c, s, keep)
    finish(kind, y3, c + 16, s + 16, keep)
    c += cStride
    s += slopeBytes
  }
}

/** The same for the last twelve columns. */
function panel12(
  placed: bool, parts: i32, a: usize, stride: usize, rows: i32, segment: usize, step: usize, over: usize, b: usize, bias: usize, c: usize, cStride: usize,
  kind: i32, s: usize, slopeBytes: usize, keep: usize,
): void {
  for (let row = 0; row < rows; row += 2) {
    let a0 = placed ? <usize>load<u32>(a) : a
    let a1 = placed ? <usize>load<u32>(a, 4) : a + stride
    a += placed ? 8 : stride << 1
    let x0 = bias ? v128.load(bias) : all(0)
    let x1 = x0
    let y0 = bias ? v128.load(bias, 16) : all(0)
    let y1 = y0
    let z0 = bias ? v128.load(bias, 32) : all(0)
    let z1 = z0
    let w = b
    for (let part = 0; part < parts; part++) {
      for (const end = a0 + segment; a0 < end; a0 += 4, a1 += 4, w += 48) {
        let b0 = v128.load(w)
        let b1 = v128.load(w, 16)
        let b2 = v128.load(w, 32)
        let v = v128.load32_splat(a0)
        x0 = fold(x0, v, b0)
        y0 = fold(y0, v, b1)
        z0 = fold(z0, v, b2)
        v = v128.load32_splat(a1)
        x1 = fold(x1, v, b0)
        y1 = fold(y1, v, b1)
        z1 = fold(z1, v, b2)
      }
      a0 += step
      a1 += step
      w += over
    }
    finish(kind, x0, c, s, keep)
    finish(kind, y0, c + 16, s + 16, keep)
    finish(kind, z0, c + 32, s + 32, keep)
    c += cStride
    s += slopeBytes
    finish(kind, x1, c, s, keep)
    finish(kind, y1, c + 16, s + 16, keep)
    finish(kind, z1, c + 32, s + 32, keep)
    c += cStride
    s += slopeBytes
  }
}

/** The same for four columns that are all. */
function panel4(
  placed: bool, parts: i32, a: usize, stride: usize, rows: i32, segment: usize, step: usize, over: usize, b: usize, bias: usize, c: usize, cStride: usize,
  kind: i32, s: usize, slopeBytes: usize, keep: usize,
): void {
  for (let row = 0; row < rows; row += 4) {
    let a0 = placed ? <usize>load<u32>(a) : a
    let a1 = placed ? <usize>load<u32>(a, 4) : a + stride
    let a2 = placed ? <usize>load<u32>(a, 8) : a + 2 * stride
    let a3 = placed ? <usize>load<u32>(a, 12) : a + 3 * stride
    a += placed ? 16 : stride << 2
    let x0 = bias ? v128.load(bias) : all(0)
    let x1 = x0
    let x2 = x0
    let x3 = x0
    let w = b
    for (let part = 0; part < parts; part++) {
      for (const end = a0 + segment; a0 < end; a0 += 4, a1 += 4, a2 += 4, a3 += 4, w += 16) {
        let b0 = v128.load(w)
        let v = v128.load32_splat(a0)
        x0 = fold(x0, v, b0)
        v = v128.load32_splat(a1)
        x1 = fold(x1, v, b0)
        v = v128.load32_splat(a2)
        x2 = fold(x2, v, b0)
        v = v128.load32_splat(a3)
        x3 = fold(x3, v, b0)
      }
      a0 += step
      a1 += step
      a2 += step
      a3 += step
      w += over
    }
    finish(kind, x0, c, s, keep)
    c += cStride
    s += slopeBytes
    finish(kind, x1, c, s, keep)
    c += cStride
    s += slopeBytes
    finish(kind, x2, c, s, keep)
    c += cStride
    s += slopeBytes
    finish(kind, x3, c, s, keep)
    c += cStride
    s += slopeBytes
  }
}

/**
 * c ← finish(a · W + bias), N columns; K inputs altogether. Of these the first `skip` are left out, and `over` after each part.
 */
function product(
  placed: bool, parts: i32, a: usize, stride: usize, rows: i32, k: i32, skip: usize, segment: usize, step: usize, over: usize, weights: usize, n: i32, bias: usize,
  c: usize, cStride: usize, kind: i32, s: usize, slopeBytes: usize, keep: usize,
): void {
  for (let left = n; left > 0;) {
    const width = panelWidth(left)
    const bytes = <usize>width << 2
    const b = weights + skip * bytes
    if (width == 8) panel8(placed, parts, a, stride, rows, segment, step, over * bytes, b, bias, c, cStride, kind, s, slopeBytes, keep)
    else if (width == 12) panel12(placed, parts, a, stride, rows, segment, step, over * bytes, b, bias, c, cStride, kind, s, slopeBytes, keep)
    else panel4(placed, parts, a, stride, rows, segment, step, over * bytes, b, bias, c, cStride, kind, s, slopeBytes, keep)
    weights += <usize>k * bytes
    if (bias) bias += bytes
    c += bytes
    s += bytes
    left -= width
  }
}

/** The kernel's first line (or column) that lies inside a picture at line `at` of so many, and how many do. */
@inline function firstInside(inner: bool, at: i32): i32 { return inner && at == 0 ? 1 : 0 }
@inline function countInside(inner: bool, at: i32, count: i32): i32 { return (inner && at == count - 1 ? 2 : 3) - firstInside(inner, at) }

/**
 * A product of patches, a place of all rows after the other, so that what lies in the border is left out (where channels come in fours). The table tells
 * where each patch begins that is left: place after place, blockRows each. `channels` of a patch, inputs `segment` a line of it, `line` bytes to the next.
 */
function placedProduct(
  own: usize, table: usize, blockRows: i32, rows: i32, channels: i32, segment: i32, line: usize, weights: usize, k: i32, n: i32, bias: usize, c: usize, kind: i32, s: usize,
): void {
  const height = word(own, HEIGHT)
  const width = word(own, WIDTH)
  const inner = (channels & 3) == 0
  const bytes = <usize>(height * width * n) << 2
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inputs = inner ? countInside(inner, x, width) * channels : segment
      const skip = firstInside(inner, y) * segment + firstInside(inner, x) * channels
      product(
        true, countInside(inner, y, height), table, 0, rows, k, skip, <usize>inputs << 2, line - (<usize>inputs << 2), segment - inputs, weights, n, bias,
        c, bytes, kind, s, bytes, 0,
      )
      table += <usize>blockRows << 2
      c += <usize>n << 2
      s += <usize>n << 2
    }
  }
}

// ─── Gradients: inputᵀ · delta, tiles of four inputs by a panel's columns, summed over the rows; `more` adds to what is there.

@inline function gradient8(placed: bool, a: usize, aStride: usize, offset: usize, d: usize, dStride: usize, rows: i32, g: usize, more: bool): void {
  let x0 = more ? v128.load(g) : all(0)
  let y0 = more ? v128.load(g, 16) : all(0)
  let x1 = more ? v128.load(g, 32) : all(0)
  let y1 = more ? v128.load(g, 48) : all(0)
  let x2 = more ? v128.load(g, 64) : all(0)
  let y2 = more ? v128.load(g, 80) : all(0)
  let x3 = more ? v128.load(g, 96) : all(0)
  let y3 = more ? v128.load(g, 112) : all(0)
  for (let row = 0; row < rows; row++) {
    const u = placed ? <usize>load<u32>(a) + offset : a
    const d0 = v128.load(d)
    const d1 = v128.load(d, 16)
    let v = v128.load32_splat(u)
    x0 = fold(x0, v, d0)
    y0 = fold(y0, v, d1)
    v = v128.load32_splat(u, 4)
    x1 = fold(x1, v, d0)
    y1 = fold(y1, v, d1)
    v = v128.load32_splat(u, 8)
    x2 = fold(x2, v, d0)
    y2 = fold(y2, v, d1)
    v = v128.load32_splat(u, 12)
    x3 = fold(x3, v, d0)
    y3 = fold(y3, v, d1)
    a += aStride
    d += dStride
  }
  v128.store(g, x0)
  v128.store(g, y0, 16)
  v128.store(g, x1, 32)
  v128.store(g, y1, 48)
  v128.store(g, x2, 64)
  v128.store(g, y2, 80)
  v128.store(g, x3, 96)
  v128.store(g, y3, 112)
}

/** Two inputs by twelve columns. */
@inline function gradient12(placed: bool, a: usize, aStride: usize, offset: usize, d: usize, dStride: usize, rows: i32, g: usize, more: bool): void {
  let x0 = more ? v128.load(g) : all(0)
  let y0 = more ? v128.load(g, 16) : all(0)
  let z0 = more ? v128.load(g, 32) : all(0)
  let x1 = more ? v128.load(g, 48) : all(0)
  let y1 = more ? v128.load(g, 64) : all(0)
  let z1 = more ? v128.load(g, 80) : all(0)
  for (let row = 0; row < rows; row++) {
    const u = placed ? <usize>load<u32>(a) + offset : a
    const d0 = v128.load(d)
    const d1 = v128.load(d, 16)
    const d2 = v128.load(d, 32)
    let v = v128.load32_splat(u)
    x0 = fold(x0, v, d0)
    y0 = fold(y0, v, d1)
    z0 = fold(z0, v, d2)
    v = v128.load32_splat(u, 4)
    x1 = fold(x1, v, d0)
    y1 = fold(y1, v, d1)
    z1 = fold(z1, v, d2)
    a += aStride
    d += dStride
  }
  v128.store(g, x0)
  v128.store(g, y0, 16)
  v128.store(g, z0, 32)
  v128.store(g, x1, 48)
  v128.store(g, y1, 64)
  v128.store(g, z1, 80)
}

@inline function gradient4(placed: bool, a: usize, aStride: usize, offset: usize, d: usize, dStride: usize, rows: i32, g: usize, more: bool): void {
  let x0 = more ? v128.load(g) : all(0)
  let x1 = more ? v128.load(g, 16) : all(0)
  let x2 = more ? v128.load(g, 32) : all(0)
  let x3 = more ? v128.load(g, 48) : all(0)
  for (let row = 0; row < rows; row++) {
    const u = placed ? <usize>load<u32>(a) + offset : a
    const d0 = v128.load(d)
    let v = v128.load32_splat(u)
    x0 = fold(x0, v, d0)
    v = v128.load32_splat(u, 4)
    x1 = fold(x1, v, d0)
    v = v128.load32_splat(u, 8)
    x2 = fold(x2, v, d0)
    v = v128.load32_splat(u, 12)
    x3 = fold(x3, v, d0)
    a += aStride
    d += dStride
  }
  v128.store(g, x0)
  v128.store(g, x1, 16)
  v128.store(g, x2, 32)
  v128.store(g, x3, 48)
}

@inline function gradientOf(placed: bool, width: i32, a: usize, aStride: usize, offset: usize, d: usize, dStride: usize, rows: i32, g: usize, more: bool): void {
  if (width == 8) gradient8(placed, a, aStride, offset, d, dStride, rows, g, more)
  else if (width == 12) {
    gradient12(placed, a, aStride, offset, d, dStride, rows, g, more)
    gradient12(placed, placed ? a : a + 8, aStride, offset + 8, d, dStride, rows, g + 96, more)
  } else gradient4(placed, a, aStride, offset, d, dStride, rows, g, more)
}

function denseGradients(a: usize, stride: usize, k: i32, d: usize, dStride: usize, n: i32, rows: i32, g: usize, more: bool): void {
  for (let left = n; left > 0;) {
    const width = panelWidth(left)
    for (let offset: usize = 0; offset < <usize>k << 2; offset += 16) {
      gradientOf(false, width, a + offset, stride, 0, d, dStride, rows, g, more)
      g += <usize>width << 4
    }
    d += <usize>width << 2
    left -= width
  }
}

/** Of a convolution that is not pooled, as placedProduct goes about it; the deltas of a row's places lie one behind the other. */
function placedGradients(own: usize, blockRows: i32, d: usize, rows: i32, gradient: usize, more: bool): void {
  const n = word(own, N)
  const height = word(own, HEIGHT)
  const width = word(own, WIDTH)
  const channels = word(own, CHANNELS)
  const segment = word(own, SEGMENT) >> 2
  const inner = (channels & 3) == 0
  const stride = <usize>(height * width * n) << 2
  let table = pointer(own, PLACES_IN)
  if (!more) memory.fill(gradient, 0, <usize>(word(own, K) * n) << 2)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const across = <usize>(inner ? countInside(inner, x, width) * channels : segment) << 2
      let g = gradient
      for (let left = n; left > 0;) {
        const columns = panelWidth(left)
        const line = <usize>(segment * columns) << 2
        let to = g + <usize>firstInside(inner, y) * line + (<usize>(firstInside(inner, x) * channels * columns) << 2)
        for (let part = 0; part < countInside(inner, y, height); part++) {
          const start = <usize>part * <usize>word(own, SEGMENT_STEP)
          for (let offset: usize = 0; offset < across; offset += 16) gradientOf(true, columns, table, 4, start + offset, d, stride, rows, to + offset * <usize>columns, true)
          to += line
        }
        g += 3 * line
        d += <usize>columns << 2
        left -= columns
      }
      table += <usize>blockRows << 2
    }
  }
}

/** Sums of delta's columns, for the biases. */
function columnSums(d: usize, stride: usize, n: i32, rows: i32, g: usize, more: bool): void {
  for (let column: usize = 0; column < <usize>n << 2; column += 16) {
    let sum = more ? v128.load(g + column) : all(0)
    let at = d + column
    for (let row = 0; row < rows; row++) {
      sum = add(sum, v128.load(at))
      at += stride
    }
    v128.store(g + column, sum)
  }
}

/** Four rows of four turned over. */
@inline function turnFours(from: usize, fromStride: usize, to: usize, toStride: usize): void {
  const r0 = v128.load(from)
  const r1 = v128.load(from + fromStride)
  const r2 = v128.load(from + 2 * fromStride)
  const r3 = v128.load(from + 3 * fromStride)
  const p0 = i32x4.shuffle(r0, r1, 0, 4, 1, 5)
  const p1 = i32x4.shuffle(r2, r3, 0, 4, 1, 5)
  const p2 = i32x4.shuffle(r0, r1, 2, 6, 3, 7)
  const p3 = i32x4.shuffle(r2, r3, 2, 6, 3, 7)
  v128.store(to, i32x4.shuffle(p0, p1, 0, 1, 4, 5))
  v128.store(to + toStride, i32x4.shuffle(p0, p1, 2, 3, 6, 7))
  v128.store(to + 2 * toStride, i32x4.shuffle(p2, p3, 0, 1, 4, 5))
  v128.store(to + 3 * toStride, i32x4.shuffle(p2, p3, 2, 3, 6, 7))
}

/** Twelve sums on their way between a gradient's panel (an input a row) and registers (a channel each). */
const TWELVE = memory.data(192)

/**
 * Of a pooled convolution, four channels by four numbers of each of a patch's three segments: only the place that pooling chose has a share, another one
 * for each channel. `a`: four patches a window; `choice` and `d`: a window's numbers `stride` bytes apart; `down`: from a row of the panel to the next;
 * `part`: from one segment's rows to the next's.
 */
function chosenGradient(
  a: usize, offset: usize, step: usize, choice: usize, d: usize, stride: usize, windows: i32, g: usize, down: usize, part: usize, more: bool,
): void {
  if (more) for (let k: usize = 0; k < 3; k++) turnFours(g + k * part, down, TWELVE + (k << 4), 48)
  else memory.fill(TWELVE, 0, 192)
  let x0 = v128.load(TWELVE)
  let y0 = v128.load(TWELVE, 16)
  let z0 = v128.load(TWELVE, 32)
  let x1 = v128.load(TWELVE, 48)
  let y1 = v128.load(TWELVE, 64)
  let z1 = v128.load(TWELVE, 80)
  let x2 = v128.load(TWELVE, 96)
  let y2 = v128.load(TWELVE, 112)
  let z2 = v128.load(TWELVE, 128)
  let x3 = v128.load(TWELVE, 144)
  let y3 = v128.load(TWELVE, 160)
  let z3 = v128.load(TWELVE, 176)
  for (const end = a + (<usize>windows << 4); a < end; a += 16) {
    const patch = <usize>load<u32>(a) + offset
    let u = patch + <usize>load<u32>(choice)
    let v = v128.load32_splat(d)
    x0 = fold(x0, v, v128.load(u))
    y0 = fold(y0, v, v128.load(u + step))
    z0 = fold(z0, v, v128.load(u + 2 * step))
    u = patch + <usize>load<u32>(choice, 4)
    v = v128.load32_splat(d, 4)
    x1 = fold(x1, v, v128.load(u))
    y1 = fold(y1, v, v128.load(u + step))
    z1 = fold(z1, v, v128.load(u + 2 * step))
    u = patch + <usize>load<u32>(choice, 8)
    v = v128.load32_splat(d, 8)
    x2 = fold(x2, v, v128.load(u))
    y2 = fold(y2, v, v128.load(u + step))
    z2 = fold(z2, v, v128.load(u + 2 * step))
    u = patch + <usize>load<u32>(choice, 12)
    v = v128.load32_splat(d, 12)
    x3 = fold(x3, v, v128.load(u))
    y3 = fold(y3, v, v128.load(u + step))
    z3 = fold(z3, v, v128.load(u + 2 * step))
    choice += stride
    d += stride
  }
  v128.store(TWELVE, x0)
  v128.store(TWELVE, y0, 16)
  v128.store(TWELVE, z0, 32)
  v128.store(TWELVE, x1, 48)
  v128.store(TWELVE, y1, 64)
  v128.store(TWELVE, z1, 80)
  v128.store(TWELVE, x2, 96)
  v128.store(TWELVE, y2, 112)
  v128.store(TWELVE, z2, 128)
  v128.store(TWELVE, x3, 144)
  v128.store(TWELVE, y3, 160)
  v128.store(TWELVE, z3, 176)
  for (let k: usize = 0; k < 3; k++) turnFours(TWELVE + (k << 4), 48, g + k * part, down)
}

function chosenGradients(a: usize, segment: usize, step: usize, choice: usize, d: usize, n: i32, windows: i32, g: usize, more: bool): void {
  const stride = <usize>n << 2
  for (let left = n; left > 0;) {
    const width = <usize>panelWidth(left)
    for (let column: usize = 0; column < width << 2; column += 16) {
      for (let offset: usize = 0; offset < segment; offset += 16) {
        chosenGradient(a, offset, step, choice, d, stride, windows, g + offset * width + column, width << 2, segment * width, more)
      }
      choice += 16
      d += 16
    }
    g += 3 * segment * width
    left -= <i32>width
  }
}

// ─── Weights turned over, for the way back.

/**
 * Panels of `count` × n at input `from` of K × n weights → panels of (rows `into`… of) kTurned × count.
 * All counts are multiples of four.
 */
function turn(weights: usize, k: i32, from: i32, count: i32, n: i32, turned: usize, kTurned: i32, into: i32): void {
  for (let start = 0; start < n;) {
    const width = panelWidth(n - start)
    const source = weights + (<usize>(k * start + from * width) << 2)
    for (let top = 0; top < count;) {
      const height = panelWidth(count - top)
      const target = turned + (<usize>(kTurned * top + (into + start) * height) << 2)
      for (let i = 0; i < height; i += 4) {
        for (let j = 0; j < width; j += 4) {
          const s = source + (<usize>((top + i) * width + j) << 2)
          const bytes = <usize>width << 2
          turnFours(s, bytes, target + (<usize>(j * height + i) << 2), <usize>height << 2)
        }
      }
      top += height
    }
    start += width
  }
}

/** All layers but the first. A convolution's way back is a convolution with its kernel turned by half a circle. */
function turnWeights(net: usize): void {
  for (let layer = 1; layer < word(net, LAYERS); layer++) {
    const own = layerAt(net, layer)
    const weights = pointer(own, WEIGHTS)
    const turned = pointer(own, TURNED)
    const k = word(own, K)
    const n = word(own, N)
    if (!word(own, CONV)) {
      turn(weights, k, 0, k, n, turned, n, 0)
      continue
    }
    const channels = word(own, CHANNELS)
    for (let tap = 0; tap < 9; tap++) turn(weights, k, tap * channels, channels, n, turned, 9 * n, (8 - tap) * n)
  }
}

// ─── Rows in.

/** Copies of rows of the data set into the first layer; `places` are places in the network's rows, the last stands in where four are not full. */
function gather(net: usize, rows: usize, places: usize, count: i32): void {
  const first = layerAt(net, 0)
  const inputs = pointer(net, INPUTS)
  const bytes = <usize>word(net, INPUT_BYTES)
  const into = pointer(first, IN)
  for (let row = 0; row < padded(count); row++) {
    const place = <usize>load<u32>(places + (<usize>min(row, count - 1) << 2))
    const number = rows ? <usize>load<u32>(rows + (place << 2)) : place
    let from = inputs + number * bytes
    if (!word(first, CONV)) {
      let to = into + <usize>row * <usize>word(first, IN_BYTES)
      for (const end = from + bytes; from < end; from += 16, to += 16) v128.store(to, v128.load(from))
      continue
    }
    const channels = word(first, CHANNELS)
    const across = <usize>(word(first, WIDTH) * channels) << 2
    const step = <usize>word(first, SEGMENT_STEP)
    // The patches' own step is a row of the bordered picture.
    let to = into + <usize>row * <usize>word(first, IN_BYTES) + step + (<usize>channels << 2)
    for (let y = 0; y < word(first, HEIGHT); y++) {
      let at: usize = 0
      for (; at + 16 <= across; at += 16) v128.store(to + at, v128.load(from + at))
      for (; at < across; at += 4) store<f32>(to + at, load<f32>(from + at))
      from += across
      to += step
    }
  }
}

// ─── Convolutions with pooling: a tile is the four places of a window, and only its largest number is stored, and where it was (bytes from the first
// patch to that place's). tanh and the sigmoid grow, relu does not fall, so that the activation function need only see the largest. gelu falls and then
// rises: its largest is where its argument is largest or smallest, and both are stored.

/** The largest (or, turned round, smallest) of four; of equals the first; what is not a number wins, so that it is seen. */
@inline function keepLargest(x0: v128, x1: v128, x2: v128, x3: v128, right: i32, down: i32, to: usize, choice: usize): void {
  let best = f32x4.pmax(f32x4.pmax(x0, x1), f32x4.pmax(x2, x3))
  const ahead = i32x4.splat(right)
  const below = i32x4.splat(down)
  const bottom = i32x4.add(below, v128.andnot(ahead, f32x4.eq(x2, best)))
  let where = v128.andnot(v128.bitselect(ahead, bottom, f32x4.eq(x1, best)), f32x4.eq(x0, best))
  const sum = add(add(x0, x1), add(x2, x3))
  if (!i32x4.all_true(f32x4.eq(sum, sum))) {
    best = x0
    where = i32x4.splat(0)
    let larger = v128.or(f32x4.gt(x1, best), f32x4.ne(x1, x1))
    best = v128.bitselect(x1, best, larger)
    where = v128.bitselect(ahead, where, larger)
    larger = v128.or(f32x4.gt(x2, best), f32x4.ne(x2, x2))
    best = v128.bitselect(x2, best, larger)
    where = v128.bitselect(below, where, larger)
    larger = v128.or(f32x4.gt(x3, best), f32x4.ne(x3, x3))
    best = v128.bitselect(x3, best, larger)
    where = v128.bitselect(i32x4.add(ahead, below), where, larger)
  }
  v128.store(to, best)
  v128.store(choice, where)
}

/** The smallest of four numbers, which all are some; of equals the first. */
@inline function keepSmallest(x0: v128, x1: v128, x2: v128, x3: v128, right: i32, down: i32, to: usize, choice: usize): void {
  const least = f32x4.pmin(f32x4.pmin(x0, x1), f32x4.pmin(x2, x3))
  const ahead = i32x4.splat(right)
  const bottom = i32x4.add(i32x4.splat(down), v128.andnot(ahead, f32x4.eq(x2, least)))
  v128.store(to, least)
  v128.store(choice, v128.andnot(v128.bitselect(ahead, bottom, f32x4.eq(x1, least)), f32x4.eq(x0, least)))
}

/**
 * Eight columns of a panel (panel8), a window a tile. Rows of the panel lie `across` bytes apart; `over`: bytes of those between two segments that belong
 * to no number of the patch. `low`: where the smallest numbers go, or 0; `lowChoice`: where those were.
 */
function windows8(
  a: usize, windows: i32, segment: usize, step: usize, right: i32, down: i32, b: usize, across: usize, over: usize, bias: usize,
  c: usize, choice: usize, low: usize, lowChoice: usize, stride: usize,
): void {
  for (const last = a + (<usize>windows << 4); a < last; a += 16) {
    let a0 = <usize>load<u32>(a)
    let a1 = <usize>load<u32>(a, 4)
    let a2 = <usize>load<u32>(a, 8)
    let a3 = <usize>load<u32>(a, 12)
    let x0 = v128.load(bias)
    let x1 = x0
    let x2 = x0
    let x3 = x0
    let y0 = v128.load(bias, 16)
    let y1 = y0
    let y2 = y0
    let y3 = y0
    let w = b
    for (let part = 0; part < 3; part++) {
      for (const end = a0 + segment; a0 < end; a0 += 4, a1 += 4, a2 += 4, a3 += 4, w += across) {
        let b0 = v128.load(w)
        let b1 = v128.load(w, 16)
        let v = v128.load32_splat(a0)
        x0 = fold(x0, v, b0)
        y0 = fold(y0, v, b1)
        v = v128.load32_splat(a1)
        x1 = fold(x1, v, b0)
        y1 = fold(y1, v, b1)
        v = v128.load32_splat(a2)
        x2 = fold(x2, v, b0)
        y2 = fold(y2, v, b1)
        v = v128.load32_splat(a3)
        x3 = fold(x3, v, b0)
        y3 = fold(y3, v, b1)
      }
      a0 += step
      a1 += step
      a2 += step
      a3 += step
      w += over
    }
    keepLargest(x0, x1, x2, x3, right, down, c, choice)
    keepLargest(y0, y1, y2, y3, right, down, c + 16, choice + 16)
    if (low) {
      keepSmallest(x0, x1, x2, x3, right, down, low, lowChoice)
      keepSmallest(y0, y1, y2, y3, right, down, low + 16, lowChoice + 16)
      low += stride
      lowChoice += stride
    }
    c += stride
    choice += stride
  }
}

/** The same for four columns. */
function windows4(
  a: usize, windows: i32, segment: usize, step: usize, right: i32, down: i32, b: usize, across: usize, over: usize, bias: usize,
  c: usize, choice: usize, low: usize, lowChoice: usize, stride: usize,
): void {
  for (const last = a + (<usize>windows << 4); a < last; a += 16) {
    let a0 = <usize>load<u32>(a)
    let a1 = <usize>load<u32>(a, 4)
    let a2 = <usize>load<u32>(a, 8)
    let a3 = <usize>load<u32>(a, 12)
    let x0 = v128.load(bias)
    let x1 = x0
    let x2 = x0
    let x3 = x0
    let w = b
    for (let part = 0; part < 3; part++) {
      for (const end = a0 + segment; a0 < end; a0 += 4, a1 += 4, a2 += 4, a3 += 4, w += across) {
        let b0 = v128.load(w)
        let v = v128.load32_splat(a0)
        x0 = fold(x0, v, b0)
        v = v128.load32_splat(a1)
        x1 = fold(x1, v, b0)
        v = v128.load32_splat(a2)
        x2 = fold(x2, v, b0)
        v = v128.load32_splat(a3)
        x3 = fold(x3, v, b0)
      }
      a0 += step
      a1 += step
      a2 += step
      a3 += step
      w += over
    }
    keepLargest(x0, x1, x2, x3, right, down, c, choice)
    if (low) {
      keepSmallest(x0, x1, x2, x3, right, down, low, lowChoice)
      low += stride
      lowChoice += stride
    }
    c += stride
    choice += stride
  }
}

/** Product and pooling: rows × windows × N numbers into OUT. Patches' rows are long enough for their three places, no longer. */
function pooledProduct(net: usize, own: usize, windows: i32): void {
  const n = word(own, N)
  const stride = <usize>n << 2
  const a = pointer(own, PLACES_IN)
  const right = word(own, CHANNELS) << 2
  const down = word(own, SEGMENT_STEP)
  const segment = <usize>(right * 3)
  const step = <usize>down - segment
  const k = <usize>word(own, K)
  let b = pointer(own, WEIGHTS)
  let bias = pointer(own, BIASES)
  let c = pointer(own, OUT)
  let choice = pointer(own, CHOICE)
  const gelu = word(net, ACTIVATION) == GELU_KIND
  let low = gelu ? pointer(own, SLOPES) : 0
  let lowChoice = gelu ? pointer(own, LOW) : 0
  for (let left = n; left > 0;) {
    const width = panelWidth(left)
    const across = <usize>width << 2
    const over = (<usize>word(own, SEGMENT) - segment) * <usize>width
    for (let at: usize = 0; at < across;) {
      if (width > 4 && at == 0) {
        windows8(a, windows, segment, step, right, down, b, across, over, bias, c, choice, low, lowChoice, stride)
        at = 32
      } else {
        windows4(a, windows, segment, step, right, down, b + at, across, over, bias + at, c + at, choice + at, low ? low + at : 0, lowChoice + at, stride)
        at += 16
      }
    }
    b += k * across
    bias += across
    c += across
    choice += across
    if (low) low += across
    lowChoice += across
    left -= width
  }
}

/** After pooledProduct for gelu: of the largest and the smallest the one with the larger value, its slope, and where it was. */
function activateEnds(own: usize, count: i32): void {
  let low = pointer(own, SLOPES)
  let choice = pointer(own, CHOICE)
  let lowChoice = pointer(own, LOW)
  let at = pointer(own, OUT)
  for (const end = at + (<usize>count << 2); at < end; at += 16, low += 16, choice += 16, lowChoice += 16) {
    const x = v128.load(at)
    const y = v128.load(low)
    gelu4(x)
    const f = value
    const slope = steepness
    gelu4(y)
    const larger = f32x4.gt(value, f)
    v128.store(at, v128.bitselect(value, f, larger))
    v128.store(low, v128.bitselect(steepness, slope, larger))
    v128.store(choice, v128.bitselect(v128.load(lowChoice), v128.load(choice), larger))
  }
}

/** A convolution's units, which lie one behind the other, into the next convolution's bordered pictures. */
function passOn(own: usize, rows: i32): void {
  let from = pointer(own, OUT)
  const across = <usize>(word(own, POOLED_WIDTH) * word(own, N)) << 2
  for (let row = 0; row < rows; row++) {
    let to = pointer(own, NEXT) + <usize>row * <usize>word(own, NEXT_PICTURE)
    for (let y = 0; y < word(own, POOLED_HEIGHT); y++) {
      for (let at: usize = 0; at < across; at += 16) v128.store(to + at, v128.load(from + at))
      from += across
      to += <usize>word(own, NEXT_ROW)
    }
  }
}

/** The derivatives of a convolution's units into bordered pictures: where pooling chose, 0 elsewhere. */
function spread(own: usize, rows: i32): void {
  const n = <usize>word(own, N) << 2
  const bordered = <usize>(word(own, WIDTH) + 2) * n
  const pooled = word(own, POOLED) != 0
  const right = i32x4.splat(word(own, CHANNELS) << 2)
  const down = i32x4.splat(word(own, SEGMENT_STEP))
  const both = i32x4.add(right, down)
  let from = pointer(own, BACK)
  let choice = pointer(own, CHOICE)
  for (let row = 0; row < rows; row++) {
    let line = pointer(own, DELTA) + <usize>(row * (word(own, HEIGHT) + 2) + 1) * bordered + n
    for (let y = 0; y < word(own, POOLED_HEIGHT); y++) {
      let to = line
      for (let x = 0; x < word(own, POOLED_WIDTH); x++) {
        for (const end = to + n; to < end; to += 16, from += 16) {
          const delta = v128.load(from)
          if (!pooled) {
            v128.store(to, delta)
            continue
          }
          const where = v128.load(choice)
          choice += 16
          v128.store(to, v128.and(delta, i32x4.eq(where, all(0))))
          v128.store(to + n, v128.and(delta, i32x4.eq(where, right)))
          v128.store(to + bordered, v128.and(delta, i32x4.eq(where, down)))
          v128.store(to + bordered + n, v128.and(delta, i32x4.eq(where, both)))
        }
        if (pooled) to += n
      }
      line += pooled ? 2 * bordered : bordered
    }
  }
}

// ─── Forward.

/** Rows (a multiple of four) through all layers. `seeds`: one a hidden layer where units are dropped, else 0; `first`: number of the first row in its batch. */
function forward(net: usize, rows: i32, first: i32, seeds: usize): void {
  const kind = word(net, ACTIVATION)
  const below = word(net, DROP_BELOW)
  const keep = load<f32>(net + KEEP)
  const last = word(net, LAYERS) - 1
  for (let layer = 0; layer <= last; layer++) {
    const own = layerAt(net, layer)
    const n = word(own, N)
    const outputs = word(own, OUTPUTS)
    const out = pointer(own, OUT)
    const outBytes = <usize>word(own, OUT_BYTES)
    const finished = layer < last && kind == RELU ? RECTIFIED : PLAIN
    const slopes = pointer(own, SLOPES)
    if (!word(own, CONV)) {
      product(
        false, 1, pointer(own, IN), <usize>word(own, IN_BYTES), rows, word(own, K), 0, <usize>word(own, K) << 2, 0, 0, pointer(own, WEIGHTS), n, pointer(own, BIASES),
        out, outBytes, finished, 0, 0, 0,
      )
      if (layer == last) return
      if (kind != RELU) activateRows(kind, out, outBytes, rows, slopes, outputs)
      if (seeds) dropUnits(out, outBytes, slopes, first, rows, outputs, load<i32>(seeds + (<usize>layer << 2)), below, keep)
      continue
    }
    const places = rows * word(own, POOLED_HEIGHT) * word(own, POOLED_WIDTH)
    if (word(own, POOLED)) pooledProduct(net, own, places)
    else {
      placedProduct(
        own, pointer(own, PLACES_IN), word(net, BLOCK_ROWS), rows, word(own, CHANNELS), word(own, SEGMENT) >> 2, <usize>word(own, SEGMENT_STEP),
        pointer(own, WEIGHTS), word(own, K), n, pointer(own, BIASES), out, PLAIN, 0,
      )
    }
    if (kind == GELU_KIND && word(own, POOLED)) activateEnds(own, places * n)
    else if (kind != SIGMOID || n == outputs) activateRow(kind, out, slopes, places * n, i32x4.splat(-1))
    else activateRows(kind, out, outBytes, places, slopes, outputs)
    if (seeds) {
      const left = word(own, POOLED_HEIGHT) * word(own, POOLED_WIDTH)
      dropUnits(out, outBytes, slopes, first * left, places, outputs, load<i32>(seeds + (<usize>layer << 2)), below, keep)
    }
    if (word(layerAt(net, layer + 1), CONV)) passOn(own, rows)
  }
}

// ─── Softmax.

@inline function largestLane(x: v128): v128 {
  x = f32x4.pmax(x, i32x4.shuffle(x, x, 2, 3, 0, 1))
  return f32x4.pmax(x, i32x4.shuffle(x, x, 1, 0, 3, 2))
}
@inline function sumOfLanes(x: v128): v128 {
  x = add(x, i32x4.shuffle(x, x, 2, 3, 0, 1))
  return add(x, i32x4.shuffle(x, x, 1, 0, 3, 2))
}

/** Set by `softmaxRow` for its caller: the first class whose logit is the largest, Σ exp(z − max z), and max z. */
let best: i32 = 0
let total: f32 = 0
let top: f32 = 0

/** exp(z − max z) in place; below e⁻⁸⁰ it is 0. */
@inline function softmaxRow(z: usize, end: usize): void {
  let most = v128.load(z)
  for (let at = z + 16; at < end; at += 16) most = f32x4.pmax(most, v128.load(at))
  most = largestLane(most)
  let sum = all(0)
  let place = i32x4(0, 1, 2, 3)
  let found = i32x4.splat(-1)
  for (let at = z; at < end; at += 16) {
    const logits = v128.load(at)
    found = i32x4.min_u(found, v128.or(place, f32x4.ne(logits, most)))
    place = i32x4.add(place, i32x4.splat(4))
    const x = sub(logits, most)
    const e = v128.andnot(exp4(f32x4.pmax(x, least())), f32x4.lt(x, negligible()))
    v128.store(at, e)
    sum = add(sum, e)
  }
  found = i32x4.min_u(found, i32x4.shuffle(found, found, 2, 3, 0, 1))
  best = i32x4.extract_lane(i32x4.min_u(found, i32x4.shuffle(found, found, 1, 0, 3, 2)), 0)
  // Where no logit is a number there is no largest.
  if (best < 0) best = 0
  total = f32x4.extract_lane(sumOfLanes(sum), 0)
  top = f32x4.extract_lane(most, 0)
}

/** Adds a block's loss and hits to the batch's, and turns the logits into the derivative of the batch's mean loss: (p − one-hot) / batchRows. */
function scoreForTraining(net: usize, places: usize, count: i32, batchRows: i32): void {
  const own = layerAt(net, word(net, LAYERS) - 1)
  const labels = pointer(net, LABELS)
  const stride = <usize>word(own, OUT_BYTES)
  const bytes = <usize>word(own, N) << 2
  const share: f32 = 1 / <f32>batchRows
  let z = pointer(own, OUT)
  let loss: f64 = 0
  // One logarithm for all rows: a product of 64 sums of at most 256 is a float64.
  let sums: f64 = 1
  let hits = 0
  for (let row = 0; row < count; row++) {
    const label = <i32>load<u8>(labels + <usize>load<u32>(places + (<usize>row << 2)))
    const right = z + (<usize>label << 2)
    const logit = load<f32>(right)
    softmaxRow(z, z + bytes)
    loss += <f64>top - <f64>logit
    sums *= <f64>total
    hits += i32(best == label)
    const scale: f32 = 1 / total
    const pull = (load<f32>(right) * scale - 1) * share
    const factor = all(scale * share)
    for (let at = z; at < z + bytes; at += 16) v128.store(at, mul(v128.load(at), factor))
    store<f32>(right, pull)
    z += stride
  }
  // Rows that only fill up four have no share.
  for (let row = count; row < padded(count); row++) {
    for (let at = z; at < z + bytes; at += 16) v128.store(at, all(0))
    z += stride
  }
  store<f64>(net + BATCH_LOSS, load<f64>(net + BATCH_LOSS) + loss + Math.log(sums))
  store<i32>(net + BATCH_CORRECT, word(net, BATCH_CORRECT) + hits)
}

// ─── Backward.

/** What the derivative by a dense layer's output meets on its way back through the activation function. */
@inline function slopeKind(activation: i32, slopes: usize): i32 {
  if (activation == RELU) return TIMES_RELU_SLOPE
  if (slopes) return TIMES_SLOPES
  return activation == TANH ? TIMES_TANH_SLOPE : TIMES_SIGMOID_SLOPE
}

/** From the logits' derivative to the gradient (added to it where `more`). A layer's delta takes the place of its values, which are not needed any more. */
function backward(net: usize, rows: i32, more: bool): void {
  const kind = word(net, ACTIVATION)
  for (let layer = word(net, LAYERS) - 1; layer >= 0; layer--) {
    const own = layerAt(net, layer)
    const before = layerAt(net, layer - 1)
    const k = word(own, K)
    const n = word(own, N)
    const g = pointer(own, GRADIENT)
    const biases = g + (<usize>(k * n) << 2)
    const a = pointer(own, IN)
    const stride = <usize>word(own, IN_BYTES)
    if (!word(own, CONV)) {
      const delta = pointer(own, OUT)
      const deltaBytes = <usize>word(own, OUT_BYTES)
      denseGradients(a, stride, k, delta, deltaBytes, n, rows, g, more)
      columnSums(delta, deltaBytes, n, rows, biases, more)
      if (layer == 0) return
      const slopes = pointer(before, SLOPES)
      product(
        false, 1, delta, deltaBytes, rows, n, 0, <usize>n << 2, 0, 0, pointer(own, TURNED), k, 0, a, stride,
        word(before, CONV) ? TIMES_SLOPES : slopeKind(kind, slopes), slopes, slopes ? <usize>k << 2 : 0, net + KEEP,
      )
      continue
    }
    // Derivatives of what the product gave (where it is pooled, of what was chosen), one behind the other.
    const delta = pointer(own, BACK)
    const left = rows * word(own, POOLED_HEIGHT) * word(own, POOLED_WIDTH)
    const segment = <usize>word(own, SEGMENT)
    const step = <usize>word(own, SEGMENT_STEP)
    const channels = word(own, CHANNELS)
    if (word(own, POOLED)) chosenGradients(pointer(own, PLACES_IN), segment, step, pointer(own, CHOICE), delta, n, left, g, more)
    else placedGradients(own, word(net, BLOCK_ROWS), delta, rows, g, more)
    columnSums(delta, <usize>n << 2, n, left, biases, more)
    // A row of a patch may be longer than its three places' channels: what lies beyond has no weight.
    const beyond = <usize>channels * 12
    if (beyond < segment) clearBeyond(g, n, beyond, segment)
    if (layer == 0) return
    spread(own, rows)
    placedProduct(
      own, pointer(own, PLACES_DELTA), word(net, BLOCK_ROWS), rows, n, 3 * n, <usize>((word(own, WIDTH) + 2) * n) << 2, pointer(own, TURNED), 9 * n, channels, 0,
      pointer(before, BACK), TIMES_SLOPES, pointer(before, SLOPES),
    )
  }
}

/** Rows of a gradient's panels that belong to no weight ← 0. */
function clearBeyond(g: usize, n: i32, beyond: usize, segment: usize): void {
  for (let left = n; left > 0;) {
    const width = panelWidth(left)
    for (let part = 0; part < 3; part++) {
      memory.fill(g + beyond * <usize>width, 0, (segment - beyond) * <usize>width)
      g += segment * <usize>width
    }
    left -= width
  }
}

// ─── Updates (optimiser.ts), in single precision.

/** |x| below a limit ← 0; NaN stays. */
@inline function settled(x: v128, limit: f32): v128 { return v128.andnot(x, f32x4.lt(f32x4.abs(x), all(limit))) }

/** A stretch of weights; returns w − w, or-ed: not 0 where one is not finite. */
@inline function descendStretch(optimiser: i32, rate: f64, decay: f64, settling: bool, w: usize, g: usize, first: usize, end: usize): v128 {
  const pull = all(<f32>-rate)
  const coupled = all(<f32>decay)
  const kept = all(<f32>VELOCITY_KEPT)
  let odd = all(0)
  for (; w < end; w += 16, g += 16) {
    const weight = v128.load(w)
    let slope = fold(v128.load(g), coupled, weight)
    if (optimiser == MOMENTUM) {
      slope = fold(slope, kept, v128.load(first))
      if (settling) slope = settled(slope, NOTHING)
      v128.store(first, slope)
      first += 16
    }
    const moved = fold(weight, pull, slope)
    v128.store(w, moved)
    odd = v128.or(odd, sub(moved, moved))
  }
  return odd
}

/**
 * The same for Adam. With u = 1 / (1 − β₂ᵗ): η' m / (√(u v) + ε) is (η' / √u) m / (√v + ε / √u).
 */
@inline function adaptStretch(
  rate: f64, coupledDecay: f64, decoupledDecay: f64, power1: f64, power2: f64, settling: bool, w: usize, g: usize, first: usize, second: usize, end: usize,
): v128 {
  const root = Math.sqrt(1 - power2)
  const stride = all(<f32>(-rate / (1 - power1) * root))
  const epsilon = all(<f32>(EPSILON * root))
  const coupled = all(<f32>coupledDecay)
  const shrink = all(<f32>(1 - rate * decoupledDecay))
  const kept1 = all(<f32>BETA1)
  const kept2 = all(<f32>BETA2)
  const new1 = all(<f32>(1 - BETA1))
  const new2 = all(<f32>(1 - BETA2))
  let odd = all(0)
  for (; w < end; w += 16, g += 16, first += 16, second += 16) {
    const weight = v128.load(w)
    const slope = fold(v128.load(g), coupled, weight)
    let mean = add(mul(kept1, v128.load(first)), mul(new1, slope))
    let square = add(mul(kept2, v128.load(second)), mul(new2, mul(slope, slope)))
    if (settling) {
      mean = settled(mean, NOTHING)
      square = settled(square, NOTHING_SQUARED)
    }
    v128.store(first, mean)
    v128.store(second, square)
    const moved = add(mul(shrink, weight), f32x4.div(mul(stride, mean), add(f32x4.sqrt(square), epsilon)))
    v128.store(w, moved)
    odd = v128.or(odd, sub(moved, moved))
  }
  return odd
}

function updateStretch(net: usize, settling: bool, w: usize, g: usize, first: usize, second: usize, count: i32, decay: f64): v128 {
  const optimiser = word(net, OPTIMISER)
  const rate = load<f64>(net + RATE)
  const end = w + (<usize>count << 2)
  if (optimiser == SGD) return descendStretch(SGD, rate, decay, false, w, g, first, end)
  if (optimiser == MOMENTUM) return descendStretch(MOMENTUM, rate, decay, true, w, g, first, end)
  const power1 = load<f64>(net + POWER1)
  const power2 = load<f64>(net + POWER2)
  const decoupled = optimiser == ADAMW ? decay : 0
  if (settling) return adaptStretch(rate, decay - decoupled, decoupled, power1, power2, true, w, g, first, second, end)
  return adaptStretch(rate, decay - decoupled, decoupled, power1, power2, false, w, g, first, second, end)
}

/** One update of all weights; whether they are all finite. */
function updateWeights(net: usize): bool {
  store<f64>(net + POWER1, load<f64>(net + POWER1) * BETA1)
  store<f64>(net + POWER2, load<f64>(net + POWER2) * BETA2)
  const settling = word(net, STEP) % SETTLED_EVERY == 0
  let odd = all(0)
  for (let layer = 0; layer < word(net, LAYERS); layer++) {
    const own = layerAt(net, layer)
    const count = word(own, K) * word(own, N)
    const bytes = <usize>count << 2
    const w = pointer(own, WEIGHTS)
    const g = pointer(own, GRADIENT)
    const first = pointer(own, FIRST)
    const second = pointer(own, SECOND)
    odd = v128.or(odd, updateStretch(net, settling, w, g, first, second, count, load<f64>(net + DECAY)))
    odd = v128.or(odd, updateStretch(net, settling, w + bytes, g + bytes, first + bytes, second + bytes, word(own, N), 0))
  }
  return !v128.any_true(odd)
}

// ─── What is called from outside.

/** Before a minibatch's blocks. */
export function beginBatch(net: usize): void {
  store<f64>(net + BATCH_LOSS, 0)
  store<i32>(net + BATCH_CORRECT, 0)
  turnWeights(net)
}

/** Rows first… of a minibatch of batchRows (`places`: all of it, places in the network's rows), at most a block of them, into the gradient. */
export function learnBlock(net: usize, places: usize, batchRows: i32, first: i32, seeds: usize): void {
  const count = min(word(net, BLOCK_ROWS), batchRows - first)
  const own = places + (<usize>first << 2)
  const rows = padded(count)
  gather(net, pointer(net, ROWS), own, count)
  forward(net, rows, first, seeds)
  scoreForTraining(net, own, count, batchRows)
  backward(net, rows, first > 0)
}

/** After a minibatch's blocks: the update. False where the loss (as a float32) or a weight is not finite any more; DIVERGED_AT then says at which update. */
export function endBatch(net: usize, batchRows: i32): bool {
  const loss = load<f64>(net + BATCH_LOSS)
  const single = <f32>(loss / <f64>batchRows)
  const step = word(net, STEP) + 1
  if (single - single != 0) {
    store<i32>(net + DIVERGED_AT, step)
    return false
  }
  store<f64>(net + LOSS, load<f64>(net + LOSS) + loss)
  store<i32>(net + CORRECT, word(net, CORRECT) + word(net, BATCH_CORRECT))
  store<i32>(net + STEP, step)
  if (updateWeights(net)) return true
  store<i32>(net + DIVERGED_AT, step)
  return false
}

/** Whole minibatches of `batch` rows from `count` places (the last may be short). Seeds: hidden layers a minibatch, or 0. False where it diverged. */
export function learn(net: usize, places: usize, count: i32, batch: i32, seeds: usize): bool {
  for (let from = 0; from < count; from += batch) {
    const rows = min(batch, count - from)
    const own = places + (<usize>from << 2)
    beginBatch(net)
    for (let first = 0; first < rows; first += word(net, BLOCK_ROWS)) learnBlock(net, own, rows, first, seeds)
    if (!endBatch(net, rows)) return false
    if (seeds) seeds += <usize>(word(net, LAYERS) - 1) << 2
  }
  return true
}

/**
 * Sends `count` rows of the data set through: their largest logits' classes (u8), probabilities (count × classes) and last hidden layer (count × width)
 * where wanted; returns the summed loss where there are labels, else 0.
 */
export function look(net: usize, rows: usize, count: i32, labels: usize, predicted: usize, probabilities: usize, hidden: usize): f64 {
  const own = layerAt(net, word(net, LAYERS) - 1)
  const before = layerAt(net, word(net, LAYERS) - 2)
  const classes = word(own, OUTPUTS)
  const width = word(before, OUTPUTS)
  const bytes = <usize>word(own, N) << 2
  let loss: f64 = 0
  for (let from = 0; from < count; from += word(net, BLOCK_ROWS)) {
    const size = min(word(net, BLOCK_ROWS), count - from)
    gather(net, 0, rows + (<usize>from << 2), size)
    forward(net, padded(size), 0, 0)
    let z = pointer(own, OUT)
    let h = pointer(own, IN)
    let sums: f64 = 1
    for (let row = from; row < from + size; row++) {
      const right = z + (labels ? <usize>load<u8>(labels + <usize>row) << 2 : 0)
      const logit = load<f32>(right)
      softmaxRow(z, z + bytes)
      store<u8>(predicted + <usize>row, <u8>best)
      loss += <f64>top - <f64>logit
      sums *= <f64>total
      if (probabilities) {
        const scale: f32 = 1 / total
        for (let label: usize = 0; label < <usize>classes << 2; label += 4) store<f32>(probabilities + label, load<f32>(z + label) * scale)
        probabilities += <usize>classes << 2
      }
      if (hidden) {
        for (let unit: usize = 0; unit < <usize>width << 2; unit += 4) store<f32>(hidden + unit, load<f32>(h + unit))
        hidden += <usize>width << 2
      }
      z += <usize>word(own, OUT_BYTES)
      h += <usize>word(own, IN_BYTES)
    }
    loss += Math.log(sums)
  }
  return labels ? loss : 0
}
