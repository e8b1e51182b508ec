// The Mersenne Twister MT19937: the generator behind the pair order of PHATE's layout, so that our order is the published program's.

const SIZE = 624
const SHIFT = 397

/**
 * MT19937 of Matsumoto and Nishimura (ACM TOMACS 8, 1998), initialised by a single 32-bit word.
 * A class and not a closure, because the shuffle draws tens of millions of words.
 */
export class MersenneTwister {
  /** Signed, because an engine keeps signed 32-bit integers in registers; the bits are the same. */
  readonly #state = new Int32Array(SIZE)
  #next = SIZE

  /** `seed` is taken modulo 2³². */
  constructor(seed: number) {
    const state = this.#state
    state[0] = seed
    for (let k = 1; k < SIZE; k++) {
      const before = state[k - 1] ^ (state[k - 1] >>> 30)
      state[k] = Math.imul(1812433253, before) + k
    }
  }

  /** The next 32-bit word, 0 … 2³² − 1. */
  word(): number {
    return this.#draw() >>> 0
  }

  /** Uniform in 0 … limit < 2³¹, both inclusive: words cut to the least mask 2ᵇ − 1 ≥ limit, and drawn again while above it. */
  upTo(limit: number): number {
    const mask = limit === 0 ? 0 : 0x7fffffff >> (Math.clz32(limit) - 1)
    for (;;) {
      const drawn = this.#draw() & mask
      if (drawn <= limit) return drawn
    }
  }

  /** Uniform in [0, 1), with 32 bits. */
  unit(): number {
    return this.word() / 4294967296
  }

  #draw(): number {
    if (this.#next === SIZE) this.#refill()
    let word = this.#state[this.#next++]
    word ^= word >>> 11
    word ^= (word << 7) & 0x9d2c5680
    word ^= (word << 15) & 0xefc60000
    return word ^ (word >>> 18)
  }

  #refill(): void {
    const state = this.#state
    for (let k = 0; k < SIZE - SHIFT; k++) state[k] = state[k + SHIFT] ^ twist(state[k], state[k + 1])
    for (let k = SIZE - SHIFT; k < SIZE - 1; k++) state[k] = state[k + SHIFT - SIZE] ^ twist(state[k], state[k + 1])
    state[SIZE - 1] = state[SHIFT - 1] ^ twist(state[SIZE - 1], state[0])
    this.#next = 0
  }
}

function twist(upper: number, lower: number): number {
  return (((upper & 0x80000000) | (lower & 0x7fffffff)) >>> 1) ^ (-(lower & 1) & 0x9908b0df)
}
