// The gallery's list and its pictures: believed field by field.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from './format-error.ts'
import { galleryFrom } from './gallery-index.ts'
import { dotsOf, pictureOf } from './gallery-picture.ts'

const one = {
  name: 'digits', title: 'T', about: 'A. B.', networks: 3, datasetTitle: 'Digits', bytes: { head: 1, all: 2 }, view: { dock: 'table' },
  files: [{ name: 'digits.npz', bytes: 1, hash: 'ab' }], picture: 'AAAA',
}
const listOf = (...maps: unknown[]) => ({ format: 'netfold-gallery', version: 1, maps })

describe('the list', () => {
  it('is read as it stands; what need not be there may be missing, and what is unknown is passed over', () => {
    expect(galleryFrom(listOf({ ...one, more: 1 }))).toEqual([one])
    const { view, files, picture, ...least } = one
    expect(galleryFrom({ ...listOf(least), more: 1 })).toEqual([{ ...least, view: {}, files: [], picture: '' }])
    expect([view, files, picture]).toHaveLength(3)
  })

  it.each([
    [{ format: 'x', version: 1, maps: [] }, 'index.json is no list of maps: its format should be "netfold-gallery".'],
    [{ format: 'netfold-gallery', version: 2, maps: [] }, 'index.json was written by a newer Netfold (version 2; this page reads 1).'],
    [listOf({ ...one, name: '../digits' }), 'index.json: maps[0]: name is "../digits"; it should be a plain name of letters, digits and dashes.'],
    [listOf({ ...one, files: [{ ...one.files[0], name: 'https://x/y.npz' }] }), 'it should be a plain name of letters, digits and dashes.'],
    [listOf({ ...one, networks: -1 }), 'index.json: maps[0]: networks is -1; it should be a whole number from 0.'],
    [listOf({ ...one, view: [] }), 'index.json: maps[0]: view is []; it should be a JSON object.'],
    [listOf({ ...one, picture: 'A<b>' }), 'it should be four digits of base64url a dot.'],
    [listOf(one, one), 'index.json lists digits twice; a map has one card.'],
  ])('%#', (json, sentence) => expect(() => galleryFrom(json)).toThrow(sentence))

  it('whatever it is, it is read or refused in a sentence', () => {
    const lists = fc.jsonValue().map(value => listOf({ ...one, view: value, picture: value }))
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), fc.jsonValue().map(value => listOf(value)), lists), json => {
      try {
        galleryFrom(json)
      } catch (error) {
        if (!(error instanceof FormatError)) throw error
      }
    }))
  })
})

describe('a picture', () => {
  it('keeps places and values to a 255th, and the proportions of the map', () => {
    const dots = [{ x: -10, y: 5, value: 0.2 }, { x: 10, y: 5, value: 1 }, { x: 0, y: 15, value: 0.6 }]
    expect(dotsOf(pictureOf(dots))!.map(({ x, y, value }) => [x, y, value].map(part => part.toFixed(2)))).toEqual([['0.00', '0.00', '0.00'], ['1.00', '0.00', '1.00'], ['0.50', '0.50', '0.50']])
  })

  it('of any dots is a short text that is read again', () => {
    fc.assert(fc.property(fc.array(fc.record({ x: fc.double(), y: fc.double(), value: fc.double() }), { maxLength: 1500 }), dots => {
      const text = pictureOf(dots)
      const read = dotsOf(text)
      const every = Math.max(1, Math.ceil(dots.length / 500))
      return text.length <= 2000 && read !== null && read.length === Math.ceil(dots.length / every)
        && read.every(({ x, y, value }) => [x, y, value].every(part => part >= 0 && part <= 1))
    }), { numRuns: 30 })
  })
})
