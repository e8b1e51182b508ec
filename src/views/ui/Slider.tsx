// A number on a track, always with a box to type it in.
import './Slider.css'
import type { CSSProperties } from 'react'
import { NumberBox } from './NumberBox.tsx'
import { place, valueAt } from './track-scale.ts'

interface Props {
  value: number
  min: number
  max: number
  /** Grid of the track; typed numbers need not lie on it. */
  step: number
  log?: boolean
  onChange: (value: number) => void
  label: string
  disabled?: boolean
}

const FINE = 1000

export function Slider({ value, min, max, step, log = false, onChange, label, disabled = false }: Props) {
  const scale = { min, max, log, step }
  const share = place(value, scale)
  return (
    <div className="Slider" style={{ '--share': share } as CSSProperties}>
      <input
        className="Slider-track"
        type="range"
        min={0}
        max={FINE}
        step={log ? 10 : FINE * step / (max - min)}
        value={share * FINE}
        disabled={disabled}
        aria-label={`${label}, slider`}
        aria-valuetext={String(value)}
        onChange={event => onChange(valueAt(Number(event.target.value) / FINE, scale))}
      />
      <NumberBox value={value} onCommit={onChange} step={log ? undefined : step} min={min} max={max} label={label} disabled={disabled} narrow />
    </div>
  )
}
