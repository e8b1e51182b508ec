// What a polygon holds.

/** A place in the plane. */
export type Corner = readonly [number, number]

/** Even-odd rule: is the point inside the polygon? Its last corner joins its first. Fewer than three corners hold nothing. */
export function insidePolygon(x: number, y: number, corners: readonly Corner[]): boolean {
  if (corners.length < 3) return false
  let inside = false
  let [ax, ay] = corners[corners.length - 1]
  for (const [bx, by] of corners) {
    // A ray to the right crosses this side: half-open in y, so that a ray through a corner counts it once.
    if ((by > y) !== (ay > y) && x < bx + (ax - bx) * (y - by) / (ay - by)) inside = !inside
    ax = bx
    ay = by
  }
  return inside
}

/** Rows of `places` (x, y, x, y, …) that lie in the polygon, ascending; both in the same coordinates. */
export function rowsInside(places: ArrayLike<number>, corners: readonly Corner[]): number[] {
  const rows: number[] = []
  if (corners.length < 3) return rows
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const [x, y] of corners) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    low = Math.min(low, y)
    high = Math.max(high, y)
  }
  for (let row = 0; row * 2 < places.length; row++) {
    const x = places[2 * row]
    const y = places[2 * row + 1]
    if (x >= left && x <= right && y >= low && y <= high && insidePolygon(x, y, corners)) rows.push(row)
  }
  return rows
}
