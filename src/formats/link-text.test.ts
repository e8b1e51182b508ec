// Links as text: what is written is read, and whatever else stands in an address is refused in a sentence.
import { deflateSync } from 'fflate'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64url } from './base64url.ts'
import { FormatError } from './format-error.ts'
import { LIMITS } from './limits.ts'
import { linkFrom, linkText } from './link-text.ts'

test('any JSON comes back', () => {
  fc.assert(fc.property(fc.jsonValue(), json => {
    const plain = JSON.parse(JSON.stringify(json)) as unknown
    const text = linkText(plain)
    expect(text).toMatch(/^v1\.[\w-]+$/)
    expect(linkFrom(`#${text}`)).toEqual(plain)
  }), { numRuns: 500, seed: 4 })
})

test('links that were made by the first version are read for ever', () => {
  expect(linkFrom('#v1.wyUO97qhnpGpjjEwZxoZAGsE5ADTNtQzAad_lPhFiUakmAK6HJLYYGmsthYA'))
    .toEqual({ map: 'digits', view: { look: [-1.25, 3.5, 20], selection: '+1.4', colour: { by: 'learningRate', log: true }, tab: 'compare' } })
})

test('a usual view is short', () => {
  expect(linkText({ map: 'digits', view: { tab: 'compare', dock: 'hyper', colour: { by: 'learningRate', log: true }, look: [-1.25, 3.5, 20] } }).length).toBeLessThan(90)
})

/** Never anything but an answer or a sentence. */
function tried(hash: string): void {
  try {
    linkFrom(hash)
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError)
    expect((error as FormatError).message).toMatch(/^[A-Z].*\.$/s)
  }
}

test('no hash breaks it: thousands of random ones, and thousands of good ones with letters changed, left out or put in', () => {
  const good = linkText({ map: 'digits', view: { selection: 'bAAECAwQFBgcICQ', colour: { by: 'width', log: true }, look: [1, 2, 3] } })
  fc.assert(fc.property(fc.string({ maxLength: 200 }), tried), { numRuns: 3000, seed: 1 })
  fc.assert(fc.property(fc.stringMatching(/^[\w-]{0,200}$/), text => tried(`#v1.${text}`)), { numRuns: 4000, seed: 2 })
  fc.assert(fc.property(fc.nat(good.length - 1), fc.nat(3), fc.stringMatching(/^[\w-]{0,3}$/), (at, gone, put) => tried(`#${good.slice(0, at)}${put}${good.slice(at + gone)}`)), { numRuns: 4000, seed: 3 })
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => tried(`#v1.${base64url(bytes)}`)), { numRuns: 3000, seed: 5 })
})

test('what is too long, unpacks to too much, nests too deep, is newer or is nothing is said so', () => {
  const packed = (text: string): string => `v1.${base64url(deflateSync(new TextEncoder().encode(text), { level: 9 }))}`
  expect(() => linkFrom('x'.repeat(LIMITS.linkCharacters + 1))).toThrow(/16,385 characters/)
  expect(() => linkFrom(packed(`"${'a'.repeat(LIMITS.linkBytes)}"`))).toThrow(/more than a link may hold/)
  expect(() => linkFrom(packed('['.repeat(100_000)))).toThrow(/cut short or damaged/)
  expect(() => linkFrom('#v2.AAAA')).toThrow(/newer Netfold \(version 2/)
  expect(() => linkFrom('#v0.AAAA')).toThrow(/version 0/)
  expect(() => linkFrom('#')).toThrow(/no link of Netfold/)
  expect(() => linkFrom('#<script>')).toThrow(/no link of Netfold/)
  expect(() => linkFrom('#v1.')).toThrow(/cut short/)
})
