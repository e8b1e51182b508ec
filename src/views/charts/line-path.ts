// A curve as an SVG path.

/** A line that has gaps where the values are not finite. */
export function linePath(values: readonly number[], x: (value: number) => number, y: (value: number) => number): string {
  let d = ''
  let pen = 'M'
  for (const [k, value] of values.entries()) {
    if (!Number.isFinite(value)) { pen = 'M'; continue }
    d += `${pen}${x(k).toFixed(1)} ${y(value).toFixed(1)}`
    pen = 'L'
  }
  return d
}
