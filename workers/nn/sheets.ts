// Rows to look at, and what each counts for.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Member } from './stack.ts'

/** One list of rows for all networks, or one each, equally long and laid one behind the other; and what each row counts for. */
export interface Sheet { lists: number, rows: Int32Array, labels: Int32Array, weights: Float32Array }

/** The test rows, the same for all; the loss is their mean. */
export function testSheet({ test, labels }: Dataset): Sheet {
  return { lists: 1, rows: Int32Array.from(test), labels: Int32Array.from(test, row => labels[row]), weights: new Float32Array(test.length).fill(1 / test.length) }
}

/** Each member's training rows with the labels it is taught, filled up to the longest list by rows that count nothing. */
export function trainSheet(members: readonly Member[]): Sheet {
  const longest = Math.max(...members.map(({ plan }) => plan.rows.length))
  const size = members.length * longest
  const sheet: Sheet = { lists: members.length, rows: new Int32Array(size), labels: new Int32Array(size), weights: new Float32Array(size) }
  members.forEach(({ plan }, network) => {
    const from = network * longest
    sheet.rows.fill(plan.rows[0], from, from + longest).set(plan.rows, from)
    sheet.labels.set(plan.labels, from)
    sheet.weights.fill(1 / plan.rows.length, from, from + plan.rows.length)
  })
  return sheet
}
