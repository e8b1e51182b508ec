// A matching of two diagrams as lines of one square: from bar to bar, or from a bar down to the diagonal. Pure.
import type { Diagram } from '../../core/persistence/diagram.ts'
import type { DiagramMatching } from '../../core/persistence/wasserstein.ts'

/** Ends in births and deaths; `a`, `b`: places in the diagrams, −1 where the partner is the diagonal. */
export interface MatchedLine { a: number, b: number, cost: number, from: [number, number], to: [number, number] }

/** Costliest last, so that they are drawn on top. Pairs without end have no place in the square. */
export function matchedLines(a: Diagram, b: Diagram, { pairs }: DiagramMatching): MatchedLine[] {
  const lines = pairs.map(({ a: one, b: other, cost }): MatchedLine => {
    const from = one >= 0 ? pointOf(a, one) : footOf(b, other)
    const to = other >= 0 ? pointOf(b, other) : footOf(a, one)
    return { a: one, b: other, cost, from, to }
  })
  return lines.filter(({ from, to }) => [...from, ...to].every(Number.isFinite)).sort((x, y) => x.cost - y.cost)
}

const pointOf = ({ births, deaths }: Diagram, bar: number): [number, number] => [births[bar], deaths[bar]]

/** The nearest point of the diagonal, in the Euclidean norm and the maximum norm alike. */
function footOf({ births, deaths }: Diagram, bar: number): [number, number] {
  const middle = (births[bar] + deaths[bar]) / 2
  return [middle, middle]
}

/** The line nearest to a place in pixels, if one is within reach. */
export function lineAt(lines: readonly { x1: number, y1: number, x2: number, y2: number }[], x: number, y: number, reach: number): number {
  let [best, least] = [-1, reach * reach]
  lines.forEach(({ x1, y1, x2, y2 }, k) => {
    const [dx, dy] = [x2 - x1, y2 - y1]
    const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)))
    const far = (x1 + along * dx - x) ** 2 + (y1 + along * dy - y) ** 2
    if (far <= least) { best = k; least = far }
  })
  return best
}
