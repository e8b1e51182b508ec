// What a network's answers are: probabilities, their logarithms, or logits. The graph is believed first, then the numbers on the probes.
import type { Graph } from './graph.ts'
import { isShape } from './layers.ts'
import { logSoftmaxed, sigmoid, softmaxed } from './elementwise.ts'

export type OutputKind = 'probabilities' | 'log-probabilities' | 'logits' | 'probability of class 1' | 'logit of class 1'

interface ReadOutput { kind: OutputKind, /** What had to be assumed. */ assumed: string[] }

/** How far a row's sum may be from 1; numbers that were kept in 16 bits are less exact. */
export const SUM_TOLERANCE = { full: 1e-3, half: 5e-3 } as const

/** Shares of numbers this near to 0 or 1, and so many of them, are answers of a regression on 0 and 1. */
const HUGS = { within: 0.3, share: 0.9 } as const

/** output: rows × width. Rows that are not finite say nothing. `tolerance`: SUM_TOLERANCE. */
export function outputKindOf(graph: Pick<Graph, 'ops' | 'output'>, output: Float32Array, width: number, tolerance: number = SUM_TOLERANCE.full): ReadOutput {
  if (width === 1) {
    const within = output.every(value => !Number.isFinite(value) || (value >= -1e-6 && value <= 1 + 1e-6))
    return within
      ? { kind: 'probability of class 1', assumed: ['its one output is read as the probability of class 1'] }
      : { kind: 'logit of class 1', assumed: ['sigmoid added to its one output, read as the logit of class 1'] }
  }
  const stated = endOf(graph)
  if (stated) return { kind: stated, assumed: [] }
  const rows = finiteRows(output, width)
  const sums = (of: (value: number) => number): boolean => rows.length > 0 && rows.every(row => Math.abs(row.reduce((all, value) => all + of(value), 0) - 1) <= tolerance)
  if (rows.every(row => row.every(value => value >= -1e-6)) && sums(value => value)) return { kind: 'probabilities', assumed: ['its outputs sum to 1 and are read as probabilities'] }
  if (rows.every(row => row.every(value => value <= 1e-6)) && sums(Math.exp)) return { kind: 'log-probabilities', assumed: ['its outputs are read as logarithms of probabilities'] }
  const assumed = ['softmax added to the output']
  if (hugs(rows)) assumed.push('its outputs hug 0 and 1 without summing to 1, as after a regression loss: softmax makes nearly flat probabilities of them')
  return { kind: 'logits', assumed }
}

/** What the graph says that it ends in, over the classes. */
function endOf({ ops, output }: Pick<Graph, 'ops' | 'output'>): OutputKind | null {
  const before = (id: string): Graph['ops'][number] | undefined => {
    const op = ops.find(each => each.id === id)
    return op && isShape(op) && op.op !== 'pad' ? before(op.from[0]) : op
  }
  const end = before(output)
  if (end?.op === 'softmax') return 'probabilities'
  if (end?.op === 'logSoftmax') return 'log-probabilities'
  if (end?.op === 'activation' && end.fn === 'log' && before(end.from[0])?.op === 'softmax') return 'log-probabilities'
  return null
}

function finiteRows(output: Float32Array, width: number): Float32Array[] {
  const rows = Array.from({ length: output.length / width }, (_, row) => output.subarray(row * width, (row + 1) * width))
  return rows.filter(row => row.every(Number.isFinite))
}

function hugs(rows: readonly Float32Array[]): boolean {
  const values = rows.flatMap(row => [...row])
  const near = (value: number, to: number): boolean => Math.abs(value - to) <= HUGS.within
  const most = rows.filter(row => near(Math.max(...row), 1)).length
  return values.length > 0 && values.filter(value => near(value, 0) || near(value, 1)).length >= HUGS.share * values.length && most >= HUGS.share / 2 * rows.length
}

/** rows × classes, and how many classes: of one output, two. Rows that are not finite are NaN. */
export function probabilitiesOf(kind: OutputKind, output: Float32Array, width: number): { probabilities: Float32Array, classes: number } {
  switch (kind) {
    case 'probabilities': return { probabilities: output.slice(), classes: width }
    case 'log-probabilities': return { probabilities: output.map(Math.exp), classes: width }
    case 'logits': return { probabilities: softmaxed(output, width, 1), classes: width }
    case 'probability of class 1': return { probabilities: pairs(output, value => value), classes: 2 }
    case 'logit of class 1': return { probabilities: pairs(output, sigmoid), classes: 2 }
  }
}

/** rows × classes of natural logarithms, from what keeps most digits. */
export function logProbabilitiesOf(kind: OutputKind, output: Float32Array, width: number): Float32Array {
  if (kind === 'log-probabilities') return output
  if (kind === 'logits') return logSoftmaxed(output, width, 1)
  return probabilitiesOf(kind, output, width).probabilities.map(Math.log)
}

function pairs(output: Float32Array, of: (value: number) => number): Float32Array {
  const out = new Float32Array(2 * output.length)
  output.forEach((value, row) => {
    const one = of(value)
    out[2 * row] = 1 - one
    out[2 * row + 1] = one
  })
  return out
}
