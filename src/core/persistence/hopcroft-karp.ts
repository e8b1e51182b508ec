// The largest matching of a bipartite graph (Hopcroft & Karp 1973).

/** Edges by row: those of row i are at rows[i] … rows[i + 1] − 1 of `columns`; `width` columns in all. */
export interface Bipartite { rows: Int32Array, columns: Int32Array, width: number }

/** For every row the column that it is matched with, or −1, with as many matched as can be. O(edges · √vertices). */
export function largestMatching({ rows, columns, width }: Bipartite): Int32Array {
  const height = rows.length - 1
  const columnOf = new Int32Array(height).fill(-1)
  const rowOf = new Int32Array(width).fill(-1)
  const level = new Int32Array(height)
  const queue = new Int32Array(height)
  const next = new Int32Array(height)

  /** Distances of rows from the free ones along alternating paths; whether a free column can be reached. */
  const layers = (): boolean => {
    let tail = 0
    for (let row = 0; row < height; row++) {
      level[row] = columnOf[row] < 0 ? 0 : -1
      if (columnOf[row] < 0) queue[tail++] = row
    }
    let found = false
    for (let head = 0; head < tail; head++) {
      const row = queue[head]
      for (let at = rows[row]; at < rows[row + 1]; at++) {
        const mate = rowOf[columns[at]]
        if (mate < 0) {
          found = true
        } else if (level[mate] < 0) {
          level[mate] = level[row] + 1
          queue[tail++] = mate
        }
      }
    }
    return found
  }

  const augment = (row: number): boolean => {
    for (; next[row] < rows[row + 1]; next[row]++) {
      const column = columns[next[row]]
      const mate = rowOf[column]
      if (mate < 0 || (level[mate] === level[row] + 1 && augment(mate))) {
        columnOf[row] = column
        rowOf[column] = row
        return true
      }
    }
    level[row] = -1
    return false
  }

  while (layers()) {
    next.set(rows.subarray(0, height))
    for (let row = 0; row < height; row++) if (columnOf[row] < 0) augment(row)
  }
  return columnOf
}
