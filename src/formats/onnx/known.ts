// What is known of a value while a graph is read: its numbers, where they depend on nothing, or else its shape and the op that makes it.
import type { StoredTensor } from '../saved-model.ts'

/** Numbers that depend on no input. `whole`: an integer or boolean type, held in doubles; else float32. */
export interface Constant {
  readonly kind: 'constant'
  readonly shape: readonly number[]
  readonly data: Float32Array | Float64Array
  readonly whole: boolean
  /** The initialiser's name, where it comes straight from one. */
  readonly name?: string
}

/**
 * Computed from the input. `shape`: with the axis of rows, which counts 1: a graph is read for a single row, so that a batch that is spelt out,
 * asked for or fixed is the same. `rows`: whether the first axis is that of rows; the op's own shape then lacks it.
 */
export interface Value { readonly kind: 'value', readonly id: string, readonly shape: readonly number[], readonly rows: boolean }

export type Known = Constant | Value

/**
 * Why a graph cannot be run here, although the file is in order. `told`: the message is a sentence but for the file's name before it; else it is what
 * the operator does, and the operator and its node are put before it.
 */
export class CannotRun extends Error {
  override name = 'CannotRun'

  constructor(message: string, readonly told = false) {
    super(message)
  }
}

export const constantOf = (shape: readonly number[], data: Float32Array | Float64Array, whole: boolean): Constant => ({ kind: 'constant', shape, data, whole })

/** A list of integers. */
export const integers = (values: readonly number[]): Constant => constantOf([values.length], Float64Array.from(values), true)

export const scalar = (value: number): Constant => constantOf([], Float32Array.of(value), false)

/** Numbers of one sample of a value. */
export const sampleOf = ({ shape, rows }: Value): readonly number[] => rows ? shape.slice(1) : shape

export const product = (shape: readonly number[]): number => shape.reduce((all, size) => all * size, 1)

export interface DecodedTensor { readonly constant: Constant, readonly stored: StoredTensor['stored'] }
