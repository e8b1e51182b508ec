// The heaviest matching of a bipartite graph (shortest augmenting paths: Jonker & Volgenant 1987, with a way out for every vertex).

/** Edges by row: those of row i are at rows[i] … rows[i + 1] − 1, to `columns`, with `gains` above 0; `width` columns in all. The lists may be longer than needed. */
export interface Gains { rows: Int32Array, columns: Int32Array, gains: Float64Array, width: number }

/**
 * For every row the column that it is matched with, or −1, such that the sum of gains is greatest; rows and columns may stay alone at gain 0.
 * Prices u, v ≥ 0 with u_i + v_j ≥ gain_ij, equal on matched edges, and 0 where one stays alone. Rows first bid for columns; each that is left
 * is brought in by the shortest path to a free column, or to a row (itself, perhaps) that gives up its column and stays alone.
 */
export function heaviestMatching(edges: Gains): Int32Array {
  const { rows, columns, gains, width } = edges
  const height = rows.length - 1
  const columnOf = new Int32Array(height).fill(-1)
  const rowOf = new Int32Array(width).fill(-1)
  const u = new Float64Array(height)
  const v = new Float64Array(width)
  const slack = new Float64Array(width).fill(Infinity)
  const from = new Int32Array(width)
  const settled = new Uint8Array(width)
  const reached = new Float64Array(height)
  const scanned = new Int32Array(height)
  const seen = new Int32Array(width)
  for (const root of bid(edges, u, v, columnOf, rowOf)) {
    let scans = 0
    let sights = 0
    let row = root
    let far = 0
    let alone = root
    let aloneAt = u[root]
    let end = -1
    for (;;) {
      reached[row] = far
      scanned[scans++] = row
      for (let at = rows[row]; at < rows[row + 1]; at++) {
        const column = columns[at]
        const there = far + u[row] + v[column] - gains[at]
        if (settled[column] === 1 || there >= aloneAt || there >= slack[column]) continue
        if (slack[column] === Infinity) seen[sights++] = column
        slack[column] = there
        from[column] = row
      }
      let nearest = -1
      for (let at = 0; at < sights; at++) {
        const column = seen[at]
        if (settled[column] === 0 && (nearest < 0 || slack[column] < slack[nearest])) nearest = column
      }
      if (nearest < 0 || slack[nearest] >= aloneAt) {
        far = aloneAt
        break
      }
      far = slack[nearest]
      if (rowOf[nearest] < 0) {
        end = nearest
        break
      }
      settled[nearest] = 1
      row = rowOf[nearest]
      if (far + u[row] < aloneAt) {
        aloneAt = far + u[row]
        alone = row
      }
    }
    for (let at = 0; at < scans; at++) u[scanned[at]] -= far - reached[scanned[at]]
    for (let at = 0; at < sights; at++) {
      const column = seen[at]
      if (settled[column] === 1) v[column] += far - slack[column]
      settled[column] = 0
      slack[column] = Infinity
    }
    if (end < 0) {
      end = columnOf[alone]
      columnOf[alone] = -1
    }
    while (end >= 0) {
      const taker = from[end]
      const given = columnOf[taker]
      columnOf[taker] = end
      rowOf[end] = taker
      end = given
    }
  }
  return columnOf
}

/** Rounds of bids a row: then paths are shorter than wars of small bids. */
const BIDS_A_ROW = 4

/**
 * Every row takes the column that is worth most to it, at a price that leaves it with what its second choice is worth (staying alone is a choice, worth 0);
 * whoever had that column bids again. Prices stay as `heaviestMatching` says. Returns the rows that are left without having chosen to stay
 * alone, their own prices set. (Augmenting row reduction of Jonker & Volgenant.)
 */
function bid({ rows, columns, gains }: Gains, u: Float64Array, v: Float64Array, columnOf: Int32Array, rowOf: Int32Array): number[] {
  const height = columnOf.length
  const left: number[] = []
  let bids = BIDS_A_ROW * height
  for (let next = 0; next < height; next++) {
    for (let row = next; row >= 0;) {
      let first = 0
      let second = 0
      let column = -1
      for (let at = rows[row]; at < rows[row + 1]; at++) {
        const worth = gains[at] - v[columns[at]]
        if (worth > first) {
          second = first
          first = worth
          column = columns[at]
        } else if (worth > second) second = worth
      }
      u[row] = first
      if (column < 0) break // it stays alone, and prices only rise
      const before = rowOf[column]
      if (before >= 0 && (first === second || bids-- <= 0)) {
        left.push(row)
        break
      }
      u[row] = second
      v[column] += first - second
      columnOf[row] = column
      rowOf[column] = row
      if (before >= 0) columnOf[before] = -1
      row = before
    }
  }
  return left
}
