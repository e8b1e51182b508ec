// PyTorch's zip: one folder with data.pkl, the storages beside it under data/, and, of TorchScript, the code, which is looked at and never run.
import { FormatError } from '../format-error.ts'
import { openZip } from '../zip.ts'
import { readPickle } from './pickle.ts'
import type { Storages } from './storages.ts'
import type { TorchFile } from './torch-file.ts'

/** Most bytes of a pickle or of a class's text. */
const TEXT = 100e6

/** Errors: FormatError, one sentence that begins with `where`. */
export function readArchive(bytes: Uint8Array, where: string): TorchFile {
  if (!hasDirectory(bytes)) throw new FormatError(`${where}: the zip is incomplete, its table of contents at the end is missing. Download or save it again.`)
  return named(where, () => {
    const zip = openZip(bytes)
    const main = zip.names.find(name => /^([^/]*\/)?data\.pkl$/.test(name)) ?? zip.names.find(name => name.endsWith('/data.pkl'))
    if (main === undefined) throw new FormatError('the zip has no data.pkl, so PyTorch did not write it.')
    const root = main.slice(0, -'data.pkl'.length)
    const bigEndian = zip.has(`${root}byteorder`) && new TextDecoder().decode(zip.read(`${root}byteorder`, 64)).trim() === 'big'
    const read = new Map<string, Uint8Array>()
    const storages: Storages = key => {
      const member = `${root}data/${key}`
      if (!zip.has(member)) return null
      const known = read.get(member) ?? zip.read(member)
      read.set(member, known)
      return { bytes: known, bigEndian }
    }
    const scripted = zip.has(`${root}constants.pkl`) && zip.names.some(name => name.startsWith(`${root}code/`))
    const code = new Map<string, string>()
    for (const name of scripted ? zip.names : []) {
      if (name.startsWith(`${root}code/`) && name.endsWith('.py')) code.set(name.slice(`${root}code/`.length, -3).replaceAll('/', '.'), new TextDecoder().decode(zip.read(name, TEXT)))
    }
    return { format: scripted ? 'torchscript' : 'torch-zip', pickle: readPickle(zip.read(main, TEXT), where), storages, code }
  })
}

/** Runs a reader whose sentences do not name the file, and names it. */
function named<T>(where: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof FormatError) || error.message.startsWith(where)) throw error
    throw new FormatError(`${where}: ${error.message[0].toLowerCase()}${error.message.slice(1)}`)
  }
}

/** Whether the record that ends a zip stands within reach of the end. */
function hasDirectory(bytes: Uint8Array): boolean {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65_535); at--) {
    if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 5 && bytes[at + 3] === 6) return true
  }
  return false
}
