// The ops made so far, and how a value gets another shape or another order of axes.
import type { Op } from '../../core/graph/graph.ts'
import type { Budget } from './arithmetic.ts'
import type { Fact } from './facts.ts'
import type { Value } from './known.ts'
import { CannotRun, product, sampleOf } from './known.ts'

type Without<O> = O extends Op ? Omit<O, 'id' | 'from'> : never
type NewOp = Without<Op>

export class Building {
  readonly ops: Op[] = []
  /** What is known of values besides their shapes, by their ids. */
  readonly facts = new Map<string, Fact>()
  /** Ids of values that no op can give on its own (erf), with the reason. */
  readonly missing = new Map<string, CannotRun>()
  private count = 0

  constructor(readonly budget: Budget, /** How many rows the file fixes; 1 where it does not. */ readonly fixedRows: number) {}

  fresh(): string {
    return `v${this.count++}`
  }

  emit(op: NewOp, from: readonly Value[], shape: readonly number[], rows = from[0].rows): Value {
    const id = this.fresh()
    this.ops.push({ ...op, id, from: from.map(value => value.id) })
    return { kind: 'value', id, shape, rows }
  }

  /** The same numbers in another shape, rows included. */
  reshaped(value: Value, shape: readonly number[], label: string): Value {
    if (product(shape) !== product(value.shape)) throw new CannotRun(`makes [${shape.join(', ')}] of [${value.shape.join(', ')}], which holds ${product(value.shape)} numbers.`)
    const rows = shape[0] === 1
    const sample = rows ? shape.slice(1) : shape
    if (same(sample, sampleOf(value))) return { ...value, shape, rows }
    return this.emit(sample.length === 1 ? { op: 'flatten', label } : { op: 'reshape', shape: sample, label }, [value], shape, rows)
  }

  /** `perm`: of all axes, that of rows included. */
  transposed(value: Value, perm: readonly number[], label: string): Value {
    if (perm.length !== value.shape.length || !perm.every((_, axis) => perm.includes(axis))) throw new CannotRun(`orders the axes of [${value.shape.join(', ')}] as ${perm.join(', ')}.`)
    if (perm.every((axis, place) => axis === place)) return value
    const shape = perm.map(axis => value.shape[axis])
    if (!value.rows) return this.normal(this.emit({ op: 'transpose', perm, label }, [value], shape), label)
    if (perm[0] === 0) return this.emit({ op: 'transpose', perm: perm.slice(1).map(axis => axis - 1), label }, [value], shape)
    // The axis of rows moves inward: with a single row it is an axis like any other.
    const full = this.emit({ op: 'reshape', shape: value.shape, label }, [value], value.shape, false)
    return this.normal(this.emit({ op: 'transpose', perm, label }, [full], shape), label)
  }

  /** Swaps the axes of pictures, or whatever lies at sample axes, so that the first of them comes last; null where it is alone. */
  channelsLast(value: Value, label: string): Value {
    const [rows, channels, ...places] = value.shape.map((_, axis) => axis)
    return this.transposed(value, [rows, ...places, channels], label)
  }

  channelsFirst(value: Value, label: string): Value {
    const [rows, ...rest] = value.shape.map((_, axis) => axis)
    return this.transposed(value, [rows, rest.at(-1)!, ...rest.slice(0, -1)], label)
  }

  /** A first axis of 1 is that of rows. */
  private normal(value: Value, label: string): Value {
    return value.shape[0] === 1 && !value.rows ? this.reshaped(value, value.shape, label) : value
  }
}

export const same = (left: readonly number[], right: readonly number[]): boolean => left.length === right.length && left.every((size, axis) => size === right[axis])
