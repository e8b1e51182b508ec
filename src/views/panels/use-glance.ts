// What changes faster than one can read is shown as a glance at it: as it stands now, and for a while no other.
import { useEffect, useRef, useState } from 'react'

/** Networks a second beyond which lists of single ones cannot be followed any more. */
export const FAST = 3

/** How long a glance lasts (ms). */
export const GLANCE = 2000

/** The list itself, or while it is to be `held` that of the last glance; a glance that would see nothing sees what was there last. */
export function useGlance<T>(value: readonly T[], held: boolean): readonly T[] {
  const [shown, setShown] = useState(value)
  const latest = useRef(value)
  useEffect(() => { if (value.length > 0) latest.current = value })
  useEffect(() => {
    if (!held) return
    const look = () => setShown(latest.current)
    const first = window.setTimeout(look)
    const timer = window.setInterval(look, GLANCE)
    return () => {
      window.clearTimeout(first)
      window.clearInterval(timer)
    }
  }, [held])
  return held ? shown : value
}
