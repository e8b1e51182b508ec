// Data sets that visitors bring: IDX, CIFAR-10 and CIFAR-100 binaries, CSV, .npz. Told apart by content; plain bytes, any gzip is undone before.
import { baseName, shownName } from '../base-name.ts'
import type { DroppedFile } from '../dropped.ts'
import { FormatError, quoted } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import { looksLikeZip } from '../zip.ts'
import { looksLikeCifar, readCifar } from './cifar.ts'
import { readCsvTable } from './csv-table.ts'
import type { DataDraft } from './data-draft.ts'
import { looksLikeIdx, looksLikeTurnedIdx, readIdx } from './idx.ts'
import { proposedLabel, withLabel } from './label.ts'
import { readNpyData, readNpzData } from './npz-data.ts'
import { titleOf } from './title-of.ts'

export { looksLikeIdx } from './idx.ts'

/** `files`: all that belong to one data set (images and labels; several batches). Errors: FormatError, one sentence. */
export function readData(files: readonly DroppedFile[]): DataDraft {
  const draft = readAny(files)
  const rows = draft.labels?.length ?? draft.columns[0]?.numbers.length ?? draft.rows
  if (rows < LIMITS.dataRowsLeast) throw new FormatError(`${draft.title} holds ${rows} ${rows === 1 ? 'sample' : 'samples'}; ${LIMITS.dataRowsLeast} at least are needed to train and to test on.`)
  return draft
}

function readAny(files: readonly DroppedFile[]): DataDraft {
  const [main] = files
  const name = shownName(main.path)
  const empty = files.find(({ bytes }) => bytes.length === 0)
  if (empty) throw new FormatError(`${shownName(empty.path)} is empty (0 bytes).`)
  if (files.some(({ bytes }) => looksLikeIdx(bytes) || looksLikeTurnedIdx(bytes)) || files.some(({ path }) => /idx\d/i.test(baseName(path)))) return readIdx(files)
  if (looksLikeZip(main.bytes) && files.length === 1) return readNpzData(main)
  if (files.every(({ bytes }) => looksLikeNpy(bytes))) return readNpyData(files)
  if (files.every(({ bytes }) => looksLikeCifar(bytes))) return readCifar(files)
  if (isText(main.bytes) && files.length === 1) return readCsv(main)
  if (files.every(({ path }) => /\.bin$/i.test(path))) return readCifar(files)
  if (files.length > 1) throw new FormatError(`${files.map(({ path }) => quoted(baseName(path))).slice(0, 4).join(', ')} do not make one data set: drop IDX images with their labels, CIFAR batches, or one CSV or .npz.`)
  throw new FormatError(`${name} is no data set that is read here: IDX images with labels, CIFAR-10 batches, CSV and .npz are.`)
}

const looksLikeNpy = (bytes: Uint8Array): boolean => bytes[0] === 0x93 && bytes[1] === 0x4e && bytes[2] === 0x55 && bytes[3] === 0x4d

/** No zero bytes among the first, unless they are those of UTF-16. */
function isText(bytes: Uint8Array): boolean {
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return marked || !bytes.subarray(0, 4096).includes(0)
}

function readCsv(file: DroppedFile): DataDraft {
  const { rows, columns, classNames, warnings } = readCsvTable(file)
  const bare: DataDraft = {
    title: titleOf(file.path), format: 'csv', rows, columns, label: null, table: { told: warnings, classNames },
    values: new Float32Array(0), shape: [Math.max(0, columns.length - 1)], fullScale: null,
    labels: null, classNames: [], featureNames: null, warnings,
  }
  const proposed = proposedLabel(columns, rows)
  return proposed === null ? bare : withLabel(bare, proposed)
}
