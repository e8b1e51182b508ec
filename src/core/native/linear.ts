// What the compiled kernel `linear` exports; pointers are bytes from the start of the memory, strides bytes from row to row.

export interface LinearKernel {
  mirror(a: number, stride: number, n: number): void
  tridiagonalise(a: number, stride: number, n: number, from: number, to: number, d: number, e: number, taus: number, work: number): void
  bandPanel(a: number, stride: number, n: number, b: number, k: number, taus: number, work: number): void
  packBand(a: number, stride: number, n: number, b: number, band: number): void
  chaseBand(band: number, n: number, b: number, from: number, to: number, work: number): void
  unpackTridiagonal(band: number, n: number, b: number, d: number, e: number): void
  squareOffDiagonal(d: number, e: number, n: number): number
  rootFree(d: number, e: number, n: number, l: number, negligible: number, budget: number): number
  turnToDiagonal(d: number, e: number, n: number, l: number, negligible: number, budget: number, basis: number, stride: number, turns: number, strip: number): number
  reflectRows(a: number, stride: number, n: number, b: number, taus: number, from: number, to: number, z: number, strideZ: number, rows: number, triangular: number): void
  bidiagonalise(a: number, stride: number, n: number, from: number, to: number, interleaved: number, work: number): void
}
