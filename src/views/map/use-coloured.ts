// The map's colours: the measure chosen in the legend and its scale over the map's networks, read once for all maps.
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { Measure } from '../../store/measures.ts'
import { measureAmong } from '../../store/measures.ts'
import type { ColourScale } from '../colour.ts'
import { colourScale } from '../colour.ts'
import { useApp } from '../use-app.ts'
import type { Spread } from './histogram.ts'
import { spreadOf } from './histogram.ts'
import type { MapPalette } from './palette.ts'
import { useMapPalette } from './palette.ts'

export interface Coloured {
  measure: Measure
  scale: ColourScale
  palette: MapPalette
  /** Null for categories. */
  spread: Spread | null
}

export function useColoured(networks: readonly NetworkRow[]): Coloured {
  const { measure: key, log, invert, palette: ramp, range } = useApp(state => state.colour)
  const derived = useApp(state => state.derived)
  const palette = useMapPalette()
  const { theme } = palette
  const measure = useMemo(() => measureAmong(networks, key, derived), [networks, key, derived])
  const scale = useMemo(() => colourScale(measure, networks, { log, invert, theme, palette: ramp, range }), [measure, networks, log, invert, theme, ramp, range])
  const spread = useMemo(() => measure.kind === 'number' ? spreadOf(networks, measure, scale, 1) : null, [networks, measure, scale])
  return useMemo(() => ({ measure, scale, palette, spread }), [measure, scale, palette, spread])
}
