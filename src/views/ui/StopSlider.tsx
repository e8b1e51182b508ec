// A number from a list of stops on a track, with a box to type it in. Stops that are not ready yet can be chosen, and are seen to be on their way.
import './Slider.css'
import './StopSlider.css'
import type { CSSProperties } from 'react'
import { NumberBox } from './NumberBox.tsx'
import { placeAmong } from './stops.ts'

interface Props {
  value: number
  /** Ascending, at least two. */
  stops: readonly number[]
  /** Which of them can be shown at once; all of them where nothing is said. */
  ready?: readonly boolean[]
  /** Called with a stop, or with whatever number was typed. */
  onChange: (value: number) => void
  label: string
  /** In words, for those who hear it. */
  spoken: string
}

export function StopSlider({ value, stops, ready, onChange, label, spoken }: Props) {
  const last = stops.length - 1
  const at = placeAmong(stops, value)
  return (
    <div className="Slider" style={{ '--share': at / last } as CSSProperties}>
      <span className="StopSlider">
        {ready && stops.map((stop, k) => <span key={stop} className="StopSlider-stop" data-ready={ready[k] || undefined} style={{ '--at': k / last } as CSSProperties} aria-hidden />)}
        <input
          className="Slider-track"
          type="range"
          min={0}
          max={last}
          step={1}
          value={Math.round(at)}
          aria-label={`${label}, slider`}
          aria-valuetext={spoken}
          onChange={event => onChange(stops[Number(event.target.value)])}
        />
      </span>
      <NumberBox value={value} onCommit={onChange} label={label} narrow />
    </div>
  )
}
