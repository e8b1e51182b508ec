// The outline of a group: the tightest convex line round its dots, kept off them by a little and round at its corners. Pure.
import type { Point } from './view.ts'

/** Rows at the corners of the convex hull of some rows' places (x, y by row), counter-clockwise where y is upwards; a monotone chain (Andrew, 1979). */
export function hullRows(places: ArrayLike<number>, rows: readonly number[]): number[] {
  const sorted = rows.filter(row => Number.isFinite(places[2 * row] + places[2 * row + 1]))
    .sort((a, b) => places[2 * a] - places[2 * b] || places[2 * a + 1] - places[2 * b + 1])
    .filter((row, k, all) => k === 0 || places[2 * row] !== places[2 * all[k - 1]] || places[2 * row + 1] !== places[2 * all[k - 1] + 1])
  if (sorted.length < 3) return sorted
  const half = (order: readonly number[]): number[] => {
    const chain: number[] = []
    for (const row of order) {
      while (chain.length > 1 && !turnsLeft(places, chain[chain.length - 2], chain[chain.length - 1], row)) chain.pop()
      chain.push(row)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half([...sorted].reverse())]
}

function turnsLeft(places: ArrayLike<number>, a: number, b: number, c: number): boolean {
  const [ax, ay] = [places[2 * a], places[2 * a + 1]]
  return (places[2 * b] - ax) * (places[2 * c + 1] - ay) - (places[2 * b + 1] - ay) * (places[2 * c] - ax) > 0
}

const round = (value: number): number => Math.round(value * 10) / 10

/** An SVG path that runs `off` pixels outside a convex polygon (or about a point, or a line), whichever way round its corners are given. */
export function outlinePath(corners: readonly Point[], off: number): string {
  if (corners.length === 0) return ''
  if (corners.length === 1) {
    const [[x, y]] = corners
    return `M${round(x - off)} ${round(y)}a${off} ${off} 0 1 1 ${2 * off} 0a${off} ${off} 0 1 1 ${-2 * off} 0z`
  }
  const around = area(corners) < 0 ? [...corners].reverse() : corners
  const sides = around.map(([ax, ay], k) => {
    const [bx, by] = around[(k + 1) % around.length]
    const long = Math.hypot(bx - ax, by - ay)
    // Outwards, for corners that go clockwise on the screen, where y is downwards.
    const [nx, ny] = [(by - ay) / long * off, (ax - bx) / long * off]
    return { from: [round(ax + nx), round(ay + ny)], to: [round(bx + nx), round(by + ny)] }
  })
  return sides.map(({ from, to }, k) => `${k === 0 ? 'M' : `A${off} ${off} 0 0 1 `}${from.join(' ')}L${to.join(' ')}`).join('') + `A${off} ${off} 0 0 1 ${sides[0].from.join(' ')}z`
}

/** Twice the signed area; positive where the corners go clockwise on a screen. */
const area = (corners: readonly Point[]): number => corners.reduce((sum, [ax, ay], k) => {
  const [bx, by] = corners[(k + 1) % corners.length]
  return sum + ax * by - bx * ay
}, 0)
