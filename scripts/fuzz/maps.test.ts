// Damaged maps by the thousand: every one is read or refused in a sentence, and whatever is read can be written and read again to the same bytes.
import { describe, expect, test } from 'vitest'
import { mulberry32 } from '../../src/core/random.ts'
import { keptMap, storiedMap } from '../../src/formats/fixtures/small-map.ts'
import { FormatError } from '../../src/formats/format-error.ts'
import { readMap, readMapActivations, readMapCheckpoints, readMapDetail, readMapHead, writeMap, writeMapParts } from '../../src/formats/map.ts'
import type { MapFile } from '../../src/formats/map-file.ts'
import type { Member } from '../../src/formats/npz.ts'
import { openNpz, writeNpz } from '../../src/formats/npz.ts'
import { damaged } from './mutations.ts'

const CASES = 1_500

/** What came of reading: the map, or the sentence. Anything else that is thrown ends the test. */
function opened(bytes: Uint8Array): MapFile | string {
  try {
    return readMap(bytes)
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
}

/** Names from the file stand in quotation marks and may be anything. */
const isSentence = (text: string): boolean => /[.]$/.test(text) && text.length < 1200 && !/undefined|\[object|Error/.test(text.replaceAll(/"[^"]*"/g, ''))

describe('damaged maps', () => {
  const whole = writeMap(storiedMap())
  const others = [writeMap(keptMap()), writeMapParts(storiedMap()).detail!]

  test(`${CASES} of them: read or refused, and what is read stays what it is`, { timeout: 240_000 }, () => {
    const draw = mulberry32(5)
    let read = 0
    for (let k = 0; k < CASES; k++) {
      const found = opened(damaged(whole, draw, others[k % 2]))
      if (typeof found === 'string') expect(isSentence(found), found).toBe(true)
      else {
        read++
        const again = writeMap(found)
        expect(writeMap(readMap(again))).toEqual(again)
      }
    }
    expect(read).toBeGreaterThan(CASES / 50)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('any two members exchanged', () => {
    const npz = openNpz(whole)
    const names = npz.names as Member[0][]
    const member = (name: Member[0]): object => name.endsWith('.npy') ? npz.array(name as 'x.npy') : npz.json(name as 'x.json') as object
    const arrays = names.filter(name => name.endsWith('.npy'))
    let refused = 0
    for (const a of arrays) {
      for (const b of arrays) {
        if (a >= b) continue
        const found = opened(writeNpz(names.map(name => [name, member(name === a ? b : name === b ? a : name)] as Member)))
        if (typeof found !== 'string') continue
        refused++
        expect(isSentence(found), found).toBe(true)
      }
    }
    expect(refused).toBeGreaterThan(arrays.length)
  })

  test('a damaged part', () => {
    const { head, detail, activations, checkpoints } = writeMapParts(storiedMap())
    const sound = readMapHead(head)
    const draw = mulberry32(6)
    for (const [bytes, read] of [[detail!, readMapDetail], [activations!, readMapActivations], [checkpoints!, readMapCheckpoints]] as const) {
      for (let k = 0; k < 500; k++) {
        try {
          read(damaged(bytes, draw, head), sound)
        } catch (error) {
          if (!(error instanceof FormatError)) throw error
          expect(isSentence(error.message), error.message).toBe(true)
        }
      }
    }
  })
})
