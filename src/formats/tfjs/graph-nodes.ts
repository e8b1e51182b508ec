// The nodes of a tfjs GraphModel: a TensorFlow GraphDef as JSON, its texts in base64, its numbers sometimes as texts.
// Source: tfjs-converter 4.22, data/compiled_api.ts and operations/operation_mapper.ts.
import { FormatError } from '../format-error.ts'
import type { Fields } from '../json-fields.ts'
import { fieldsOf, textItem } from '../json-fields.ts'
import { named } from '../keras/config.ts'
import { LIMITS } from '../limits.ts'

export interface GraphNode {
  readonly name: string
  readonly op: string
  /** Names of nodes, without control edges; “:1” where it is not their first output. */
  readonly inputs: readonly string[]
  text(key: string): string | null
  texts(key: string): string[]
  number(key: string): number | null
  numbers(key: string): number[]
  flag(key: string): boolean
  /** A shape's sizes; −1 is free; null where even their number is. */
  shape(key: string): number[] | null
}

/** In the file's order. Errors: FormatError. */
export function nodesOf(topology: Fields, file: string): GraphNode[] {
  const seen = new Set<string>()
  return topology.list('node', (item, where) => {
    if (seen.size >= LIMITS.layers) throw new FormatError(`${file} has more than ${LIMITS.layers} nodes, the most that is read.`)
    const node = nodeOf(fieldsOf(item, where), where)
    if (seen.has(node.name)) throw new FormatError(`${file} has two nodes named ${named(node.name)}.`)
    seen.add(node.name)
    return node
  })
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)

function nodeOf(fields: Fields, where: string): GraphNode {
  const attributes = isObject(fields.get('attr')) ? fields.object('attr') : null
  const attribute = (key: string): Fields | null => {
    const value = attributes?.get(key)
    return isObject(value) ? fieldsOf(value, `${where}: ${key}`) : null
  }
  const listed = (key: string, kind: string): unknown[] => {
    const list = attribute(key)?.get('list')
    const items = isObject(list) ? fieldsOf(list, where).get(kind) : undefined
    return Array.isArray(items) ? items : []
  }
  return {
    name: fields.text('name'), op: fields.text('op'),
    inputs: fields.get('input') === undefined ? [] : fields.list('input', textItem).filter(input => !input.startsWith('^')).map(input => input.replace(/:0$/, '')),
    text: key => decoded(attribute(key)?.get('s')),
    texts: key => listed(key, 's').map(item => decoded(item) ?? ''),
    number: key => numeric(attribute(key)?.get('i') ?? attribute(key)?.get('f')),
    numbers: key => listed(key, 'i').map(item => numeric(item) ?? NaN),
    flag: key => attribute(key)?.get('b') === true,
    shape: key => shapeOf(attribute(key)?.get('shape')),
  }
}

const numeric = (value: unknown): number | null =>
  typeof value === 'number' ? value : typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null

/** Base64, or a list of the characters' codes in old files. */
function decoded(value: unknown): string | null {
  if (Array.isArray(value)) return value.slice(0, 1000).map(code => typeof code === 'number' && code >= 0 && code < 256 ? String.fromCharCode(code) : '?').join('')
  if (typeof value !== 'string') return null
  try {
    return atob(value)
  } catch {
    return value
  }
}

/** {dim: [{size: "-1"}, {size: "28"}]}; no dim at all is a single number, unknownRank says that nothing is known. */
export function shapeOf(value: unknown): number[] | null {
  if (!isObject(value)) return null
  const fields = fieldsOf(value, 'shape')
  if (fields.get('unknownRank') === true) return null
  const dims = fields.get('dim')
  if (!Array.isArray(dims)) return []
  return dims.map(dim => isObject(dim) ? numeric(fieldsOf(dim, 'shape').get('size')) ?? -1 : -1)
}
