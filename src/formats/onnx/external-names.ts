// Which files an ONNX model by link keeps its weights in: plain names only, for they are fetched from beside it.
import { FormatError } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import { besideOnly } from '../shard-names.ts'
import type { ModelMessage, StoredMessage } from './messages.ts'
import { readModel } from './messages.ts'
import { looksLikeOnnx } from './onnx.ts'

/** In the order in which they are named; none of anything that is no ONNX model, or a damaged one. Errors: FormatError where a name leads anywhere but to a file beside it. */
export function externalNames(bytes: Uint8Array, name: string): string[] {
  // What keeps its weights elsewhere is small itself; what is large is read in a worker alone.
  if (bytes.length > LIMITS.json || !looksLikeOnnx(bytes)) return []
  const message = messageOf(bytes, name)
  return message ? besideOnly(new Set(tensorsOf(message).flatMap(({ external }) => external?.get('location') ?? [])), name) : []
}

/** Null where it cannot be read: why is said by who reads it as a dropped file. */
function messageOf(bytes: Uint8Array, name: string): ModelMessage | null {
  try {
    return readModel(bytes, name)
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}

const tensorsOf = ({ initializers, nodes, functions }: ModelMessage): StoredMessage[] =>
  [...initializers, ...[...nodes, ...functions.flatMap(body => body.nodes)].flatMap(({ attributes }) => [...attributes.values()].flatMap(({ t }) => t ?? []))]
