// Samples as they stand in a file → values, shape and full scale of a draft: pictures as height × width × channels, bytes where they are bytes.
import { channelsLast } from '../../core/graph/channels.ts'
import { FormatError } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import type { DataDraft } from './data-draft.ts'

export type Samples = Pick<DataDraft, 'rows' | 'values' | 'shape' | 'fullScale' | 'warnings'>

/** Numbers of `rows` samples of this shape. Errors: none, too many, or more in one sample than is trained on. */
export function checkedCount(where: string, rows: number, shape: readonly number[]): number {
  const features = shape.reduce((product, length) => product * length, 1)
  if (!(features >= 1)) throw new FormatError(`${where} holds samples of ${shape.join(' × ')} numbers; one at least is needed.`)
  if (features > LIMITS.dataFeatures) throw new FormatError(`${where} holds samples of ${shape.join(' × ')} numbers; ${LIMITS.dataFeatures} is the most that is read.`)
  if (rows * features > LIMITS.dataNumbers) throw new FormatError(`${where} holds ${rows} samples of ${shape.join(' × ')} numbers; ${LIMITS.dataNumbers / 1e6} million numbers is the most that is read.`)
  return rows * features
}

/**
 * `values`: rows × features, row-major. Pictures of numbers from 0 to 1 that are 255ths are bytes again. A row of a square number of bytes
 * is a picture laid flat. Errors: a number that is not finite.
 */
export function samplesOf(where: string, values: Float32Array | Float64Array | Uint8Array, rows: number, shape: readonly number[]): Samples {
  checkedCount(where, rows, shape)
  const { length } = values
  let low = Infinity
  let high = -Infinity
  let whole = true
  let fractions = true
  for (let at = 0; at < length; at++) {
    const value = values[at]
    if (value < low) low = value
    if (value > high) high = value
    if (whole && value !== Math.floor(value)) whole = false
    if (fractions && Math.abs(value * 255 - Math.round(value * 255)) > 2e-3) fractions = false
    if (value - value !== 0) throw new FormatError(`${where} holds ${value} in row ${Math.floor(at / (length / rows))}; every number should be finite.`)
  }
  const warnings: string[] = []
  const flat = shape.length === 1
  const side = Math.round(Math.sqrt(shape[0]))
  const square = flat && side >= 8 && side * side === shape[0] && low >= 0
  const unpacked = fractions && !whole && low >= 0 && high <= 1 && high > 0.5 && (!flat || square)
  const picture = !flat || (square && (unpacked || (whole && high > 1 && high <= 255)))
  if (unpacked) warnings.push('Its numbers from 0 to 1 are 255ths: they are read as 0 to 255.')
  if (flat && picture) warnings.push(`Its rows of ${shape[0]} are read as pictures of ${side}×${side}.`)
  const bytes = unpacked || (whole && low >= 0 && high <= 255)
  return {
    rows, warnings,
    values: !bytes ? Float32Array.from(values) : values instanceof Uint8Array ? values : Uint8Array.from(values, value => unpacked ? Math.round(value * 255) : value),
    shape: picture && flat ? [side, side, 1] : [...shape],
    fullScale: picture ? fullScale(low, unpacked ? 255 : high) : null,
  }
}

/** As input scales have it: 255 where a number exceeds 16, 16 where one exceeds 1, else 1; beyond bytes the largest number. */
const fullScale = (low: number, high: number): number | null => low < 0 ? null : high > 255 ? high : high > 16 ? 255 : high > 1 ? 16 : 1

const CHANNELS: ReadonlySet<number> = new Set([1, 3, 4])

/** Of samples that are no single number a row: height × width gets a channel; the first of three axes is that of channels where it has 1, 3 or 4 and the last has not. */
export function asPictures(values: Float32Array | Uint8Array, rows: number, shape: readonly number[]): [values: Float32Array | Uint8Array, rows: number, shape: number[]] {
  if (shape.length < 3) return [values, rows, shape.length === 2 ? [...shape, 1] : [...shape]]
  const [first, second, third] = shape
  if (!CHANNELS.has(first) || CHANNELS.has(third)) return [values, rows, [first, second, third]]
  const last = [second, third, first]
  return [channelsLast(values, rows, last), rows, last]
}

/** Rows of two or more pieces, one after the other. */
export function joined(pieces: readonly (Float32Array | Uint8Array)[]): Float32Array | Uint8Array {
  if (pieces.length === 1) return pieces[0]
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  const whole = pieces.every(piece => piece instanceof Uint8Array) ? new Uint8Array(length) : new Float32Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
