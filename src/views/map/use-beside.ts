// A tooltip's place: beside what it is of, on whichever side there is room.
import type { RefObject } from 'react'
import { useLayoutEffect, useRef } from 'react'
import type { Point, Size } from './view.ts'

/** Pixels between a dot's middle and the tooltip. */
const OFF = 16

export function useBeside([x, y]: Point, frame: Size): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const { offsetWidth: width, offsetHeight: height } = element
    const left = x + OFF + width <= frame.width - 8 ? x + OFF : x - OFF - width
    const top = y + OFF + height <= frame.height - 8 ? y + OFF : y - OFF - height
    element.style.transform = `translate(${Math.round(Math.max(8, left))}px, ${Math.round(Math.max(8, top))}px)`
  })
  return ref
}
