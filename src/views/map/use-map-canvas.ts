// Ties the canvas to React: made when there is somewhere to look, told of changes before the page is painted, made again if the context is lost.
import type { RefObject } from 'react'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { mapDrawn } from '../../store/after-map.ts'
import type { Scene } from './map-canvas.ts'
import { MapCanvas } from './map-canvas.ts'
import type { View } from './view.ts'

/** How often a lost context is replaced before we give up. */
const PATIENCE = 3

/** Draws the scene into the host. Returns why it cannot, in one sentence, or null. */
export function useMapCanvas(host: RefObject<HTMLDivElement | null>, view: View | null, scene: Scene | null): string | null {
  const canvas = useRef<MapCanvas | null>(null)
  const [losses, setLosses] = useState(0)
  const [fault, setFault] = useState<string | null>(() => hasWebGL2() ? null
    : 'This browser has no WebGL2, which the map needs; panels, training and files work without it. Another browser, or hardware acceleration switched on, would show the map.')

  const make = useEffectEvent((parent: HTMLDivElement) => {
    const made = new MapCanvas(parent, view!, mapDrawn, why => {
      // What a canvas that has been put away still has to say concerns nobody.
      if (canvas.current !== made) return
      if (losses < PATIENCE) setLosses(losses + 1)
      else setFault(`The map can no longer be drawn: ${why.message} Reload the page to try again; panels and files work on.`)
    })
    canvas.current = made
    if (scene) made.show(scene)
  })

  const ready = view !== null && fault === null
  useEffect(() => {
    if (!ready || !host.current) return
    make(host.current)
    return () => {
      const made = canvas.current
      canvas.current = null
      made?.destroy()
    }
  }, [ready, losses, host])

  useLayoutEffect(() => { if (view) canvas.current?.look(view) }, [view])
  useLayoutEffect(() => { if (scene) canvas.current?.show(scene) }, [scene])
  return fault
}

function hasWebGL2(): boolean {
  const context = document.createElement('canvas').getContext('webgl2')
  // A page may hold few contexts: this one is given back at once.
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
}
