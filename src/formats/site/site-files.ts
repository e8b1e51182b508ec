// The list of a built page's own files (files.json), by which the page can put a copy of itself together: names, sizes and checksums.
import { deflateSync } from 'fflate'
import { FormatError, quoted } from '../format-error.ts'
import { fieldsOf, wrong } from '../json-fields.ts'
import { LIMITS } from '../limits.ts'
import { crc32 } from '../zip.ts'

/** Beside index.html; it does not list itself. */
export const FILES = 'files.json'
const FORMAT = 'netfold-files'
const VERSION = 1

export interface SiteFile {
  /** Path below the page's folder, with slashes: assets/index-x.js. */
  name: string
  /** As served, uncompressed. */
  bytes: number
  /** Deflated as in an archive; as large as `bytes` where deflating gains nothing. */
  packed: number
  /** CRC-32 of the bytes, eight hexadecimal digits: it tells another version of a file, not a forger's. */
  crc: string
}

/** A name below the page's folder: nothing that leads out of it, no address, nothing that a server would read in another way. */
const NAME = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.@-]+(?:\/[\w.@-]+)*$/

export const isSiteName = (name: string): boolean => name.length <= 200 && NAME.test(name)

export const crcOf = (bytes: Uint8Array): string => crc32(bytes).toString(16).padStart(8, '0')

/** Whether a file of this name is worth deflating: the others are compressed as they are. */
export const shrinks = (name: string): boolean => !/\.(npz|woff2|png|jpe?g|webp|gz|zip)$/.test(name)

/** What the list says of a file. */
export function siteFileOf(name: string, bytes: Uint8Array): SiteFile {
  return { name, bytes: bytes.length, packed: shrinks(name) ? deflateSync(bytes, { level: 9 }).length : bytes.length, crc: crcOf(bytes) }
}

/** The list as it is served; sorted, so that the same files give the same bytes. */
export function writeSiteFiles(files: readonly SiteFile[]): string {
  const sorted = [...files].sort((a, b) => a.name < b.name ? -1 : 1).map(({ name, bytes, packed, crc }) => ({ name, bytes, packed, crc }))
  return `{"format":"${FORMAT}","version":${VERSION},"files":[\n${sorted.map(file => JSON.stringify(file)).join(',\n')}\n]}\n`
}

/** Errors: a FormatError that says what of the list is not as it should be. */
export function readSiteFiles(text: string): SiteFile[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new FormatError(`${FILES} is not JSON; it should be the list that the build writes.`)
  }
  const fields = fieldsOf(parsed, FILES)
  fields.oneOf('format', [FORMAT])
  const version = fields.count('version')
  if (version > VERSION) throw new FormatError(`${FILES} has version ${version}; this page reads versions up to ${VERSION}.`)
  const seen = new Set<string>()
  const files = fields.list('files', (item, where): SiteFile => {
    const file = fieldsOf(item, where)
    const name = file.text('name')
    if (!isSiteName(name)) throw new FormatError(`${FILES} names ${quoted(name)}; a file's name should be a path below the page's folder.`)
    if (seen.has(name)) throw new FormatError(`${FILES} names ${quoted(name)} twice.`)
    seen.add(name)
    const crc = file.text('crc')
    if (!/^[\da-f]{8}$/.test(crc)) throw wrong(`${where}: crc`, crc, 'eight hexadecimal digits')
    return { name, bytes: file.count('bytes'), packed: file.count('packed'), crc }
  })
  if (files.length > LIMITS.members) throw new FormatError(`${FILES} names ${files.length} files; ${LIMITS.members} is the most.`)
  if (files.reduce((sum, { bytes }) => sum + bytes, 0) > LIMITS.file) throw new FormatError(`${FILES} names files of more than ${LIMITS.file / 1e6} MB together.`)
  if (!seen.has('index.html')) throw new FormatError(`${FILES} does not name index.html.`)
  return files
}
