// Rows of a data set as they were stored, for networks that were trained elsewhere.
import type { Dataset } from '../data/dataset.ts'
import { sizes } from './graph-names.ts'
import type { ProbeSet } from './input-scale.ts'
import { statisticsOf } from './statistics-of.ts'

/** `rows`: which, in this order. Statistics are of the whole data set, per channel of pictures or per feature of tables. */
export function probeSetOf(dataset: Dataset, rows: Uint32Array): ProbeSet {
  const { features, image, labels } = dataset
  const all = storedOf(dataset)
  const channels = image ? image.channels ?? 1 : features
  const values = new Float32Array(rows.length * features)
  rows.forEach((row, place) => values.set(all.subarray(row * features, (row + 1) * features), place * features))
  return {
    title: titleOf(dataset),
    values,
    rows: rows.length,
    shape: image ? [image.height, image.width, channels] : [features],
    fullScale: dataset.stored?.full ?? null,
    statistics: statisticsOf(all, channels),
    labels: Int32Array.from(rows, row => labels[row]),
    classes: dataset.classes,
  }
}

/** samples × features as they were before they were scaled for training. Stored numbers of few digits come back exactly: what a float32 rounds off is put back. */
function storedOf({ inputs, features, stored }: Dataset): Float32Array {
  if (!stored) return inputs
  const { scale, offset, full } = stored
  return inputs.map((value, at) => {
    const column = at % features
    const back = value * scale[column % scale.length] + offset[column % offset.length]
    const whole = Math.round(back)
    return full !== null && Math.abs(back - whole) < 1e-3 ? whole : back
  })
}

/** “8×8 digits”: the size first, where the title does not say it. */
function titleOf({ title, image }: Dataset): string {
  const size = image ? sizes(image.channels && image.channels > 1 ? [image.height, image.width, image.channels] : [image.height, image.width]) : ''
  const words = title.replace(size, '').trim()
  const name = /^[A-Z][a-z]/.test(words) ? words[0].toLowerCase() + words.slice(1) : words
  return image ? `${size} ${name}` : title
}
