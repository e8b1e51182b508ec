// What an uncertain score may be expected to gain over one that stands: Jones, Schonlau and Welch, Journal of Global Optimization 13 (1998), equation 15.
import { exponential } from '../diffusion/exponential.ts'
import { erfc } from '../gauss-error.ts'

/** E max(0, ahead + deviation · N(0, 1)). */
export function expectedImprovement(ahead: number, deviation: number): number {
  if (!(deviation > 0)) return Math.max(0, ahead)
  const u = ahead / deviation
  return deviation * (u * erfc(-u * Math.SQRT1_2) / 2 + exponential(-u * u / 2) / Math.sqrt(2 * Math.PI))
}
