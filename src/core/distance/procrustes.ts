// Procrustes distance: what is left between two clouds of probes when one has been laid onto the other by its best rotation.
import type { NetworkActivations } from '../network.ts'
import { newPairSteps } from '../new-pairs.ts'
import { procrustes as bestFit } from '../procrustes.ts'
import { rowProducts } from '../products.ts'
import { singularValues } from '../singular-values.ts'
import type { Steps } from '../steps.ts'
import { centredColumns, norm } from './centred.ts'
import { lowerFactor } from './lower-factor.ts'
import { checkComparable } from './networks.ts'

/** `square`: 2 − 2‖X'Y‖_*, from 0 to 2. `root`: its square root, which is a metric. */
export type ProcrustesForm = 'square' | 'root'

/** Below this, 2 − 2‖X'Y‖_* is nearly all cancellation, and what is left is measured itself. */
const NEAR = 1e-6

/** values: rows × columns; turned: the same, columns × rows. */
export interface Shape { rows: number, columns: number, values: Float64Array, turned: Float64Array }

/**
 * min_R ‖X R − Y‖²_F = 2 − 2‖X'Y‖_* over orthogonal R, of X, Y column-centred and divided by their Frobenius norms (Schönemann 1966; Williams et al.,
 * NeurIPS 2021), for all pairs, condensed. ‖·‖_* is the sum of singular values; widths may differ. Copies are at distance 0 exactly.
 * n d_i d_j + 8/3 min(d_i, d_j)³ operations a pair. A layer that is the same for all probes is refused by name.
 */
export function* procrustesDistanceSteps(networks: readonly NetworkActivations[], form: ProcrustesForm = 'square'): Steps<Float64Array> {
  checkComparable(networks)
  return yield* shapeDistanceSteps(networks.map(unitShape), form)
}

/** The second half of it: from shapes to distances. Those among the first, where they are `known` (condensed), are copied. */
export function* shapeDistanceSteps(shapes: readonly Shape[], form: ProcrustesForm = 'square', known?: Float64Array): Steps<Float64Array> {
  return yield* newPairSteps(shapes.length, 'distances', (i, j) => {
    const square = squaredDistance(shapes[i], shapes[j])
    return form === 'root' ? Math.sqrt(square) : square
  }, known)
}

/** Centred, of norm 1, without units that never change, and never wider than there are probes: a rotation makes it so. */
export function unitShape(network: NetworkActivations): Shape {
  const { id, rows, columns } = network
  const x = centredColumns(network)
  const size = norm(x)
  if (size === 0) throw new Error(`Network ${id} answers all probes alike in this layer, so it has no shape to compare; leave it out or choose another layer or metric.`)
  const moving = new Uint8Array(columns)
  for (let k = 0; k < x.length; k++) if (x[k] !== 0) moving[k % columns] = 1
  const live = Array.from(moving.keys()).filter(j => moving[j] === 1)
  const values = new Float64Array(rows * live.length)
  for (let i = 0; i < rows; i++) live.forEach((j, k) => { values[i * live.length + k] = x[i * columns + j] / size })
  const width = Math.min(rows, live.length)
  const narrow = live.length > rows ? lowerFactor(values, rows, live.length) : values
  return { rows, columns: width, values: narrow, turned: transposed(narrow, rows, width) }
}

function squaredDistance(x: Shape, y: Shape): number {
  if (x.columns === y.columns && x.values.every((value, k) => value === y.values[k])) return 0
  const square = Math.max(0, 2 - 2 * nuclearNorm(x, y))
  return square < NEAR ? residual(x, y) : square
}

/** Sum of singular values of X'Y. Not from eigenvalues of its square, which lose the small ones. */
function nuclearNorm(x: Shape, y: Shape): number {
  const [small, large] = x.columns <= y.columns ? [x, y] : [y, x]
  const [p, q] = [small.columns, large.columns]
  const cross = rowProducts({ values: small.turned, rows: p, columns: x.rows }, { values: large.turned, rows: q, columns: x.rows })
  return singularValues(p < q ? lowerFactor(cross, p, q) : cross, p).reduce((sum, value) => sum + value, 0)
}

/** columns × rows. */
function transposed(values: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = values[i * columns + j]
  return turned
}

/**
 * For near copies: with the best rotation R and factor f = ‖X'Y‖_*, δ = ‖f X R − Y‖² = 1 − f² is summed directly, without cancellation, and
 * 2 − 2f = 2δ / (1 + √(1 − δ)).
 */
function residual(x: Shape, y: Shape): number {
  const dims = Math.max(x.columns, y.columns)
  const { disparity } = bestFit(widened(x, dims), widened(y, dims), x.rows, dims)
  return 2 * disparity / (1 + Math.sqrt(1 - disparity))
}

function widened({ rows, columns, values }: Shape, dims: number): Float64Array {
  const wide = new Float64Array(rows * dims)
  for (let i = 0; i < rows; i++) wide.set(values.subarray(i * columns, (i + 1) * columns), i * dims)
  return wide
}
