// Labels as classes: which there are, who is in which; and what is refused at the door of every measure of separation.

export interface Classes {
  /** The labels that occur, ascending, k of them. */
  labels: Int32Array
  /** Class of each point as a place in `labels`, n. */
  of: Uint32Array
  /** Points in each class, k. */
  sizes: Uint32Array
}

/** The classes among n labels, which may be any whole numbers. Refuses another number of labels and the first that is not whole. */
export function classesOf(labels: ArrayLike<number>, n: number): Classes {
  if (labels.length !== n) throw new Error(`There are ${labels.length} labels for ${n} points; each point needs one.`)
  for (let k = 0; k < n; k++) {
    if ((labels[k] | 0) !== labels[k]) throw new Error(`The label of point ${k} is ${labels[k]}; labels must be whole numbers of 32 bits.`)
  }
  const present = Int32Array.from(new Set(Array.from(labels))).sort()
  const place = new Map(Array.from(present, (label, c) => [label, c]))
  const of = Uint32Array.from(labels, label => place.get(label)!)
  const sizes = new Uint32Array(present.length)
  for (const c of of) sizes[c]++
  return { labels: present, of, sizes }
}

/** Beyond it a difference has no finite square. */
const LARGEST = 1e150

/** Refuses no points, another length than n × d, and the first coordinate that is not finite. */
export function checkPoints(points: Float64Array, n: number, d: number): void {
  if (!(Number.isInteger(n) && n >= 1)) throw new Error(`There are ${n} points; separation needs at least one.`)
  if (!(Number.isInteger(d) && d >= 0)) throw new Error(`The points have ${d} coordinates; their number must be whole and not negative.`)
  if (points.length !== n * d) throw new Error(`There are ${points.length} coordinates; ${n} points in ${d} dimensions have ${n * d}.`)
  const odd = points.findIndex(x => !(Math.abs(x) <= LARGEST))
  if (odd >= 0) throw new Error(`Coordinate ${odd % d} of point ${Math.floor(odd / d)} is ${points[odd]}; coordinates must be numbers between −1e150 and 1e150.`)
}

/** Refuses another length than n(n−1)/2 and the first pair whose distance is negative or not finite. */
export function checkDistances(distances: Float64Array, n: number): void {
  if (distances.length !== n * (n - 1) / 2) throw new Error(`There are ${distances.length} distances; ${n} points have ${n * (n - 1) / 2} pairs.`)
  let at = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, at++) {
      if (!(distances[at] >= 0 && distances[at] < Infinity)) {
        throw new Error(`The distance between points ${i} and ${j} is ${distances[at]}; distances must be finite and at least 0.`)
      }
    }
  }
}
