// Some of a map's networks as a short text: as bits, or as a list of who is in it or who is not, whichever is shortest.
import { bytesOfBase64url, base64url } from './base64url.ts'
import { FormatError, quoted } from './format-error.ts'

/** `places` (ascending, each once) among 0 … count − 1. */
export function networkSetText(places: readonly number[], count: number): string {
  const chosen = new Set(places)
  const rest = Array.from({ length: count }, (_, place) => place).filter(place => !chosen.has(place))
  return [`+${steps(places)}`, `-${steps(rest)}`, `b${base64url(bits(places))}`].reduce((shortest, text) => text.length < shortest.length ? text : shortest)
}

/** The places, ascending. Errors: FormatError where the text is none of ours, or names a place beyond `count`. */
export function networkSetFrom(text: string, count: number, where: string): number[] {
  const wrong = (): FormatError => new FormatError(`${where} is ${quoted(text)}; it should name some of the map's ${count.toLocaleString('en-US')} networks.`)
  if (text.length > 2 * count + 2) throw wrong()
  const sign = text[0]
  const rest = text.slice(1)
  if (sign === 'b') {
    const bytes = bytesOfBase64url(rest)
    if (!bytes) throw wrong()
    const places: number[] = []
    for (let place = 0; place < 8 * bytes.length; place++) if ((bytes[place >> 3] >> (place & 7) & 1) === 1) places.push(place)
    if (places.length > 0 && places[places.length - 1] >= count) throw wrong()
    return places
  }
  if (sign !== '+' && sign !== '-') throw wrong()
  const places: number[] = []
  let place = -1
  for (const step of rest === '' ? [] : rest.split('.')) {
    if (!/^[0-9a-z]{1,6}$/.test(step)) throw wrong()
    place += 1 + parseInt(step, 36)
    if (place >= count) throw wrong()
    places.push(place)
  }
  if (sign === '+') return places
  const out = new Set(places)
  return Array.from({ length: count }, (_, one) => one).filter(one => !out.has(one))
}

/** Networks passed over before each, in base 36. */
const steps = (places: readonly number[]): string => places.map((place, k) => (place - (k === 0 ? 0 : places[k - 1] + 1)).toString(36)).join('.')

/** The lowest place in the lowest bit of the first byte; no zeros at the end. */
function bits(places: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(places.length === 0 ? 0 : (places[places.length - 1] >> 3) + 1)
  for (const place of places) bytes[place >> 3] |= 1 << (place & 7)
  return bytes
}
