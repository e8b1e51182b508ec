// Domains of two axes such that a unit is about as long on either: pixels only.

/** What Scatter leaves beside its marks: left and right, and above and below. */
const BESIDE = { across: 46, up: 52 }
/** The rail's usual width. */
const WIDTH = 360

export function equalSides(places: readonly { x: number, y: number }[], height: number): [readonly [number, number], readonly [number, number]] {
  if (places.length === 0) return [[0, 1], [0, 1]]
  const ends = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)]
  const [x, y] = [ends(places.map(place => place.x)), ends(places.map(place => place.y))]
  const aspect = (WIDTH - BESIDE.across) / (height - BESIDE.up)
  const unit = Math.max((x[1] - x[0]) / aspect, y[1] - y[0], 1e-9) * 1.06
  const about = ([low, high]: [number, number], span: number): readonly [number, number] => [(low + high - span) / 2, (low + high + span) / 2]
  return [about(x, unit * aspect), about(y, unit)]
}
