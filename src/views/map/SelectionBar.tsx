// How many are selected, and what to do with them. Only there when something is.
import { X, ZoomIn } from 'lucide-react'
import { memo } from 'react'
import { integer } from '../ui/format.ts'
import { Button } from '../ui/Button.tsx'

interface Props {
  count: number
  /** Why there is nothing to zoom to; null where there is. */
  noZoom: string | null
  onZoom: () => void
  onClear: () => void
}

export const SelectionBar = memo(function SelectionBar({ count, noZoom, onZoom, onClear }: Props) {
  return (
    <div className="SelectionBar" role="group" aria-label="Selection">
      <span className="SelectionBar-count" role="status">{integer(count)} selected</span>
      <Button className="SelectionBar-zoom" variant="quiet" small icon={<ZoomIn size={16} aria-hidden />} reason={noZoom} title="Zoom to selection (F)" onClick={onZoom}>Zoom</Button>
      <Button variant="quiet" small icon={<X size={16} aria-hidden />} title="Clear the selection (Esc)" onClick={onClear}>Clear</Button>
    </div>
  )
})
