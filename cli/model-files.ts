// Saved models named on the command line: opened together, with what they keep in files beside them.
import { readdirSync, statSync } from 'node:fs'
import type { DroppedFile, Opened } from '../src/formats/dropped.ts'
import { LIMITS } from '../src/formats/limits.ts'
import { openFiles } from '../src/formats/open-files.ts'
import { located, readBytes } from './files.ts'
import { Refusal } from './refusal.ts'
import { basename, dirname, join } from 'node:path'
import type { SavedModel } from '../src/formats/saved-model.ts'

export interface OpenedModel { files: readonly string[], model: SavedModel }

/** Files in a folder beyond which nothing beside a model is looked for. */
const CROWD = 1000

/** Every model that the files hold, at least one. Refuses what is no model, in the reader's sentence. */
export async function openModels(files: readonly string[]): Promise<OpenedModel[]> {
  const dropped = files.map(fileAt)
  let opened = meant(await openFiles(dropped, 'anything'), files)
  if (opened.some(({ kind }) => kind === 'refused')) {
    const beside = dropped.flatMap(file => companions(file, files))
    if (beside.length > 0) opened = meant(await openFiles([...dropped, ...unlike(beside)], 'anything'), files)
  }
  const models = opened.map(asModel)
  if (models.length === 0) throw new Refusal(files[0], 'holds no model.')
  return models
}

/** What stands beside models within an archive, to be read by people. */
const ASIDE = /(\.(txt|md|rst|json|ya?ml|log|py|ipynb|png|jpe?g|pdf)|\/(readme|license|notice))$/i

/** Without what an archive holds beside its models; all where it holds none. */
function meant(opened: Opened[], given: readonly string[]): Opened[] {
  const left = opened.filter(({ kind, files: [file] }) => kind !== 'refused' || given.includes(file) || !ASIDE.test(file))
  return left.some(({ kind }) => kind === 'model') ? left : opened
}

/** As plain bytes: a slice of Node's own kind of buffer is no copy. */
const fileAt = (path: string): DroppedFile => ({ path, bytes: new Uint8Array(readBytes(path, { bytes: LIMITS.file, of: 'a saved model' })) })

/** What a file names by a plain name and keeps in its own folder: shards of weights, external data. */
function companions({ path, bytes }: DroppedFile, given: readonly string[]): DroppedFile[] {
  const folder = dirname(path)
  const names = readdirSync(located(folder))
  if (names.length > CROWD) return []
  const there = new Set(given.map(located))
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return names.flatMap(name => {
    const beside = join(folder, name)
    if (there.has(located(beside)) || name === basename(path) || text.indexOf(name) < 0) return []
    const { size, isFile } = factsOf(beside)
    return isFile && size <= LIMITS.file ? [fileAt(beside)] : []
  })
}

function factsOf(file: string): { size: number, isFile: boolean } {
  const facts = statSync(located(file), { throwIfNoEntry: false })
  return { size: facts?.size ?? 0, isFile: facts?.isFile() ?? false }
}

const unlike = (files: readonly DroppedFile[]): DroppedFile[] => files.filter(({ path }, place) => files.findIndex(other => other.path === path) === place)

const OTHERS = {
  bundle: 'holds activations, predictions or plain arrays, and no model; `netfold map` and `netfold distances` read bundles.',
  map: 'is a map, not a model; open it on the page.',
  table: 'is a table of runs, not a model; `netfold map --table` joins it to a bundle.',
  data: 'is a data set, not a model.',
} as const

function asModel(opened: Opened): OpenedModel {
  const [file] = opened.files
  if (opened.kind === 'model') return { files: opened.files, model: opened.model }
  throw new Refusal(file, opened.kind === 'refused' ? withoutName(opened.why, basename(file)) : OTHERS[opened.kind])
}

/** The line names the file already: “x.pt is empty” → “is empty”. */
export function withoutName(sentence: string, name: string): string {
  const rest = [`${name}: `, `${name} `, `"${name}" `].find(start => sentence.startsWith(start))
  return rest === undefined ? sentence : sentence.slice(rest.length)
}
