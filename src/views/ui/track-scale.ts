// Where a value lies on a track and which value lies at a place: linear or log, with round values at every stop.

export interface TrackScale {
  min: number
  max: number
  log: boolean
  /** Grid of a linear track; on a log track 1 means whole numbers, anything else one significant digit. */
  step: number
  /** A log track whose left end means nought. */
  zero?: boolean
}

/** Share of the track left of a log scale that begins with nought. */
const NOUGHT = 0.08

const clamp = (share: number): number => Math.min(1, Math.max(0, share))

/** 0 at the left end, 1 at the right; values beyond the ends lie on the ends. */
export function place(value: number, { min, max, log, zero = false }: TrackScale): number {
  if (!(max > min)) return 0
  if (!log) return clamp((value - min) / (max - min))
  if (!(value > 0)) return 0
  const share = clamp(Math.log(value / min) / Math.log(max / min))
  return zero ? NOUGHT + (1 - NOUGHT) * share : share
}

/** The round value nearest to a place on the track. */
export function valueAt(share: number, scale: TrackScale): number {
  const { min, max, log, step, zero = false } = scale
  if (!log) return rounded(min + Math.round(clamp(share) * (max - min) / step) * step, min, max)
  if (zero && share < NOUGHT / 2) return 0
  const from = zero ? clamp((share - NOUGHT) / (1 - NOUGHT)) : clamp(share)
  const value = min * (max / min) ** from
  return rounded(step === 1 ? Math.round(value) : Number(value.toPrecision(1)), min, max)
}

/** The next stop in a direction: what an arrow key does. */
export function neighbour(value: number, way: 1 | -1, scale: TrackScale): number {
  const { min, max, log, step, zero = false } = scale
  if (!log) return rounded(value + way * step, min, max)
  if (zero && way < 0 && value <= min) return 0
  if (value <= 0) return min
  if (step === 1) return rounded(way > 0 ? Math.ceil(value * 1.06 + 0.5) : Math.floor(value / 1.06 - 0.5), min, max)
  const digit = 10 ** Math.floor(Math.log10(way < 0 ? value * 0.999 : value * 1.001))
  return rounded((Math.round(value / digit) + way) * digit, min, max)
}

const rounded = (value: number, min: number, max: number): number => Number(Math.min(max, Math.max(min, value)).toPrecision(12))
