// What the test of smoothness allows one to say. Pure, so that the claim can be tested.
import type { Smoothness } from '../../protocol/geometry.ts'

/** Chance that is called none. */
const LEVEL = 0.05

export type Verdict = 'smooth' | 'rough' | 'unclear' | 'constant'

/** `tried`: measures that were looked at; p counts so many times (Bonferroni). Rough: above 99 % of the shuffles. */
export function verdict({ energy, shuffled }: Smoothness, tried: number): Verdict {
  if (!shuffled) return 'constant'
  if (corrected(shuffled.p, tried) < LEVEL) return 'smooth'
  return energy > shuffled.high ? 'rough' : 'unclear'
}

export const corrected = (p: number, tried: number): number => Math.min(1, p * Math.max(1, tried))

export const CLAIMS: Record<Verdict, string> = {
  smooth: 'is a low-frequency signal: neighbours are alike in it',
  rough: 'is rougher than chance: neighbours differ in it',
  unclear: 'is no smoother than chance',
  constant: 'does not vary, so there is nothing to test',
}

/** The axis: from 0 to the next quarter above all that stands on it; R is never above 2. */
export const axisEnd = ({ energy, shuffled }: Smoothness): number => Math.min(2, Math.max(1, Math.ceil(4 * Math.max(energy, shuffled?.high ?? 0)) / 4))
