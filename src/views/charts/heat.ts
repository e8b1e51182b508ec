// What a heat map is drawn from: where values lie on its ramp, and the stretches of its order that belong together.
import type { Rgb } from '../ramps.ts'

/** Places from … to − 1 of the order. */
export interface Band { from: number, to: number, name: string, colour: Rgb }

/** 0 to 1 along the ramp; values beyond the ends lie on them, and 0 of a log scale at its low end. */
export function shadeOf([low, high]: readonly [number, number], log: boolean): (value: number) => number {
  const along = (value: number): number => log ? Math.log(Math.max(value, low)) : value
  const [from, to] = [along(low), along(high)]
  return value => to > from ? Math.min(1, Math.max(0, (along(value) - from) / (to - from))) : 0
}

/** Stretches of one label along an order. */
export function bandsOf(order: ArrayLike<number>, labels: ArrayLike<number>, names: readonly string[], colour: (label: number) => Rgb): Band[] {
  const bands: Band[] = []
  for (let place = 0; place < order.length; place++) {
    const label = labels[order[place]]
    const last = bands.at(-1)
    if (last && labels[order[last.from]] === label) last.to = place + 1
    else bands.push({ from: place, to: place + 1, name: names[label] ?? String(label), colour: colour(label) })
  }
  return bands
}

/** Least positive and largest entry off the diagonal of an n × n table; [0, 0] where there is none. */
export function offDiagonal(values: ArrayLike<number>, n: number): [number, number] {
  let [low, high] = [Infinity, 0]
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      const value = values[row * n + column]
      if (row === column || !(value > 0)) continue
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  }
  return high > 0 ? [low, high] : [0, 0]
}
