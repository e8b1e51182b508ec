// The dock's top edge: drag it, or use the arrow keys on it, to give the map or the panel more room. Double press: the usual height.
import type { KeyboardEvent, PointerEvent } from 'react'
import { useRef } from 'react'
import type { DockHeights } from './dock-heights.ts'
import { heightAfterKey } from './dock-heights.ts'

interface Props { height: number, heights: DockHeights, onHeight: (height: number | null) => void }

export function DockEdge({ height, heights, onHeight }: Props) {
  const held = useRef<{ y: number, from: number } | null>(null)
  const grab = (event: PointerEvent) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { y: event.clientY, from: height }
  }
  const pull = (event: PointerEvent) => {
    if (!held.current) return
    onHeight(Math.round(Math.min(heights.most, Math.max(heights.least, held.current.from + held.current.y - event.clientY))))
  }
  const drop = () => { held.current = null }
  const keys = (event: KeyboardEvent) => {
    const next = heightAfterKey(event.key, event.shiftKey, height, heights)
    if (next === null) return
    event.preventDefault()
    onHeight(next)
  }
  return (
    <div
      className="Dock-edge"
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label="Height of what stands under the map"
      aria-valuemin={heights.least}
      aria-valuemax={heights.most}
      aria-valuenow={height}
      aria-valuetext={`${height} pixels`}
      title="Drag, or use the arrow keys, to change the height"
      onPointerDown={grab}
      onPointerMove={pull}
      onPointerUp={drop}
      onPointerCancel={drop}
      onDoubleClick={() => onHeight(null)}
      onKeyDown={keys}
    />
  )
}
