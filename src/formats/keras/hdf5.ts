// An HDF5 file as a tree of groups, attributes and arrays: jsfive reads the tree, under limits; numbers are read here, after their shape is checked.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- workers and the terminal compile this file too, and find the types nowhere else
/// <reference path="./jsfive.d.ts" />
import { Dataset, File, Group } from 'jsfive'
import { FormatError, quoted } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import type { StoredTensor } from '../saved-model.ts'
import { CountedBuffer } from './counted-buffer.ts'
import type { ArrayLayout } from './hdf5-array.ts'
import { arrayLayout, readArray } from './hdf5-array.ts'
import { attributesOf } from './hdf5-attributes.ts'

export interface H5Array {
  readonly kind: 'array'
  /** Path below the root: “layers/dense/vars/0”. */
  readonly path: string
  readonly shape: readonly number[]
  /** A copy of the numbers; null for texts and what else is no number. */
  read(name: string): StoredTensor | null
}

export interface H5Group {
  readonly kind: 'group'
  readonly path: string
  /** In the file's order, which is alphabetical in most. */
  readonly names: readonly string[]
  get(name: string): H5Group | H5Array | null
  /** Whether there is an attribute of that name, of whatever kind. */
  has(name: string): boolean
  /** A text attribute, or a list of texts; null where there is none of that name. */
  text(name: string): string | null
  texts(name: string): string[] | null
}

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]

/**
 * The root of an HDF5 file. `file`: its name, for sentences. Soft and external links are not followed.
 * Errors: FormatError for no HDF5 file, one that is cut short or damaged, more links or groups within groups than the limits.
 */
export function openHdf5(bytes: Uint8Array, file: string): H5Group {
  const whole = fromSignature(bytes, file)
  const claimed = claimedLength(whole)
  if (claimed > whole.length) throw cutShort(file, whole.length, claimed)
  const buffer = CountedBuffer.of(whole)
  const plain = new Uint8Array(buffer)
  let links = 0

  /** jsfive's failures are plain exceptions, and texts: none of them is for people. */
  const careful = <T>(what: string, read: () => T): T => {
    try {
      return read()
    } catch (failure) {
      if (failure instanceof FormatError && failure.message.startsWith(file)) throw failure
      const reason = failure instanceof FormatError ? ` (${failure.message})` : ''
      throw new FormatError(`${file} is damaged: ${what} of the HDF5 file cannot be read${reason}. Download or save it again.`)
    }
  }

  const group = (found: Group, path: string, depth: number): H5Group => {
    // A Map: names in a file may be those of an object's own furniture.
    const targets = new Map<string, unknown>(Object.entries(found._links))
    links += targets.size
    if (links > LIMITS.links) throw new FormatError(`${file} links to more than ${LIMITS.links} things, the most that is read.`)
    if (depth > LIMITS.groups) throw new FormatError(`${file} nests groups more than ${LIMITS.groups} deep.`)
    let attributes: ReturnType<typeof attributesOf> | null = null
    const attribute = (name: string): string | string[] | null => careful(`an attribute of ${quoted(path || '/')}`, () => {
      attributes ??= attributesOf(found._dataobjects, buffer)
      return attributes.get(name)?.() ?? null
    })
    const has = (name: string): boolean => careful(`an attribute of ${quoted(path || '/')}`, () => (attributes ??= attributesOf(found._dataobjects, buffer)).has(name))
    return {
      kind: 'group', path, names: [...targets.keys()], has,
      get(name) {
        if (typeof targets.get(name) !== 'number' || name.includes('/') || name === '.') return null
        const below = path === '' ? name : `${path}/${name}`
        return careful(quoted(below), () => {
          const child = found.get(name)
          if (child instanceof Dataset) return array(arrayLayout(child._dataobjects, buffer), below)
          return child instanceof Group ? group(child, below, depth + 1) : null
        })
      },
      text(name) {
        const value = attribute(name)
        return typeof value === 'string' ? value : null
      },
      texts(name) {
        const value = attribute(name)
        return Array.isArray(value) ? value : null
      },
    }
  }

  const array = (layout: ArrayLayout, path: string): H5Array => ({
    kind: 'array', path, shape: layout.shape,
    read: name => careful(quoted(path), () => readArray(layout, plain, name, path, file)),
  })

  return careful('the beginning', () => group(new File(buffer), '', 0))
}

export const cutShort = (file: string, held: number, claimed: number): FormatError =>
  new FormatError(`${file} holds ${held} bytes of an HDF5 file of ${claimed}. It is cut short: download it again.`)

/** The signature stands at 0, or behind a user's block of 512, 1024, 2048, … bytes; addresses count from it. */
function fromSignature(bytes: Uint8Array, file: string): Uint8Array {
  for (let at = 0; at + 96 <= bytes.length; at = at === 0 ? 512 : at * 2) if (SIGNATURE.every((byte, k) => bytes[at + k] === byte)) return bytes.subarray(at)
  if (bytes.length === 0) throw new FormatError(`${file} is empty (0 bytes).`)
  if (SIGNATURE.every((byte, k) => bytes[k] === byte)) throw new FormatError(`${file} is an HDF5 file cut short at ${bytes.length} bytes: download it again.`)
  throw new FormatError(`${file} is not an HDF5 file.`)
}

/** What the superblock says of the file's end: II.A of the specification; 0 where its version is unknown. */
function claimedLength(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = bytes[8] === 0 ? 40 : bytes[8] === 1 ? 44 : bytes[8] <= 3 ? 28 : -1
  const base = bytes[8] === 0 ? 24 : bytes[8] === 1 ? 28 : 12
  return at < 0 ? 0 : Number(view.getBigUint64(at, true)) - Number(view.getBigUint64(base, true))
}
