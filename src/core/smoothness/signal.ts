// A signal on a graph: one number per node, and how much it changes along the edges.

/** A symmetric graph by its weights: row i holds columns column[rows[i]] … column[rows[i + 1] − 1]; diagonal included. PHATE's kernel is one. */
export interface Graph { n: number, rows: Uint32Array, column: Uint32Array, value: Float64Array }

/** What the mean of a signal is taken by: the nodes' degrees, or every node alike. */
export type Weighting = 'degree' | 'none'

/** Row sums of the weights. Refuses the first node without any. */
export function degrees({ n, rows, value }: Graph): Float64Array {
  const sums = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    for (let at = rows[i]; at < rows[i + 1]; at++) sums[i] += value[at]
    if (!(sums[i] > 0 && sums[i] < Infinity)) throw new Error(`The weights of node ${i} sum to ${sums[i]}; each node needs a positive sum, its own weight included.`)
  }
  return sums
}

/** Refuses a signal of another length than n and the first value that is not finite. */
export function checkSignal(signal: ArrayLike<number>, n: number): void {
  if (signal.length !== n) throw new Error(`The signal has ${signal.length} values for ${n} nodes; each node needs one.`)
  for (let i = 0; i < n; i++) if (!Number.isFinite(signal[i])) throw new Error(`The signal is ${signal[i]} at node ${i}; only finite values can be compared.`)
}

/** Whether all values are the same: then nothing can be said about its smoothness. */
export function isConstant(signal: ArrayLike<number>): boolean {
  for (let i = 1; i < signal.length; i++) if (signal[i] !== signal[0]) return false
  return true
}

/**
 * g: the signal less its mean, as the Laplacian L = I − q^−½ K q^−½ wants it, n. By degree, g = q^½ (f − Σqf/Σq), which is orthogonal to L's
 * null vector q^½; unweighted, g = f − mean f. Not scaled.
 */
export function centredSignal(signal: ArrayLike<number>, sums: Float64Array, weighting: Weighting): Float64Array {
  const n = sums.length
  let weight = 0
  let weighted = 0
  for (let i = 0; i < n; i++) {
    const w = weighting === 'degree' ? sums[i] : 1
    weight += w
    weighted += w * (signal[i] - signal[0])
  }
  // Differences from the first value: what the signal has in common costs no digits.
  const mean = weighted / weight
  return sums.map((q, i) => (signal[i] - signal[0] - mean) * (weighting === 'degree' ? Math.sqrt(q) : 1))
}

/**
 * R = g'Lg / g'g, the Dirichlet energy of the signal, 0 … 2, small = smooth; L = I − q^−½ K q^−½. A constant signal has 0.
 * Summed edge by edge, g'Lg = ½ Σ K_ij (g_i/√q_i − g_j/√q_j)², so that a smooth signal costs no digits.
 */
export function dirichletEnergy(graph: Graph, signal: ArrayLike<number>, weighting: Weighting = 'degree'): number {
  checkSignal(signal, graph.n)
  return energy(graph, signal, degrees(graph), weighting)
}

/** The same for checked input with known degrees. */
export function energy({ n, rows, column, value }: Graph, signal: ArrayLike<number>, sums: Float64Array, weighting: Weighting): number {
  if (isConstant(signal)) return 0
  const g = centredSignal(signal, sums, weighting)
  const h = g.map((x, i) => x / Math.sqrt(sums[i]))
  let change = 0
  let size = 0
  for (let i = 0; i < n; i++) {
    for (let at = rows[i]; at < rows[i + 1]; at++) change += value[at] * (h[i] - h[column[at]]) ** 2
    size += g[i] * g[i]
  }
  return change / 2 / size
}
