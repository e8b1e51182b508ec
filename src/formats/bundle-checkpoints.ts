// What a bundle says of its networks on their way: predictions at some steps of training, checked at the door.
import { FormatError } from './format-error.ts'
import type { Npz } from './npz.ts'

/** T × rows × columns (checkpoints × probes × classes), every row of classes sums to 1 within 1e-3; and the T steps they belong to, rising. */
export interface BundleCheckpoints { steps: Uint32Array, rows: number, columns: number, values: Float32Array }

type Member = `${string}.npy`

/** Steps are kept as int32. */
const HIGHEST_STEP = 2 ** 31 - 1

/** `beside`: probes, and classes where they are known, of the network's other members. Without steps, checkpoints count as steps 0 … T − 1. */
export function checkpointsIn(npz: Npz, name: Member, stepsName: Member | undefined, beside: { rows: number, columns: number | null } | null): BundleCheckpoints {
  const array = npz.array(name)
  const [count, rows, columns] = array.shape
  const said = `${memberOf(name)} has shape (${array.shape.join(', ')})`
  const fits = array.shape.length === 3 && (!beside || (rows === beside.rows && (beside.columns === null || columns === beside.columns)))
  if (!fits) throw new FormatError(`${said}; checkpoints should be T × n × C, on the same probes and classes as the network's other members.`)
  const steps = stepsName ? Array.from(npz.array(stepsName).data as ArrayLike<number | bigint>, Number) : null
  if (steps && steps.length !== count) throw new FormatError(`${memberOf(stepsName!)} holds ${steps.length} steps, but ${memberOf(name)} has ${count} checkpoints.`)
  if (count < 2) throw new FormatError(`${said}: a path takes 2 checkpoints at least. Bring more, or leave it out.`)
  if (rows < 1 || columns < 2) throw new FormatError(`${said}; checkpoints should be T × n × C, of at least one probe and two classes.`)
  if (steps) refuseUneven(steps, memberOf(stepsName!))
  const values = array.data instanceof Float32Array ? array.data : Float32Array.from(array.data as ArrayLike<number | bigint>, Number)
  refuseImprobable(values, rows, columns, memberOf(name))
  return { steps: Uint32Array.from({ length: count }, (_, k) => steps ? steps[k] : k), rows, columns, values }
}

const memberOf = (name: string): string => name.replace(/\.npy$/, '')

function refuseUneven(steps: readonly number[], where: string): void {
  const at = steps.findIndex((step, k) => !Number.isInteger(step) || step < 0 || step > HIGHEST_STEP || (k > 0 && step <= steps[k - 1]))
  if (at < 0) return
  const after = at > 0 ? ` after ${steps[at - 1]}` : ''
  throw new FormatError(`${where} holds ${steps[at]}${after} at place ${at}; steps are whole numbers of updates (or epochs) from 0 that rise.`)
}

function refuseImprobable(values: Float32Array, rows: number, columns: number, where: string): void {
  for (let row = 0, from = 0; from < values.length; row++, from += columns) {
    let sum = 0
    for (let k = from; k < from + columns; k++) {
      if (!(values[k] >= 0 && values[k] < Infinity)) throw new FormatError(`${where} holds ${values[k]} at checkpoint ${Math.floor(row / rows)}, probe ${row % rows}, class ${k - from}; probabilities are at least 0. Logits have to go through softmax first.`)
      sum += values[k]
    }
    if (Math.abs(sum - 1) <= 1e-3) continue
    throw new FormatError(`${where}: the rows do not sum to 1 (${Math.abs(sum - 1) < 0.01 ? sum : sum.toFixed(2)} at checkpoint ${Math.floor(row / rows)}, probe ${row % rows}). Logits have to go through softmax first.`)
  }
}

/** The last checkpoint, n × C in float64: what a network answers when it is done, where nobody says it otherwise. */
export function lastOf({ rows, columns, values }: BundleCheckpoints): { rows: number, columns: number, values: Float64Array } {
  return { rows, columns, values: Float64Array.from(values.subarray(values.length - rows * columns)) }
}
