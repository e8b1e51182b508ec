// A curve as an SVG path.
import { line } from 'd3-shape'

/** A line that has gaps where the values are not finite; tenths of pixels. A lone value between gaps is a point, seen where caps are round. */
export function linePath(values: readonly number[], x: (value: number) => number, y: (value: number) => number): string {
  const draw = line<number>((_, k) => x(k), value => y(value)).defined(Number.isFinite).digits(1)
  return draw(values) ?? ''
}
