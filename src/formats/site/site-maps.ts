// The list of a page's maps (maps/index.json) with one more in it: the first.
import { FormatError } from '../format-error.ts'
import { GALLERY_FORMAT, GALLERY_VERSION } from '../gallery-index.ts'
import { mapPicture } from '../gallery-picture.ts'
import { fieldsOf } from '../json-fields.ts'
import type { MapFile } from '../map-file.ts'

interface OneMore {
  name: string
  title: string
  about: string
  /** Until the first picture, and of all its files. */
  bytes: { head: number, all: number }
  map: MapFile
  /** The map of the page that it stands in for; null: none. */
  replaced: string | null
}

/** `standing`: the list as the page has it, or null where the others stay behind. Entries of the others pass as they are. */
export function listWith(standing: string | null, { name, title, about, bytes, map, replaced }: OneMore): string {
  const { networks, manifest } = map
  const own = { name, title, about, networks: networks.length, datasetTitle: manifest.datasetTitle, bytes, view: manifest.view ?? {}, picture: mapPicture(map) }
  const others = standing === null ? [] : entriesOf(standing).filter(entry => ![name, replaced].some(gone => gone === fieldsOf(entry, LIST).get('name')))
  return `${JSON.stringify({ format: GALLERY_FORMAT, version: GALLERY_VERSION, maps: [own, ...others] }, null, 1)}\n`
}

const LIST = 'maps/index.json'

function entriesOf(text: string): unknown[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new FormatError(`${LIST} is not JSON; it should be the list of the page's maps.`)
  }
  return fieldsOf(parsed, LIST).list('maps', (entry, where): unknown => {
    fieldsOf(entry, where).text('name')
    return entry
  })
}
