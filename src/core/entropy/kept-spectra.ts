// Spectra of many networks, kept in float32, so that the entropies of all of them follow at another t in a few milliseconds.
import type { NetworkActivations } from '../network.ts'
import type { Steps } from '../steps.ts'
import { cloudSteps } from './cloud.ts'
import { checkTime } from './entropy.ts'
import type { RelativeWidth } from './relative-width.ts'
import { widthIn } from './relative-width.ts'
import { cloudSpectrumSteps } from './spectrum.ts'

/** Eigenvalues of several networks at one width. */
export interface KeptSpectra {
  /** Eigenvalues of one network: its number of probes. */
  n: number
  /** networks × n, row-major, each row |λ| descending from 1 to rounding. Float32 moves an entropy by less than 1e−6 bits. */
  values: Float32Array | Float64Array
}

/** |λ| of one network's diffusion at each of several widths, n float32 each, descending. Its distances are computed once. */
export function* networkSpectraSteps({ values, rows, columns }: NetworkActivations, widths: readonly RelativeWidth[]): Steps<Float32Array[]> {
  const cloud = yield* cloudSteps(Float64Array.from(values), rows, columns)
  const spectra: Float32Array[] = []
  for (const relative of widths) {
    const { eigenvalues } = yield* cloudSpectrumSteps(cloud, widthIn(cloud, relative))
    spectra.push(Float32Array.from(eigenvalues, Math.abs).sort().reverse())
    yield { stage: 'spectra', share: spectra.length / widths.length }
  }
  return spectra
}

/** What every t starts from: ln(|λ|/largest) of every eigenvalue, networks × n, 0 first in each row; −Infinity of a 0. */
export interface LogSpectra { n: number, logs: Float64Array }

export function logSpectra({ n, values }: KeptSpectra): LogSpectra {
  const logs = new Float64Array(values.length)
  for (let row = 0; row < values.length; row += n) {
    const largest = Math.log(values[row])
    for (let k = 1; k < n; k++) logs[row + k] = Math.log(values[row + k]) - largest
  }
  return { n, logs }
}

/** Weights below e^−40 of the second are left out: n of them move an entropy by less than n × 1e−15 of itself. */
const NEGLIGIBLE = -40

/**
 * Spectral entropy in bits of each network at time t > 0 (entropy.ts has the definition): log₂ S − (t/S) Σ w log₂ λ with w = λ^t and S = Σ w.
 * The definition's surplus of 2.22e−16 a share counts for less than n × 2e−14 bits and is left out. Wide kernels and long walks leave less than
 * that of an entropy; as they are ranked, S is kept as its distance from 1, so that the least of them have all their digits.
 */
export function entropiesAt({ n, logs }: LogSpectra, t: number): Float64Array {
  checkTime(t)
  const entropies = new Float64Array(n === 0 ? 0 : logs.length / n)
  for (let i = 0; i < entropies.length; i++) {
    // The first weight is 1.
    let others = 0
    let weighted = 0
    const least = n > 1 ? t * logs[i * n + 1] + NEGLIGIBLE : 0
    for (let k = i * n + 1; k < (i + 1) * n; k++) {
      const exponent = t * logs[k]
      if (!(exponent > least)) break
      const weight = Math.exp(exponent)
      others += weight
      weighted += weight * exponent
    }
    entropies[i] = Math.max(0, (Math.log1p(others) - weighted / (1 + others)) / Math.LN2)
  }
  return entropies
}
