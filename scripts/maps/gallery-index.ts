// The list of ready-made maps, index.json: what the gallery shows, made from the files themselves.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMapHead } from '../../src/formats/map.ts'
import { GALLERY_FORMAT, GALLERY_VERSION } from '../../src/formats/gallery-index.ts'
import type { GalleryIndex, GalleryMap } from '../../src/formats/gallery-index.ts'
import { mapPicture } from '../../src/formats/gallery-picture.ts'
import { claimsOf } from './claims.ts'

/** Of the maps in the folder, in the order of `names`; what is not there is left out. */
export function indexOf(folder: string, names: readonly string[]): GalleryIndex {
  return { format: GALLERY_FORMAT, version: GALLERY_VERSION, maps: names.filter(name => existsSync(join(folder, `${name}.npz`))).map(name => entryOf(folder, name)) }
}

function entryOf(folder: string, name: string): GalleryMap {
  const head = readMapHead(new Uint8Array(readFileSync(join(folder, `${name}.npz`))))
  const { manifest: { title, datasetTitle, parts } } = head
  // Not what the file says of itself: its numbers are its own, but how it is best looked at may be known better since.
  const claims = claimsOf(name, head)
  const files = [`${name}.npz`, parts.detail, parts.activations, parts.checkpoints].flatMap(file => file ? [fileOf(folder, file)] : [])
  return {
    name, title, ...claims, networks: head.networks.length, datasetTitle,
    bytes: { head: files[0].bytes, all: files.reduce((sum, file) => sum + file.bytes, 0) }, files, picture: mapPicture(head),
  }
}

function fileOf(folder: string, name: string): { name: string, bytes: number, hash: string } {
  const bytes = readFileSync(join(folder, name))
  return { name, bytes: bytes.length, hash: createHash('sha256').update(bytes).digest('hex').slice(0, 16) }
}
