// Ties the canvas to React: a sketch at once, the drawing library when that is on screen, told of changes before the page is painted, made again if the
// context is lost.
import type { RefObject } from 'react'
import { useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { mapDrawn, mapSketched } from '../../store/after-map.ts'
import type { MapCanvas, Scene } from './map-canvas.ts'
import { MapSketch } from './map-sketch.ts'
import type { Size, View } from './view.ts'

/** How often a lost context is replaced before we give up. */
const PATIENCE = 3

/**
 * Draws the scene into the host. Where the library cannot (no WebGL2, a context that is lost again and again), the sketch remains: nothing moves by
 * itself, everything else is the same.
 */
export function useMapCanvas(host: RefObject<HTMLDivElement | null>, view: View | null, size: Size | null, scene: Scene | null): void {
  const sketch = useRef<MapSketch | null>(null)
  const canvas = useRef<MapCanvas | null>(null)
  const [losses, setLosses] = useState(0)

  const rub = () => {
    sketch.current?.destroy()
    sketch.current = null
  }
  const draw = useEffectEvent((parent: HTMLDivElement) => {
    // Beside the library's canvas and not within its host: the library clears that.
    sketch.current = new MapSketch(parent.parentElement!, view!, size!)
    if (scene) sketch.current.show(scene)
  })
  const make = useEffectEvent((parent: HTMLDivElement, Made: typeof MapCanvas) => {
    const drawn = () => {
      rub()
      mapDrawn()
    }
    const made = new Made(parent, view!, drawn, () => {
      // What a canvas that has been put away still has to say concerns nobody.
      if (canvas.current === made) setLosses(losses + 1)
    })
    canvas.current = made
    if (scene) made.show(scene)
  })

  const ready = view !== null && size !== null
  useLayoutEffect(() => {
    const parent = host.current
    if (!ready || !parent) return
    draw(parent)
    let gone = false
    const began = afterFrame(() => {
      mapSketched()
      void import('./map-canvas.ts').then(({ MapCanvas: Made }) => {
        if (gone) return
        if (losses < PATIENCE && hasWebGL2()) make(parent, Made)
        else mapDrawn()
      }).catch(mapDrawn)
    })
    return () => {
      gone = true
      began()
      const made = canvas.current
      canvas.current = null
      made?.destroy()
      rub()
    }
  }, [ready, losses, host])

  useLayoutEffect(() => {
    if (!view || !size) return
    sketch.current?.look(view, size)
    canvas.current?.look(view)
  }, [view, size])
  useLayoutEffect(() => {
    if (!scene) return
    sketch.current?.show(scene)
    canvas.current?.show(scene)
  }, [scene])
}

/** When what was drawn now has been painted; a page that nobody looks at paints nothing, and is not waited for. Returns how to call it off. */
function afterFrame(then: () => void): () => void {
  let timer = document.hidden ? setTimeout(then) : undefined
  const frame = timer === undefined ? requestAnimationFrame(() => { timer = setTimeout(then) }) : 0
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

function hasWebGL2(): boolean {
  const context = document.createElement('canvas').getContext('webgl2')
  // A page may hold few contexts: this one is given back at once.
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
}
