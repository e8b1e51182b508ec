// The width a chart has to draw in. Charts are drawn pixel by pixel, not scaled, so that their type keeps its size.
import { useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'

export function useWidth<T extends HTMLElement>(first = 360): [RefObject<T | null>, number] {
  const ref = useRef<T>(null)
  const [width, setWidth] = useState(first)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => setWidth(Math.max(120, Math.floor(element.clientWidth)))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}
