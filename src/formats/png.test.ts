// Notes in a PNG must be read back as they were written, by us and by what follows the standard, and the picture must stay what it was.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from './format-error.ts'
import { pngSize, pngTexts, pngWith } from './png.ts'

/** One white pixel, deflated and checked by another program. */
const PIXEL = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=='), letter => letter.charCodeAt(0))

/** As UTF-8 has it. */
const wellFormed = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text))

describe('the notes of a PNG', () => {
  it('come back as they were written, whatever they say', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', maxLength: 400 }), (title, text) => {
      const made = pngWith(PIXEL, { texts: new Map([['Title', title], ['netfold', text]]) })
      // What is no text at all (half of a pair) is U+FFFD in UTF-8.
      expect(pngTexts(made)).toEqual(new Map([['Title', wellFormed(title)], ['netfold', wellFormed(text)]]))
    }), { seed: 71 })
  })
  it('stand right after the header, and every other byte is as it was', () => {
    const made = pngWith(PIXEL, { texts: new Map([['netfold', 'σ']]), density: 7559 })
    const more = made.length - PIXEL.length
    expect([...made.subarray(0, 33)]).toEqual([...PIXEL.subarray(0, 33)])
    expect([...made.subarray(33 + more)]).toEqual([...PIXEL.subarray(33)])
    expect(pngSize(made)).toEqual({ width: 1, height: 1 })
  })
  it('say how many pixels make a metre', () => {
    const made = pngWith(PIXEL, { texts: new Map(), density: 7559.06 })
    const view = new DataView(made.buffer)
    expect(String.fromCharCode(...made.subarray(37, 41))).toBe('pHYs')
    expect([view.getUint32(41), view.getUint32(45), made[49]]).toEqual([7559, 7559, 1])
  })
  it('are refused of what is no PNG, or of a damaged one', () => {
    expect(() => pngSize(Uint8Array.of(1, 2, 3))).toThrow(new FormatError('The file is not a PNG picture.'))
    const made = pngWith(PIXEL, { texts: new Map([['netfold', 'seed 12']]) })
    made[60] ^= 1
    expect(() => pngTexts(made)).toThrow(FormatError)
    expect(() => pngTexts(made.subarray(0, 40))).toThrow(FormatError)
  })
})
