// The messages of onnx.proto3 that a network needs; fields that we do not know are passed over. Nothing is decoded here that may be large.
import { FormatError } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import { BYTES, FOUR_BYTES, VARINT, Wire } from './wire.ts'

/** Bytes `start` to `end` of the file; `wire` says whether they are one number (a varint, 4 or 8 bytes) or a run of them. */
export interface Range { readonly start: number, readonly end: number, readonly wire: number }

/** TensorProto: the numbers still as they lie. */
export interface StoredMessage {
  name: string
  dims: number[]
  type: number
  /** raw_data; bytes of the file. */
  raw: Range[]
  /** float_data, int32_data, int64_data, double_data: by their field's number. */
  typed: Map<number, Range[]>
  /** Where the numbers are kept elsewhere: location, offset, length. */
  external: Map<string, string> | null
}

export interface AttributeMessage {
  name: string
  f: number | null
  i: number | null
  s: string | null
  t: StoredMessage | null
  floats: number[]
  ints: number[]
  /** For a function's body: the attribute of the call that stands for this one. */
  refers: string | null
}

export interface NodeMessage {
  inputs: string[]
  outputs: string[]
  name: string
  type: string
  domain: string
  attributes: Map<string, AttributeMessage>
  /** Its place in the file, from 0. */
  index: number
}

/** ValueInfoProto: name, kind of numbers (0: none or unknown) and dims; null where a dim has no fixed number, `dims` null where there are none. */
export interface ValueMessage { name: string, type: number, dims: (number | null)[] | null }

export interface FunctionMessage { name: string, domain: string, inputs: string[], outputs: string[], nodes: NodeMessage[] }

export interface ModelMessage {
  producer: string
  version: string
  /** By domain; the standard operators' is ''. */
  opsets: Map<string, number>
  nodes: NodeMessage[]
  initializers: StoredMessage[]
  inputs: ValueMessage[]
  outputs: ValueMessage[]
  functions: FunctionMessage[]
  /** Whether there is a graph at all. */
  hasGraph: boolean
}

interface Reading { bytes: Uint8Array, file: string }

const within = (reading: Reading, wire: Wire): Wire => new Wire(reading.bytes, wire.start, wire.end, reading.file)

const whole = (reading: Reading): Wire => new Wire(reading.bytes, 0, reading.bytes.length, reading.file)

const cut = (text: string): string => text.length > 1000 ? text.slice(0, 1000) : text

/** ModelProto. `file` names it in sentences. Errors: FormatError for what is cut, damaged, or more than the limits allow. */
export function readModel(bytes: Uint8Array, file: string): ModelMessage {
  const reading = { bytes, file }
  const model: ModelMessage = { producer: '', version: '', opsets: new Map(), nodes: [], initializers: [], inputs: [], outputs: [], functions: [], hasGraph: false }
  for (const wire = whole(reading); wire.next();) {
    if (wire.wire !== BYTES) continue
    if (wire.field === 2) model.producer = cut(wire.text())
    else if (wire.field === 3) model.version = cut(wire.text())
    else if (wire.field === 7) {
      model.hasGraph = true
      readGraph(reading, within(reading, wire), model)
    } else if (wire.field === 8) readOpset(within(reading, wire), model.opsets)
    else if (wire.field === 25) model.functions.push(readFunction(reading, within(reading, wire)))
  }
  return model
}

function readOpset(wire: Wire, opsets: Map<string, number>): void {
  let domain = ''
  let version = 1
  while (wire.next()) {
    if (wire.field === 1 && wire.wire === BYTES) domain = cut(wire.text())
    else if (wire.field === 2 && wire.wire === VARINT) version = wire.int()
  }
  opsets.set(domain === 'ai.onnx' ? '' : domain, version)
}

/** A graph that comes in two parts is merged, as the wire format has it. */
function readGraph(reading: Reading, wire: Wire, model: ModelMessage): void {
  while (wire.next()) {
    if (wire.wire !== BYTES) continue
    if (wire.field === 1) addNode(reading, model.nodes, readNode(reading, within(reading, wire), model.nodes.length))
    else if (wire.field === 5) {
      if (model.initializers.length >= LIMITS.tensors) throw new FormatError(`${reading.file} holds more than ${LIMITS.tensors} tensors, more than is read.`)
      model.initializers.push(readTensor(reading, within(reading, wire)))
    } else if (wire.field === 11 || wire.field === 12) {
      const values = wire.field === 11 ? model.inputs : model.outputs
      if (values.length >= LIMITS.tensors) throw new FormatError(`${reading.file} names more than ${LIMITS.tensors} inputs or outputs, more than is read.`)
      values.push(readValue(reading, within(reading, wire)))
    }
  }
}

function addNode(reading: Reading, nodes: NodeMessage[], node: NodeMessage): void {
  if (nodes.length >= LIMITS.layers) throw new FormatError(`${reading.file} has more than ${LIMITS.layers} nodes, more than is read.`)
  nodes.push(node)
}

function readNode(reading: Reading, wire: Wire, index: number): NodeMessage {
  const node: NodeMessage = { inputs: [], outputs: [], name: '', type: '', domain: '', attributes: new Map(), index }
  while (wire.next()) {
    if (wire.wire !== BYTES) continue
    if (wire.field === 1) node.inputs.push(few(reading, node.inputs, wire.text()))
    else if (wire.field === 2) node.outputs.push(few(reading, node.outputs, wire.text()))
    else if (wire.field === 3) node.name = cut(wire.text())
    else if (wire.field === 4) node.type = cut(wire.text())
    else if (wire.field === 7) node.domain = cut(wire.text())
    else if (wire.field === 5) {
      const attribute = readAttribute(reading, within(reading, wire))
      if (node.attributes.size < 1000) node.attributes.set(attribute.name, attribute)
    }
  }
  if (node.domain === 'ai.onnx') node.domain = ''
  return node
}

function few<T>(reading: Reading, list: readonly T[], item: T): T {
  if (list.length >= LIMITS.tensors) throw new FormatError(`${reading.file} has a node with more than ${LIMITS.tensors} inputs, more than is read.`)
  return item
}

function readAttribute(reading: Reading, wire: Wire): AttributeMessage {
  const attribute: AttributeMessage = { name: '', f: null, i: null, s: null, t: null, floats: [], ints: [], refers: null }
  let type = 0
  while (wire.next()) {
    if (wire.field === 1 && wire.wire === BYTES) attribute.name = cut(wire.text())
    else if (wire.field === 2 && wire.wire === FOUR_BYTES) attribute.f = floatAt(reading.bytes, wire.start)
    else if (wire.field === 3 && wire.wire === VARINT) attribute.i = wire.int()
    else if (wire.field === 4 && wire.wire === BYTES) attribute.s = cut(wire.text())
    else if (wire.field === 5 && wire.wire === BYTES) attribute.t = readTensor(reading, within(reading, wire), attribute.t ?? undefined)
    else if (wire.field === 7) eachFloat(reading, wire, value => attribute.floats.push(few(reading, attribute.floats, value)))
    else if (wire.field === 8) eachInt(reading, wire, value => attribute.ints.push(few(reading, attribute.ints, value)))
    else if (wire.field === 20 && wire.wire === VARINT) type = wire.int()
    else if (wire.field === 21 && wire.wire === BYTES) attribute.refers = cut(wire.text())
  }
  // Some writers leave out zeros and empty texts: the type says that one is meant.
  if (type === 1 && attribute.refers === null) attribute.f ??= 0
  if (type === 2 && attribute.refers === null) attribute.i ??= 0
  if (type === 3 && attribute.refers === null) attribute.s ??= ''
  return attribute
}

/** `tensor`: the one begun before, where a message comes in two parts. */
function readTensor(reading: Reading, wire: Wire, tensor: StoredMessage = { name: '', dims: [], type: 0, raw: [], typed: new Map(), external: null }): StoredMessage {
  const { bytes, file } = reading
  const entries: [string, string][] = []
  let elsewhere = false
  while (wire.next()) {
    const range = { start: wire.start, end: wire.end, wire: wire.wire }
    if (wire.field === 1) {
      eachInt(reading, wire, value => {
        if (tensor.dims.length >= LIMITS.rank) throw new FormatError(`${file} holds a tensor with more than ${LIMITS.rank} dimensions, more than is read.`)
        tensor.dims.push(value)
      })
    } else if (wire.field === 2 && wire.wire === VARINT) tensor.type = wire.int()
    else if (wire.field === 8 && wire.wire === BYTES) tensor.name = cut(wire.text())
    else if (wire.field === 9 && wire.wire === BYTES) tensor.raw = [range]
    else if (wire.field === 14 && wire.wire === VARINT) elsewhere = wire.int() === 1
    else if (wire.field === 13 && wire.wire === BYTES && entries.length < 16) entries.push(readEntry(new Wire(bytes, wire.start, wire.end, file)))
    else if (wire.field === 4 || wire.field === 5 || wire.field === 7 || wire.field === 10 || wire.field === 11) {
      const ranges = tensor.typed.get(wire.field)
      if (ranges === undefined) tensor.typed.set(wire.field, [range])
      else {
        if (ranges.length >= LIMITS.numbers) throw new FormatError(`${file} holds a tensor of more than ${LIMITS.numbers / 1e6} million numbers, more than is read.`)
        ranges.push(range)
      }
    }
  }
  if (elsewhere) tensor.external = new Map(entries)
  return tensor
}

function readEntry(wire: Wire): [string, string] {
  const entry: [string, string] = ['', '']
  while (wire.next()) if (wire.wire === BYTES && (wire.field === 1 || wire.field === 2)) entry[wire.field - 1] = cut(wire.text())
  return entry
}

/** ValueInfoProto 1 name, 2 type → TypeProto 1 tensor_type → 1 elem_type, 2 shape → 1 dim → 1 value or 2 name. */
function readValue(reading: Reading, wire: Wire): ValueMessage {
  const value: ValueMessage = { name: '', type: 0, dims: null }
  while (wire.next()) {
    if (wire.wire !== BYTES) continue
    if (wire.field === 1) value.name = cut(wire.text())
    else if (wire.field === 2) {
      for (const type = within(reading, wire); type.next();) if (type.field === 1 && type.wire === BYTES) readTensorType(reading, within(reading, type), value)
    }
  }
  return value
}

function readTensorType(reading: Reading, wire: Wire, value: ValueMessage): void {
  while (wire.next()) {
    if (wire.field === 1 && wire.wire === VARINT) value.type = wire.int()
    else if (wire.field === 2 && wire.wire === BYTES) {
      const dims: (number | null)[] = value.dims ?? []
      value.dims = dims
      for (const shape = within(reading, wire); shape.next();) {
        if (shape.field !== 1 || shape.wire !== BYTES) continue
        if (dims.length >= LIMITS.rank) throw new FormatError(`${reading.file} has an input or output with more than ${LIMITS.rank} dimensions, more than is read.`)
        let known: number | null = null
        for (const dim = within(reading, shape); dim.next();) if (dim.field === 1 && dim.wire === VARINT) known = dim.int()
        dims.push(known !== null && known > 0 ? known : null)
      }
    }
  }
}

/** FunctionProto: 1 name, 4 input, 5 output, 7 node, 10 domain. */
function readFunction(reading: Reading, wire: Wire): FunctionMessage {
  const found: FunctionMessage = { name: '', domain: '', inputs: [], outputs: [], nodes: [] }
  while (wire.next()) {
    if (wire.wire !== BYTES) continue
    if (wire.field === 1) found.name = cut(wire.text())
    else if (wire.field === 4) found.inputs.push(few(reading, found.inputs, wire.text()))
    else if (wire.field === 5) found.outputs.push(few(reading, found.outputs, wire.text()))
    else if (wire.field === 7) addNode(reading, found.nodes, readNode(reading, within(reading, wire), found.nodes.length))
    else if (wire.field === 10) found.domain = cut(wire.text())
  }
  return found
}

const floatAt = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset).getFloat32(at, true)

/** One float, or a packed run of them. */
function eachFloat({ bytes, file }: Reading, wire: Wire, take: (value: number) => void): void {
  if ((wire.wire === BYTES && (wire.end - wire.start) % 4) || wire.wire === VARINT) throw new FormatError(`${file} is damaged: a list of numbers ends within one. Download or export it again.`)
  if (wire.wire === BYTES || wire.wire === FOUR_BYTES) for (let at = wire.start; at < wire.end; at += 4) take(floatAt(bytes, at))
}

/** One integer, or a packed run of them. */
function eachInt({ bytes, file }: Reading, wire: Wire, take: (value: number) => void): void {
  if (wire.wire === VARINT) take(wire.int())
  else if (wire.wire === BYTES) eachVarint(bytes, wire.start, wire.end, file, take)
}

/** A packed run of varints, as signed numbers. */
export function eachVarint(bytes: Uint8Array, start: number, end: number, file: string, take: (value: number) => void): void {
  const cursor = new Wire(bytes, start, end, file)
  while (cursor.nextVarint()) take(cursor.int())
}
