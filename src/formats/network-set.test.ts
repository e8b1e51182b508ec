// Sets of networks as text: what is written is read, whatever is in it; what is not ours is refused in a sentence.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64url, bytesOfBase64url } from './base64url.ts'
import { FormatError } from './format-error.ts'
import { networkSetFrom, networkSetText } from './network-set.ts'

const sets = fc.integer({ min: 1, max: 1200 }).chain(count => fc.tuple(fc.uniqueArray(fc.nat(count - 1)), fc.constant(count)))

test('any set of networks comes back', () => {
  fc.assert(fc.property(sets, ([chosen, count]) => {
    const places = [...chosen].sort((a, b) => a - b)
    expect(networkSetFrom(networkSetText(places, count), count, 'Selection')).toEqual(places)
  }), { numRuns: 500, seed: 7 })
})

test('few, nearly all and about half of 1,000 networks are short', () => {
  const all = Array.from({ length: 1000 }, (_, place) => place)
  expect(networkSetText([3, 4, 900], 1000)).toBe('+3.0.ov')
  expect(networkSetText(all, 1000)).toBe('-')
  expect(networkSetText(all.filter(place => place !== 10), 1000)).toBe('-a')
  expect(networkSetText(all.filter(place => place % 2 === 0), 1000).length).toBeLessThan(170)
})

test('texts that name no networks of this map are refused in a sentence', () => {
  for (const text of ['', 'x', '+zzzzzz', '+-1', '+1..2', 'b*', 'bA', `b${base64url(new Uint8Array(50).fill(255))}`, '+'.repeat(5000)]) {
    expect(() => networkSetFrom(text, 100, 'Selection')).toThrow(FormatError)
  }
  fc.assert(fc.property(fc.string({ maxLength: 60 }), text => {
    try {
      expect(networkSetFrom(text, 40, 'Selection').every(place => Number.isInteger(place) && place >= 0 && place < 40)).toBe(true)
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError)
    }
  }), { numRuns: 2000, seed: 8 })
})

test('bytes come back from base64url, and it is the one that everybody writes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), bytes => {
    expect(base64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
    expect(bytesOfBase64url(base64url(bytes))).toEqual(bytes)
  }), { numRuns: 300, seed: 9 })
  for (const text of ['A', 'AB', '====', 'A+/A', 'é']) expect(bytesOfBase64url(text)).toBeNull()
})
