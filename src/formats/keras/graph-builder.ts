// A graph in the making: ops are added one by one, each checked against the shapes before it.
import type { Graph, Op } from '../../core/graph/graph.ts'
import { INPUT } from '../../core/graph/graph.ts'
import { shapeAfter, shapesOf } from '../../core/graph/shapes.ts'
import { simplified } from '../../core/graph/simplify.ts'
import { FormatError } from '../format-error.ts'
import { LIMITS } from '../limits.ts'

/** A value within the graph and the shape of one sample of it. */
export interface Value { readonly id: string, readonly shape: readonly number[] }

/** An op without what the builder gives it. */
export type Step = Op extends infer Each ? Each extends Op ? Omit<Each, 'id' | 'from' | 'label'> : never : never

export interface GraphBuilder {
  readonly input: Value
  /** Errors: FormatError where the shapes do not go together, or the ops are too many. */
  add(label: string, step: Step, ...from: readonly Value[]): Value
  /** The checked graph in its simplest form. */
  graph(output: Value): Graph
}

/** `file`: for sentences. `inputShape`: as the evaluator feeds it, pictures as height × width × channels. */
export function graphBuilder(file: string, inputShape: readonly number[], inputLayout: Graph['inputLayout']): GraphBuilder {
  const ops: Op[] = []
  /** The graph's own complaints are sentences without the file's name. */
  const named = <T>(check: () => T): T => {
    try {
      return check()
    } catch (fault) {
      throw new FormatError(`${file}: ${fault instanceof Error ? fault.message : 'its layers do not go together.'}`)
    }
  }
  return {
    input: { id: INPUT, shape: inputShape },
    add(label, step, ...from) {
      if (ops.length >= 4 * LIMITS.layers) throw new FormatError(`${file} has more than ${4 * LIMITS.layers} operations, the most that is read.`)
      const op = { ...step, id: `v${ops.length}`, from: from.map(({ id }) => id), label } as Op
      const shape = named(() => shapeAfter(op, from.map(value => value.shape)))
      ops.push(op)
      return { id: op.id, shape }
    },
    graph(output) {
      const graph: Graph = { inputShape, outputShape: output.shape, inputLayout, ops, output: output.id }
      return named(() => {
        shapesOf(graph)
        return simplified(graph)
      })
    },
  }
}
