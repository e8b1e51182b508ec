// On a phone the panels stand in a sheet at the bottom: peek, half or full. Drag the handle, press it, or use the arrow keys on it.
import './Sheet.css'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { useRef, useState } from 'react'
import type { SheetHeight } from './sheet-heights.ts'
import { SHEET_HEIGHTS, heightsOf, nearestHeight } from './sheet-heights.ts'
import { useWindowHeight } from './use-frame.ts'

interface Props {
  height: SheetHeight
  onHeight: (height: SheetHeight) => void
  children: ReactNode
  /** Stands under the panels when the sheet is full. */
  foot: ReactNode
}

const WORDS: Record<SheetHeight, string> = { peek: 'peeking', half: 'half open', full: 'open' }
/** Less than this is a press, not a drag. */
const SLACK = 6

export function Sheet({ height, onHeight, children, foot }: Props) {
  const [pulled, setPulled] = useState<number | null>(null)
  const windowHeight = useWindowHeight()
  const grip = useRef<{ y: number, from: number, moved: boolean } | null>(null)
  const heights = heightsOf(windowHeight)
  const at = SHEET_HEIGHTS.indexOf(height)

  const grab = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = { y: event.clientY, from: heights[height], moved: false }
  }
  const pull = (event: PointerEvent) => {
    if (!grip.current) return
    const { y, from } = grip.current
    if (Math.abs(event.clientY - y) > SLACK) grip.current.moved = true
    if (grip.current.moved) setPulled(Math.min(heights.full, Math.max(64, from + y - event.clientY)))
  }
  const settle = () => {
    if (pulled !== null) onHeight(nearestHeight(pulled, windowHeight))
    setPulled(null)
  }
  // The click that ends a drag is none.
  const press = () => {
    const dragged = grip.current?.moved ?? false
    grip.current = null
    if (!dragged) onHeight(SHEET_HEIGHTS[(at + 1) % SHEET_HEIGHTS.length])
  }
  const keys = (event: KeyboardEvent) => {
    const next = event.key === 'ArrowUp' ? SHEET_HEIGHTS[at + 1] : event.key === 'ArrowDown' ? SHEET_HEIGHTS[at - 1] : undefined
    if (!next) return
    event.preventDefault()
    onHeight(next)
  }
  return (
    <section className="Sheet" aria-label="Panels" data-height={height} data-pulled={pulled !== null || undefined} style={{ height: pulled ?? heights[height] }}>
      <button
        type="button"
        className="Sheet-grip"
        aria-label={`Panels, ${WORDS[height]}. Press, drag, or arrow keys to change the height.`}
        onPointerDown={grab}
        onPointerMove={pull}
        onPointerUp={settle}
        onPointerCancel={settle}
        onClick={press}
        onKeyDown={keys}
      />
      <div className="Sheet-body">{children}</div>
      {height === 'full' && foot}
    </section>
  )
}
