// Laying one set of points onto another by turning, mirroring and shifting: orthogonal Procrustes.

/**
 * The points `moving` (rows × dims, row-major, dims small) turned or mirrored and shifted so that the sum of squared distances
 * to `anchor`'s points is least. No scaling. R = U V' of the singular value decomposition U Σ V' of the cross-covariance
 * (Schönemann, Psychometrika 31, 1966).
 */
export function alignRigid(moving: ArrayLike<number>, anchor: ArrayLike<number>, rows: number, dims: number): Float64Array {
  const target = centroid(anchor, rows, dims)
  const { rotation } = bestRotation(centred(moving, rows, dims), centred(anchor, rows, dims), rows, dims)
  const turned = times(centred(moving, rows, dims), rotation, rows, dims)
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < dims; k++) turned[i * dims + k] += target[k]
  }
  return turned
}

/** Points by name: the k-th name's coordinates begin at k · dims. */
export interface Named { ids: readonly number[], coordinates: ArrayLike<number>, dims: number }

/**
 * `moving` turned or mirrored and shifted, all of it, so that the points it shares with `anchor` lie as near to theirs as they can; no scaling.
 * Where the anchor has more axes than `moving` its first ones count, where it has fewer it lies in the plane of the first ones. Returns the coordinates in the
 * order of `moving.ids`; null where fewer than two points are shared.
 */
export function layOnto(moving: Named, anchor: Named): Float64Array | null {
  const { dims } = moving
  const places = new Map(anchor.ids.map((id, k) => [id, k]))
  const shared = Array.from(moving.ids.keys()).filter(k => places.has(moving.ids[k]))
  if (shared.length < 2) return null
  const from = Float64Array.from(shared.flatMap(k => Array.from({ length: dims }, (_, axis) => moving.coordinates[k * dims + axis])))
  const onto = Float64Array.from(shared.flatMap(k => {
    const place = places.get(moving.ids[k])! * anchor.dims
    return Array.from({ length: dims }, (_, axis) => axis < anchor.dims ? anchor.coordinates[place + axis] : 0)
  }))
  const [rows, count] = [shared.length, moving.ids.length]
  const [middle, target] = [centroid(from, rows, dims), centroid(onto, rows, dims)]
  const { rotation } = bestRotation(centred(from, rows, dims), centred(onto, rows, dims), rows, dims)
  const shifted = Float64Array.from({ length: count * dims }, (_, k) => moving.coordinates[k] - middle[k % dims])
  return times(shifted, rotation, count, dims).map((value, k) => value + target[k % dims])
}

/**
 * Full Procrustes, as PHATE's own program ends: both sets centred and scaled to Frobenius norm 1, `moving` turned or mirrored
 * onto `anchor` and multiplied by the best factor. disparity = sum of squared distances left, between 0 and 1.
 */
export function procrustes(moving: ArrayLike<number>, anchor: ArrayLike<number>, rows: number, dims: number): { aligned: Float64Array, disparity: number } {
  const from = unit(centred(moving, rows, dims))
  const onto = unit(centred(anchor, rows, dims))
  const { rotation, factor } = bestRotation(from, onto, rows, dims)
  const aligned = times(from, rotation, rows, dims)
  let disparity = 0
  for (let k = 0; k < aligned.length; k++) {
    aligned[k] *= factor
    disparity += (aligned[k] - onto[k]) ** 2
  }
  return { aligned, disparity }
}

/** The points minus their mean. */
export function centred(points: ArrayLike<number>, rows: number, dims: number): Float64Array {
  const mean = centroid(points, rows, dims)
  return Float64Array.from({ length: rows * dims }, (_, k) => points[k] - mean[k % dims])
}

function centroid(points: ArrayLike<number>, rows: number, dims: number): Float64Array {
  const mean = new Float64Array(dims)
  for (let k = 0; k < rows * dims; k++) mean[k % dims] += points[k]
  return mean.map(sum => sum / Math.max(1, rows))
}

function unit(points: Float64Array): Float64Array {
  const norm = Math.sqrt(points.reduce((sum, x) => sum + x * x, 0))
  return norm > 0 ? points.map(x => x / norm) : points
}

function times(points: Float64Array, rotation: Float64Array, rows: number, dims: number): Float64Array {
  const product = new Float64Array(rows * dims)
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < dims; k++) {
      let sum = 0
      for (let m = 0; m < dims; m++) sum += points[i * dims + m] * rotation[m * dims + k]
      product[i * dims + k] = sum
    }
  }
  return product
}

/** R (dims × dims, orthogonal) for which moving · R is nearest to anchor, and the sum of singular values of moving' · anchor. */
function bestRotation(moving: Float64Array, anchor: Float64Array, rows: number, dims: number): { rotation: Float64Array, factor: number } {
  // Columns of the cross-covariance M = moving' anchor, turned by one-sided Jacobi until they are orthogonal: M V = U Σ.
  const columns = Array.from({ length: dims }, () => new Float64Array(dims))
  const v = Array.from({ length: dims }, (_, k) => Float64Array.from({ length: dims }, (_, m) => Number(m === k)))
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < dims; k++) for (let m = 0; m < dims; m++) columns[k][m] += moving[i * dims + m] * anchor[i * dims + k]
  }
  for (let sweep = 0, turned = true; turned && sweep < 60; sweep++) {
    turned = false
    for (let p = 0; p < dims; p++) for (let q = p + 1; q < dims; q++) turned = makeOrthogonal(columns, v, p, q) || turned
  }
  const sizes = columns.map(column => Math.sqrt(dot(column, column)))
  const largest = Math.max(...sizes)
  const u: Float64Array[] = []
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b] - sizes[a])
  // Where the points lie on a line (or all together) some directions are free: any that completes the frame will do.
  for (const k of order) u[k] = sizes[k] > 1e-14 * largest ? columns[k].map(x => x / sizes[k]) : freeDirection(u, dims)
  const rotation = new Float64Array(dims * dims)
  for (let m = 0; m < dims; m++) {
    for (let k = 0; k < dims; k++) for (let s = 0; s < dims; s++) rotation[m * dims + k] += u[s][m] * v[s][k]
  }
  return { rotation, factor: sizes.reduce((sum, size) => sum + size, 0) }
}

/** Turns columns p and q (and the same columns of V) so that they become orthogonal; false where they are already. */
function makeOrthogonal(columns: Float64Array[], v: Float64Array[], p: number, q: number): boolean {
  const product = dot(columns[p], columns[q])
  const pp = dot(columns[p], columns[p])
  const qq = dot(columns[q], columns[q])
  if (Math.abs(product) <= 1e-16 * Math.sqrt(pp * qq)) return false
  const slope = (qq - pp) / (2 * product)
  const tangent = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.sqrt(1 + slope * slope))
  const cosine = 1 / Math.sqrt(1 + tangent * tangent)
  for (const pair of [columns, v]) {
    for (let m = 0; m < pair[p].length; m++) {
      const x = pair[p][m]
      const y = pair[q][m]
      pair[p][m] = cosine * (x - tangent * y)
      pair[q][m] = cosine * (tangent * x + y)
    }
  }
  return true
}

/** A unit vector orthogonal to those given: the unit axis that has most left when they are taken out of it. */
function freeDirection(taken: Float64Array[], dims: number): Float64Array {
  let best = new Float64Array(dims)
  let most = -1
  for (let axis = 0; axis < dims; axis++) {
    const direction = Float64Array.from({ length: dims }, (_, m) => Number(m === axis))
    taken.forEach(known => {
      const along = dot(direction, known)
      for (let m = 0; m < dims; m++) direction[m] -= along * known[m]
    })
    const left = Math.sqrt(dot(direction, direction))
    if (left <= most + 1e-9) continue
    most = left
    best = direction.map(x => x / left)
  }
  return best
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}
