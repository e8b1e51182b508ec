// The list of ready-made maps beside them, maps/index.json: checked field by field, for a site's maker may have written it by hand.
import { FormatError } from './format-error.ts'
import type { Fields } from './json-fields.ts'
import { fieldsOf, wrong } from './json-fields.ts'
import { dotsOf } from './gallery-picture.ts'

export const GALLERY_FORMAT = 'netfold-gallery'
export const GALLERY_VERSION = 1

/** One ready-made map. */
export interface GalleryMap {
  /** File name without its end: maps/<name>.npz. */
  name: string
  title: string
  /** Two sentences on what to look for. */
  about: string
  networks: number
  datasetTitle: string
  /** Bytes until the first picture, and of all its files. */
  bytes: { head: number, all: number }
  /** The suggested view: JSON that only the page's notebook understands. */
  view: Readonly<Record<string, unknown>>
  /** Its files, the head first; `hash`: the first sixteen hexadecimal digits of the SHA-256 of their bytes. */
  files: readonly { name: string, bytes: number, hash: string }[]
  /** Its dots, as gallery-picture.ts writes them. */
  picture: string
}

export interface GalleryIndex { format: typeof GALLERY_FORMAT, version: number, maps: readonly GalleryMap[] }

const WHERE = 'index.json'
const MOST_MAPS = 200
const MOST_FILES = 8

/** Errors: FormatError in one sentence. Unknown fields are passed over. */
export function galleryFrom(json: unknown): GalleryMap[] {
  const fields = fieldsOf(json, WHERE)
  const format = fields.get('format')
  if (format !== GALLERY_FORMAT) throw new FormatError(`${WHERE} is no list of maps: its format should be "${GALLERY_FORMAT}".`)
  const version = fields.number('version', 'a whole number from 1', found => Number.isInteger(found) && found >= 1)
  if (version > GALLERY_VERSION) throw new FormatError(`${WHERE} was written by a newer Netfold (version ${version}; this page reads ${GALLERY_VERSION}).`)
  const maps = fields.list('maps', (item, where) => mapFrom(fieldsOf(item, where), where))
  if (maps.length > MOST_MAPS) throw new FormatError(`${WHERE} lists ${maps.length} maps; ${MOST_MAPS} is the most that is read.`)
  const twice = maps.find(({ name }, k) => maps.findIndex(other => other.name === name) < k)
  if (twice) throw new FormatError(`${WHERE} lists ${twice.name} twice; a map has one card.`)
  return maps
}

function mapFrom(fields: Fields, where: string): GalleryMap {
  const bytes = fields.object('bytes')
  const view = fields.get('view') ?? {}
  fieldsOf(view, `${where}: view`)
  const picture = fields.get('picture') === undefined ? '' : fields.text('picture')
  if (!dotsOf(picture)) throw wrong(`${where}: picture`, picture.slice(0, 20), 'four digits of base64url a dot')
  const files = fields.get('files') === undefined ? [] : fields.list('files', (item, at) => {
    const file = fieldsOf(item, at)
    return { name: fileName(file, 'name', at, /^[\w-]+(\.[\w-]+)*\.npz$/), bytes: file.count('bytes'), hash: file.text('hash').slice(0, 64) }
  })
  if (files.length > MOST_FILES) throw wrong(`${where}: files`, `${files.length} files`, `at most ${MOST_FILES}`)
  return {
    name: fileName(fields, 'name', where, /^[\w-]+$/), title: fields.text('title').slice(0, 200), about: fields.text('about').slice(0, 1000),
    networks: fields.count('networks'), datasetTitle: fields.text('datasetTitle').slice(0, 200),
    bytes: { head: bytes.count('head'), all: bytes.count('all') }, view: view as Readonly<Record<string, unknown>>, files, picture,
  }
}

/** It is fetched from beside the list, so it may be a plain name and nothing that leads elsewhere. */
function fileName(fields: Fields, key: string, where: string, right: RegExp): string {
  const name = fields.text(key)
  if (!right.test(name) || name.length > 100) throw wrong(`${where}: ${key}`, name, 'a plain name of letters, digits and dashes')
  return name
}
