// .npz and the zip below it: bytes that repeat, and archives that are not what they say.
import { gzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { FormatError } from './format-error.ts'
import { LIMITS } from './limits.ts'
import type { Member } from './npz.ts'
import { openNpz, writeNpz } from './npz.ts'
import { crc32, openZip } from './zip.ts'

const MEMBERS: Member[] = [
  ['note.json', { text: 'é', nothing: NaN, large: Infinity, small: -Infinity, list: [1, NaN] }],
  ['x.npy', { dtype: 'float64', shape: [100], data: Float64Array.from({ length: 100 }, (_, k) => k % 7) }],
  ['deep/in/y.npy', { dtype: 'uint8', shape: [0], data: Uint8Array.of() }],
]

const sentence = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'read'
}
const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const everything = (bytes: Uint8Array): void => {
  const zip = openZip(bytes)
  zip.names.forEach(name => zip.read(name))
}
/** Where a record of the archive begins. */
const find = (bytes: Uint8Array, signature: number): number => {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  for (let at = bytes.length - 4; at >= 0; at--) if (view.getUint32(at, true) === signature) return at
  throw new Error('no such record')
}
const DIRECTORY = 0x02014b50
const END = 0x06054b50
/** A copy with numbers changed: [place, size in bytes, value]. */
const patched = (bytes: Uint8Array, ...changes: [number, 2 | 4, number][]): Uint8Array => {
  const copy = bytes.slice()
  const view = new DataView(copy.buffer)
  for (const [at, size, value] of changes) if (size === 2) view.setUint16(at, value, true); else view.setUint32(at, value, true)
  return copy
}

describe('npz', () => {
  const bytes = writeNpz(MEMBERS)

  test('members come back, in order, with the ending of their kind', () => {
    const npz = openNpz(bytes)
    expect(npz.names).toEqual(['note.json', 'x.npy', 'deep/in/y.npy'])
    expect(npz.array('x.npy')).toEqual(MEMBERS[1][1])
    expect(npz.array('deep/in/y.npy').shape).toEqual([0])
    expect([npz.has('x.npy'), npz.has('x')]).toEqual([true, false])
  })

  test('NaN and infinities become null and words: the text stays JSON', () => {
    expect(openNpz(bytes).json('note.json')).toEqual({ text: 'é', nothing: null, large: 'Infinity', small: '-Infinity', list: [1, null] })
  })

  test('the same members give the same bytes, whatever the clock or the time zone', () => {
    const before = process.env['TZ']
    try {
      for (const zone of ['UTC', 'Asia/Kolkata', 'America/St_Johns']) {
        process.env['TZ'] = zone
        expect(writeNpz(MEMBERS)).toEqual(bytes)
      }
    } finally {
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
    }
  })

  test('stored members and a comment at the end are read', () => {
    const stored = zipSync({ 'a.json': text('[1]') }, { level: 0 })
    const commented = new Uint8Array(stored.length + 3)
    commented.set(patched(stored, [stored.length - 2, 2, 3]))
    expect(openNpz(commented).json('a.json')).toEqual([1])
  })
})

describe('archives that are not what they say', () => {
  const bytes = zipSync({ 'a.json': text('{"a": 1}'), 'b.json': text('x'.repeat(5000)) })
  const entry = find(bytes.subarray(0, find(bytes, DIRECTORY)), DIRECTORY)
  const end = find(bytes, END)

  test.each([
    ['nothing', new Uint8Array(), 'The file is empty (0 bytes).'],
    ['text', text('hello'), 'The file is not a zip archive.'],
    ['gzip', gzipSync(text('hello')), 'The file is gzip-compressed; unpack it first.'],
    ['a web page', text('<!doctype html>'), 'The file is a web page or XML text, not a zip archive.'],
    ['JSON', text('{"a": 1}'), 'The file is JSON text, not a zip archive.'],
    ['a cut file', bytes.subarray(0, bytes.length - 30), 'The zip is incomplete: download or save it again.'],
    ['too many members', patched(bytes, [end + 10, 2, 60_000]), 'The archive claims 60000 members; 10000 is the most that is read.'],
    ['more members than there are', patched(bytes, [end + 10, 2, 3]), 'The zip is incomplete: download or save it again.'],
    ['a member that is encrypted', patched(bytes, [entry + 8, 2, 1]), 'a.json is encrypted; save the archive without a password.'],
    ['another packing', patched(bytes, [entry + 10, 2, 12]), 'a.json is packed by method 12; stored and deflated members are read.'],
    ['a bomb by its own word', patched(bytes, [entry + 24, 4, 2_000_000_000]), 'The archive would unpack to 2.0 GB; 1.0 GB is the most that is read.'],
    ['a size that deflate cannot reach', patched(bytes, [entry + 24, 4, 900_000_000]), 'a.json is damaged: 10 bytes cannot unpack to 900 MB.'],
    ['a wrong checksum', patched(bytes, [entry + 16, 4, 1]), 'a.json is damaged: its checksum does not match. Download or save the file again.'],
    ['a member elsewhere', patched(bytes, [entry + 42, 4, 7]), 'The zip is incomplete: download or save it again.'],
  ])('%s', (_what, broken, message) => {
    expect(sentence(() => { everything(broken) })).toBe(message)
  })

  test('a bomb that understates its size fills no more memory than it claims', () => {
    const bomb = zipSync({ 'a.json': new Uint8Array(50_000_000) })
    const lying = patched(bomb, [find(bomb, DIRECTORY) + 24, 4, 100])
    expect(sentence(() => { everything(lying) })).toMatch(/^a\.json is damaged/)
  })

  test('a bomb in JSON is refused before it is unpacked', () => {
    expect(sentence(() => openNpz(zipSync({ 'a.json': new Uint8Array(30_000_000) })).json('a.json'))).toBe('a.json would unpack to 30 MB, more than the 20 MB that it may have.')
  })

  test('two members of one name', () => {
    const twice = patched(bytes, [find(bytes, DIRECTORY) + 46, 2, 0x2e61])
    expect(sentence(() => openZip(twice))).toBe('The archive holds two members named "a.json".')
  })

  test('JSON that is none, or nests too deep', () => {
    const npz = openNpz(zipSync({ 'a.json': text('{"a": NaN}'), 'b.json': text('['.repeat(201) + ']'.repeat(201)), 'c.json': text(JSON.stringify(['['.repeat(500), '\\"['])) }))
    expect(sentence(() => npz.json('a.json'))).toBe('a.json is not JSON text.')
    expect(sentence(() => npz.json('b.json'))).toBe(`b.json nests brackets more than ${LIMITS.nesting} deep.`)
    expect(npz.json('c.json')).toEqual(['['.repeat(500), '\\"['])
    expect(sentence(() => npz.json('d.json'))).toBe('The archive has no d.json.')
  })

  test('cut anywhere, or with any byte changed, it ends in a sentence or in the same members', () => {
    for (let length = 0; length < bytes.length; length++) expect(sentence(() => { everything(bytes.subarray(0, length)) })).toMatch(/\.$/)
    for (let at = 0; at < bytes.length; at++) {
      for (const value of [0, 1, 127, 255]) {
        const changed = bytes.slice()
        changed[at] = value
        expect(sentence(() => { everything(changed) })).toMatch(/^read$|\.$/)
      }
    }
  })
})

test('the checksum is that of zip: 123456789 gives cbf43926, in one piece or in several', () => {
  expect(crc32(text('123456789')).toString(16)).toBe('cbf43926')
  expect(crc32(text('1234'), text('56789'))).toBe(0xcbf43926)
})
