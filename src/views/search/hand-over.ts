// A mark on the map takes pointing and clicks. A wheel over it, and a drag that begins on it, are meant for the map beneath, and are handed to it.
import { isDrag } from '../map/gestures.ts'

/** For `ref`: `marks` holds buttons that lie on a pane of the map. */
export function handOver(marks: HTMLElement | null): (() => void) | undefined {
  if (!marks) return undefined
  const ended = new AbortController()
  const on = <K extends keyof HTMLElementEventMap>(type: K, run: (event: HTMLElementEventMap[K]) => void, capture = false) =>
    marks.addEventListener(type, run, { capture, passive: false, signal: ended.signal })
  const toMap = (event: Event) => marks.closest('.MapPane')?.querySelector('.MapView-surface')?.dispatchEvent(event)
  /** The press that may become a drag; then it is the map's, down to its end. */
  let [pressed, dragged]: [PointerEvent | null, boolean] = [null, false]
  on('wheel', event => {
    event.preventDefault()
    toMap(new WheelEvent('wheel', event))
  })
  on('pointerdown', event => {
    if (event.button > 1) return
    [pressed, dragged] = [event, false]
    if (event.target instanceof Element) event.target.setPointerCapture(event.pointerId)
  })
  on('pointermove', event => {
    if (event.pointerId !== pressed?.pointerId) return
    if (!isDrag(event, event.clientX - pressed.clientX, event.clientY - pressed.clientY)) return
    const begun = new PointerEvent('pointerdown', pressed);
    [pressed, dragged] = [null, true]
    toMap(begun)
  })
  on('pointerup', () => { pressed = null })
  on('pointercancel', () => { pressed = null })
  on('click', event => {
    // A drag's own click; keys have none of a pointer.
    if (dragged && event.detail > 0) event.stopPropagation()
    dragged = false
  }, true)
  return () => ended.abort()
}
