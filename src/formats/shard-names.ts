// Which files a model.json by link has beside it, and which names are plain enough to be fetched.
import { decodedText } from './decoded-text.ts'
import { FormatError, quoted } from './format-error.ts'
import { parseJson } from './npz.ts'

/** Files that one model may be spread over. */
const MOST_SHARDS = 200

/** None where the JSON is of another kind. Errors: FormatError where a name leads anywhere but to a file beside it. */
export function shardNames(bytes: Uint8Array, name: string): string[] {
  const text = decodedText(bytes)
  if (text === null) return []
  const groups = listed(own(parseJson(text, name), 'weightsManifest'))
  return besideOnly(new Set(groups.flatMap(group => listed(own(group, 'paths')))), name)
}

/** Names of files beside the one that is called `name`. Errors: FormatError where one leads elsewhere, or where there are too many. */
export function besideOnly(names: ReadonlySet<unknown>, name: string): string[] {
  if (names.size > MOST_SHARDS) throw new FormatError(`${name} names ${names.size} files of weights; at most ${MOST_SHARDS} are fetched. Download the folder and drop it here.`)
  return Array.from(names, path => {
    if (typeof path === 'string' && path.length > 0 && path.length <= 255 && !/[/\\:%?#]|\.\.|\p{Cc}/u.test(path)) return path
    throw new FormatError(`${name} names weights at ${quoted(String(path))}; only files in its own folder are fetched. Download them and drop them together.`)
  })
}

const own = (value: unknown, key: string): unknown => typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : null

const listed = (value: unknown): unknown[] => Array.isArray(value) ? value : []
