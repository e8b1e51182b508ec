// What a file of convolutions does not say: how large its pictures are, what is put around them and where they are pooled. Told from the number of
// inputs of the first dense layer, which must be channels × places left.
import type { Pair } from '../../core/graph/graph.ts'
import type { Chain, ChainStep } from './chain.ts'
import type { Evidence } from './evidence.ts'
import type { WeightedPart } from './parts.ts'
import { padsOf, placesAfter } from './windows.ts'

interface Sliding { stride: number, padding: 'same' | 'valid' | number, dilation?: number }

/** Sides of pictures that people train on, likeliest first, by channels. */
export const sidesOf = (channels: number): readonly number[] => SIDES.get(channels) ?? OTHER_SIDES

export interface Geometry {
  /** Height and width of the input. */
  side: number
  sliding: Sliding[]
  /** After which convolutions the largest of each 2 × 2 places is taken. */
  pooled: boolean[]
  /** All places of each channel become one. */
  global: boolean
}

const SIDES = new Map([[1, [28, 8, 32, 64, 16, 96, 224]], [3, [32, 64, 224, 28, 96, 8, 16, 128, 256]]])
const OTHER_SIDES = [32, 28, 8, 64, 224, 96, 16]

/** Convolutions up to which every choice is tried; beyond, all are padded alike. */
const FEW = 5
/** Convolutions up to which pools are looked for. */
const MANY = 13

/**
 * `convs` in their order; `inputs`: of the first dense layer, null where there is none. `hints`: whether names leave room for a pool behind each
 * convolution, null where they do not tell. Likeliest first, at most `most`.
 */
export function geometriesOf(
  convs: readonly WeightedPart[], inputs: number | null, hints: readonly (boolean | null)[], layout: Chain['layout'], evidence: Evidence, most: number,
): Geometry[] {
  const channels = convs[convs.length - 1].outputs
  const places = inputs === null ? null : inputs / channels
  const known = sidesOf(convs[0].inputs)
  const found: { geometry: Geometry, cost: number }[] = []
  const ways = waysOf(convs, evidence)
  const tryAll = (sides: readonly number[]): void => {
    for (const [way, sliding] of ways.entries()) {
      for (const pooled of poolings(convs.length)) {
        sides.forEach((side, rank) => {
          const left = sideAfter(side, convs, sliding, pooled, layout)
          if (left.places < 1) return
          const whole = places !== null && left.places ** 2 === places
          const global = (places === null || places === 1) && left.places > 1
          if (!whole && !global) return
          // Names that leave no room for a pool, or too much; and a convolution that shrinks the picture itself is seldom pooled.
          const against = pooled.filter((pool, k) => hints[k] !== null && hints[k] !== pool).length + pooled.filter((pool, k) => pool && sliding[k].stride > 1).length
          const cost = 3 * rank + 2 * Math.min(way, 6) / 3 + unevenness(pooled) + left.odd + 1.5 * against + (global ? pooled[pooled.length - 1] ? 5 : 4 : 0)
          found.push({ geometry: { side, sliding, pooled, global }, cost })
        })
      }
    }
  }
  tryAll(known)
  if (!found.some(({ geometry }) => !geometry.global) && places !== 1) tryAll(Array.from({ length: 252 }, (_, k) => k + 4).filter(side => !known.includes(side)))
  return found.sort((a, b) => a.cost - b.cost).slice(0, most).map(({ geometry }) => geometry)
}

/** How convolutions may slide: as the file tells, else all same, all valid, then mixtures. */
function waysOf(convs: readonly WeightedPart[], { convolutions }: Evidence): Sliding[][] {
  const told = convs.map(({ weight }) => convolutions.get(weight))
  if (told.every(sliding => sliding !== undefined)) return [told.map(sliding => ({ ...sliding }))]
  const of = (choose: (k: number) => 'same' | 'valid'): Sliding[] => convs.map((_, k) => told[k] ?? { stride: 1, padding: choose(k) })
  const mixtures = convs.length > FEW ? [] : Array.from({ length: 2 ** convs.length }, (_, bits) => of(k => bits >> k & 1 ? 'valid' : 'same')).slice(1, -1)
  // Earlier convolutions padded and later ones not: the likelier mixtures come first.
  const later = (way: readonly Sliding[]): number => way.reduce((sum, { padding }, k) => sum + (padding === 'valid' ? -k : 0), 0)
  // Instead of pools, strides of 2.
  const strided = told.some(sliding => sliding) ? [] : (['same', 'valid'] as const).map(padding => convs.map((): Sliding => ({ stride: 2, padding })))
  return [of(() => 'same'), of(() => 'valid'), ...mixtures.sort((a, b) => later(a) - later(b)), ...strided]
}

function* poolings(count: number): Generator<boolean[]> {
  if (count > MANY) return void (yield Array.from({ length: count }, () => false))
  for (let bits = 0; bits < 2 ** count; bits++) yield Array.from({ length: count }, (_, k) => (bits >> k & 1) === 1)
}

/** People pool after every convolution, after every second one, or at the end: other patterns are less likely, and so are none at all. */
function unevenness(pooled: readonly boolean[]): number {
  const at = pooled.flatMap((pool, k) => pool ? [k] : [])
  if (at.length === 0) return 0.4
  const gaps = at.map((place, k) => place - (k === 0 ? -1 : at[k - 1]))
  const rest = pooled.length - 1 - at[at.length - 1]
  return 0.5 * rest + 0.5 * gaps.filter((gap, k) => k > 0 && gap < gaps[k - 1]).length + 0.3 * (new Set(gaps).size - 1)
}

/** Places along one axis behind the last convolution; 0 where a window does not fit. odd: what a pool leaves over makes a choice less likely. */
function sideAfter(side: number, convs: readonly WeightedPart[], sliding: readonly Sliding[], pooled: readonly boolean[], layout: Chain['layout']): { places: number, odd: number } {
  let places = side
  let odd = 0
  for (const [k, { window }] of convs.entries()) {
    const { stride, padding, dilation = 1 } = sliding[k]
    const step: Extract<ChainStep, { kind: 'conv2d' }> = { kind: 'conv2d', weight: '', bias: null, stride, padding, dilation }
    const pads = padsOf(step, window as Pair, [places, places], layout)
    places = placesAfter(places, (window[0] - 1) * dilation + 1, stride, pads[0] + pads[2])
    if (pooled[k]) {
      if (places % 2 === 1) odd += 1
      places = Math.floor(places / 2)
    }
    if (places < 1) return { places: 0, odd }
  }
  return { places, odd }
}
