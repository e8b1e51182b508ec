// CIFAR-10 and CIFAR-100 in their binary version (A. Krizhevsky): records without a header; a label (CIFAR-100: a coarse and a fine one), then
// 1,024 bytes of red, of green, of blue, each row by row.
import { channelsLast } from '../../core/graph/channels.ts'
import { shownName } from '../base-name.ts'
import type { DroppedFile } from '../dropped.ts'
import { FormatError } from '../format-error.ts'
import type { DataDraft } from './data-draft.ts'
import { checkedCount } from './samples.ts'
import { titleOf } from './title-of.ts'

const SIDE = 32
const PIXELS = 3 * SIDE * SIDE

/** As its authors list them. */
const NAMES = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck']

interface Kind { record: number, label: number, classes: number, fits: (bytes: Uint8Array) => boolean }
const kindOf = (record: number, classes: number, coarse: number | null): Kind => ({
  record, label: record - PIXELS - 1, classes,
  fits(bytes) {
    if (bytes.length === 0 || bytes.length % record !== 0) return false
    for (let at = 0; at < bytes.length; at += record) if (bytes[at + record - PIXELS - 1] >= classes || (coarse !== null && bytes[at] >= coarse)) return false
    return true
  },
})
const CIFAR_10 = kindOf(PIXELS + 1, 10, null)
const CIFAR_100 = kindOf(PIXELS + 2, 100, 20)

/** Only where a data set is looked for: so short a rule fits by accident, too. */
export const looksLikeCifar = (bytes: Uint8Array): boolean => CIFAR_10.fits(bytes) || CIFAR_100.fits(bytes)

/** Several batches of one kind become one data set. Errors: another length, a label out of range. */
export function readCifar(files: readonly DroppedFile[]): DataDraft {
  const kind = [CIFAR_10, CIFAR_100].find(({ record }) => files.every(({ bytes }) => bytes.length > 0 && bytes.length % record === 0))
  if (!kind) {
    const odd = files.find(({ bytes }) => bytes.length === 0 || bytes.length % CIFAR_10.record !== 0) ?? files[0]
    throw new FormatError(`${shownName(odd.path)} holds ${odd.bytes.length} bytes, and that is not a multiple of ${CIFAR_10.record}, the length of a CIFAR-10 record (nor of ${CIFAR_100.record}, of CIFAR-100). Download it again.`)
  }
  const { record, label } = kind
  const rows = files.reduce((sum, { bytes }) => sum + bytes.length / record, 0)
  checkedCount(shownName(files[0].path), rows, [SIDE, SIDE, 3])
  const planes = new Uint8Array(rows * PIXELS)
  const labels = new Uint8Array(rows)
  let row = 0
  for (const { path, bytes } of files) {
    for (let at = 0; at < bytes.length; at += record, row++) {
      const found = bytes[at + label]
      if (found >= kind.classes) throw new FormatError(`${shownName(path)} holds the label ${found} in record ${at / record}; CIFAR-${kind.classes} has labels from 0 to ${kind.classes - 1}.`)
      labels[row] = found
      planes.set(bytes.subarray(at + label + 1, at + record), row * PIXELS)
    }
  }
  if (labels.every(found => found === labels[0])) throw new FormatError(`${shownName(files[0].path)} has the label ${labels[0]} in every record; a network needs two classes at least.`)
  return {
    title: files.length > 1 ? `CIFAR-${kind.classes}` : titleOf(files[0].path), format: 'cifar', rows, columns: [], label: null, table: null,
    values: channelsLast(planes, rows, [SIDE, SIDE, 3]), shape: [SIDE, SIDE, 3], fullScale: 255, featureNames: null,
    labels: Int32Array.from(labels), classNames: kind === CIFAR_10 ? NAMES : Array.from({ length: kind.classes }, (_, at) => String(at)), warnings: [],
  }
}
