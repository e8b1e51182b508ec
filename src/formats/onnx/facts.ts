// What is remembered of values so that activations which exporters write out in small steps (gelu, silu) are known again: which polynomial of
// another value they are, or which gate of it times which polynomial.
import type { Value } from './known.ts'

/** Σ coefficient[k]·base^k, up to the third power. */
interface Polynomial { readonly base: Value, readonly c: readonly number[] }

/** (1 + erf(base/√2)), (1 + tanh(…base…)) or sigmoid(base), times a polynomial of base; `open`: the 1 is still to be added. */
export interface Gate { readonly kind: 'erf' | 'tanh' | 'sigmoid', readonly base: Value, readonly open: boolean, readonly times: readonly number[] }

export interface Fact {
  readonly polynomials?: readonly Polynomial[]
  readonly gate?: Gate | undefined
  /** The index of the op that has weights and gives this value, and which of the sample's axes its outputs lie along: a bias may be added to it. */
  readonly weighted?: { readonly at: number, readonly axis: number }
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-3 * Math.max(1e-3, Math.abs(b))

/** Whether coefficients are those, to a thousandth: exporters round them. */
export const areNear = (c: readonly number[], wanted: readonly number[]): boolean =>
  Array.from({ length: Math.max(c.length, wanted.length) }, (_, k) => k).every(k => near(c[k] ?? 0, wanted[k] ?? 0))

const trimmed = (c: readonly number[]): number[] | null => c.length > 4 && c.slice(4).some(value => value !== 0) ? null : c.slice(0, 4)

const sum = (a: readonly number[], b: readonly number[], sign: number): number[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, k) => (a[k] ?? 0) + sign * (b[k] ?? 0))

export function times(a: readonly number[], b: readonly number[]): number[] | null {
  const c = Array<number>(a.length + b.length - 1).fill(0)
  a.forEach((left, i) => b.forEach((right, j) => { c[i + j] += left * right }))
  return trimmed(c)
}

/** All ways in which a value is known as a polynomial: of itself, and of those it was made from. */
export const polynomialsOf = (value: Value, facts: ReadonlyMap<string, Fact>): Polynomial[] => [{ base: value, c: [0, 1] }, ...facts.get(value.id)?.polynomials ?? []].slice(0, 4)

/** What a sum, difference, product or quotient is, where both sides are polynomials of one value, or one is a number. */
export function combinedPolynomials(op: 'add' | 'sub' | 'mul' | 'div', a: readonly Polynomial[], b: readonly Polynomial[] | number): Polynomial[] {
  const found: Polynomial[] = []
  for (const left of a) {
    const rights = typeof b === 'number' ? [[op === 'div' ? 1 / b : b]] : b.filter(({ base }) => base.id === left.base.id).map(({ c }) => c)
    if (op === 'div' && typeof b !== 'number') continue
    for (const right of rights) {
      const c = op === 'add' || op === 'sub' ? sum(left.c, right, op === 'add' ? 1 : -1) : times(left.c, right)
      if (c) found.push({ base: left.base, c })
    }
  }
  return found
}

/** The arguments that make gates of erf and tanh those of gelu. */
export const GELU_ERF = [0, Math.SQRT1_2]
export const GELU_TANH = [0, Math.sqrt(2 / Math.PI), 0, Math.sqrt(2 / Math.PI) * 0.044715]
