// From dropped files to what they are: recognised by content, sorted into groups that belong together, each read by its own reader. A reader's code is
// fetched when the first file of its kind comes.
import { baseName, endingOf, folderOf, shownName } from './base-name.ts'
import type { Bundle } from './bundle.ts'
import type { DataDraft } from './data/data-draft.ts'
import type { DroppedFile, Opened, Refused, Wanted } from './dropped.ts'
import type { OnFault } from './fault.ts'
import { faultSentence } from './fault.ts'
import { FormatError } from './format-error.ts'
import type { Item } from './group-files.ts'
import { grouped } from './group-files.ts'
import { withTables } from './join-tables.ts'
import { LIMITS } from './limits.ts'
import { unknownFile } from './recognise.ts'
import type { RunsTable } from './runs-table.ts'
import type { SavedModel } from './saved-model.ts'
import { unpackedFiles } from './unpack-files.ts'

/** What a reader makes of a group; `taken` are the paths of other files that it needed. */
type Read =
  | { kind: 'model', model: SavedModel, taken?: readonly string[] }
  | { kind: 'bundle', bundle: Bundle }
  | { kind: 'map' }
  | { kind: 'table', table: RunsTable }
  | { kind: 'data', draft: DataDraft }
  | Refused

/**
 * One answer a group of files, in the order of the files; never throws for what a file holds: a refused one has its sentence, the others are read all the same.
 */
export async function openFiles(files: readonly DroppedFile[], wanted: Wanted, onFault: OnFault = () => undefined): Promise<Opened[]> {
  if (files.length > LIMITS.files) {
    const why = `${files.length} files were dropped at once; ${LIMITS.files} is the most that is read. Drop fewer, or a zip of less.`
    return [{ files: [files[0].path], bytes: 0, kind: 'refused', seems: null, why }]
  }
  const items = await unpackedFiles(files, wanted, onFault)
  const opened: Opened[] = []
  const taken = new Set<Item>()
  // Files that name others come first, so that those are not explained as if they were alone.
  const groups = grouped(items).map((group, place) => ({ group, place })).sort((a, b) => Number(namesOthers(b.group[0])) - Number(namesOthers(a.group[0])) || a.place - b.place)
  const answers: { place: number, answer: Opened }[] = []
  for (const { group, place } of groups) {
    if (group.every(item => taken.has(item))) continue
    const others = companionsFor(group[0], items, taken)
    const read = await attempt(group, others, wanted, onFault)
    const used = others.filter(item => read.kind === 'model' ? read.taken?.includes(item.file.path) : belongsTo(group[0], item))
    const all = [...group, ...used.filter(item => !group.includes(item))]
    all.forEach(item => taken.add(item))
    answers.push({ place, answer: { ...plain(read), files: [...new Set(all.map(pathOf))], bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) } })
  }
  opened.push(...answers.sort((a, b) => a.place - b.place).map(({ answer }) => answer))
  return withTables(opened)
}

const pathOf = ({ inside, dropped, file }: Item): string => inside ? file.path : dropped

function plain(read: Read): Read {
  if (read.kind !== 'model') return read
  return { kind: 'model', model: read.model }
}

const namesOthers = ({ found }: Item): boolean => found.kind === 'onnx' || found.kind === 'tfjs'

/** Files that ONNX may keep its weights in: beside it, else anywhere in the drop. */
function companionsFor(main: Item, items: readonly Item[], taken: ReadonlySet<Item>): Item[] {
  if (main.found.kind !== 'onnx') return []
  const free = items.filter(item => !taken.has(item) && item.found.kind !== 'onnx' && item.found.kind !== 'tfjs')
  const beside = free.filter(({ file }) => folderOf(file.path) === folderOf(main.file.path))
  return beside.length > 0 ? beside : free
}

/** Whether a file that could not be read would have needed this one: model.onnx.data beside model.onnx. */
const belongsTo = (main: Item, { file, found }: Item): boolean => found.kind === 'unknown' && baseName(file.path).startsWith(baseName(main.file.path))

async function attempt(group: readonly Item[], others: readonly Item[], wanted: Wanted, onFault: OnFault): Promise<Read> {
  const [main] = group
  const meant = meantBy(main, wanted)
  try {
    const found = await read(group, others, wanted)
    return found.kind === 'refused' ? { ...wanted === 'data' && meant, ...found, why: named(found.why, main) } : found
  } catch (error) {
    if (error instanceof FormatError) return { kind: 'refused', seems: null, why: named(error.message, main), ...meant }
    onFault(error, group.map(pathOf))
    return { kind: 'refused', seems: null, why: faultSentence(error, shownName(pathOf(main))), ...meant }
  }
}

/** What a visitor whose file is refused was about, so that the ways on are those of data or of tables. */
function meantBy({ found }: Item, wanted: Wanted): Pick<Refused, 'meant'> {
  if (wanted === 'data' || found.kind === 'idx') return { meant: 'data' }
  return found.kind === 'table' ? { meant: 'table' } : {}
}

/** Every sentence names the file that was dropped. */
function named(why: string, main: Item): string {
  const [dropped, seen] = [shownName(pathOf(main)), shownName(main.file.path)]
  if (why.includes(dropped)) return why
  // Readers of data speak of a data set by its title, which is the file's name without its ending.
  const title = `${dropped.replace(/\.[^.]+$/, '')}: `
  if (why.startsWith(title)) return `${dropped}: ${why.slice(title.length)}`
  return why.includes(seen) ? why.replace(seen, () => dropped) : `${dropped}: ${why.replace(/^(The|It|This|These|There) /, word => word.toLowerCase())}`
}

async function read(group: readonly Item[], others: readonly Item[], wanted: Wanted): Promise<Read> {
  const [{ file, found }] = group
  const name = shownName(file.path)
  const files = group.map(item => item.file)
  switch (found.kind) {
    case 'refused': return { ...found, why: named(found.why, group[0]) }
    case 'unknown': return { kind: 'refused', seems: null, why: unknownFile(file) }
    case 'archive': return { kind: 'refused', seems: 'a zip archive', why: `${name} holds no files.` }
    case 'map': return { kind: 'map' }
    case 'keras': return { kind: 'model', model: (await import('./keras/keras.ts')).readKeras(file.bytes, name) }
    case 'h5': return { kind: 'model', model: (await import('./keras/keras.ts')).readKerasH5(file.bytes.subarray(found.from), name) }
    case 'torch': return { kind: 'model', model: (await import('./torch/torch.ts')).readTorch(file.bytes, name) }
    case 'safetensors': return { kind: 'model', model: (await import('./torch/safetensors-model.ts')).readSafetensorsModel(file.bytes, name) }
    case 'onnx': return { kind: 'model', ...(await import('./onnx/onnx.ts')).readOnnx(file, others.map(item => item.file)) }
    case 'tfjs': return { kind: 'model', ...(await import('./tfjs/tfjs.ts')).readTfjs(file, files.slice(1)) }
    case 'idx': return data(files)
    case 'npz': case 'npy': {
      const { readBundleFiles, isDataSet } = await import('./bundle-files.ts')
      return wanted === 'data' || isDataSet(files) ? data(files) : { kind: 'bundle', bundle: readBundleFiles(files) }
    }
    case 'table': {
      if (wanted === 'data' || file.bytes.length > LIMITS.text) return data(files)
      const { readRunsTable, isRunsTable } = await import('./runs-table.ts')
      const json = endingOf(file.path) === 'json'
      return json || isRunsTable(file.bytes, name) ? { kind: 'table', table: readRunsTable(file.bytes, name) } : data(files)
    }
  }
}

async function data(files: readonly DroppedFile[]): Promise<Read> {
  const { readData } = await import('./data/read-data.ts')
  try {
    return { kind: 'data', draft: readData(files) }
  } catch (error) {
    if (error instanceof FormatError) return { kind: 'refused', seems: null, why: error.message, meant: 'data' }
    throw error
  }
}
