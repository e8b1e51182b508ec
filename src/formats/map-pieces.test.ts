// A map read piece by piece is the map read whole, and no more of its file is read than a piece needs.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keptMap, storiedMap } from './fixtures/small-map.ts'
import { FormatError } from './format-error.ts'
import { activationsOf, beginMap, detailOf, keptOf } from './map-pieces.ts'
import { readMap, writeMap, writeMapParts } from './map.ts'
import type { ReadBytes } from './zip-excerpt.ts'
import { excerptOf } from './zip-excerpt.ts'

const MAP = storiedMap()
const BYTES = writeMap(MAP)

/** A file on a disk, which counts what is read of it. */
function fileOf(bytes: Uint8Array): { read: ReadBytes, size: number, count: () => number } {
  let count = 0
  return {
    size: bytes.length,
    count: () => count,
    read: async (from, to) => {
      count += to - from
      return Promise.resolve(bytes.slice(from, to))
    },
  }
}

describe('piece by piece', () => {
  test('the same head, detail, activations and everything kept', async () => {
    const { size, read } = fileOf(BYTES)
    const { detail, activations, checkpoints, states, probabilities, diagrams, ...head } = readMap(BYTES)
    expect(await beginMap(size, read)).toEqual({ head, has: { detail: true, activations: true, kept: true } })
    expect(await detailOf(size, read)).toEqual(detail)
    expect(await activationsOf(size, read)).toEqual(activations)
    expect(await keptOf(size, read)).toEqual({ checkpoints, states, probabilities, diagrams })
  })

  test('what a file does not have is told by its names alone', async () => {
    const { size, read } = fileOf(writeMap({ ...keptMap(), activations: null, checkpoints: null, states: null }))
    expect((await beginMap(size, read))!.has).toEqual({ detail: true, activations: false, kept: false })
    expect(await activationsOf(size, read)).toBe(null)
  })

  test('the head is a small share of a large file', async () => {
    const activations = MAP.activations!.map(network => ({ ...network, columns: 40_000, values: Float32Array.from({ length: 240_000 }, (_, k) => Math.sin(k * network.id)) }))
    const { size, read, count } = fileOf(writeMap({ ...MAP, activations }))
    await beginMap(size, read)
    expect(size).toBeGreaterThan(2e6)
    expect(count()).toBeLessThan(80_000) // the tail, in which a comment might stand, and the head
  })
})

const sentence = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'read'
}

describe('refusals', () => {
  test('what is no map, a part of one, and a file cut short', async () => {
    const begun = (bytes: Uint8Array): Promise<string> => sentence(beginMap(bytes.length, fileOf(bytes).read))
    expect(await begun(new Uint8Array(100))).toBe('The zip is incomplete: download or save it again.')
    expect(await begun(writeMapParts(MAP).detail!)).toMatch(/^This is one part of a ready-made map/)
    expect(await begun(BYTES.subarray(0, BYTES.length - 1))).toBe('The zip is incomplete: download or save it again.')
    expect(await begun(new Uint8Array(0))).toBe('The zip is incomplete: download or save it again.')
  })

  test('a byte changed anywhere: a sentence, or what it was', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(BYTES.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const bytes = BYTES.slice()
      bytes[at] ^= change
      const { size, read } = fileOf(bytes)
      const heard = await sentence(beginMap(size, read))
      if (heard === 'read') for (const piece of [detailOf, activationsOf, keptOf]) await sentence(piece(size, read).then(value => expect(value).toBeDefined()))
      else expect(heard).toMatch(/\.$/)
    }), { numRuns: 200, seed: 3 })
  })

  test('nothing is read twice into an archive whose members claim the same place', async () => {
    const bytes = BYTES.slice()
    const view = new DataView(bytes.buffer)
    const directory = view.getUint32(bytes.length - 6, true)
    for (let at = directory; at < bytes.length - 22;) {
      view.setUint32(at + 42, 0, true)
      at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    }
    const { size, read } = fileOf(bytes)
    expect((await excerptOf(size, read, () => true))!.bytes.length).toBeLessThanOrEqual(size)
    expect(await sentence(beginMap(size, read))).not.toBe('read')
  })
})
