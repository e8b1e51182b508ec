// Weights under which every stretch of progress counts alike, so that the crowd of trained networks at the end does not decide the axes alone.

/** Half the foot of the triangular kernel by which density is taken, in progress. */
const WIDTH = 0.05

/**
 * w_u = 1/ρ(s_u), with ρ the density of progress at s_u: ρ(s) = Σ_v k(s − s_v) / ∫₀¹ k(s − x) dx, k(x) = max(0, 1 − |x|/0.05). The integral
 * makes up for the half of the kernel that falls beyond 0 or 1. Divided by their sum. A stretch of progress much longer than .05 thus has a total
 * weight in proportion to its length where any checkpoint lies in it, however many do. Refuses progress that is not from 0 to 1. O(N log N + pairs within .05).
 */
export function progressWeights(progress: ArrayLike<number>): Float64Array {
  const n = progress.length
  for (let k = 0; k < n; k++) if (!(progress[k] >= 0 && progress[k] <= 1)) throw new Error(`The progress of model ${k} is ${progress[k]}; it must be from 0 to 1.`)
  const order = Uint32Array.from({ length: n }, (_, k) => k).sort((a, b) => progress[a] - progress[b])
  const weights = new Float64Array(n)
  let total = 0
  let first = 0
  for (const own of order) {
    const s = progress[own]
    while (progress[order[first]] <= s - WIDTH) first++
    let density = 0
    for (let at = first; at < n && progress[order[at]] < s + WIDTH; at++) density += 1 - Math.abs(progress[order[at]] - s) / WIDTH
    weights[own] = inside(s) / density
    total += weights[own]
  }
  return weights.map(weight => weight / total)
}

/** Share of the kernel at s that lies between 0 and 1. */
function inside(s: number): number {
  const beyond = (edge: number): number => edge >= WIDTH ? 0 : (1 - edge / WIDTH) ** 2 / 2
  return 1 - beyond(s) - beyond(1 - s)
}
