// Places of a grid in an order that leaps about: what is looked for lies seldom where rows begin, and going row by row takes hundreds of moves.

const commonDivisor = (a: number, b: number): number => b === 0 ? a : commonDivisor(b, a % b)

interface Box { x: number, y: number, width: number, height: number }

/** Every place of the grid once, each far from the one before. In pixels; `apart`: between rows, and between columns. */
export function* scatteredPlaces({ x, y, width, height }: Box, apart: number): Generator<readonly [x: number, y: number]> {
  const [columns, rows] = [Math.floor(width / apart), Math.floor(height / apart)]
  const places = columns * rows
  let stride = Math.max(1, Math.round(places * 0.618))
  while (commonDivisor(stride, places) > 1) stride++
  for (let k = 0, place = 0; k < places; k++, place = (place + stride) % places) yield [x + apart * (place % columns), y + apart * Math.floor(place / columns)]
}
