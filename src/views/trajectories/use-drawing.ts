// What is drawn of a picture of training, from the ground up: axes or graticule, the road, runs, averages, and rings round what is pointed at.
import { useCallback, useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { graticule } from '../map/scale.ts'
import type { Rect } from '../map/fit.ts'
import type { Size, View } from '../map/view.ts'
import { fullName, kindOf } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import type { usePalette } from '../use-palette.ts'
import { drawArms, drawAverage, drawAxes, drawEnds, drawGraticule, drawNames, drawRoad, within } from './draw-ground.ts'
import type { Inks, Pen } from './runs-drawing.ts'
import { drawHovered, drawRings } from './draw-pointed.ts'
import { drawRuns } from './draw-runs.ts'
import { edgesOf, toPixels } from './plot.ts'
import { groupColour } from './run-colours.ts'
import type { Scene } from './scene.ts'
import type { Shown } from './use-laid.ts'
import type { Moment } from './use-moment.ts'
import type { DrawnRuns } from './use-drawn-runs.ts'

/** Runs whose dots have names beside them on the map of runs. */
const NAMED = 14

interface Drawn {
  shown: Shown | null
  scene: Scene
  of: DrawnRuns
  plot: Rect | null
  plotSize: Size | null
  view: View | null
  /** x, y of every row on the page. */
  pixels: Float64Array
  now: () => Moment
  /** Runs are shown up to the clock's moment. */
  held: boolean
  narrow: boolean
  /** Rows that were brushed; the run under the pointer and the row that is read, −1 for none; the row of the arrow keys. */
  marked: readonly number[]
  lit: number
  row: number
  cursor: number | null
  theme: ReturnType<typeof usePalette>
}

export function useDrawing({ shown, scene, of, plot, plotSize, view, pixels, now, held, narrow, marked, lit, row, cursor, theme }: Drawn): (pen: Pen, inks: Inks) => void {
  const trail = useApp(state => state.clock.trail)
  const { rowOfId, ids, runs, shapes, paint, grouped, standing } = of
  const solid = shown?.dimensions === 3
  const ground = useMemo(() => {
    if (!view || !plot) return null
    return {
      road: toPixels(view, plot, scene.road), averages: scene.averages.map(path => toPixels(view, plot, path)), arms: scene.arms && toPixels(view, plot, scene.arms),
      edges: edgesOf(view, plot, scene),
    }
  }, [view, plot, scene])

  return useCallback((pen: Pen, inks: Inks) => {
    if (!plot || !shown || !paint || !ground || !plotSize || !view) return
    const { heads, seen } = now()
    const red = (k: number) => shown.signs[shown.axes[k]] < 0
    if (!shown.meaning) {
      const { across, down } = graticule(view, plotSize)
      drawGraticule(pen, { across: across.map(at => at + plot.left), down: down.map(at => at + plot.top) }, plot, inks)
    } else if (!solid) {
      drawAxes(pen, plot, { low: ground.edges.x[0], high: ground.edges.x[1], timeLike: red(0) }, { low: ground.edges.y[0], high: ground.edges.y[1], timeLike: red(1) }, inks)
    }
    // However they are turned, three axes are seen to their ends.
    const seenWithin = solid ? { left: 0, top: plot.top - 8, right: plot.right + plot.left, bottom: plot.bottom + 12 } : { ...plot, top: plot.top - 8, right: plot.right + 10 }
    within(pen, seenWithin, () => {
      if (ground.arms && shown.meaning) drawArms(pen, ground.arms, shown.axes.map(axis => `axis ${axis + 1}`), [0, 1, 2].map(red), inks)
      drawRoad(pen, ground.road, inks)
      const drawn = {
        starts: scene.starts, pixels, tiers: standing.tiers, groups: standing.marks, grouped, paint, shapes, heads, clocked: held, trail, dotsOnly: shown.dotsOnly, narrow,
      }
      drawRuns(pen, drawn, inks)
      ground.averages.forEach((path, k) => drawAverage(pen, path, groupColour(shown.averages[k], theme), inks))
      drawRings(pen, drawn, marked.filter(at => seen[at] > 0), inks.a, 3)
      if (lit >= 0) drawHovered(pen, drawn, lit, inks)
      if (row >= 0 && row < seen.length) drawRings(pen, drawn, [row], cursor === row ? inks.focus : inks.ink, 4.5)
      drawEnds(pen, ground.road, pixels, plot, inks)
      if (shown.dotsOnly && runs <= NAMED) drawNames(pen, Array.from(ids, id => shortName(rowOfId.get(id), id)), pixels, inks)
    })
  }, [
    plot, plotSize, shown, paint, ground, view, now, solid, scene.starts, pixels, standing, grouped, shapes, held, trail, narrow, theme,
    marked, lit, row, cursor, runs, ids, rowOfId,
  ])
}

const shortName = (network: NetworkRow | undefined, id: number): string => network ? kindOf(network) || fullName(network) : `#${id}`
