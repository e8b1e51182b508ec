// What may be asked of PHATE, and the sentences with which nonsense is refused.

export interface PhateOptions {
  /** Neighbours that set each point's bandwidth. */
  knn: number
  /** Exponent alpha of the kernel's decay; 40 makes it nearly a neighbour graph. */
  decay: number
  /** Informational distance between walks: 1 logarithm, 0 square root, −1 the probabilities themselves. */
  gamma: number
  /** Exponent a of the density correction K_ij / (q_i q_j)ᵃ; 0 leaves it out. */
  anisotropy: number
  /** Diffusion time; auto takes the knee of the von Neumann entropy. */
  t: number | 'auto'
  /** Seed of the layout's pair order; start k uses seed + k. */
  seed: number
  dims: 2 | 3
  /**
   * Who makes the layout: stochastic descent from several starts, or majorisation alone, from the classic start or the map to grow from
   * (starts, order and polish play no part).
   */
  solver: 'sgd' | 'smacof'
  /**
   * Order in which the layout moves pairs: by cyclic diagonals of randomly relabelled points, which streams, or shuffled one by one.
   * `shuffled` with `starts: 1, polish: 0` is what the published program does.
   */
  order: 'diagonal' | 'shuffled'
  /**
   * Layouts tried; the least stress is kept. The first sets out from the classic start, the others from random places. 4 in the plane; 16 in
   * space where nobody says otherwise, because there four miss the best stress by more than 1 % for one seed in thirty.
   */
  starts: number
  /** SMACOF steps after a layout, at most, fewer where they no longer gain; below 150 points more, because there they cost nothing. 0: none. */
  polish: number
}

export const DEFAULT_PHATE: PhateOptions = { knn: 5, decay: 40, gamma: 1, anisotropy: 0, t: 'auto', seed: 42, dims: 2, solver: 'sgd', order: 'diagonal', starts: 4, polish: 50 }

const whole = (from: number) => (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= from
const number = (from: number, to: number) => (value: unknown): boolean => typeof value === 'number' && value >= from && value <= to

const RULES: Record<keyof PhateOptions, { sound: (value: unknown) => boolean, must: string }> = {
  knn: { sound: whole(1), must: 'be a whole number of at least 1' },
  decay: { sound: value => number(0, Number.MAX_VALUE)(value) && value !== 0, must: 'be a positive number' },
  gamma: { sound: number(-1, 1), must: 'lie between −1 and 1' },
  anisotropy: { sound: number(0, 1), must: 'lie between 0 and 1' },
  t: { sound: value => value === 'auto' || whole(1)(value), must: 'be a whole number of at least 1, or auto' },
  seed: { sound: whole(0), must: 'be a whole number of at least 0' },
  dims: { sound: value => value === 2 || value === 3, must: 'be 2 or 3' },
  solver: { sound: value => value === 'sgd' || value === 'smacof', must: 'be sgd or smacof' },
  order: { sound: value => value === 'diagonal' || value === 'shuffled', must: 'be diagonal or shuffled' },
  starts: { sound: whole(1), must: 'be a whole number of at least 1' },
  polish: { sound: whole(0), must: 'be a whole number of at least 0' },
}

const STARTS_IN_SPACE = 16

/** Fills in the defaults; refuses an unknown option or an unusable value, naming it. An option left undefined keeps its default. */
export function phateOptions(given: Partial<PhateOptions>): PhateOptions {
  const options = { ...DEFAULT_PHATE, ...given.dims === 3 && { starts: STARTS_IN_SPACE } } as Record<keyof PhateOptions, unknown>
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name as keyof PhateOptions] : null
    if (!rule) throw new Error(`PHATE has no option "${name}"; it has ${Object.keys(RULES).join(', ')}.`)
    if (value === undefined) continue
    if (!rule.sound(value)) throw new Error(`PHATE's ${name} is ${String(value)}; it must ${rule.must}.`)
    options[name as keyof PhateOptions] = value
  }
  return options as unknown as PhateOptions
}
