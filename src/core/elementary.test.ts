// The elementary functions against values to 60 digits, against the engine's own, and against what defines them.
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cosineOfTurns, exponential, hyperbolicTangent, logarithm, power, sineOfTurns } from './elementary.ts'

const bits = new DataView(new ArrayBuffer(8))
/** A float64's place among all float64s. */
function rank(value: number): bigint {
  bits.setFloat64(0, value)
  const word = bits.getBigInt64(0)
  return word < 0n ? -(word & 0x7fff_ffff_ffff_ffffn) : word
}
/** How many float64s lie between two. */
const apart = (a: number, b: number): number => Math.abs(Number(rank(a) - rank(b)))

const functions = { logarithm, exponential, sineOfTurns, cosineOfTurns, hyperbolicTangent, power: (x: number, y = 1) => power(x, y) }
type Name = keyof typeof functions
const values = JSON.parse(readFileSync(new URL('./fixtures/elementary.json', import.meta.url), 'utf8')) as Record<Name, number[][]>

describe.each(Object.keys(functions) as Name[])('%s', name => {
  it('is within two units in the last place of the true value', () => {
    expect(values[name].length).toBeGreaterThan(100)
    for (const row of values[name]) {
      const [x, y] = row
      expect(apart(functions[name](x, y), row.at(-1)!)).toBeLessThanOrEqual(2)
    }
  })
})

const anything = fc.double({ noNaN: true })
const close = (ours: number, theirs: number, relative = 1e-15): void => {
  if (theirs === 0 || !Number.isFinite(theirs)) expect(ours + 0).toBe(theirs + 0)
  else expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(relative * Math.abs(theirs) + 5e-324)
}

describe('the engine\'s own functions agree', () => {
  it('on logarithms, of subnormal numbers, zero and infinity too', () => {
    fc.assert(fc.property(fc.double({ min: 0, noNaN: true }), x => close(logarithm(x), Math.log(x))), { numRuns: 5000 })
    expect([0, 1, Infinity].map(logarithm)).toEqual([-Infinity, 0, Infinity])
    expect([-1, NaN, -Infinity].map(logarithm)).toEqual([NaN, NaN, NaN])
  })

  it('on exponentials, from 0 to infinity', () => {
    fc.assert(fc.property(fc.double({ min: -750, max: 715, noNaN: true }), x => close(exponential(x), Math.exp(x))), { numRuns: 5000 })
    fc.assert(fc.property(anything, x => close(exponential(x), Math.exp(x))))
    expect([0, -0, -Infinity, Infinity, NaN].map(exponential)).toEqual([1, 1, 0, Infinity, NaN])
  })

  it('on tanh, small, large and none', () => {
    fc.assert(fc.property(fc.double({ min: -25, max: 25, noNaN: true }), x => close(hyperbolicTangent(x), Math.tanh(x))), { numRuns: 5000 })
    fc.assert(fc.property(anything, x => close(hyperbolicTangent(x), Math.tanh(x))))
    expect([0, Infinity, -Infinity, NaN].map(hyperbolicTangent)).toEqual([0, 1, -1, NaN])
  })

  it('on sine and cosine, as far as 2π u itself can be had', () => {
    fc.assert(fc.property(fc.double({ min: -2, max: 2, noNaN: true }), u => {
      expect(sineOfTurns(u)).toBeCloseTo(Math.sin(2 * Math.PI * u), 14)
      expect(cosineOfTurns(u)).toBeCloseTo(Math.cos(2 * Math.PI * u), 14)
    }), { numRuns: 5000 })
  })

  it('on powers that a recipe may ask for', () => {
    const base = fc.double({ min: 1e-12, max: 1e12, noNaN: true })
    fc.assert(fc.property(base, fc.double({ min: -10, max: 10, noNaN: true }), (x, y) => close(power(x, y), x ** y, 2e-15)), { numRuns: 5000 })
  })
})

describe('what defines them', () => {
  it('quarter turns are exact', () => {
    expect([0, 0.25, 0.5, 0.75, 1, -0.25].map(u => sineOfTurns(u) + 0)).toEqual([0, 1, 0, -1, 0, -1])
    expect([0, 0.25, 0.5, 0.75, 1, -0.25].map(u => cosineOfTurns(u) + 0)).toEqual([1, 0, -1, 0, 1, 0])
  })

  it('sine and cosine lie on the circle', () => {
    fc.assert(fc.property(fc.double({ min: -100, max: 100, noNaN: true }), u => { expect(sineOfTurns(u) ** 2 + cosineOfTurns(u) ** 2).toBeCloseTo(1, 15) }))
  })

  it('powers 0 and 1 are exact, and so are those of 1', () => {
    fc.assert(fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), x => {
      expect([power(x, 0), power(x, 1), power(1, x)]).toEqual([1, x, 1])
    }))
  })

  it('whole powers of two are exact in base two', () => {
    for (const k of [-10, -1, 2, 7, 40]) expect(power(2, k)).toBe(2 ** k)
    for (let k = -1074; k < 1024; k++) expect(apart(logarithm(2 ** k), k * Math.LN2)).toBeLessThanOrEqual(1)
  })
})
