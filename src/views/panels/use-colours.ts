// The map's colours for marks in panels: the measure, its scale and its inversion are the legend's, so that a dot looks the same everywhere.
import { useDeferredValue, useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { MeasureKey } from '../../store/measures.ts'
import { measureAmong } from '../../store/measures.ts'
import type { ColourScale } from '../colour.ts'
import { colourScale, css } from '../colour.ts'
import { useApp } from '../use-app.ts'
import { usePalette } from '../use-palette.ts'

export interface Colours {
  measure: MeasureKey
  scale: ColourScale
  fill: (row: NetworkRow) => string
  /** The colour in one of a few steps, so that marks of one colour can be one path; and its place in the order of drawing. */
  stepped: (row: NetworkRow) => { fill: string, order: number }
}

const STEPS = 40

export function useColours(): Colours {
  const rows = useDeferredValue(useApp(state => state.map?.networks) ?? NONE)
  const { measure: key, log, invert, palette, range } = useApp(state => state.colour)
  const derived = useApp(state => state.derived)
  const theme = usePalette()
  return useMemo(() => {
    const measure = measureAmong(rows, key, derived)
    const scale = colourScale(measure, rows, { log, invert, theme, palette, range })
    const stepped = (row: NetworkRow) => {
      const at = scale.position(measure.read(row))
      if (at === null) return { fill: css(scale.colourAt(NaN)), order: -1 }
      if (measure.kind === 'category') return { fill: css(scale.colour(row)), order: at }
      const step = Math.round(at * STEPS) / STEPS
      return { fill: css(scale.along(step)), order: step }
    }
    return { measure: measure.key, scale, fill: row => css(scale.colour(row)), stepped }
  }, [rows, key, derived, log, invert, theme, palette, range])
}

const NONE: readonly NetworkRow[] = []
