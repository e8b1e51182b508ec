// Where the legend's axis is marked: round values, in the measure's own units.

/** Round values within [low, high], about `count` of them, 1, 2, 2.5 or 5 times a power of ten apart. Whole numbers only, where asked. */
export function evenTicks(low: number, high: number, count: number, whole = false): number[] {
  if (!(high > low)) return [low]
  const raw = (high - low) / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(raw))
  let step = [1, 2, 2.5, 5, 10].map(lead => lead * power).find(size => size >= raw * (1 - 1e-9))!
  if (whole) step = Math.max(1, Math.round(step))
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)))
}

/** Values 1, 3 (or 1, 2, 5, or powers of ten alone) times powers of ten within [low, high], low > 0: the densest of these with at most `count`. */
export function logTicks(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low]
  const ticks = (leads: number[], every = 1) => {
    const found: number[] = []
    for (let power = Math.floor(Math.log10(low) + 1e-9); power <= Math.log10(high) + 1e-9; power++) {
      if (power % every) continue
      for (const lead of leads) {
        const value = Number(`${lead}e${power}`)
        if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) found.push(value)
      }
    }
    return found
  }
  for (const found of [ticks([1, 2, 5]), ticks([1, 3]), ticks([1]), ticks([1], 2), ticks([1], 3)]) {
    if (found.length <= count && found.length >= 2) return found
  }
  return evenTicks(low, high, Math.max(1, count - 2))
}
