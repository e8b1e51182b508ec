// Pickles as data: what Python wrote in each of its protocols, what a hostile one may ask for, and bytes that are no pickle at all.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FormatError } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import { readPickle } from './pickle.ts'
import type { Value } from './pickle-values.ts'
import { Made, Named, entryOf } from './pickle-values.ts'
import { readTorch } from './torch.ts'

const said = JSON.parse(readFileSync(new URL('../fixtures/torch/said.json', import.meta.url), 'utf8')) as { pickles: string[] }
const fromHex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], pair => parseInt(pair, 16))
const bytesOf = (...parts: (string | number | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap(part => typeof part === 'string' ? [...new TextEncoder().encode(part)] : typeof part === 'number' ? [part] : [...part]))
const value = (...parts: (string | number | readonly number[])[]): Value => readPickle(bytesOf(0x80, 2, ...parts, '.'), 'x.pt').value

const sentence = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'read'
}

describe('what Python wrote', () => {
  test.each(said.pickles.map((hex, protocol) => [protocol, hex] as const))('by protocol %i', (protocol, hex) => {
    const { value: thing, end } = readPickle(fromHex(hex), 'x.pt')
    expect(end).toBe(hex.length / 2)
    expect(entryOf(thing, 'numbers')).toEqual([0, 1, 255, 256, 65535, 65536, -1, -128, 2 ** 31, -(2 ** 40), 2n ** 100n, 2.5, -0])
    // Protocol 0 escapes what is no ASCII letter.
    if (protocol > 0) expect(entryOf(thing, 'texts')).toEqual(['', 'é', 'x'.repeat(300), 'a\nb'])
    if (protocol > 2) expect(entryOf(thing, 'bytes')).toEqual(Uint8Array.of(0, 255))
    expect(entryOf(thing, 'truth')).toEqual([true, false, null])
    expect(entryOf(thing, 'tuples')).toEqual([[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]])
    expect(entryOf(thing, 'inner')).toEqual(new Map<Value, Value>([[1, 'one'], ['two', new Map()]]))
    expect(entryOf(thing, 'set')).toEqual([7])
    expect(entryOf(thing, 'twice')).toEqual([[4, 5], [4, 5]])
  })

  test('a file of before 1.6 names classes by their source, and the class is meant', () => {
    const made = value('(', 'X', [6, 0, 0, 0], 'module', 'cnet\nNet\n', 'X', [1, 0, 0, 0], 'f', 'X', [1, 0, 0, 0], 's', 't', 'Q', ')', 0x81)
    expect(made).toBeInstanceOf(Made)
    expect((made as Made).name).toBe('net.Net')
  })
})

describe('nothing is called', () => {
  test('a function is its name, and what it was to be called with', () => {
    const { value: made, called } = readPickle(bytesOf(0x80, 2, 'cposix\nsystem\n', 'X', [4, 0, 0, 0], 'echo', 0x85, 'R.'), 'x.pt')
    expect(made).toBeInstanceOf(Made)
    expect([(made as Made).name, (made as Made).args, [...called]]).toEqual(['posix.system', ['echo'], ['posix.system']])
  })

  test('names of Python 2 are those since, and a name on the stack is one as well', () => {
    expect(value('c__builtin__\neval\n')).toEqual(new Named('builtins.eval'))
    expect(value('X', [2, 0, 0, 0], 'os', 'X', [1, 0, 0, 0], 'f', 0x93)).toEqual(new Named('os.f'))
  })

  test('names of objects\' own parts are keys like others', () => {
    expect(value('}', 'X', [9, 0, 0, 0], '__proto__', '}', 's')).toEqual(new Map([['__proto__', new Map()]]))
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('what asks for too much', () => {
  test('millions of steps', () => {
    const pairs = new Uint8Array(LIMITS.opcodes + 10).map((_, k) => k % 2 === 0 ? 0x4e : 0x30)
    expect(sentence(() => readPickle(pairs, 'x.pt'))).toBe('x.pt holds a pickle of more than 2 million steps, more than is read.')
  })

  test('copies of a long list, made again and again', () => {
    // list(list(list(…))) of 65,536 items: each call would copy them all.
    const items = Array.from({ length: 65_536 }, () => 0x4e)
    const calls = Array.from({ length: 100 }, () => [0x63, ...new TextEncoder().encode('builtins\nlist\n'), 0x68, 0, 0x85, 0x52, 0x30]).flat()
    expect(sentence(() => readPickle(bytesOf('(', items, 'l', 'q', 0, calls, '.'), 'x.pt'))).toContain('more than 2 million steps')
  })

  test('a whole number of many bytes, lengths beyond the file', () => {
    expect(sentence(() => value(0x8b, [0, 0, 1, 0], new Array<number>(65_536).fill(1)))).toContain('a whole number of 65536 bytes')
    expect(sentence(() => value(0x8d, [255, 255, 255, 255, 255, 255, 255, 127]))).toContain('cut short')
    expect(sentence(() => value('X', [255, 255, 255, 255]))).toContain('cut short')
  })

  test('a list that holds itself, and lists within lists', () => {
    // l = [l]; and a tuple within a tuple 100,000 times.
    expect(sentence(() => readTorch(bytesOf(0x80, 2, ']', 'q', 0, 'h', 0, 'a.'), 'x.pt'))).toBe('x.pt is a Python pickle without tensors: save a network\'s state_dict with torch.save.')
    expect(sentence(() => readTorch(bytesOf(0x80, 2, ')', new Array<number>(100_000).fill(0x85), '.'), 'x.pt'))).toContain('without tensors')
  })
})

describe('what is no pickle', () => {
  test.each<[string, readonly (string | number | readonly number[])[]]>([
    ['it takes a value where there is none', ['s']], ['it takes a mark where there is none', ['t']], ['it recalls object 9, which it never kept,', ['h', 9]], ['a key has no value', ['(Nd']],
    ['it appends to what is no list', ['NNa']], ['it sets an item on what holds none', ['NNNs']], ['a name is no text', ['NN', 0x93]], ['opcode 0xff, which no pickle has, stands', [0xff]],
    ['a number is no number', ['Iabc\n']],
  ])('%s', (what, parts) => expect(sentence(() => value(...parts))).toMatch(new RegExp(`^x\\.pt holds a pickle that is damaged: ${what} at byte \\d+\\. Download or save it again\\.$`)))

  test('bytes at random end in a sentence', () => {
    const letters = Array.from('().0129FIJKLMNPQRSTUVXabcdeghijlopqrstu}]', letter => letter.charCodeAt(0))
    const opcodes = [...letters, 0x80, 0x81, 0x82, 0x85, 0x86, 0x87, 0x88, 0x8a, 0x8c, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x94, 0x95]
    const byte = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...opcodes) }, { weight: 1, arbitrary: fc.nat(255) })
    fc.assert(fc.property(fc.array(byte, { maxLength: 200 }), body => {
      expect(sentence(() => readTorch(bytesOf(0x80, 2, body, '.'), 'x.pt'))).not.toContain('undefined')
    }), { numRuns: 3000 })
  })

  test('a file that is cut or has a byte changed is read or refused', () => {
    const whole = [
      new Uint8Array(readFileSync(new URL('../fixtures/models/made/mlp_bn/state_dict_legacy.pt', import.meta.url))),
      new Uint8Array(readFileSync(new URL('../fixtures/torch/net_traced.pt', import.meta.url))),
      new Uint8Array(readFileSync(new URL('../fixtures/torch/views.pt', import.meta.url))),
    ]
    fc.assert(fc.property(fc.constantFrom(...whole), fc.nat(30_000), fc.nat(255), fc.boolean(), (bytes, at, byte, cut) => {
      const place = at % bytes.length
      const changed = cut ? bytes.slice(0, place) : bytes.with(place, byte)
      expect(sentence(() => readTorch(changed, 'x.pt'))).not.toContain('undefined')
    }), { numRuns: 600 })
  })
})
