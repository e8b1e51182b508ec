// Sentences that read a chart with its numbers. Pure, so that what is claimed can be tested.
import type { Correlation } from '../../core/statistics.ts'
import { decimal, integer } from '../ui/format.ts'

/** What a rank correlation allows one to say; a rise that chance would give one time in twenty is not called one. */
export function trend({ rho, n }: Correlation): string {
  if (Number.isNaN(rho)) return 'cannot be ranked against'
  if (Math.abs(rho) * Math.sqrt(Math.max(0, n - 1)) < 1.96) return 'neither rises nor falls clearly with'
  const way = rho > 0 ? 'rises' : 'falls'
  return Math.abs(rho) >= 0.6 ? `${way} clearly with` : Math.abs(rho) >= 0.3 ? `${way} with` : `${way} a little with`
}

export const rhoOf = ({ rho, n }: Correlation): string => `ρ\u00a0=\u00a0${decimal(rho, 2)}, n\u00a0=\u00a0${integer(n)}`

export const networksOf = (count: number): string => `${integer(count)} ${count === 1 ? 'network' : 'networks'}`
