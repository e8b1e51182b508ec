// Sound for us is sound for the language's parser, and the other way round; and where it is not, the place is named.
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { jsonFault } from './json-text.ts'

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('a JSON text', () => {
  it('is sound where JSON.parse reads it', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 1, 3), (text, indent) => {
      expect(jsonFault(JSON.stringify(JSON.parse(text), null, indent))).toBeNull()
    }))
  })

  it('with one character changed is at fault just where JSON.parse refuses it', () => {
    const strange = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '0', '-', '.', 'e', 'n', ' ', '\t', '\n', '\u0000', '\u007f', '\u00a0', 'é', '')
    fc.assert(fc.property(fc.json({ maxDepth: 3 }), fc.nat(), strange, fc.boolean(), (text, place, mark, instead) => {
      const at = place % (text.length + 1)
      const changed = text.slice(0, at) + mark + text.slice(instead ? at + 1 : at)
      const fault = jsonFault(changed)
      fc.pre(!fault?.endsWith('twice; give it once.')) // said before anything behind it is looked at
      expect(fault === null).toBe(parses(changed))
    }), { numRuns: 2000 })
  })

  test.each([
    ['', 'is empty; it should hold a JSON object.'],
    [' \n', 'is empty; it should hold a JSON object.'],
    ['{', 'is not JSON: line 1, column 2 has its end where a key in quotation marks should be.'],
    ['{\n  "a": 1,\n}', 'is not JSON: line 3, column 1 has "}" where a key in quotation marks should be.'],
    ['{"a": 1 "b": 2}', 'is not JSON: line 1, column 9 has a quotation mark where a comma or } should be.'],
    ['{"a": "b\n"}', 'is not JSON: the text from line 1, column 7 has no end, a line break or another control character, or an unknown escape.'],
    ['{} {}', 'is not JSON: line 1, column 4 has "{" where the end should be.'],
    ['{"a": {"b": 1, "b": 2}}', 'has a.b twice; give it once.'],
    ['[{"a": 1}, {"\\u0061": 1, "a": 2}]', 'has [1].a twice; give it once.'],
    ['{"a": .5}', 'is not JSON: line 1, column 7 has "." where a value should be.'],
    [`${'['.repeat(250)}${']'.repeat(250)}`, 'has more than 200 brackets within brackets.'],
    ['{"a":'.repeat(1e5), 'has more than 200 brackets within brackets.'],
  ])('%j', (text, sentence) => expect(jsonFault(text)).toBe(sentence))
})
