// From kept spectra to the lines of the eigenvalue decay: medians and quarters of sets of networks, a sample of everybody, the step after the classes. Pure.
import { evenly } from '../../../core/evenly.ts'
import { quantileSorted } from '../../../core/statistics.ts'
import type { NetworkSet } from '../use-sets.ts'

export interface DecayLine extends NetworkSet {
  /** |λ_k|^t, k = 1 … shown: of one network, or the median over the set. */
  middle: number[]
  /** The quarters; null for fewer than four networks. */
  band: { low: number[], high: number[] } | null
}

/** Eigenvalues that are drawn: the others are too small to be seen beside them. */
export const MOST_EIGENVALUES = 40

/** Networks of the grey sample. */
export const MOST_LINES = 60

export function decayLine(table: ArrayLike<number>, n: number, set: NetworkSet, t: number): DecayLine {
  const shown = Math.min(n, MOST_EIGENVALUES)
  const middle: number[] = []
  const low: number[] = []
  const high: number[] = []
  for (let k = 0; k < shown; k++) {
    const sorted = Float64Array.from(set.rows, row => table[row * n + k]).sort()
    // Quantiles of |λ| and of |λ|^t lie in the same order, so that the power is taken once.
    middle.push(quantileSorted(sorted, 0.5) ** t)
    low.push(quantileSorted(sorted, 0.25) ** t)
    high.push(quantileSorted(sorted, 0.75) ** t)
  }
  return { ...set, middle, band: set.rows.length < 4 ? null : { low, high } }
}

/** Rows of an even sample of `count` networks that leaves some out. */
export function sampleRows(count: number, without: ReadonlySet<number>, most = MOST_LINES): number[] {
  const rows = Array.from({ length: count }, (_, row) => row).filter(row => !without.has(row))
  return evenly(rows.length, most).map(place => rows[place])
}

/** |λ|^t of single networks. */
export const singleLines = (table: ArrayLike<number>, n: number, rows: readonly number[], t: number): number[][] =>
  rows.map(row => Array.from({ length: Math.min(n, MOST_EIGENVALUES) }, (_, k) => table[row * n + k] ** t))

/** The power of ten at or below what most lines come down to, between 1e−8 and 0.1; the lowest tenth of many may leave the picture. */
export function decayFloor(lines: readonly (readonly number[])[]): number {
  const ends = Float64Array.from(lines, line => line.at(-1) ?? 1).filter(value => value > 0).sort()
  const least = ends.length ? ends[Math.floor(0.1 * ends.length)] : 1e-3
  return 10 ** Math.min(-1, Math.max(-8, Math.floor(Math.log10(least) + 1e-9)))
}

/** By what factor the spectrum falls from the c-th eigenvalue to the next, and the median such factor from the second on; null where it is too short. */
export function stepAfter(middle: readonly number[], c: number): { factor: number, usual: number } | null {
  if (c < 2 || c >= middle.length || !(middle[c] > 0)) return null
  const factors = middle.slice(1, -1).map((value, k) => value / middle[k + 2]).filter(Number.isFinite).sort((x, y) => x - y)
  return { factor: middle[c - 1] / middle[c], usual: quantileSorted(factors, 0.5) }
}
