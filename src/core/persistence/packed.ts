// Many diagrams end to end, as they travel and are kept.
import type { Diagram } from './diagram.ts'

/** The bars of diagram k are at starts[k] … starts[k + 1] − 1. Deaths may be Infinity. */
export interface PackedBars { starts: Uint32Array, births: Float64Array, deaths: Float64Array }

export function packDiagrams(diagrams: readonly Diagram[]): PackedBars {
  const starts = new Uint32Array(diagrams.length + 1)
  diagrams.forEach(({ births }, k) => { starts[k + 1] = starts[k] + births.length })
  const packed: PackedBars = { starts, births: new Float64Array(starts[diagrams.length]), deaths: new Float64Array(starts[diagrams.length]) }
  diagrams.forEach(({ births, deaths }, k) => {
    packed.births.set(births, starts[k])
    packed.deaths.set(deaths, starts[k])
  })
  return packed
}

/** Diagram k, on the same memory. */
export const diagramAt = ({ starts, births, deaths }: PackedBars, k: number): Diagram =>
  ({ births: births.subarray(starts[k], starts[k + 1]), deaths: deaths.subarray(starts[k], starts[k + 1]) })
