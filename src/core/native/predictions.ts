// What the compiled kernel `predictions` exports; pointers are bytes from the start of the memory.

export interface PredictionsKernel {
  /** Bytes of one model's amplitudes √p. */
  modelBytes(probes: number, classes: number): number
  /** √p of models × probes × classes probabilities at `values`, into `out` (models × modelBytes). */
  amplitudes(values: number, models: number, probes: number, classes: number, out: number): void
  /** Mean Bhattacharyya distances, countA × countB (both even), into `out`; NaN where `pair` has to do it. */
  tile(a: number, countA: number, b: number, countB: number, probes: number, classes: number, out: number): void
  /** One pair's mean distance, exactly; adds the number of probes that counted 100 to the float64 at `disjoint`. */
  pair(a: number, b: number, probes: number, classes: number, disjoint: number): number
}
