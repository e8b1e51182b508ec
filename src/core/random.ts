// The seeded generator and what is drawn from it. Everything random in the house starts from a seed that somebody can write down.
import { cosineOfTurns, logarithm, sineOfTurns } from './elementary.ts'

/**
 * Uniform numbers in [0, 1), multiples of 2⁻³²; 2³² of them before they repeat (mulberry32, T. Ettinger 2017, public domain).
 * Seed 1 begins 0.627073940588, 0.002735721180, 0.527447039960, 0.981050967472.
 */
export function mulberry32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296
  }
}

const avalanche = (word: number): number => {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
const absorb = (hash: number, word: number): number => avalanche((Math.imul(hash, 31) + avalanche((word + 0x9e3779b9) | 0)) | 0)

const isWord = (part: number): boolean => part >= 0 && part <= 0xffffffff && Math.floor(part) === part

/**
 * A whole number in 0…2³²−1 from any numbers and names: the same parts in the same order always give the same seed, and seeds of
 * neighbouring parts share nothing that mulberry32 would show. Hash: multiply-and-add, each word through MurmurHash3's finaliser.
 */
export function deriveSeed(...parts: (number | string)[]): number {
  let hash = 0x2545f491
  for (const part of parts) {
    if (typeof part === 'number' && isWord(part)) {
      hash = absorb(absorb(hash, 1), part)
      continue
    }
    const text = String(part)
    hash = absorb(absorb(hash, typeof part === 'number' ? 2 : 3), text.length)
    for (let place = 0; place < text.length; place++) hash = absorb(hash, text.charCodeAt(place))
  }
  return hash >>> 0
}

/** Standard normal numbers from uniform ones (Box & Muller 1958), both of each pair used. */
export function normals(random: () => number): () => number {
  let spare: number | null = null
  return () => {
    if (spare !== null) {
      const value = spare
      spare = null
      return value
    }
    const radius = Math.sqrt(-2 * logarithm(1 - random()))
    const turn = random()
    spare = radius * sineOfTurns(turn)
    return radius * cosineOfTurns(turn)
  }
}

/** A whole number in 0…below−1, each equally likely up to 2⁻³². */
export const below = (limit: number, random: () => number): number => Math.floor(random() * limit)

/** The numbers 0…n−1 in random order, every order equally likely (Fisher & Yates). */
export function shuffled(n: number, random: () => number): Uint32Array {
  const order = new Uint32Array(n)
  for (let place = 0; place < n; place++) order[place] = place
  for (let last = n - 1; last > 0; last--) {
    const other = below(last + 1, random)
    const kept = order[last]
    order[last] = order[other]
    order[other] = kept
  }
  return order
}
