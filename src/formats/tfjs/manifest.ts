// The weights of a tfjs model: what the manifest describes, cut from the weight files, quantised numbers made whole.
// Source: tfjs-core 4.22, io/types.ts (WeightsManifestEntry) and io/io_utils.ts (decodeWeights).
import { shownName } from '../base-name.ts'
import type { DroppedFile } from '../dropped.ts'
import { FormatError, quoted } from '../format-error.ts'
import { fromHalf } from '../half.ts'
import type { Fields } from '../json-fields.ts'
import { fieldsOf, textItem } from '../json-fields.ts'
import { LIMITS } from '../limits.ts'
import type { Dtype, StoredTensor } from '../saved-model.ts'
import { groupBytes } from './shards.ts'

const SIZES = new Map<string, [Dtype, number]>([
  ['float32', ['float32', 4]], ['int32', ['int32', 4]], ['bool', ['bool', 1]], ['uint8', ['uint8', 1]], ['uint16', ['uint16', 2]], ['float16', ['float16', 2]],
])

interface Entry { name: string, shape: number[], count: number, stored: Dtype, size: number, scale: number, min: number, whole: boolean }

/** All tensors in the order of the manifest. `taken` is given the paths of the files that it names. Errors: FormatError. */
export function readManifest(model: Fields, json: DroppedFile, others: readonly DroppedFile[], taken: Set<string>): StoredTensor[] {
  const file = shownName(json.path)
  if (!Array.isArray(model.get('weightsManifest'))) throw new FormatError(`${file} is an architecture without weights. Save the whole model.`)
  const seen = new Set<string>()
  let [numbers, tensors] = [0, 0]
  const groups = model.list('weightsManifest', (item, where) => {
    const group = fieldsOf(item, where)
    return {
      paths: group.list('paths', textItem),
      entries: group.list('weights', (weight, at) => {
        const entry = entryOf(fieldsOf(weight, at), file)
        if (seen.has(entry.name)) throw new FormatError(`${file} describes ${quoted(entry.name)} twice.`)
        seen.add(entry.name)
        numbers += entry.count
        if (++tensors > LIMITS.tensors) throw new FormatError(`${file} describes more than ${LIMITS.tensors} tensors, the most that is read.`)
        return entry
      }),
    }
  })
  // The files are asked first: one that is cut short is a likelier fault than a network too large.
  const bytes = groups.map(({ paths, entries }) => groupBytes(json, paths, others, entries.reduce((sum, { count, size }) => sum + count * size, 0), taken))
  if (numbers > LIMITS.allNumbers) throw new FormatError(`${file} describes ${numbers} weights; ${LIMITS.allNumbers / 1e6} million are the most that is read.`)
  return groups.flatMap(({ entries }, k) => {
    let at = 0
    return entries.map(entry => {
      const part = bytes[k].slice(at, at += entry.count * entry.size)
      return { name: entry.name, stored: entry.stored, shape: entry.shape, data: numbersOf(entry, part) }
    })
  })
}

function entryOf(weight: Fields, file: string): Entry {
  const name = weight.text('name')
  const dtype = weight.text('dtype')
  const shape = weight.list('shape', (size, where) => {
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) throw new FormatError(`${where} is ${JSON.stringify(size)}; it should be a whole number from 0.`)
    return size
  })
  if (shape.length > LIMITS.rank) throw new FormatError(`${file}: ${quoted(name)} has ${shape.length} dimensions; ${LIMITS.rank} is the most that is read.`)
  const packing = weight.get('quantization') === undefined ? null : fieldsOf(weight.get('quantization'), `${file}: ${quoted(name)}`)
  const kind = packing?.text('dtype') ?? dtype
  const known = SIZES.get(kind)
  if (!known || !SIZES.has(dtype)) throw new FormatError(`${file}: ${quoted(name)} is of type ${quoted(known ? dtype : kind)}; ${[...SIZES.keys()].join(', ')} are read.`)
  const scaled = packing && kind !== 'float16'
  return {
    name, shape, count: shape.reduce((product, size) => product * size, 1), stored: known[0], size: known[1],
    scale: scaled ? packing.number('scale') : 1, min: scaled ? packing.number('min') : 0, whole: dtype === 'int32',
  }
}

/** value · scale + min for uint8 and uint16; halves as they are. Little-endian, as the readers' machines. */
function numbersOf({ stored, scale, min, whole, count }: Entry, part: Uint8Array): Float32Array {
  const { buffer } = part
  if (stored === 'float32') return new Float32Array(buffer)
  if (stored === 'float16') return fromHalf(new Uint16Array(buffer))
  const raw = stored === 'int32' ? new Int32Array(buffer) : stored === 'uint16' ? new Uint16Array(buffer) : part
  const data = new Float32Array(count)
  for (let i = 0; i < count; i++) data[i] = whole ? Math.round(raw[i] * scale + min) : raw[i] * scale + min
  return data
}
