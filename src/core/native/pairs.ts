// What the compiled kernel `pairs` exports; pointers are bytes from the start of the memory, counts and strides are numbers of float64.

export interface PairsKernel {
  /** Twin: addSquaredDifferences in differences.ts. columns even, countA a multiple of 4, countB even. */
  addSquaredDifferences(
    a: number, strideA: number, countA: number, b: number, strideB: number, countB: number, columns: number, sums: number, width: number, own: number,
  ): void
  /** Twin: writeOperator in distance/frobenius.ts. narrow: affinities are float32. */
  expandOperator(affinities: number, narrow: number, inverses: number, n: number, target: number): void
  /** Twin: exponentials in diffusion/exponential.ts. In place; count even. */
  exponentials(at: number, count: number): void
  /** Twin: plainRowProducts in products.ts. columns even, countA a multiple of 4, countB even. */
  rowProducts(a: number, countA: number, b: number, countB: number, columns: number, out: number, width: number, own: number): void
}
