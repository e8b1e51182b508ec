// A bundle and its table from disk.
import { basename } from 'node:path'
import type { Bundle } from '../src/formats/bundle.ts'
import { readBundle } from '../src/formats/bundle.ts'
import type { RunsTable } from '../src/formats/runs-table.ts'
import { readRunsTable } from '../src/formats/runs-table.ts'
import { readBytes } from './files.ts'
import { withoutName } from './model-files.ts'
import { blaming, Refusal } from './refusal.ts'

/** The methods know networks by number; whoever brought them knows them by name. */
export const withNames = (sentence: string, { networks }: Bundle): string =>
  sentence.replaceAll(/\b([Nn]etwork) (\d+)\b/g, (text, word: string, id: string) => networks[Number(id)] ? `${word} ${networks[Number(id)].name}` : text)

/** One probe is related to nothing. */
export function checkProbes({ networks, probes }: Bundle, file: string): void {
  if (probes < 2) throw new Refusal(file, `has activations/${networks[0].name} on 1 probe; networks are compared by how they arrange at least 2.`)
}

/** What a method says of a bundle's networks, by their names. */
export function blamingBundle<T>(file: string, bundle: Bundle, work: () => T): T {
  try {
    return blaming(file, work)
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.where, withNames(error.message, bundle)) : error
  }
}

/** Reads FILE and, where --table names one, the table beside it. Its notes go to standard error. */
export function readBundleFile(file: string, table: string | null): Bundle {
  if (table !== null && !/\.(csv|json)$/i.test(table)) throw new Refusal('--table', `is ${table}; name a .csv or a .json file.`)
  const beside = table === null ? null : tableFrom(table)
  const bytes = readBytes(file)
  const bundle = blaming(file, () => readBundle(bytes, beside, file.split(/[\\/]/).at(-1)!.replace(/(.)\.[^.]+$/, '$1')))
  for (const note of bundle.notes) process.stderr.write(`${note}\n`)
  return bundle
}

function tableFrom(file: string): RunsTable {
  try {
    return blaming(file, () => readRunsTable(readBytes(file), file, true))
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.where, withoutName(error.message, basename(file))) : error
  }
}
