// One node with what is known of its inputs: how operators read their attributes and arguments.
import { quoted } from '../format-error.ts'
import type { Building } from './building.ts'
import type { Constant, Known, Value } from './known.ts'
import { CannotRun } from './known.ts'
import type { AttributeMessage, NodeMessage } from './messages.ts'

/** “node 3”, or “node "/fc1/Gemm"”. */
export const nodeName = (node: NodeMessage): string => `node ${node.name === '' ? node.index : quoted(node.name)}`

export const unsupported = (node: NodeMessage, what = ''): CannotRun => new CannotRun(`operator ${quoted(node.type).slice(1, -1)}${what} is not supported (${nodeName(node)}).`, true)

export class At {
  constructor(
    readonly node: NodeMessage,
    readonly inputs: readonly (Known | null)[],
    readonly building: Building,
    /** Version of the standard operators. */
    readonly opset: number,
    /** How many nodes take a value with this name. */
    readonly uses: (name: string) => number,
    /** The constant inside a Constant node. */
    readonly tensor: (attribute: AttributeMessage) => Constant,
  ) {}

  get label(): string {
    return this.node.name === '' ? this.node.outputs[0] ?? this.node.type : this.node.name
  }

  get budget(): Building['budget'] {
    return this.building.budget
  }

  attribute(name: string): AttributeMessage | null {
    return this.node.attributes.get(name) ?? null
  }

  int(name: string, otherwise: number): number {
    return this.attribute(name)?.i ?? otherwise
  }

  float(name: string, otherwise: number): number {
    return this.attribute(name)?.f ?? otherwise
  }

  text(name: string, otherwise: string): string {
    return this.attribute(name)?.s ?? otherwise
  }

  ints(name: string): number[] | null {
    const found = this.attribute(name)
    return found && found.ints.length > 0 ? found.ints : null
  }

  has(index: number): boolean {
    return (this.inputs[index] ?? null) !== null
  }

  input(index: number): Known {
    const found = this.inputs[index] ?? null
    if (!found) throw new CannotRun(`lacks its input ${index + 1}.`)
    return found
  }

  value(index: number): Value {
    const found = this.input(index)
    if (found.kind === 'constant') throw unsupported(this.node, ' of constants')
    return found
  }

  /** `what`: “weights”. */
  constant(index: number, what: string): Constant {
    const found = this.input(index)
    if (found.kind === 'value') throw unsupported(this.node, ` with ${what} computed from the input`)
    return found
  }

  /** Integers that steer an operator: an attribute in old versions, an input in new ones; null where there are none. */
  list(attribute: string, index: number): number[] | null {
    if (this.has(index)) return wholes(this.constant(index, attribute))
    return this.ints(attribute)
  }

  unsupported(what = ''): CannotRun {
    return unsupported(this.node, what)
  }

  /** An axis of a shape, counted from its end where negative. */
  axis(axis: number, rank: number): number {
    const at = axis < 0 ? axis + rank : axis
    if (!Number.isInteger(at) || at < 0 || at >= Math.max(rank, 1)) throw new CannotRun(`works along axis ${axis} of a value with ${rank} axes.`)
    return at
  }
}

/** A constant's numbers as a list of integers. Errors: a number that is none, or a list far longer than any shape. */
export function wholes({ data }: Constant): number[] {
  if (data.length > 100_000) throw new CannotRun(`is steered by ${data.length} numbers; a few would be right.`)
  const list = Array.from(data)
  if (!list.every(Number.isInteger)) throw new CannotRun(`is steered by numbers that are not whole.`)
  return list
}
