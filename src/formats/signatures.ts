// Files that are something else, told by their first bytes: what they are, and what to do instead.

interface Foreign { /** “a PNG image”. */ seems: string, /** The end of the sentence, without its full stop. */ instead: string }

const NOT_A_MODEL = 'not a model'

/** Place of the bytes, the bytes as letters (one a byte), what it is, what to do instead; where the bytes are so few that they stand there by accident, the endings too. */
const SIGNATURES: readonly (readonly [at: number, letters: string, seems: string, instead: string, endings?: readonly string[]])[] = [
  [0, '\x89PNG', 'a PNG image', NOT_A_MODEL],
  [0, '\xff\xd8\xff', 'a JPEG image', NOT_A_MODEL],
  [0, 'GIF8', 'a GIF image', NOT_A_MODEL],
  [0, 'BM', 'a BMP image', NOT_A_MODEL, ['bmp']],
  [8, 'WEBP', 'a WebP image', NOT_A_MODEL],
  [0, 'II*\0', 'a TIFF image', NOT_A_MODEL],
  [0, 'MM\0*', 'a TIFF image', NOT_A_MODEL],
  [0, '%PDF', 'a PDF document', NOT_A_MODEL],
  [0, 'PAR1', 'a Parquet table', 'which is not read: save it as CSV'],
  [0, 'ARROW1', 'an Arrow table', 'which is not read: save it as CSV'],
  [0, 'FEA1', 'a Feather table', 'which is not read: save it as CSV'],
  [0, 'GGUF', 'a GGUF file of a language model', 'which is not read: bring activations as .npz'],
  [0, '\x7fELF', 'a program', NOT_A_MODEL],
  [0, '\xcf\xfa\xed\xfe', 'a program', NOT_A_MODEL],
  [0, '\xca\xfe\xba\xbe', 'a program', NOT_A_MODEL],
  [0, 'MATLAB 5.0 MAT-file', 'a MATLAB file', 'which is not read: save its arrays as .npz'],
  [0, 'MATLAB 7', 'a MATLAB file', 'which is not read: save its arrays as .npz'],
  [4, 'TFL3', 'a TensorFlow Lite model', 'which is not read: save the Keras model that it was made from'],
  [4, 'ORTM', 'an ONNX Runtime model', 'which is not read: save the .onnx file that it was made from'],
  [0, 'RDX', 'an R data file', 'which is not read: save the table as CSV'],
  [0, 'BZh', 'a bzip2 archive', 'which is not read: unpack it first'],
  [0, '\xfd7zXZ\0', 'an xz archive', 'which is not read: unpack it first'],
  [0, '7z\xbc\xaf\x27\x1c', 'a 7-Zip archive', 'which is not read: unpack it first'],
  [0, 'Rar!', 'a RAR archive', 'which is not read: unpack it first'],
  [0, '\x28\xb5\x2f\xfd', 'a Zstandard archive', 'which is not read: unpack it first'],
  [0, '\x04\x22\x4d\x18', 'an LZ4 archive', 'which is not read: unpack it first'],
  [257, 'ustar', 'a tar archive', 'which is not read: unpack it and drop what is inside'],
  [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an old Excel or Word document', 'which is not read: save the sheet as CSV'],
  [0, 'SQLite format 3\0', 'an SQLite database', 'which is not read: export its table as CSV'],
  [0, '!<arch>', 'a library of compiled code', NOT_A_MODEL],
  [0, 'OggS', 'a sound', NOT_A_MODEL],
  [0, 'ID3', 'a sound', NOT_A_MODEL, ['mp3']],
  [0, 'MZ', 'a program', NOT_A_MODEL, ['exe', 'dll', 'pyd']],
  [4, 'ftyp', 'a video', NOT_A_MODEL],
  [0, '\0asm', 'a WebAssembly program', NOT_A_MODEL],
]

/** What joblib writes where it is told to compress: a zlib stream. */
const COMPRESSED_PICKLE: Foreign = { seems: 'a compressed Python pickle', instead: 'which is not read: save the weights with PyTorch, or activations as .npz' }

export function foreignFile(bytes: Uint8Array, ending: string): Foreign | null {
  const has = (at: number, letters: string): boolean => bytes.length >= at + letters.length && Array.from(letters).every((letter, k) => bytes[at + k] === letter.charCodeAt(0))
  const found = SIGNATURES.find(([at, letters, , , endings]) => has(at, letters) && (!endings || endings.includes(ending)))
  if (found) return { seems: found[2], instead: found[3] }
  return has(0, '\x78') && ['joblib', 'pkl', 'pickle'].includes(ending) ? COMPRESSED_PICKLE : null
}
