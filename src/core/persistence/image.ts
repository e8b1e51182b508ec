// Persistence images: a diagram as a picture of fixed size (Adams et al., Journal of Machine Learning Research 18:8, 2017).
import type { Diagram } from './diagram.ts'
import { checkDiagram } from './diagram.ts'
import { erf } from '../gauss-error.ts'

/** What the picture shows: birth to the right, persistence = death − birth upwards, both in units of distance. */
export interface ImageFrame {
  birth: readonly [number, number]
  persistence: readonly [number, number]
  columns: number
  rows: number
  /** Standard deviation of the Gaussian that each bar is spread by. */
  sigma: number
  /** The persistence that has weight 1: the same for all diagrams that are compared. */
  fullWeightAt: number
}

/**
 * A frame around all bars that end of all diagrams, so that their images can be compared: births from the least to the greatest,
 * persistence from 0, sigma = one pixel of the longer side unless given, weight 1 at the greatest persistence.
 */
export function commonFrame(diagrams: readonly Diagram[], columns: number, rows: number, sigma?: number): ImageFrame {
  let least = Infinity
  let most = -Infinity
  let longest = 0
  for (const { births, deaths } of diagrams) {
    births.forEach((birth, bar) => {
      if (deaths[bar] === Infinity) return
      least = Math.min(least, birth)
      most = Math.max(most, birth)
      longest = Math.max(longest, deaths[bar] - birth)
    })
  }
  if (least > most) { least = 0; most = 0 }
  if (longest === 0) longest = 1
  if (least === most) most = least + longest
  return {
    birth: [least, most], persistence: [0, longest], columns, rows, fullWeightAt: longest,
    sigma: sigma ?? Math.max((most - least) / columns, longest / rows),
  }
}

/**
 * The persistence image, rows × columns, the first row at the least persistence: each pixel's integral of Σ w(p) N((b, p), σ²), over the
 * bars that end, with birth b, persistence p and linear weight w(p) = p / fullWeightAt (not above 1), which is 0 on the diagonal as stability asks.
 */
export function persistenceImage(diagram: Diagram, frame: ImageFrame): Float64Array {
  checkDiagram(diagram)
  const { columns, rows, sigma, fullWeightAt } = frame
  if (!(columns > 0 && rows > 0 && sigma > 0 && fullWeightAt > 0)) {
    throw new Error(`A persistence image of ${columns} × ${rows} pixels with sigma ${sigma} and full weight at ${fullWeightAt} cannot be made; all must be above 0.`)
  }
  const image = new Float64Array(rows * columns)
  diagram.births.forEach((birth, bar) => {
    const persistence = diagram.deaths[bar] - birth
    if (persistence === Infinity || persistence === 0) return
    const weight = Math.min(1, persistence / fullWeightAt)
    const across = shares(birth, frame.birth, columns, sigma)
    const up = shares(persistence, frame.persistence, rows, sigma)
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) image[row * columns + column] += weight * up[row] * across[column]
    }
  })
  return image
}

/** How much of a Gaussian around `centre` falls into each of `count` equal parts of a range. */
function shares(centre: number, [from, to]: readonly [number, number], count: number, sigma: number): Float64Array {
  const below = Float64Array.from({ length: count + 1 }, (_, k) => erf((from + (to - from) * k / count - centre) / (sigma * Math.SQRT2)) / 2)
  return Float64Array.from({ length: count }, (_, k) => below[k + 1] - below[k])
}
