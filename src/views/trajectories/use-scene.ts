// Where a picture of training lies in its frame: the plot within its margins, the scene stretched and turned, and a camera that shows all of it at first.
import type { RefObject } from 'react'
import { useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import type { Camera } from '../map/camera.ts'
import { coveredParts, marginIn } from '../map/camera.ts'
import type { Turn } from '../map/turntable.ts'
import { FRONT } from '../map/turntable.ts'
import type { Rect } from '../map/fit.ts'
import type { Size } from '../map/view.ts'
import { LOW_PANE, marginsOf, plotIn, sizeOf } from './plot.ts'
import type { Scene } from './scene.ts'
import { NO_SCENE, NO_STRETCH, sceneOf, solidFit, stretchToFill } from './scene.ts'
import type { Shown } from './use-laid.ts'

/** Pixels that the plot keeps free within itself. */
export const FREE = 16

interface Frame {
  shown: Shown | null
  size: Size | null
  turn: Turn
  /** Each axis fills the picture. */
  filled: boolean
  still: boolean
  camera: Camera
  frame: RefObject<HTMLElement | null>
  narrow: boolean
  tools: boolean
  two: boolean
  bare: boolean
  footed: boolean
}

export interface Placed {
  scene: Scene
  plot: Rect | null
  plotSize: Size | null
  /** There is hardly room for more than the plot. */
  low: boolean
  /** What lies over the plot. */
  covered: () => ReturnType<typeof coveredParts>
}

export function useScene({ shown, size, turn, filled, still, camera, frame, narrow, tools, two, bare, footed }: Frame): Placed {
  const solid = shown?.dimensions === 3
  const meaning = shown?.meaning ?? true
  const low = narrow && size !== null && size.height < LOW_PANE
  const plot = useMemo(
    () => size && plotIn(size, marginsOf({ meaning, phone: narrow, solid, ...size, tools, two, bare, footed })),
    [size, narrow, meaning, solid, tools, two, bare, footed],
  )
  const plotSize = useMemo(() => plot && sizeOf(plot), [plot])
  const laid = shown?.laid ?? null
  const stretches = filled && meaning
  const stretch = useMemo(() => {
    if (!laid || !plotSize || !shown || !stretches) return NO_STRETCH
    const free = 2 * marginIn(plotSize, FREE)
    return stretchToFill(laid, shown.axes, solid ? 1 : (plotSize.width - free) / (plotSize.height - free))
  }, [laid, shown, plotSize, stretches, solid])
  const scene = useMemo(() => laid && shown ? sceneOf(laid, shown.axes, stretch, solid ? turn : null) : NO_SCENE, [laid, shown, stretch, solid, turn])
  /** What a view is fitted to: of a solid picture, whatever its turn. */
  const whole = useMemo(() => {
    if (!laid || !shown) return null
    return solid ? solidFit(sceneOf(laid, shown.axes, stretch, FRONT)) : sceneOf(laid, shown.axes, stretch, null).everything
  }, [laid, shown, stretch, solid])

  /** Where axes have margins of their own, nothing lies on the plot. */
  const covered = useCallback(() => meaning ? [] : coveredParts(frame.current), [meaning, frame])
  const met = useRef<typeof plotSize>(null)
  useLayoutEffect(() => {
    if (!whole || !plotSize || !shown) return
    // Another frame is another stretch: nothing is to be seen on the way.
    camera.keepStill(still || met.current !== plotSize)
    met.current = plotSize
    camera.meet({ series: `${shown.series} ${filled}`, networks: { length: whole.length }, positions: whole }, plotSize, covered())
    camera.keepStill(still)
  }, [camera, whole, plotSize, shown, filled, still, covered])
  useLayoutEffect(() => () => camera.rest(), [camera])
  return { scene, plot, plotSize, low, covered }
}
