// Neighbouring inverse transposes cancel, and what does nothing is left out, so that one network has one graph whatever file it came from.
// A transpose waits until something asks for the order of axes: whatever works number by number passes below it.
import type { Graph, Op, Weights } from './graph.ts'
import { INPUT } from './graph.ts'
import { product } from './graph-names.ts'
import { axisOf, shapeAfter, shapesOf } from './shapes.ts'

/** What stands for a value of the old graph: a value of the new one, and the transpose that waits. */
interface Stand { readonly id: string, readonly perm: readonly number[] | null }

/** The same function with fewer ops; ids and labels of those that stay are kept. Errors: those of shapesOf. */
export function simplified(graph: Graph): Graph {
  const before = shapesOf(graph)
  const after = new Map<string, readonly number[]>([[INPUT, graph.inputShape]])
  /** Whose numbers a value has in the same order, in another shape. */
  const bases = new Map<string, string>()
  const stands = new Map<string, Stand>([[INPUT, { id: INPUT, perm: null }]])
  const ops: Op[] = []

  function emit(op: Op): Stand {
    ops.push(op)
    after.set(op.id, shapeAfter(op, op.from.map(id => after.get(id)!)))
    return { id: op.id, perm: null }
  }

  /** A value in another shape; none is made where its numbers stand in that shape already. */
  function reshaped(op: Pick<Op, 'id' | 'label'>, from: string, shape: readonly number[]): Stand {
    const base = bases.get(from) ?? from
    const there = [base, from].find(id => same(after.get(id)!, shape))
    if (there !== undefined) return { id: there, perm: null }
    bases.set(op.id, base)
    const label = op.label
    return emit(shape.length === 1 ? { id: op.id, from: [base], label, op: 'flatten' } : { id: op.id, from: [base], label, op: 'reshape', shape: [...shape] })
  }

  const settled = new Map<string, string>()
  /** The id of a value with no transpose waiting. */
  function settle({ id, perm }: Stand, label: string): string {
    if (perm === null) return id
    const made = `${id}/${perm.join('')}`
    const known = settled.get(made)
    if (known !== undefined) return known
    const shape = after.get(id)!
    const { id: done } = inOrder(shape, perm)
      ? reshaped({ id: made, label }, id, perm.map(axis => shape[axis]))
      : emit({ id: made, from: [id], label, op: 'transpose', perm })
    settled.set(made, done)
    return done
  }

  function passed(op: Op): Stand {
    const inputs = op.from.map(id => stands.get(id)!)
    const [input] = inputs
    const { perm } = input
    const rank = before.get(op.from[0])!.length
    const settledInputs = (): string[] => inputs.map(each => settle(each, op.label))
    switch (op.op) {
      case 'transpose': return { id: input.id, perm: unlessIdentity(op.perm.map(axis => perm ? perm[axis] : axis)) }
      case 'flatten': case 'reshape': {
        const shape = before.get(op.id)!
        if (same(before.get(op.from[0])!, shape)) return input
        const id = perm && inOrder(after.get(input.id)!, perm) ? input.id : settle(input, op.label)
        return reshaped(op, id, shape)
      }
      case 'pad': {
        if (op.pads.every(([ahead, behind]) => ahead === 0 && behind === 0)) return input
        const pads = perm ? inverse(perm).map(axis => op.pads[axis]) : op.pads
        return { ...emit({ ...op, from: [input.id], pads }), perm }
      }
      case 'activation': case 'clip': return { ...emit({ ...op, from: [input.id] }), perm }
      case 'softmax': case 'logSoftmax': {
        const axis = axisOf(op, op.axis, before.get(op.from[0])!)
        return { ...emit({ ...op, from: [input.id], axis: perm ? perm[axis] : axis }), perm }
      }
      case 'add': case 'sub': case 'mul': case 'div':
        if (op.constant) {
          if (perm === null || op.constant.shape.length > rank) return emit({ ...op, from: settledInputs() })
          return { ...emit({ ...op, from: [input.id], constant: transposed(op.constant, rank, inverse(perm)) }), perm }
        }
        return alike(inputs) && before.get(op.from[1])!.length === rank ? { ...emit({ ...op, from: inputs.map(({ id }) => id) }), perm } : emit({ ...op, from: settledInputs() })
      case 'concat': {
        const axis = axisOf(op, op.axis, before.get(op.from[0])!)
        if (inputs.length === 1) return input
        return alike(inputs) ? { ...emit({ ...op, from: inputs.map(({ id }) => id), axis: perm ? perm[axis] : axis }), perm } : emit({ ...op, from: settledInputs(), axis })
      }
      default: return emit({ ...op, from: settledInputs() })
    }
  }

  for (const op of graph.ops) stands.set(op.id, passed(op))
  const output = settle(stands.get(graph.output)!, graph.ops.find(({ id }) => id === graph.output)?.label ?? '')
  return { ...graph, ops: needed(ops, output), output }
}

/** Only what leads to the output. */
function needed(ops: readonly Op[], output: string): Op[] {
  const wanted = new Set([output])
  const kept: Op[] = []
  for (const op of ops.toReversed()) {
    if (!wanted.has(op.id)) continue
    for (const id of op.from) wanted.add(id)
    kept.push(op)
  }
  return kept.reverse()
}

const same = (left: readonly number[], right: readonly number[]): boolean => left.length === right.length && left.every((size, axis) => size === right[axis])

const unlessIdentity = (perm: readonly number[]): readonly number[] | null => perm.every((axis, place) => axis === place) ? null : perm

const inverse = (perm: readonly number[]): number[] => perm.map((_, place) => perm.indexOf(place))

const alike = (stands: readonly Stand[]): boolean => stands.every(({ perm }) => String(perm) === String(stands[0].perm))

/** Whether a transpose moves only axes of size 1, so that every number stays where it is. */
function inOrder(shape: readonly number[], perm: readonly number[]): boolean {
  const long = perm.filter(axis => shape[axis] > 1)
  return long.every((axis, place) => place === 0 || axis > long[place - 1])
}

/** A constant as one of `rank` axes, transposed. */
function transposed({ shape, data }: Weights, rank: number, perm: readonly number[]): Weights {
  const full = [...Array<number>(rank - shape.length).fill(1), ...shape]
  const sizes = perm.map(axis => full[axis])
  const steps = full.map((_, axis) => product(full.slice(axis + 1)))
  const out = new Float32Array(data.length)
  for (let place = 0; place < out.length; place++) {
    let rest = place
    let from = 0
    for (let axis = rank - 1; axis >= 0; axis--) {
      from += (rest % sizes[axis]) * steps[perm[axis]]
      rest = Math.floor(rest / sizes[axis])
    }
    out[place] = data[from]
  }
  return { shape: sizes, data: out }
}
