// Which way up a map is hung: PHATE leaves turning and mirroring free, and a reader should find good networks on the same side each time.
import { symmetricEigen } from '../eigen.ts'
import { centred } from '../procrustes.ts'

/**
 * A rigid copy of a planar layout (N × 2): centred, its longer principal axis horizontal, mirrored so that `signal` (one value a point,
 * NaN where unknown) rises from left to right, and so that the point farthest from the horizontal axis lies above it.
 * Without a signal that varies along the axis, the point farthest out lies on the right. Ties go to the earlier point.
 * A layout as wide as high is not turned. To be done once, when a layout is made: small changes may turn it over.
 */
export function orient(layout: Float64Array, signal: ArrayLike<number> | null = null): Float64Array {
  const n = layout.length / 2
  const turned = alongPrincipalAxis(layout, n)
  const across = risesToTheRight(turned, n, signal)
  const upward = sideOfFarthest(turned, n, 1)
  return turned.map((value, k) => value * (k % 2 === 0 ? across : upward) + 0)
}

/**
 * The same in space (N × 3): centred, its principal axes along x, y and z from the longest to the shortest, x mirrored by the signal, y and z so that the
 * point farthest along each lies on its positive side. A layout that is equally wide along two axes keeps whichever frame the eigenvectors have.
 */
export function orientInSpace(layout: Float64Array, signal: ArrayLike<number> | null = null): Float64Array {
  const n = layout.length / 3
  const points = centred(layout, n, 3)
  const moments = new Float64Array(9)
  for (let i = 0; i < n; i++) for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) moments[3 * a + b] += points[3 * i + a] * points[3 * i + b]
  const { vectors } = symmetricEigen(moments, 3) // row k belongs to the k-th smallest moment
  const turned = Float64Array.from({ length: 3 * n }, (_, k) => {
    const [i, row] = [3 * Math.floor(k / 3), 3 * (2 - k % 3)]
    return vectors[row] * points[i] + vectors[row + 1] * points[i + 1] + vectors[row + 2] * points[i + 2]
  })
  const along = (axis: number): Float64Array => Float64Array.from({ length: 2 * n }, (_, k) => k % 2 === 0 ? turned[3 * (k >> 1) + axis] : 0)
  const signs = [risesToTheRight(along(0), n, signal), sideOfFarthest(along(1), n, 0), sideOfFarthest(along(2), n, 0)]
  return turned.map((value, k) => value * signs[k % 3] + 0)
}

function alongPrincipalAxis(layout: Float64Array, n: number): Float64Array {
  let meanX = 0
  let meanY = 0
  for (let i = 0; i < n; i++) {
    meanX += layout[2 * i] / n
    meanY += layout[2 * i + 1] / n
  }
  let xx = 0
  let xy = 0
  let yy = 0
  for (let i = 0; i < n; i++) {
    const x = layout[2 * i] - meanX
    const y = layout[2 * i + 1] - meanY
    xx += x * x
    xy += x * y
    yy += y * y
  }
  // The axis turns by half the angle of (xx − yy, 2 xy); where both vanish there is no longer axis.
  const round = Math.hypot(xx - yy, 2 * xy) <= 1e-12 * (xx + yy)
  const angle = round ? 0 : Math.atan2(2 * xy, xx - yy) / 2
  const cosine = Math.cos(angle)
  const sine = Math.sin(angle)
  const turned = new Float64Array(2 * n)
  for (let i = 0; i < n; i++) {
    const x = layout[2 * i] - meanX
    const y = layout[2 * i + 1] - meanY
    turned[2 * i] = cosine * x + sine * y
    turned[2 * i + 1] = cosine * y - sine * x
  }
  return turned
}

/** 1 or −1: the sign of the covariance of x with the signal, or, where that says nothing, the side of the farthest point. */
function risesToTheRight(points: Float64Array, n: number, signal: ArrayLike<number> | null): number {
  let mean = 0
  let known = 0
  for (let i = 0; signal && i < n; i++) {
    if (!Number.isFinite(signal[i])) continue
    mean += signal[i]
    known++
  }
  mean /= Math.max(1, known)
  let covariance = 0
  let size = 0
  for (let i = 0; signal && i < n; i++) {
    if (!Number.isFinite(signal[i])) continue
    covariance += (signal[i] - mean) * points[2 * i]
    size += Math.abs((signal[i] - mean) * points[2 * i])
  }
  return Math.abs(covariance) > 1e-9 * size ? Math.sign(covariance) : sideOfFarthest(points, n, 0)
}

/** 1 or −1: on which side of an axis the point farthest from it lies; 1 where all lie on it. */
function sideOfFarthest(points: Float64Array, n: number, coordinate: 0 | 1): number {
  let farthest = 0
  for (let i = 0; i < n; i++) {
    const value = points[2 * i + coordinate]
    if (Math.abs(value) > Math.abs(farthest) * (1 + 1e-9)) farthest = value
  }
  return farthest < 0 ? -1 : 1
}
