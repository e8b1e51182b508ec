// A walk's own steps, doubled: P², P⁴, P⁸ of a diffusion operator, kept as half a symmetric matrix like the operator itself.
import { condensedFromSquare, squareFromCondensed } from '../condensed.ts'
import { rowProducts } from '../products.ts'
import type { DiffusionOperator } from './operator.ts'

/**
 * P² of a walk P = Q⁻¹ M with M symmetric: M₂ = Q P² = M Q⁻¹ M is symmetric too, with the same row sums Q. n³/2 multiply-adds.
 */
export function squaredOperator({ n, affinities, sums, diagonal }: DiffusionOperator): DiffusionOperator {
  const matrix = squareFromCondensed(affinities, n, 1)
  if (diagonal) for (let k = 0; k < n; k++) matrix[k * n + k] = diagonal[k]
  const scaled = new Float64Array(n * n)
  const inverses = sums.map(q => 1 / q)
  for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) scaled[i * n + k] = matrix[i * n + k] * inverses[k]
  const product = rowProducts({ values: matrix, rows: n, columns: n }, { values: scaled, rows: n, columns: n }, true)
  return { n, affinities: condensedFromSquare(product, n), sums, diagonal: Float64Array.from({ length: n }, (_, k) => product[k * n + k]) }
}

/** P^t for t a power of two. */
export function operatorPower(operator: DiffusionOperator, t: number): DiffusionOperator {
  if (!(t >= 1 && Number.isInteger(Math.log2(t)))) throw new Error(`t is ${t}; a power of a walk is taken by doubling, so t must be 1, 2, 4, 8, ….`)
  return t === 1 ? operator : operatorPower(squaredOperator(operator), t / 2)
}
