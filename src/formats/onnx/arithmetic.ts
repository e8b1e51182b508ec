// Arithmetic of constants: what an exporter leaves to be computed once, shapes before all, is computed while the file is read.
import { LIMITS } from '../limits.ts'
import type { Constant } from './known.ts'
import { CannotRun, constantOf, product } from './known.ts'

/** How many numbers constants may still grow to, all together: a few nodes could otherwise ask for any amount. */
export interface Budget { left: number, /** Multiplications and the like that may still be done. */ work: number }

export const BUDGET: Readonly<Budget> = { left: LIMITS.allNumbers, work: 2e9 }

/** Takes so many numbers from the budget. Errors: where it does not hold them. */
export function spend(budget: Budget, count: number): void {
  if (!(count <= LIMITS.numbers) || !(count <= budget.left)) throw new CannotRun('computes constants of more numbers than are kept.')
  budget.left -= count
}

/** The same for steps of work whose results are few. */
export function toil(budget: Budget, steps: number): void {
  if (!(steps <= budget.work)) throw new CannotRun('takes too long to compute while the file is read.')
  budget.work -= steps
}

export const made = (budget: Budget, shape: readonly number[], whole: boolean): { shape: readonly number[], data: Float32Array | Float64Array, whole: boolean } => {
  const count = product(shape)
  spend(budget, count)
  return { shape, data: whole ? new Float64Array(count) : new Float32Array(count), whole }
}

export const stepsOf = (shape: readonly number[]): number[] => shape.map((_, axis) => product(shape.slice(axis + 1)))

/** numpy's broadcasting of shapes. */
export function broadcastShape(left: readonly number[], right: readonly number[]): number[] {
  const rank = Math.max(left.length, right.length)
  return Array.from({ length: rank }, (_, place) => {
    const a = left[left.length - rank + place] ?? 1
    const b = right[right.length - rank + place] ?? 1
    if (a !== b && a !== 1 && b !== 1) throw new CannotRun(`combines constants of shapes [${left.join(', ')}] and [${right.join(', ')}], which do not go together.`)
    return a === 1 ? b : a
  })
}

/** For every place of `shape` in order, the place it takes its number from, given a step and an offset along each axis. */
export function gathered(data: Float32Array | Float64Array, shape: readonly number[], steps: readonly number[], offset: number, out: Float32Array | Float64Array): void {
  const index = shape.map(() => 0)
  let from = offset
  for (let place = 0; place < out.length; place++) {
    out[place] = data[from]
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += steps[axis]
      if (++index[axis] < shape[axis]) break
      from -= steps[axis] * shape[axis]
      index[axis] = 0
    }
  }
}

export function expanded(budget: Budget, from: Constant, shape: readonly number[]): Constant {
  if (from.shape.length === shape.length && from.shape.every((size, axis) => size === shape[axis])) return from
  const full = [...Array<number>(shape.length - from.shape.length).fill(1), ...from.shape]
  const own = stepsOf(full)
  const result = made(budget, shape, from.whole)
  gathered(from.data, shape, own.map((step, axis) => full[axis] === 1 ? 0 : step), 0, result.data)
  return constantOf(result.shape, result.data, result.whole)
}

/** `whole`: whether the result is of integers; without it, as both are. */
export function combined(budget: Budget, a: Constant, b: Constant, compute: (left: number, right: number) => number, whole = a.whole && b.whole): Constant {
  const shape = broadcastShape(a.shape, b.shape)
  const left = expanded(budget, a, shape).data
  const right = expanded(budget, b, shape).data
  const result = made(budget, shape, whole)
  for (let i = 0; i < result.data.length; i++) result.data[i] = compute(left[i], right[i])
  return constantOf(shape, result.data, whole)
}

export function mapped(budget: Budget, from: Constant, compute: (value: number) => number, whole = from.whole): Constant {
  const result = made(budget, from.shape, whole)
  for (let i = 0; i < result.data.length; i++) result.data[i] = compute(from.data[i])
  return constantOf(from.shape, result.data, whole)
}

export function transposed(budget: Budget, from: Constant, perm: readonly number[]): Constant {
  const steps = stepsOf(from.shape)
  const result = made(budget, perm.map(axis => from.shape[axis]), from.whole)
  gathered(from.data, result.shape, perm.map(axis => steps[axis]), 0, result.data)
  return constantOf(result.shape, result.data, from.whole)
}

/** Along `axis`, the places listed. */
export function taken(budget: Budget, from: Constant, axis: number, places: readonly number[]): Constant {
  const shape = from.shape.with(axis, places.length)
  const result = made(budget, shape, from.whole)
  const inner = product(from.shape.slice(axis + 1))
  const outer = product(from.shape.slice(0, axis))
  for (let block = 0; block < outer; block++) {
    places.forEach((place, at) => {
      const start = (block * from.shape[axis] + place) * inner
      result.data.set(from.data.subarray(start, start + inner), (block * places.length + at) * inner)
    })
  }
  return constantOf(shape, result.data, from.whole)
}

export function joined(budget: Budget, parts: readonly Constant[], axis: number): Constant {
  const [first] = parts
  const whole = parts.every(part => part.whole)
  if (parts.some(part => part.shape.length !== first.shape.length || part.shape.some((size, at) => at !== axis && size !== first.shape[at]))) {
    throw new CannotRun(`joins constants of shapes ${parts.map(part => `[${part.shape.join(', ')}]`).join(' and ')}, which do not go together.`)
  }
  const result = made(budget, first.shape.with(axis, parts.reduce((all, part) => all + part.shape[axis], 0)), whole)
  const outer = product(first.shape.slice(0, axis))
  let at = 0
  for (let block = 0; block < outer; block++) {
    for (const part of parts) {
      const length = part.data.length / outer
      result.data.set(part.data.subarray(block * length, (block + 1) * length), at)
      at += length
    }
  }
  return constantOf(result.shape, result.data, whole)
}

/** Matrices: rows × inner by inner × columns. */
export function multiplied(budget: Budget, a: Constant, b: Constant): Constant {
  const [rows, inner] = a.shape
  const [other, columns] = b.shape
  if (a.shape.length !== 2 || b.shape.length !== 2 || inner !== other) throw new CannotRun(`multiplies constants of shapes [${a.shape.join(', ')}] and [${b.shape.join(', ')}], which do not go together.`)
  toil(budget, rows * inner * columns)
  const result = made(budget, [rows, columns], false)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0
      for (let k = 0; k < inner; k++) sum += a.data[row * inner + k] * b.data[k * columns + column]
      result.data[row * columns + column] = sum
    }
  }
  return constantOf(result.shape, result.data, false)
}
