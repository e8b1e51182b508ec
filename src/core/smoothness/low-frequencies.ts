// How much of a signal lies in the slowest waves of a graph.
import { symmetricEigenSteps } from '../eigen.ts'
import type { Steps } from '../steps.ts'
import type { Graph, Weighting } from './signal.ts'
import { centredSignal, checkSignal, degrees, isConstant } from './signal.ts'

/** Eigenvalues nearer to each other than this are one, with the freedom to turn its eigenvectors. */
const TIE = 1e-9

/** Waves of a graph: eigenvalues of L = I − q^−½ K q^−½, ascending, n, and its eigenvectors as rows, n × n. Signals share them. */
export interface Waves { n: number, values: Float64Array, vectors: Float64Array, sums: Float64Array }

/** All eigenvectors of the graph's Laplacian, dense: some n³ operations. */
export function* waveSteps(graph: Graph): Steps<Waves> {
  const { n, rows, column, value } = graph
  const sums = degrees(graph)
  const laplacian = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    laplacian[i * n + i] = 1
    for (let at = rows[i]; at < rows[i + 1]; at++) laplacian[i * n + column[at]] -= value[at] / Math.sqrt(sums[i] * sums[column[at]])
  }
  return { n, ...yield* symmetricEigenSteps(laplacian, n, 'waves'), sums }
}

/**
 * E_k: share of the energy of g (centred signal, norm 1) in the k lowest eigenvectors, the null vector counted, for each k of `counts`
 * (0 … n). Where a cut falls among equal eigenvalues, their energy counts by the part of them that is taken: E_k then does not depend on
 * which eigenvectors were found. Null for a constant signal.
 */
export function lowFrequencyEnergy({ n, values, vectors, sums }: Waves, signal: ArrayLike<number>, counts: number[], weighting: Weighting = 'degree'): Float64Array | null {
  checkSignal(signal, n)
  for (const count of counts) if (!(Number.isInteger(count) && count >= 0)) throw new Error(`${count} is not a number of eigenvectors; it must be whole and not negative.`)
  if (isConstant(signal)) return null
  const g = centredSignal(signal, sums, weighting)
  const size = g.reduce((sum, x) => sum + x * x, 0)
  const energies = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    let dot = 0
    for (let i = 0; i < n; i++) dot += vectors[k * n + i] * g[i]
    energies[k] = dot * dot / size
  }
  return Float64Array.from(counts, count => upTo(energies, values, count))
}

/** Sum of the first `count` energies, each run of equal eigenvalues spread evenly over its places. */
function upTo(energies: Float64Array, values: Float64Array, count: number): number {
  let sum = 0
  for (let start = 0; start < Math.min(count, values.length);) {
    let end = start + 1
    let group = energies[start]
    while (end < values.length && values[end] - values[end - 1] < TIE) group += energies[end++]
    sum += group * Math.min(1, (count - start) / (end - start))
    start = end
  }
  return sum
}
