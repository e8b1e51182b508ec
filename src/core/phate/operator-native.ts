// A kernel and its operator's probabilities in the memory of a native job.
import type { Native } from '../native/native.ts'
import type { Kernel } from './kernel.ts'

/** Pointers to K as CSR, and at the same entries to P_ij (`forth`) and P_ji (`back`). Row sums at `sums`. */
export interface NativeOperator { n: number, entries: number, rows: number, column: number, value: number, forth: number, back: number, sums: number }

export function placeOperator(native: Native, kernel: Kernel): NativeOperator {
  const { n, rows, column, value, sums } = kernel
  const entries = value.length
  const place = {
    n, entries, rows: native.put(rows), column: native.put(column), value: native.put(value), sums: native.put(sums),
    forth: native.alloc(entries * 8), back: native.alloc(entries * 8),
  }
  const forth = native.f64(place.forth, entries)
  const back = native.f64(place.back, entries)
  for (let i = 0; i < n; i++) {
    for (let k = rows[i]; k < rows[i + 1]; k++) {
      forth[k] = value[k] / sums[i]
      back[k] = value[k] / sums[column[k]]
    }
  }
  return place
}
