// A zip archive as another program writes it, to the byte, and as others read it.
import { unzipSync, zipSync } from 'fflate'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openZip } from './zip.ts'
import type { Level, ZipMember } from './zip-write.ts'
import { writeZip } from './zip-write.ts'

/** Not the names that a JavaScript object would put into an order of its own. */
const name = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter(text => !/^\d+$|^__proto__$/.test(text))
const member = fc.record({ name, level: fc.integer({ min: 0, max: 9 }), piece: fc.uint8Array({ maxLength: 300 }), pieces: fc.integer({ min: 0, max: 40 }) })
const members = fc.uniqueArray(member, { selector: one => one.name, maxLength: 6 }).map(list => list.map(({ name, level, piece, pieces }) =>
  ({ name, level: level as Level, bytes: Uint8Array.from(Array.from({ length: pieces }, () => [...piece]).flat()) })))

const archive = (list: readonly { name: string, level: Level, bytes: Uint8Array }[]): Uint8Array =>
  writeZip(list.map(({ name, level, bytes }): ZipMember => ({ name, level, size: bytes.length, write: target => target.set(bytes) })))

test('is what fflate writes, byte for byte, with every member dated 1 January 1980', () => {
  fc.assert(fc.property(members, list => {
    const mtime = new Date(1980, 0, 1)
    expect(archive(list)).toEqual(zipSync(Object.fromEntries(list.map(({ name, level, bytes }) => [name, [bytes, { level, mtime }]] as const))))
  }), { numRuns: 100 })
})

test('gives its members back, in order, to our reader and to another', () => {
  fc.assert(fc.property(members, list => {
    const bytes = archive(list)
    const zip = openZip(bytes)
    expect(zip.names).toEqual(list.map(member => member.name))
    const other = unzipSync(bytes)
    for (const member of list) {
      expect(zip.read(member.name)).toEqual(member.bytes)
      expect(other[member.name]).toEqual(member.bytes)
    }
  }))
})
