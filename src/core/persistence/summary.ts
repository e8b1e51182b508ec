// A diagram in a few numbers.
import type { Diagram } from './diagram.ts'
import { checkDiagram } from './diagram.ts'

/** Of the bars that end, with lengths L = death − birth and S = Σ L. */
export interface DiagramSummary {
  /** Number of bars that end. */
  bars: number
  /** Number of bars without end; they are in none of the other numbers. */
  endless: number
  /** S = Σ L, in units of distance. */
  totalPersistence: number
  /** Σ L², in squared units of distance. */
  totalSquaredPersistence: number
  /** The longest L; 0 without bars. */
  largest: number
  /** −Σ (L/S) ln(L/S), in nats: ln(number) if all are equally long, 0 for one bar or none (Chintakunta et al. 2015). */
  entropy: number
  /** Entropy divided by ln(number of bars), from 0 to 1; 0 for one bar or none. */
  normalisedEntropy: number
}

/** Number, total persistence, longest bar and persistent entropy of a diagram. */
export function summary(diagram: Diagram): DiagramSummary {
  checkDiagram(diagram)
  const { births, deaths } = diagram
  const lengths = deaths.map((death, bar) => death - births[bar]).filter(length => length < Infinity)
  const totalPersistence = lengths.reduce((sum, length) => sum + length, 0)
  let entropy = 0
  if (lengths.length > 1) {
    for (const length of lengths) {
      const share = length / totalPersistence
      if (share > 0) entropy -= share * Math.log(share)
    }
  }
  return {
    bars: lengths.length,
    endless: deaths.length - lengths.length,
    totalPersistence,
    totalSquaredPersistence: lengths.reduce((sum, length) => sum + length * length, 0),
    largest: lengths.reduce((most, length) => Math.max(most, length), 0),
    entropy,
    normalisedEntropy: lengths.length > 1 ? entropy / Math.log(lengths.length) : 0,
  }
}
