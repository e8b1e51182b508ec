// What the Entropy tab says of its pictures, and the numbers it draws them from. Pure.
import type { Scale } from '../../../core/settings.ts'
import type { EntropySettings } from '../../../store/state.ts'
import { decimal, power } from '../../ui/format.ts'

export const SCALE_WORDS: Record<Scale, string> = { median: 'median distance', mean: 'mean distance', rms: 'root mean square distance', none: '(absolute)' }

/** σ = 1 median distance, t = 2. */
export const settingWords = ({ scale, sigma, t }: EntropySettings): string => `σ\u00a0=\u00a0${power(sigma)} ${SCALE_WORDS[scale]}, t\u00a0=\u00a0${power(t)}`

const SCALE_SHORT: Record<Scale, string> = { median: 'median', mean: 'mean', rms: 'rms', none: 'absolute' }

/** σ 1 median · t 2, beside a title. */
export const settingAside = ({ scale, sigma, t }: EntropySettings): string => `σ ${power(sigma)} ${SCALE_SHORT[scale]} · t ${power(t)}`

/** As if 29 directions were equal. */
export function directionWords(bits: number): string {
  const directions = 2 ** bits
  return directions < 1.05 ? 'as if there were one direction' : `as if ${decimal(directions, directions < 10 ? 1 : 0)} directions were equal`
}

/** Times on the track: twenty a decade, to two digits. Any other can be typed. */
export const TIMES: readonly number[] = [...new Set(Array.from({ length: 41 }, (_, k) => Number((0.5 * 10 ** (k / 20)).toPrecision(2))))]

/** Whole bits about all values, so that the axis stands still while a slider moves, and not less than one. */
export function bitsDomain(values: ArrayLike<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (let k = 0; k < values.length; k++) {
    low = Math.min(low, values[k])
    high = Math.max(high, values[k])
  }
  if (!(low <= high)) return [0, 1]
  const from = Math.floor(low)
  return [from, Math.max(from + 1, Math.ceil(high))]
}
