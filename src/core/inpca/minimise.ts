// The lowest point of a function of one variable between two bounds, by golden sections and parabolas.

const GOLDEN = (3 - Math.sqrt(5)) / 2
const MOST = 500

/**
 * A local minimum of f in (from, to), to about `tolerance` (Brent 1973, chapter 5; bounds are approached, never evaluated).
 * Golden sections, replaced by the vertex of the parabola through the three best points where that falls well inside.
 */
export function minimise(f: (x: number) => number, from: number, to: number, tolerance: number): number {
  let low = from
  let high = to
  let best = low + GOLDEN * (high - low)
  let second = best
  let third = best
  let fBest = f(best)
  let fSecond = fBest
  let fThird = fBest
  let step = 0
  let before = 0
  for (let count = 1; count < MOST; count++) {
    const middle = (low + high) / 2
    const least = Math.sqrt(Number.EPSILON) * Math.abs(best) + tolerance / 3
    if (Math.abs(best - middle) <= 2 * least - (high - low) / 2) break
    let parabola = false
    if (Math.abs(before) > least) {
      const r = (best - second) * (fBest - fThird)
      const s = (best - third) * (fBest - fSecond)
      let p = (best - third) * s - (best - second) * r
      let q = 2 * (s - r)
      if (q > 0) p = -p
      q = Math.abs(q)
      const last = before
      before = step
      if (Math.abs(p) < Math.abs(q * last / 2) && p > q * (low - best) && p < q * (high - best)) {
        parabola = true
        step = p / q
        const x = best + step
        if (x - low < 2 * least || high - x < 2 * least) step = middle >= best ? least : -least
      }
    }
    if (!parabola) {
      before = best >= middle ? low - best : high - best
      step = GOLDEN * before
    }
    const x = best + (step >= 0 ? Math.max(step, least) : Math.min(step, -least))
    const y = f(x)
    if (y <= fBest) {
      if (x >= best) low = best
      else high = best
      third = second
      fThird = fSecond
      second = best
      fSecond = fBest
      best = x
      fBest = y
    } else {
      if (x < best) low = x
      else high = x
      if (y <= fSecond || second === best) {
        third = second
        fThird = fSecond
        second = x
        fSecond = y
      } else if (y <= fThird || third === best || third === second) {
        third = x
        fThird = y
      }
    }
  }
  return best
}
