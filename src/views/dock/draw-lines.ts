// Draws the networks' lines onto a canvas. Thousands of them: lines of one colour are stroked in few paths, because each stroke costs.

export interface Lines {
  /** Pixels from the left, one an axis. */
  xs: readonly number[]
  /** Pixels from the top: ys[axis][row]; NaN leaves a gap in the line. */
  ys: readonly Float32Array[]
  /** Curves leave their axes level, so that one can follow them through a crowd. */
  curved: boolean
}

export interface Strand { rows: readonly number[], stroke: string, alpha: number, width: number }

/** Lines a path: within one path crossings do not darken, so that a crowd shows by its paths. */
const TOGETHER = 24

export function drawLines(context: CanvasRenderingContext2D, lines: Lines, strands: readonly Strand[]): void {
  for (const { rows, stroke, alpha, width } of strands) {
    context.strokeStyle = stroke
    context.globalAlpha = alpha
    context.lineWidth = width
    for (let start = 0; start < rows.length; start += TOGETHER) {
      context.beginPath()
      for (let k = start; k < Math.min(rows.length, start + TOGETHER); k++) trace(context, lines, rows[k])
      context.stroke()
    }
  }
  context.globalAlpha = 1
}

function trace(path: CanvasRenderingContext2D, { xs, ys, curved }: Lines, row: number): void {
  let joined = false
  for (let axis = 0; axis < xs.length; axis++) {
    const y = ys[axis][row]
    if (Number.isNaN(y)) { joined = false; continue }
    const x = xs[axis]
    if (!joined) path.moveTo(x, y)
    else if (curved) {
      const middle = (xs[axis - 1] + x) / 2
      path.bezierCurveTo(middle, ys[axis - 1][row], middle, y, x, y)
    } else path.lineTo(x, y)
    joined = true
  }
}

/** The row whose line passes nearest to a place, within reach; −1: none. On a curve the height follows the same curve (its x is that of t up to a sixth). */
export function lineAt({ xs, ys, curved }: Lines, rows: readonly number[], x: number, y: number, reach: number): number {
  const after = xs.findIndex(at => at > x)
  const axis = after < 0 ? xs.length - 1 : after
  if (axis < 1 || x < xs[0] - reach || x > xs[xs.length - 1] + reach) return -1
  const [left, right] = [xs[axis - 1], xs[axis]]
  const share = curved ? timeAt(Math.min(1, (x - left) / (right - left))) : Math.min(1, (x - left) / (right - left))
  const ease = curved ? share * share * (3 - 2 * share) : share
  let best = -1
  let least = reach
  for (const row of rows) {
    const [from, to] = [ys[axis - 1][row], ys[axis][row]]
    const away = Math.abs(from + (to - from) * ease - y)
    if (away <= least) { best = row; least = away }
  }
  return best
}

/** The curve's parameter where it is so far across: x(t) = 1.5 t (1 − t) + t³, by bisection. */
function timeAt(x: number): number {
  let [low, high] = [0, 1]
  for (let k = 0; k < 20; k++) {
    const t = (low + high) / 2
    if (1.5 * t * (1 - t) + t ** 3 < x) low = t
    else high = t
  }
  return (low + high) / 2
}

/** A path for the line that is pointed at. */
export function linePath({ xs, ys, curved }: Lines, row: number): string {
  let d = ''
  for (let axis = 0; axis < xs.length; axis++) {
    const y = ys[axis][row]
    if (Number.isNaN(y)) continue
    const before = axis > 0 ? ys[axis - 1][row] : NaN
    const middle = axis > 0 ? (xs[axis - 1] + xs[axis]) / 2 : 0
    d += Number.isNaN(before) ? `M${xs[axis]} ${y}` : curved ? `C${middle} ${before} ${middle} ${y} ${xs[axis]} ${y}` : `L${xs[axis]} ${y}`
  }
  return d
}
