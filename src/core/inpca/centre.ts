// Double centring of a table of squared distances, plain or weighted, and of the distances of a newcomer.

/** What double centring takes off: r_i = Σ_j m_j D_ij and g = Σ_i m_i r_i. `weights` is null where all models count alike (m = 1/n). */
export interface Centring { weights: Float64Array | null, rows: Float64Array, mean: number }

/** Weights divided by their sum. Refuses the first that is not positive and finite. */
export function checkWeights(weights: ArrayLike<number>, n: number): Float64Array {
  if (weights.length !== n) throw new Error(`There are ${weights.length} weights for ${n} models; every model needs one.`)
  let sum = 0
  for (let i = 0; i < n; i++) {
    if (!(weights[i] > 0 && weights[i] < Infinity)) throw new Error(`The weight of model ${i} is ${weights[i]}; weights must be positive and finite.`)
    sum += weights[i]
  }
  return Float64Array.from(weights, weight => weight / sum)
}

/** Means of the rows of D (condensed) and their mean, by the weights. */
export function centringOf(distances: Float64Array, n: number, weights: Float64Array | null): Centring {
  const rows = new Float64Array(n)
  let at = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const distance = distances[at++]
      rows[i] += weights ? weights[j] * distance : distance
      rows[j] += weights ? weights[i] * distance : distance
    }
  }
  if (!weights) for (let i = 0; i < n; i++) rows[i] /= n
  const mean = rows.reduce((sum, row, i) => sum + (weights ? weights[i] * row : row / n), 0)
  return { weights, rows, mean }
}

/** −½ (D_ij − r_i − r_j + g), n × n, row-major; with weights M^½ W M^½. */
export function centredTable(distances: Float64Array, n: number, { weights, rows, mean }: Centring): Float64Array {
  const table = new Float64Array(n * n)
  const roots = weights?.map(Math.sqrt) ?? new Float64Array(n).fill(1)
  let at = 0
  for (let i = 0; i < n; i++) {
    table[i * n + i] = 0.5 * (rows[i] + rows[i] - mean) * (roots[i] * roots[i])
    for (let j = i + 1; j < n; j++) {
      const centred = 0.5 * (rows[i] + rows[j] - distances[at++] - mean) * (roots[i] * roots[j])
      table[i * n + j] = centred
      table[j * n + i] = centred
    }
  }
  return table
}
