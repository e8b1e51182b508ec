// What a length on the screen is in potential units; and of a three-dimensional map, from where it is looked at.
import { memo } from 'react'
import { scaleBar } from './scale.ts'

export const ScaleBar = memo(function ScaleBar({ scale, turned }: { scale: number, turned: string | null }) {
  const { pixels, label } = scaleBar(scale)
  const end = Math.round(pixels) + 0.5
  return (
    <div className="ScaleBar" data-covers-map>
      {turned && <p className="ScaleBar-turn">{turned}</p>}
      <svg width={end + 0.5} height={8} aria-hidden>
        <path d={`M.5 1v6M.5 4.5H${end}M${end} 1v6`} fill="none" stroke="var(--ink-3)" />
      </svg>
      {label}
    </div>
  )
})
