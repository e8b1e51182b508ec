// A bundle and its table from disk.
import type { Bundle } from '../src/formats/bundle.ts'
import { readBundle } from '../src/formats/bundle.ts'
import { readBytes } from './files.ts'
import { blaming, Refusal } from './refusal.ts'

/** Reads FILE and, where --table names one, the table beside it. Its notes go to standard error. */
export function readBundleFile(file: string, table: string | null): Bundle {
  if (table !== null && !/\.(csv|json)$/i.test(table)) throw new Refusal('--table', `is ${table}; name a .csv or a .json file.`)
  const beside = table === null ? null : { text: new TextDecoder().decode(readBytes(table)), name: table }
  const bytes = readBytes(file)
  const bundle = blaming(file, () => readBundle(bytes, beside))
  for (const note of bundle.notes) process.stderr.write(`${note}\n`)
  return bundle
}
