// What a file is, told by its content; its name only words what is said, and chooses where two readings are possible.
import { baseName, endingOf, shownName } from './base-name.ts'
import { decodedText, looksLikeText } from './decoded-text.ts'
import type { DroppedFile, Wanted } from './dropped.ts'
import { FormatError, sized } from './format-error.ts'
import { LIMITS } from './limits.ts'
import type { Recognised } from './recognised.ts'
import { recogniseJson } from './recognise-json.ts'
import { recogniseText } from './recognise-text.ts'
import { recogniseZip } from './recognise-zip.ts'
import { foreignFile } from './signatures.ts'
import { looksLikeZip } from './zip.ts'

/** Errors: FormatError where a file's own table of contents cannot be read. */
export async function recognised({ path, bytes }: DroppedFile, wanted: Wanted): Promise<Recognised> {
  const name = shownName(path)
  const ending = endingOf(path)
  if (bytes.length === 0) return { kind: 'refused', seems: 'an empty file', why: `${name} is empty (0 bytes).` }
  if (bytes.length > LIMITS.file) return { kind: 'refused', seems: null, why: `${name} has ${sized(bytes.length)}; ${sized(LIMITS.file)} is the most that is read.` }
  const from = superblockAt(bytes)
  if (from !== null && from > 0 && startsWith(bytes, 'MATLAB')) return refused(name, 'a MATLAB file', 'which is not read: save its arrays as .npz')
  if (from !== null) return { kind: 'h5', from }
  if (looksLikeZip(bytes)) return recogniseZip(bytes, path)
  if (startsWith(bytes, '\x93NUMPY')) return { kind: 'npy' }
  if (bytes[0] === 0x80 && bytes[1] >= 1 && bytes[1] <= 5) return { kind: 'torch' }
  if (looksLikeTensors(bytes)) return { kind: 'safetensors' }
  if (wanted === 'data' && (ending === 'bin' || ending === 'dat')) return { kind: 'idx' }
  if (isIdx(bytes) || (/idx\d|ubyte/i.test(baseName(path)) && !looksLikeText(bytes))) return { kind: 'idx' }
  const foreign = foreignFile(bytes, ending)
  if (foreign) return refused(name, foreign.seems, foreign.instead)
  // 08: the version of ONNX's own format, the first field that everything writes.
  if (bytes[0] === 0x08 || ending === 'onnx') {
    const { looksLikeOnnx } = await import('./onnx/onnx.ts')
    if (looksLikeOnnx(bytes)) return { kind: 'onnx' }
    if (bytes[0] === 0x08 && bytes[1] === 0x01 && bytes[2] === 0x12) return refused(name, 'a TensorFlow SavedModel', 'which is not read: save it with Keras, as .keras')
  }
  if (looksLikeText(bytes)) {
    // A data set may be longer than any other text: its beginning tells.
    const text = decodedText(bytes.length > LIMITS.text ? bytes.subarray(0, 100_000) : bytes)
    if (text !== null && /^\s*[{[]/.test(text) && !['csv', 'tsv'].includes(ending)) {
      if (bytes.length > LIMITS.text) throw new FormatError(`${name} has ${sized(bytes.length)} of text; ${sized(LIMITS.text)} is the most that is read.`)
      return recogniseJson(text.trimStart(), path)
    }
    if (text !== null) return recogniseText(text, path)
  }
  if (ending === 'safetensors' || (bytes[8] === 0x7b && [0x22, 0x20, 0x7d].includes(bytes[9]))) return { kind: 'safetensors' }
  return { kind: 'unknown' }
}

const refused = (name: string, seems: string, instead: string): Recognised => ({ kind: 'refused', seems, why: `${name} is ${seems}, ${instead}.` })

const startsWith = (bytes: Uint8Array, letters: string): boolean => bytes.length >= letters.length && Array.from(letters).every((letter, k) => bytes[k] === letter.charCodeAt(0))

/** HDF5's mark stands at 0, 512, 1024, 2048, … (its specification, III.A). */
function superblockAt(bytes: Uint8Array): number | null {
  const mark = '\x89HDF\r\n\x1a\n'
  for (let at = 0; at + 8 <= bytes.length; at = at === 0 ? 512 : at * 2) if (startsWith(bytes.subarray(at, at + 8), mark)) return at
  return null
}

/** A header's length (u64) that the file can hold, then the brace that opens it. */
function looksLikeTensors(bytes: Uint8Array): boolean {
  if (bytes.length < 10 || bytes[8] !== 0x7b) return false
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true)
  return length <= BigInt(bytes.length - 8) && length >= 2n
}

/** Two zeros, a type of number, a number of dimensions. */
const isIdx = (bytes: Uint8Array): boolean =>
  bytes.length >= 8 && bytes[0] === 0 && bytes[1] === 0 && [0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e].includes(bytes[2]) && bytes[3] >= 1 && bytes[3] <= 4

/** The sentence for a file that is nothing that is read, and no companion of another. */
export function unknownFile({ path, bytes }: DroppedFile): string {
  const name = shownName(path)
  const ending = endingOf(path)
  const first = Array.from(bytes.subarray(0, 4), byte => byte.toString(16).padStart(2, '0')).join(' ')
  if (ending === 'bin' || /shard\d+of\d+/.test(baseName(path))) {
    const cifar = bytes.length % 3073 === 0 ? ' If it is a batch of CIFAR-10, open it as a data set.' : ''
    return `${name} means nothing without its model.json: drop both together.${cifar}`
  }
  if (ending === 'data' || ending === 'onnx_data' || ending === 'weights') return `${name} means nothing without the .onnx file that it belongs to: drop both together.`
  if (ending === 'pb') return `${name} is a TensorFlow graph, which is not read: save the model with Keras, as .keras.`
  if (ending === 'index' || /\.data-\d+-of-\d+$/.test(name)) return `${name} is part of a TensorFlow checkpoint, which is not read: save the model with Keras, as .keras.`
  const right = EXPECTED.get(ending)
  if (right) return `${name} is not ${right[0]}: it should begin with ${right[1]}, and it begins with the bytes ${first}. Download or save it again.`
  return `${name} is of no kind that is read here (first bytes ${first}). Saved models (.keras, .h5, .pt, .onnx, .safetensors, model.json with its weights), bundles (.npz) and tables (.csv) are.`
}

const ZIP: readonly [string, string] = ['a zip archive', 'the letters PK']
const EXPECTED = new Map<string, readonly [string, string]>([
  ['keras', ['a Keras file', ZIP[1]]], ['npz', ['a .npz file', ZIP[1]]], ['zip', ZIP],
  ['h5', ['an HDF5 file', 'the mark of HDF5']], ['hdf5', ['an HDF5 file', 'the mark of HDF5']],
  ['pt', ['a PyTorch file', 'the letters PK, or as a pickle does']], ['pth', ['a PyTorch file', 'the letters PK, or as a pickle does']],
  ['onnx', ['an ONNX file', 'the version of its format']], ['npy', ['a NumPy array', 'NumPy\'s mark']],
])
