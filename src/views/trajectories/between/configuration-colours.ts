// The colours of configurations: those that the picture gives to groups of runs; numbers lie along the ramp.
import type { Configurations } from '../../../store/trajectories/between-configurations.ts'
import { classColour } from '../../charts/class-colours.ts'
import type { Rgb, Theme } from '../../ramps.ts'
import { ramp, rampOf } from '../../ramps.ts'
import { HUES } from '../run-colours.ts'

/** One a configuration. */
export function configurationColours({ names, ordered }: Configurations, theme: Theme): Rgb[] {
  const last = Math.max(1, names.length - 1)
  return names.map((_, k) => ordered ? ramp(k / last, rampOf('viridis', theme)) : classColour(k % HUES, theme))
}
