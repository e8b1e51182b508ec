// Tensors of a pickle: what would rebuild them says which storage, from where, in which steps. All is checked before anything is allocated.
import { FormatError, quoted } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import type { Dtype, StoredTensor } from '../saved-model.ts'
import { readLegacy } from './legacy.ts'
import type { Value } from './pickle-values.ts'
import { Made, Named, Outside, wholeOf } from './pickle-values.ts'
import type { Storages } from './storages.ts'
import { SIZES, numbersOf } from './storages.ts'

/** A tensor that can be read, its place in the file not yet looked at. */
export interface Described {
  dtype: Dtype
  key: string
  offset: number
  shape: number[]
  strides: number[]
  /** The storage, where it stands within the pickle. */
  inline?: { bytes: Uint8Array, bigEndian: boolean }
}

const STORAGES: Record<string, Dtype | undefined> = {
  FloatStorage: 'float32', DoubleStorage: 'float64', HalfStorage: 'float16', BFloat16Storage: 'bfloat16', LongStorage: 'int64', IntStorage: 'int32', ShortStorage: 'int16',
  CharStorage: 'int8', ByteStorage: 'uint8', BoolStorage: 'bool',
}
const DTYPES: Record<string, Dtype | undefined> = {
  float32: 'float32', float: 'float32', float64: 'float64', double: 'float64', float16: 'float16', half: 'float16', bfloat16: 'bfloat16', int64: 'int64', long: 'int64',
  int32: 'int32', int: 'int32', int16: 'int16', short: 'int16', int8: 'int8', uint8: 'uint8', uint16: 'uint16', bool: 'bool',
}

const REBUILT = /^torch\._utils\._rebuild_tensor(_v2|_v3)?$/
const PARAMETER = /^torch\._utils\._rebuild_parameter(_with_state)?$/
const WRAPPED = /^torch\._tensor\._rebuild_from_type(_v2)?$/

const last = (name: string): string => name.slice(name.lastIndexOf('.') + 1)
const own = <T>(table: Record<string, T | undefined>, key: string): T | undefined => Object.hasOwn(table, key) ? table[key] : undefined

/**
 * What kind of tensor a value would be: described; 'other' for one of PyTorch's that is not read (sparse, quantised, complex); null for no tensor.
 * `fault` makes the sentence for a record that contradicts itself.
 */
export function tensorIn(value: Value, fault: (what: string) => FormatError): Described | 'other' | null {
  if (!(value instanceof Made)) return null
  const { name, args } = value
  if (PARAMETER.test(name)) return args[0] === undefined ? null : tensorIn(args[0], fault)
  if (WRAPPED.test(name)) {
    const [maker, , given] = args
    return maker instanceof Named && Array.isArray(given) ? tensorIn(new Made(maker, given, true), fault) : 'other'
  }
  if (!REBUILT.test(name)) return /^torch\._utils\._rebuild_\w*(tensor|qtensor)\w*$/.test(name) ? 'other' : null
  const [given, offset, shape, strides] = args
  const nested = storageWithin(given)
  const storage = nested ? nested.value : given
  const id = storage instanceof Outside ? storage.id : null
  if (!Array.isArray(id) || id[0] !== 'storage') throw fault('its storage is not said')
  const dtype = name.endsWith('_v3') && args[6] instanceof Named ? own(DTYPES, last(args[6].name)) : id[1] instanceof Named ? own(STORAGES, last(id[1].name)) : undefined
  if (dtype === undefined) return 'other'
  const key = id[2]
  if (typeof key !== 'string' && typeof key !== 'number') throw fault('the name of its storage is not said')
  const view = Array.isArray(id[5]) ? wholeOf(id[5][1]) ?? 0 : 0
  const sizes = wholes(shape)
  const steps = strides === undefined || strides === null ? sizes && rowMajor(sizes) : wholes(strides)
  const start = wholeOf(offset)
  if (!sizes || !steps || sizes.length !== steps.length || start === null || start < 0) throw fault('its shape, its strides and its offset are not whole numbers from 0 that agree')
  if (!nested) return { dtype, key: String(key), offset: start + view, shape: sizes, strides: steps }
  const inline = nested.storages(String(key))
  if (!inline) throw fault('its storage is missing')
  return { dtype, key: '', offset: start + view, shape: sizes, strides: steps, inline }
}

/** A storage that Python's own pickle wrote: a file of PyTorch within the pickle. */
function storageWithin(value: Value | undefined): { value: Value, storages: Storages } | null {
  if (!(value instanceof Made) || value.name !== 'torch.storage._load_from_bytes' || !(value.args[0] instanceof Uint8Array)) return null
  const { pickle, storages } = readLegacy(value.args[0], 'A storage within the file')
  return { value: pickle.value, storages }
}

function wholes(value: Value | undefined): number[] | null {
  if (!Array.isArray(value)) return null
  const numbers = value.map(wholeOf)
  return numbers.every(number => number !== null && number >= 0) ? numbers as number[] : null
}

function rowMajor(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1)
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1] * shape[axis + 1]
  return strides
}

/** How many numbers may still be read of a file. */
export interface Budget { left: number }

const tooMany = (where: string): FormatError => new FormatError(`${where} holds tensors of more than ${LIMITS.allNumbers / 1e6} million numbers in all, more than is read.`)

/** Errors: FormatError where the shapes alone ask for more, however little the file holds: views may spread one number over millions. */
export function budgetFor(all: readonly Described[], where: string): Budget {
  const claimed = all.reduce((sum, { shape }) => sum + Math.min(shape.reduce((product, length) => product * length, 1), LIMITS.numbers), 0)
  if (claimed > LIMITS.allNumbers) throw tooMany(where)
  return { left: LIMITS.allNumbers }
}

/** Reads the numbers. `where` names the file in sentences. Errors: FormatError for a storage that is missing or too short, or too many numbers. */
export function readTensor(name: string, { dtype, key, offset, shape, strides, inline }: Described, storages: Storages, budget: Budget, where: string): StoredTensor {
  if (shape.length > LIMITS.rank) throw new FormatError(`${where}: ${quoted(name)} has ${shape.length} dimensions; ${LIMITS.rank} is the most that is read.`)
  const count = shape.reduce((product, length) => product * length, 1)
  const storage = inline ?? storages(key)
  if (!storage) throw new FormatError(`${where}: storage ${quoted(key)}, which ${quoted(name)} lies in, is missing from the file. Save it again.`)
  const size = SIZES[dtype]
  const held = Math.floor(storage.bytes.length / size)
  const needed = count === 0 ? 0 : shape.reduce((reach, length, axis) => reach + (length - 1) * strides[axis], offset + 1)
  if (!(needed <= held)) throw new FormatError(`${where}: ${quoted(name)} of shape [${shape.join(', ')}] needs ${needed} numbers, its storage has ${held}. The file is damaged: save it again.`)
  if (!(count <= LIMITS.numbers)) throw new FormatError(`${where}: ${quoted(name)} of shape [${shape.join(', ')}] has ${count} numbers; ${LIMITS.numbers / 1e6} million is the most that is read.`)
  // Strides may leave wide gaps: what lies between is looked at as well, and counts.
  budget.left -= Math.max(count, needed - offset)
  if (budget.left < 0) throw tooMany(where)
  if (count === 0) return { name, stored: dtype, shape, data: new Float32Array(0) }
  const stretch = numbersOf(storage.bytes.subarray(offset * size, needed * size), dtype, needed - offset, storage.bigEndian)
  const plain = rowMajor(shape).every((stride, axis) => stride === strides[axis] || shape[axis] === 1)
  return { name, stored: dtype, shape, data: plain ? stretch : gathered(stretch, shape, strides, count) }
}

/** The numbers at the places that the strides name, in row-major order. */
function gathered(stretch: Float32Array, shape: readonly number[], strides: readonly number[], count: number): Float32Array {
  const data = new Float32Array(count)
  const place = shape.map(() => 0)
  let from = 0
  for (let k = 0; k < count; k++) {
    data[k] = stretch[from]
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]
      if (++place[axis] < shape[axis]) break
      from -= place[axis] * strides[axis]
      place[axis] = 0
    }
  }
  return data
}
