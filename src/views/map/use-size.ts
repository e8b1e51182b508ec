// The size of an element, in whole CSS pixels; null before it is known.
import type { RefObject } from 'react'
import { useLayoutEffect, useState } from 'react'
import type { Size } from './view.ts'

export function useSize(ref: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => setSize(last => {
      const [width, height] = [element.clientWidth, element.clientHeight]
      return last?.width === width && last.height === height ? last : width > 0 && height > 0 ? { width, height } : null
    })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return size
}
