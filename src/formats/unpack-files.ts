// From dropped files to single ones: .gz unpacked once, archives of files taken apart once, each recognised by its content.
import { shownName } from './base-name.ts'
import type { DroppedFile, Wanted } from './dropped.ts'
import type { OnFault } from './fault.ts'
import { faultSentence } from './fault.ts'
import { FormatError } from './format-error.ts'
import type { Item } from './group-files.ts'
import { gunzipped, looksLikeGzip } from './gzip.ts'
import { LIMITS } from './limits.ts'
import { recognised } from './recognise.ts'
import { isLitter } from './recognise-zip.ts'
import type { Recognised } from './recognised.ts'
import type { Zip } from './zip.ts'
import { openZip } from './zip.ts'

type Unpacked = Omit<Item, 'found'>

/** What is left of the limits for all files of one drop together. */
interface Drop { wanted: Wanted, onFault: OnFault, files: number, bytes: number }

/** Litter is left out where there is more than litter. */
export async function unpackedFiles(files: readonly DroppedFile[], wanted: Wanted, onFault: OnFault): Promise<Item[]> {
  const meant = files.filter(({ path }) => !isLitter(path))
  const items: Item[] = []
  const drop: Drop = { wanted, onFault, files: LIMITS.files - files.length, bytes: LIMITS.file }
  for (const file of meant.length > 0 ? meant : files) {
    const item = await itemOf({ file, dropped: file.path, bytes: file.bytes.length, inside: false }, drop)
    items.push(...item.found.kind === 'archive' ? await membersOf(item, drop) : [item])
  }
  return items
}

async function itemOf(single: Unpacked, drop: Drop): Promise<Item> {
  const { file: { path, bytes } } = single
  try {
    if (!looksLikeGzip(bytes)) return { ...single, found: await recognised(single.file, drop.wanted) }
    const file = { path: path.replace(/\.gz$/i, '').replace(/\.tgz$/i, '.tar'), bytes: gunzipped(bytes, path, drop.bytes) }
    drop.bytes -= file.bytes.length
    if (looksLikeGzip(file.bytes)) return { ...single, found: refusal(`${shownName(path)} is compressed twice: unpack it once first.`) }
    return { ...single, file, found: await recognised(file, drop.wanted) }
  } catch (error) {
    if (!(error instanceof FormatError)) drop.onFault(error, [single.dropped])
    return { ...single, found: refusal(error instanceof FormatError ? error.message : faultSentence(error, shownName(path))) }
  }
}

const refusal = (why: string): Recognised => ({ kind: 'refused', seems: null, why })

/** A zip of a folder is the folder dropped. An archive within it stays closed. */
async function membersOf(archive: Item, drop: Drop): Promise<Item[]> {
  const name = shownName(archive.dropped)
  const { path, bytes } = archive.file
  const items: Item[] = []
  try {
    const zip = openZip(bytes, Math.max(1, drop.files))
    drop.files -= zip.names.length
    for (const member of zip.names.filter(member => !member.endsWith('/') && !isLitter(member))) {
      const inside = { file: { path: `${path}/${member}`, bytes: new Uint8Array() }, dropped: archive.dropped, bytes: 0, inside: true }
      const read = memberOf(zip, member, drop.bytes)
      if (typeof read === 'string') {
        items.push({ ...inside, found: refusal(`${name}: ${read}`) })
        continue
      }
      drop.bytes -= read.length
      const item = await itemOf({ ...inside, file: { ...inside.file, bytes: read }, bytes: read.length }, drop)
      items.push(item.found.kind === 'archive' ? { ...item, found: refusal(`${shownName(member)} is an archive within ${name}: unpack it first.`) } : item)
    }
    return items
  } catch (error) {
    if (!(error instanceof FormatError)) drop.onFault(error, [archive.dropped])
    return [{ ...archive, found: refusal(error instanceof FormatError ? error.message : faultSentence(error, name)) }]
  }
}

/** The member's bytes, or why there are none. */
function memberOf(zip: Zip, member: string, limit: number): Uint8Array | string {
  try {
    return zip.read(member, limit)
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
}
