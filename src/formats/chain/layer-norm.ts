// Layer normalisation of a row of numbers, put together from the ops that the neutral graph has.
import type { Op, Weights } from '../../core/graph/graph.ts'

type Without<O> = O extends unknown ? Omit<O, 'id' | 'from'> : never
/** An op without its id and what it takes. */
export type Body = Without<Op>

const scalar = (value: number): Weights => ({ shape: [], data: Float32Array.of(value) })

interface Norm { readonly label: string, readonly scale: Weights | null, readonly offset: Weights | null, readonly epsilon: number }

/** (x − mean) / √(variance + epsilon) · scale + offset over `size` numbers, variance by n. `add` gives the id of what it made. The root is exp(½ log). */
export function normalise(add: (body: Body, from: readonly string[]) => string, input: string, size: number, { label, scale, offset, epsilon }: Norm): void {
  /** A pool takes the numbers for the places of a picture of one channel. */
  const mean = (value: string): string => add({ op: 'globalPool', kind: 'average', keepDims: false, label }, [add({ op: 'reshape', shape: [size, 1, 1], label }, [value])])
  const centred = add({ op: 'sub', label }, [input, mean(input)])
  const variance = add({ op: 'add', constant: scalar(epsilon), label }, [mean(add({ op: 'mul', label }, [centred, centred]))])
  const half = add({ op: 'mul', constant: scalar(0.5), label }, [add({ op: 'activation', fn: 'log', label }, [variance])])
  let done = add({ op: 'div', label }, [centred, add({ op: 'activation', fn: 'exp', label }, [half])])
  if (scale) done = add({ op: 'mul', constant: scale, label }, [done])
  if (offset) add({ op: 'add', constant: offset, label }, [done])
}
