// What the compiled kernel `table` exports; pointers are bytes from the start of the memory, all rows `stride` bytes (a multiple of 16), 0 beyond what they hold.

export interface TableKernel {
  /** W x for rows from … to − 1 of W and `count` vectors (a multiple of 4). */
  tableTimes(table: number, stride: number, from: number, to: number, x: number, count: number, y: number): void
  /** Row · x for `count` rows, into `c`. */
  products(rows: number, stride: number, count: number, x: number, c: number): void
  /** x − Σ c_i row_i, in place of x. */
  takeOff(rows: number, stride: number, count: number, c: number, x: number): void
  /** rest_v − sign (own − x_v)², in place of `count` numbers `rest`; Σ rest² and Σ |rest| into the two at `sums`. */
  leave(rest: number, x: number, own: number, sign: number, count: number, sums: number): void
}
