// What is to be said where sigma does not suit the networks of a map.
import type { GeometrySettings } from '../core/settings.ts'

/** The thresholds of one operator are operatorHealth's; a handful of dead layers is no reason to bother anybody. */
const WORTH_SAYING = 0.1

/** Of `measured` networks so many have an operator that is nearly the identity (saturated), or nearly constant (flat). */
export function sigmaWarnings({ scale, sigma }: GeometrySettings, measured: number, saturated: number, flat: number): string[] {
  const setting = scale === 'none' ? `σ ${sigma} on raw distances` : `σ ${sigma} of the ${scale} distance`
  const warnings: string[] = []
  if (saturated > WORTH_SAYING * measured) warnings.push(`${saturated} of ${measured} networks are saturated at ${setting}: each probe sees only itself, and distances lose their meaning. Choose a larger σ${scale === 'none' ? ' or the scale mean' : ''} and embed anew.`)
  if (flat > WORTH_SAYING * measured) warnings.push(`${flat} of ${measured} networks are flat at ${setting}: each probe sees all others alike. Their last layer may be dead; a smaller σ shows whether it is.`)
  return warnings
}
