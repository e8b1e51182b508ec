// The room that a panel of the dock has, in whole pixels: it fills the dock's body.
import type { RefObject } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'

export function useBox(): [RefObject<HTMLDivElement | null>, { width: number, height: number }] {
  const ref = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 760, height: 200 })
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => setSize(before => {
      const next = { width: Math.floor(element.clientWidth), height: Math.floor(element.clientHeight) }
      return next.width === before.width && next.height === before.height ? before : next
    })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, size]
}
