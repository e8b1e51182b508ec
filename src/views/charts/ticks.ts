// Ticks that one would write by hand: quarters where d3 has only fifths, whole numbers for counts, and few of them on a log scale.

/** About `count` steps of 1, 2, 2.5 or 5 times a power of ten (whole ones where asked for); one finer where that leaves fewer than three ticks. */
export function linearTicks(low: number, high: number, count: number, integer = false): number[] {
  if (!(high > low)) return Number.isFinite(low) ? [low] : []
  const rough = (high - low) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const steps = [0.5, 1, 2, 2.5, 5, 10].map(factor => Number((factor * power).toPrecision(3))).filter(step => !integer || Number.isInteger(step))
  const coarse = Math.max(0, steps.findIndex(step => step >= rough * 0.999))
  const ticks = multiples(low, high, steps[coarse] ?? 1)
  return ticks.length < 3 && coarse > 0 ? multiples(low, high, steps[coarse - 1]) : ticks
}

function multiples(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => Number(((first + k) * step).toPrecision(12)))
}

/** Powers of ten, thinned where there are many; with 3s, or 2s and 5s, where they would be fewer than three; the two ends as a last resort. */
export function logTicks(low: number, high: number, count = 4): number[] {
  if (!(high > low)) return [low]
  const first = Math.floor(Math.log10(low))
  const decades = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, k) => first + k)
  const within = (factors: number[], every = 1) => decades.filter(exponent => exponent % every === 0)
    .flatMap(exponent => factors.map(factor => Number((factor * 10 ** exponent).toPrecision(6))))
    .filter(tick => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9))
  const tens = within([1])
  if (tens.length > count + 2) return within([1], Math.ceil(tens.length / (count + 1)))
  if (tens.length >= 3) return tens
  const finer = [[1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 8]].map(factors => within(factors)).find(ticks => ticks.length >= 3)
  return finer ?? [low, high]
}
