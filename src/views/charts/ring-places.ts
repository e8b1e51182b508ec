// Where the things of a ring stand: on an ellipse, the same way along its line from each to the next, the first at the top. Pure.

/** `count` places of an ellipse with half-axes a and b around the origin, clockwise on a screen, evenly spaced along the line; and its length. */
export function ringPlaces(count: number, a: number, b: number): { places: { x: number, y: number }[], length: number } {
  const STEPS = 2048
  const along = new Float64Array(STEPS + 1)
  const at = (k: number) => ({ x: a * Math.sin(2 * Math.PI * k / STEPS), y: -b * Math.cos(2 * Math.PI * k / STEPS) })
  for (let k = 0; k < STEPS; k++) {
    const [from, to] = [at(k), at(k + 1)]
    along[k + 1] = along[k] + Math.hypot(to.x - from.x, to.y - from.y)
  }
  const length = along[STEPS]
  let k = 0
  const places = Array.from({ length: count }, (_, place) => {
    const far = length * place / count
    while (along[k + 1] < far) k++
    return at(k + (far - along[k]) / (along[k + 1] - along[k] || 1))
  })
  return { places, length }
}
