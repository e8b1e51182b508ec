// How long all distances between diagrams take, before anyone asks for them. Pure.
import type { PackedBars } from '../../../core/persistence/packed.ts'

/** Measured (docs/methods/persistence.md): microseconds a pair of diagrams, and a pair of their bars. */
const [A_PAIR, A_PAIR_OF_BARS] = [8, 0.007]

/** Pairs of diagrams, and the seconds that their distances take on a machine like the one that was measured. */
export function wassersteinTime({ starts }: PackedBars): { pairs: number, seconds: number } {
  const n = starts.length - 1
  const pairs = n * (n - 1) / 2
  const bars = n > 0 ? starts[n] / n : 0
  return { pairs, seconds: pairs * (A_PAIR + A_PAIR_OF_BARS * bars * bars) / 1e6 }
}
