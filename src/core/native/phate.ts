// What the compiled kernel `phate` exports; pointers are bytes from the start of the memory. What each does is told at kernels/phate.as.ts.

export interface PhateKernel {
  squareFromCondensed(condensed: number, n: number, stride: number, square: number): void

  bandwidths(square: number, n: number, stride: number, knn: number, from: number, to: number, nearest: number, result: number): void
  countReached(square: number, stride: number, reach: number, from: number, to: number): number
  affinities(
    square: number, n: number, stride: number, bandwidth: number, reach: number, decay: number, from: number, to: number, at: number,
    rows: number, column: number, value: number,
  ): number
  thinOut(rows: number, column: number, value: number, n: number, sums: number, anisotropy: number, weight: number): void

  sparseGram(rows: number, column: number, forth: number, back: number, n: number, from: number, to: number, gram: number): void
  entropyCurve(sigma: number, n: number, powers: number, length: number, curve: number): void

  addProducts(a: number, b: number, stride: number, rows: number, left: number, right: number, from: number, to: number, c: number): void
  addSquaredDifferences(u: number, stride: number, rows: number, left: number, right: number, from: number, to: number, c: number): void
  mirror(c: number, n: number, stride: number, roots: number): void

  powerStrip(rows: number, column: number, forth: number, back: number, n: number, t: number, first: number, x: number, y: number): number
  stripPotential(strip: number, n: number, first: number, sums: number, gamma: number, u: number, stride: number): void
  dense(rows: number, column: number, value: number, n: number, stride: number, left: number, right: number, result: number): void
  symmetricPotential(s: number, n: number, stride: number, roots: number, gamma: number, from: number, to: number): void

  squareMeans(square: number, n: number, stride: number, means: number): void
  centredProduct(square: number, n: number, stride: number, means: number, mean: number, x: number, count: number, y: number): void

  seedTwister(state: number, seed: number): void
  packPairs(n: number, pairs: number): void
  shufflePairs(state: number, pairs: number, last: number, first: number): void
  moveFlatPairs(pairs: number, from: number, to: number, square: number, stride: number, points: number, mu: number, ax: number, ay: number): void
  moveSolidPairs(
    pairs: number, from: number, to: number, square: number, stride: number, points: number, mu: number, ax: number, ay: number, az: number,
  ): void

  cyclicDiagonals(square: number, n: number, stride: number, points: number, from: number, to: number, diagonals: number): void
  moveDiagonals(
    order: number, from: number, to: number, n: number, diagonals: number, mu: number, x: number, y: number, z: number, apart: number,
  ): void

  rawStress(square: number, n: number, stride: number, x: number, y: number, z: number, from: number, to: number): number
  addPulls(
    square: number, n: number, stride: number, x: number, y: number, z: number, from: number, to: number, rx: number, ry: number, rz: number,
  ): number
}
