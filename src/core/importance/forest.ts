// A regression forest (Breiman, "Random Forests", Machine Learning 45, 2001) with numbers and names as inputs and one or several outputs at once.
// Small and deterministic: the same columns, targets and seed give the same trees, bit for bit.
import { below, mulberry32 } from '../random.ts'
import type { Steps } from '../steps.ts'

/** n values of one input. Of a category: whole numbers 0 … levels − 1, whose order means nothing. NaN: missing, taken as less than everything. */
export interface Input { values: Float64Array, /** 0: a number. */ levels: number }

/** n × k, row-major. Several outputs are fitted together: splits lessen the sum of their variances, which for places does not change when the map turns. */
export interface Target { values: Float64Array, outputs: number }

export interface ForestOptions {
  trees: number
  seed: number
  /** Inputs tried at each split; a third of them, at least one, unless told otherwise (Breiman's choice for regression). */
  tried?: number
  /** Rows that a leaf has at least. */
  leaf?: number
}

/** A tree in arrays: node m asks whether input feature[m] goes left; −1: a leaf. */
export interface Tree {
  feature: Int16Array
  /** Numbers: left where the value is not greater. */
  threshold: Float64Array
  /** Categories: bit c is set where level c goes left. */
  left: Uint32Array
  /** The children: low[m], and low[m] + 1. */
  low: Int32Array
  /** nodes × k means of the rows that reached each. */
  means: Float64Array
  /** Rows that the tree has not seen. */
  outOfBag: Int32Array
}

export interface Forest { trees: Tree[], inputs: readonly Input[], target: Target, n: number }

/** More levels than a word has bits would need another way to say which go left. */
export const MOST_LEVELS = 32

const LEAF = 5

export function* growForest(inputs: readonly Input[], target: Target, { trees, seed, tried, leaf = LEAF }: ForestOptions): Steps<Forest> {
  const n = target.values.length / target.outputs
  for (const { values, levels } of inputs) {
    if (values.length !== n) throw new RangeError(`An input has ${values.length} values for ${n} rows.`)
    if (levels > MOST_LEVELS) throw new RangeError(`A category may have ${MOST_LEVELS} levels, not ${levels}.`)
  }
  const random = mulberry32(seed)
  const ranks = inputs.map(ranksOf)
  const mtry = Math.min(inputs.length, Math.max(1, tried ?? Math.ceil(inputs.length / 3)))
  const grown: Tree[] = []
  for (let t = 0; t < trees; t++) {
    grown.push(growTree(inputs, ranks, target, n, mtry, leaf, random))
    yield { stage: 'forest', share: (t + 1) / trees }
  }
  return { trees: grown, inputs, target, n }
}

interface Split { feature: number, threshold: number, left: number, gain: number }

function growTree(inputs: readonly Input[], ranks: readonly Float64Array[], { values: y, outputs: k }: Target, n: number, mtry: number, leaf: number, random: () => number): Tree {
  // Drawn with return: about 37 of 100 rows are left out, and judge the tree.
  const rows = new Int32Array(n)
  const seen = new Uint8Array(n)
  for (let r = 0; r < n; r++) {
    rows[r] = below(n, random)
    seen[rows[r]] = 1
  }
  const most = 2 * Math.ceil(n / leaf) + 3
  const feature = new Int16Array(most).fill(-1)
  const threshold = new Float64Array(most)
  const left = new Uint32Array(most)
  const low = new Int32Array(most)
  const means = new Float64Array(most * k)
  const sum = new Float64Array(k)
  const order = Array.from(inputs, (_, at) => at)
  const room = roomFor(n, k)
  let nodes = 1
  const waiting: [node: number, from: number, to: number][] = [[0, 0, n]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, from, to] = next
    sum.fill(0)
    for (let r = from; r < to; r++) for (let o = 0; o < k; o++) sum[o] += y[rows[r] * k + o]
    for (let o = 0; o < k; o++) means[node * k + o] = sum[o] / (to - from)
    if (to - from < 2 * leaf) continue
    const here = rows.subarray(from, to)
    let best: Split | null = null
    // Fisher–Yates, as far as it is needed: an input that is the same for all rows here does not count as tried.
    for (let tried = 0, at = 0; at < order.length && tried < mtry; at++) {
      const pick = at + below(order.length - at, random)
      const kept = order[at]
      order[at] = order[pick]
      order[pick] = kept
      const found = bestSplit(inputs[order[at]], ranks[order[at]], order[at], y, k, here, sum, leaf, room)
      if (!found) continue
      tried++
      if (found.gain > 0 && (!best || found.gain > best.gain)) best = found
    }
    if (!best) continue
    const middle = partition(rows, from, to, inputs[best.feature], best)
    feature[node] = best.feature
    threshold[node] = best.threshold
    left[node] = best.left
    low[node] = nodes
    waiting.push([nodes, from, middle], [nodes + 1, middle, to])
    nodes += 2
  }
  const outOfBag: number[] = []
  for (let r = 0; r < n; r++) if (!seen[r]) outOfBag.push(r)
  return {
    feature: feature.slice(0, nodes), threshold: threshold.slice(0, nodes), left: left.slice(0, nodes), low: low.slice(0, nodes),
    means: means.slice(0, nodes * k), outOfBag: Int32Array.from(outOfBag),
  }
}

const LOWEST = -Infinity
const ordered = (value: number): number => Number.isNaN(value) ? LOWEST : value

/** Null: these rows do not differ in it, or no cut leaves enough on both sides. Gain: how much the sum of squares about the means falls. */
function bestSplit(input: Input, ranks: Float64Array, feature: number, y: Float64Array, k: number, rows: Int32Array, sum: Float64Array, leaf: number, room: Room): Split | null {
  return input.levels > 0 ? categorySplit(input, feature, y, k, rows, sum, leaf) : numberSplit(input, ranks, feature, y, k, rows, sum, leaf, room)
}

/** Times the number of rows, so that rank + row is one number to sort by; equal values have one rank. */
function ranksOf({ values, levels }: Input): Float64Array {
  const n = values.length
  const ranks = new Float64Array(n)
  if (levels > 0) return ranks
  const order = Array.from(values, (_, row) => row).sort((a, b) => difference(values[a], values[b]) || a - b)
  for (let at = 1; at < n; at++) ranks[order[at]] = ranks[order[at - 1]] + (difference(values[order[at]], values[order[at - 1]]) === 0 ? 0 : n)
  return ranks
}

const difference = (a: number, b: number): number => ordered(a) === ordered(b) ? 0 : ordered(a) - ordered(b)

/** Room that is used again at every node: making it anew would be a good part of the work. */
interface Room { keys: Int32Array | Float64Array, running: Float64Array }

/** Ranks are multiples of n below n², which 32 bits hold up to here; whole numbers sort and divide much faster than floats. */
const MOST_WHOLE = 46_340

const roomFor = (n: number, k: number): Room => ({ keys: n <= MOST_WHOLE ? new Int32Array(n) : new Float64Array(n), running: new Float64Array(k) })

/** Up to so many rows are put in order by insertion, without a call. */
const FEW = 40

/** Rows by rank, then by number, in the first places of `keys`. */
function putInOrder(keys: Room['keys'], rows: Int32Array, ranks: Float64Array): void {
  const n = rows.length
  const all = ranks.length
  if (n > FEW) {
    for (let at = 0; at < n; at++) keys[at] = ranks[rows[at]] + rows[at]
    keys.subarray(0, n).sort()
  } else {
    for (let at = 0; at < n; at++) {
      const key = ranks[rows[at]] + rows[at]
      let to = at
      for (; to > 0 && keys[to - 1] > key; to--) keys[to] = keys[to - 1]
      keys[to] = key
    }
  }
  for (let at = 0; at < n; at++) keys[at] %= all
}

function numberSplit(
  { values }: Input, ranks: Float64Array, feature: number, y: Float64Array, k: number, rows: Int32Array, sum: Float64Array, leaf: number, { keys: sorted, running }: Room,
): Split | null {
  const n = rows.length
  putInOrder(sorted, rows, ranks)
  if (ranks[sorted[0]] === ranks[sorted[n - 1]]) return null
  running.fill(0)
  const whole = squares(sum, n, k)
  let cut = -1
  let most = -1
  for (let at = 0; at + 1 < n; at++) {
    const row = sorted[at]
    for (let o = 0; o < k; o++) running[o] += y[row * k + o]
    if (at + 1 < leaf || n - at - 1 < leaf || ranks[row] === ranks[sorted[at + 1]]) continue
    const gain = gainOf(running, sum, at + 1, n, k, whole)
    if (!(gain > most)) continue
    most = gain
    cut = at
  }
  if (cut < 0) return null
  const [here, there] = [ordered(values[sorted[cut]]), values[sorted[cut + 1]]]
  // Half-way between two numbers; where the lower one is missing, only what is missing goes left.
  return { feature, threshold: here === LOWEST ? LOWEST : here + (there - here) / 2, left: 0, gain: most }
}

/**
 * With one output the best of all 2^(levels−1) ways lies among those that cut the levels in the order of their means (Fisher 1958; Breiman et al.,
 * CART, 1984, section 4.2). With several outputs that order is taken along the direction in which the levels' means lie farthest apart.
 */
function categorySplit({ values, levels }: Input, feature: number, y: Float64Array, k: number, rows: Int32Array, sum: Float64Array, leaf: number): Split | null {
  const n = rows.length
  const counts = new Float64Array(levels)
  const sums = new Float64Array(levels * k)
  for (const row of rows) {
    const level = values[row]
    if (!(level >= 0)) continue
    counts[level]++
    for (let o = 0; o < k; o++) sums[level * k + o] += y[row * k + o]
  }
  const present: number[] = []
  for (let level = 0; level < levels; level++) if (counts[level] > 0) present.push(level)
  if (present.length < 2) return null
  const along = direction(present, counts, sums, sum, n, k)
  const place = (level: number): number => {
    let at = 0
    for (let o = 0; o < k; o++) at += along[o] * sums[level * k + o] / counts[level]
    return at
  }
  const places = new Map(present.map(level => [level, place(level)]))
  present.sort((a, b) => places.get(a)! - places.get(b)! || a - b)
  const running = new Float64Array(k)
  const whole = squares(sum, n, k)
  let best: Split | null = null
  let passed = 0
  let left = 0
  for (let at = 0; at + 1 < present.length; at++) {
    const level = present[at]
    passed += counts[level]
    left = (left | (1 << level)) >>> 0
    for (let o = 0; o < k; o++) running[o] += sums[level * k + o]
    if (passed < leaf || n - passed < leaf) continue
    const gain = gainOf(running, sum, passed, n, k, whole)
    if (!best || gain > best.gain) best = { feature, threshold: 0, left, gain }
  }
  return best
}

/** The first principal direction of the levels' means about the mean, by a few steps of the power method; with one output, 1. */
function direction(present: readonly number[], counts: Float64Array, sums: Float64Array, sum: Float64Array, n: number, k: number): Float64Array {
  const along = new Float64Array(k).fill(1)
  if (k === 1) return along
  const apart = present.map(level => Float64Array.from({ length: k }, (_, o) => sums[level * k + o] / counts[level] - sum[o] / n))
  // Begins at the mean that lies farthest out, so that it is not at right angles to the answer.
  const size = (vector: Float64Array): number => vector.reduce((total, value) => total + value * value, 0)
  const farthest = apart.reduce((far, vector) => size(vector) > size(far) ? vector : far)
  along.set(farthest)
  for (let step = 0; step < 8; step++) {
    const next = new Float64Array(k)
    for (const [at, vector] of apart.entries()) {
      let dot = 0
      for (let o = 0; o < k; o++) dot += along[o] * vector[o]
      for (let o = 0; o < k; o++) next[o] += counts[present[at]] * dot * vector[o]
    }
    const length = Math.sqrt(size(next))
    if (!(length > 0)) break
    for (let o = 0; o < k; o++) along[o] = next[o] / length
  }
  return along
}

function squares(sum: Float64Array, n: number, k: number): number {
  let total = 0
  for (let o = 0; o < k; o++) total += sum[o] * sum[o] / n
  return total
}

function gainOf(running: Float64Array, sum: Float64Array, passed: number, n: number, k: number, whole: number): number {
  let parts = 0
  for (let o = 0; o < k; o++) parts += running[o] * running[o] / passed + (sum[o] - running[o]) ** 2 / (n - passed)
  // Rounding is no gain: a constant target has no splits.
  return parts - whole > 1e-12 * Math.abs(whole) ? parts - whole : 0
}

const goesLeft = (value: number, levels: number, threshold: number, left: number): boolean =>
  levels > 0 ? value >= 0 && ((left >>> value) & 1) === 1 : ordered(value) <= threshold

function partition(rows: Int32Array, from: number, to: number, { values, levels }: Input, { threshold, left }: Split): number {
  const right: number[] = []
  let at = from
  for (let r = from; r < to; r++) {
    if (goesLeft(values[rows[r]], levels, threshold, left)) rows[at++] = rows[r]
    else right.push(rows[r])
  }
  rows.set(right, at)
  return at
}

/** The leaf that a row reaches; where `swapped` is an input, its value is read at another row. */
export function leafOf({ feature, threshold, left, low }: Tree, inputs: readonly Input[], row: number, swapped = -1, other = row): number {
  let node = 0
  while (feature[node] >= 0) {
    const asked = feature[node]
    const { values, levels } = inputs[asked]
    node = low[node] + (goesLeft(values[asked === swapped ? other : row], levels, threshold[node], left[node]) ? 0 : 1)
  }
  return node
}
