// A map's picture on its card in the gallery: some of its dots with their colour, in a text of at most 2,000 characters.
import type { MapHead } from './map-file.ts'

/** x and y from 0 to 1 by the longer side, y upwards; value from 0 to 1 between the lowest and the highest of the map. */
export interface PictureDot { x: number, y: number, value: number }

/** More than these are thinned, every so-manyth: a card is no bigger than a stamp. */
const MOST_DOTS = 500
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** A dot is four digits of 64 values: x and y eight bits each, the value eight bits. */
const TEXT = /^(?:[\w-]{4})*$/

/** Coordinates in any unit, values on any scale; dots are drawn in their order. */
export function pictureOf(dots: readonly PictureDot[]): string {
  if (dots.length === 0) return ''
  const every = Math.ceil(dots.length / MOST_DOTS)
  const [left, right] = endsOf(dots.map(dot => dot.x))
  const [low, high] = endsOf(dots.map(dot => dot.y))
  const [least, most] = endsOf(dots.map(dot => dot.value))
  const side = Math.max(right - left, high - low) || 1
  const bits = (value: number, from: number, span: number): number => Number.isFinite(value) ? Math.round(255 * (value - from) / (span || 1)) : 0
  return dots.filter((_, k) => k % every === 0).map(({ x, y, value }) => {
    const number = bits(x, left, side) * 65_536 + bits(y, low, side) * 256 + bits(value, least, most - least)
    return [18, 12, 6, 0].map(shift => DIGITS[(number >>> shift) & 63]).join('')
  }).join('')
}

/** A map's, by test accuracy; of one with depth as it is seen from the front. */
export function mapPicture({ networks, ids, embedding, manifest: { geometry: { dimensions } } }: MapHead): string {
  const known = new Map(networks.map(row => [row.id, row]))
  return pictureOf(ids.map((id, k) => ({ x: embedding[dimensions * k], y: embedding[dimensions * k + 1], value: known.get(id)?.outcome.testAccuracy ?? NaN })))
}

/** The dots of such a text; null where it is none. */
export function dotsOf(picture: string): PictureDot[] | null {
  if (picture.length > 4 * MOST_DOTS || !TEXT.test(picture)) return null
  return Array.from({ length: picture.length / 4 }, (_, k) => {
    const number = [...picture.slice(4 * k, 4 * k + 4)].reduce((sum, digit) => sum * 64 + DIGITS.indexOf(digit), 0)
    return { x: (number >>> 16) / 255, y: ((number >>> 8) & 255) / 255, value: (number & 255) / 255 }
  })
}

const endsOf = (values: readonly number[]): [number, number] =>
  values.filter(Number.isFinite).reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity])
