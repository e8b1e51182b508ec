// The list of a page's maps (maps/index.json) with one more in it: the first.
import { FormatError } from '../format-error.ts'
import { fieldsOf, textItem } from '../json-fields.ts'
import type { MapFile } from '../map-file.ts'

interface OneMore {
  name: string
  title: string
  about: string
  /** Until the first picture, and of all its files. */
  bytes: { head: number, all: number }
  map: MapFile
}

/** `standing`: the list as the page has it, or null where the others stay behind. Entries of the others pass as they are. */
export function listWith(standing: string | null, { name, title, about, bytes, map: { networks, manifest } }: OneMore): string {
  const own = { name, title, about, networks: networks.length, datasetTitle: manifest.datasetTitle, bytes, view: manifest.view ?? {} }
  return `${JSON.stringify([own, ...standing === null ? [] : entriesOf(standing).filter(entry => fieldsOf(entry, LIST).get('name') !== name)], null, 2)}\n`
}

const LIST = 'maps/index.json'

function entriesOf(text: string): unknown[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new FormatError(`${LIST} is not JSON; it should be the list of the page's maps.`)
  }
  if (!Array.isArray(parsed)) throw new FormatError(`${LIST} should be a list of maps.`)
  return parsed.map((entry, k): unknown => {
    textItem(fieldsOf(entry, `${LIST}[${k}]`).get('name'), `${LIST}[${k}]: name`)
    return entry
  })
}
