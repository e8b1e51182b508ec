// c on a log scale that begins with 0. It is heard of while it moves, and acted on when it is let go: by pointer, by key, or typed.
import type { CSSProperties } from 'react'
import { useId } from 'react'
import { NumberBox } from '../ui/NumberBox.tsx'
import type { TrackScale } from '../ui/track-scale.ts'
import { neighbour, place, valueAt } from '../ui/track-scale.ts'

interface Props { value: number, scale: TrackScale, onChange: (value: number) => void, onRelease: () => void }

const FINE = 1000

export function DecaySlider({ value, scale, onChange, onRelease }: Props) {
  const id = useId()
  const share = place(value, scale)
  return (
    <div className="DecaySlider">
      <label htmlFor={id}>Decay c</label>
      <div className="Slider" style={{ '--share': share } as CSSProperties}>
        <input
          id={id}
          className="Slider-track"
          type="range"
          min={0}
          max={FINE}
          step={1}
          value={share * FINE}
          aria-valuetext={String(value)}
          onChange={event => onChange(valueAt(Number(event.target.value) / FINE, scale))}
          onPointerUp={onRelease}
          onKeyDown={event => {
            const way = ({ ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 } as const)[event.key]
            if (way === undefined) return
            onChange(neighbour(value, way, scale))
            event.preventDefault()
          }}
          onKeyUp={event => { if (event.key === 'Enter') onRelease() }}
        />
        <NumberBox value={value} onCommit={typed => { onChange(Math.min(scale.max, Math.max(0, typed))); onRelease() }} label="Decay c, typed" narrow />
      </div>
    </div>
  )
}
