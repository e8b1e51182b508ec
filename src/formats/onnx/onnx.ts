// ONNX models.
import { baseName, shownName } from '../base-name.ts'
import type { DroppedFile } from '../dropped.ts'
import { FormatError } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import type { SavedModel, StoredTensor } from '../saved-model.ts'
import { notFinite } from '../weights-notes.ts'
import type { Constant, DecodedTensor } from './known.ts'
import { CannotRun } from './known.ts'
import type { ModelMessage, StoredMessage } from './messages.ts'
import { readModel } from './messages.ts'
import { graphOf } from './network.ts'
import { asFloats } from './operators/elementwise.ts'
import type { Bytes } from './tensor.ts'
import { decoded, isFloat, isNumeric } from './tensor.ts'
import { BYTES, unsigned, VARINT } from './wire.ts'

/** ModelProto's fields and their wire types: 0 for numbers, 2 for texts and messages. */
const FIELDS = new Map([[1, VARINT], [2, BYTES], [3, BYTES], [4, BYTES], [5, VARINT], [6, BYTES], [7, BYTES], [8, BYTES], [14, BYTES], [20, BYTES], [25, BYTES], [26, BYTES]])
/** Tags with which a GraphProto may begin. */
const GRAPH_TAGS = new Set([0x0a, 0x12, 0x2a, 0x52, 0x5a, 0x62, 0x6a, 0x72, 0x7a])

/** Whether the bytes parse as the beginning of a ModelProto: only its fields, a graph among them, which may be cut short. */
export function looksLikeOnnx(bytes: Uint8Array): boolean {
  let at = 0
  let fields = 0
  const varint = (): number | null => {
    const from = at
    while (at < bytes.length && at - from < 10) if (bytes[at++] < 0x80) return unsigned(bytes, from, at)
    return null
  }
  while (at < bytes.length && fields < 1000) {
    const tag = varint()
    if (tag === null || FIELDS.get(Math.floor(tag / 8)) !== tag % 8) return false
    const value = varint()
    if (value === null) return false
    fields++
    if (tag === 0x08 && (value < 1 || value > 100)) return false
    if (tag === 0x3a) return value > 0 && (at >= bytes.length || GRAPH_TAGS.has(bytes[at])) && (fields > 1 || at + value <= bytes.length)
    if (tag % 8 === BYTES) at += value
  }
  return false
}

/** `others`: files beside it, among them external weights; `taken`: the paths of those that were used. Errors: FormatError, one sentence. */
export function readOnnx(file: DroppedFile, others: readonly DroppedFile[]): { model: SavedModel, taken: string[] } {
  const name = shownName(file.path)
  const message = readModel(file.bytes, name)
  if (!message.hasGraph) throw new FormatError(`${name} holds no network: its ONNX model has no graph.`)
  const taken = new Set<string>()
  const from: Bytes = { bytes: file.bytes, file: name }
  const decode = (tensor: StoredMessage): DecodedTensor => decoded(tensor, from, location => {
    const found = companion(location, others)
    if (!found) throw new FormatError(`${name} keeps its weights in ${shownName(location)}: drop that file too.`)
    taken.add(found.path)
    return { bytes: found.bytes, file: shownName(found.path) }
  })
  const { constants, tensors } = initialisers(message, decode, name)
  const { graph, why } = read(message, constants, decode, name)
  const model: SavedModel = { format: 'onnx', producer: producerOf(message), tensors, graph, why, assumed: [], warnings: notFinite(tensors), proposals: [] }
  return { model, taken: [...taken] }
}

function read(message: ModelMessage, constants: ReadonlyMap<string, Constant>, decode: (tensor: StoredMessage) => DecodedTensor, name: string): Pick<SavedModel, 'graph' | 'why'> {
  try {
    return { graph: graphOf(message, constants, ({ t }) => decode(t!).constant, name), why: null }
  } catch (error) {
    if (error instanceof CannotRun) return { graph: null, why: `${name}: ${error.message}` }
    throw error
  }
}

/** By base name among the files that came along; a second download's “ (1)” is forgiven. */
function companion(location: string, others: readonly DroppedFile[]): DroppedFile | undefined {
  const wanted = baseName(location)
  return others.find(({ path }) => baseName(path) === wanted) ?? others.find(({ path }) => baseName(path).replace(/ ?\(\d+\)(?=\.|$)/, '') === wanted)
}

function initialisers(message: ModelMessage, decode: (tensor: StoredMessage) => DecodedTensor, name: string): { constants: Map<string, Constant>, tensors: StoredTensor[] } {
  const constants = new Map<string, Constant>()
  const tensors: StoredTensor[] = []
  let numbers = 0
  const list = (tensor: StoredMessage, label: string): Constant => {
    const { constant, stored } = decode(tensor)
    numbers += constant.data.length
    if (numbers > LIMITS.allNumbers) throw new FormatError(`${name} holds more than ${LIMITS.allNumbers / 1e6} million numbers, more than is read.`)
    tensors.push({ name: label, stored, shape: constant.shape, data: asFloats(constant) })
    return constant
  }
  for (const tensor of message.initializers) if (isNumeric(tensor.type)) constants.set(tensor.name, list(tensor, tensor.name))
  // Some exporters keep weights in Constant nodes.
  for (const node of message.nodes) {
    const value = node.type === 'Constant' ? node.attributes.get('value')?.t : null
    if (value && isFloat(value.type) && value.dims.length > 0) list(value, node.outputs[0] ?? node.name)
  }
  return { constants, tensors }
}

const producerOf = ({ producer, version }: ModelMessage): string | null => `${producer} ${version}`.trim() || null
