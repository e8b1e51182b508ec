// What an ONNX model consists of, as messages: tensors, nodes, values, the graph. Numbers of fields: onnx.proto3, IR version 8.
import type { Field } from './protobuf.ts'
import { bytes, float, message, whole, words, written } from './protobuf.ts'

/** TensorProto.DataType. */
const TYPES = { float32: 1, int64: 7 } as const
/** AttributeProto.AttributeType. */
const ATTRIBUTES = { float: 1, int: 2, ints: 7 } as const

export interface Initialiser { name: string, shape: readonly number[], data: Float32Array | readonly number[] }

export interface Node {
  op: string
  inputs: readonly string[]
  output: string
  /** Whole numbers, lists of them, or a float32. */
  attributes?: Readonly<Record<string, number | readonly number[] | { float: number }>>
}

/** A size that is a word is left open. */
interface Value { name: string, shape: readonly (number | string)[], about: string }

export interface Model {
  producer: string
  version: string
  opset: number
  name: string
  about: string
  nodes: readonly Node[]
  initialisers: readonly Initialiser[]
  inputs: readonly Value[]
  outputs: readonly Value[]
  /** metadata_props. */
  notes: Readonly<Record<string, string>>
}

/** IR version 8 goes with opsets up to 18: every runtime since 2022 reads it. */
const IR = 8

export function writeModel({ producer, version, opset, name, about, nodes, initialisers, inputs, outputs, notes }: Model): Uint8Array {
  const graph = [
    ...nodes.map(node => message(1, nodeFields(node))), words(2, name), ...initialisers.map(one => message(5, tensorFields(one))), words(10, about),
    ...inputs.map(value => message(11, valueFields(value))), ...outputs.map(value => message(12, valueFields(value))),
  ]
  return written([
    whole(1, IR), words(2, producer), words(3, version), words(6, about), message(7, graph), message(8, [words(1, ''), whole(2, opset)]),
    ...Object.entries(notes).map(([key, value]) => message(14, [words(1, key), words(2, value)])),
  ])
}

/** Numbers lie in raw_data, little-endian: float32 from typed arrays, int64 from lists. */
function tensorFields({ name, shape, data }: Initialiser): Field[] {
  const floats = data instanceof Float32Array
  const held = floats ? data : BigInt64Array.from(data, BigInt)
  const raw = new Uint8Array(held.buffer, held.byteOffset, held.byteLength)
  return [...shape.map(size => whole(1, size)), whole(2, floats ? TYPES.float32 : TYPES.int64), words(8, name), bytes(9, raw)]
}

function nodeFields({ op, inputs, output, attributes = {} }: Node): Field[] {
  return [
    ...inputs.map(input => words(1, input)), words(2, output), words(3, output), words(4, op),
    ...Object.entries(attributes).map(([key, value]) => message(5, [words(1, key), ...attributeFields(value)])),
  ]
}

function attributeFields(value: number | readonly number[] | { float: number }): Field[] {
  if (typeof value === 'number') return [whole(3, value), whole(20, ATTRIBUTES.int)]
  if ('float' in value) return [float(2, value.float), whole(20, ATTRIBUTES.float)]
  return [...value.map(each => whole(8, each)), whole(20, ATTRIBUTES.ints)]
}

const valueFields = ({ name, shape, about }: Value): Field[] => [
  words(1, name),
  message(2, [message(1, [whole(1, TYPES.float32), message(2, shape.map(size => message(1, [typeof size === 'number' ? whole(1, size) : words(2, size)])))])]),
  words(3, about),
]
