// What a zip archive is, told by its members' names.
import { baseName, shownName } from './base-name.ts'
import { FormatError } from './format-error.ts'
import { LIMITS } from './limits.ts'
import type { Recognised } from './recognised.ts'
import { openZip } from './zip.ts'

/** Errors: FormatError for an archive that cannot be opened. */
export function recogniseZip(bytes: Uint8Array, path: string): Recognised {
  const { names } = openZip(bytes, LIMITS.arrayMembers)
  const name = shownName(path)
  const refused = (seems: string, rest: string): Recognised => ({ kind: 'refused', seems, why: `${name} is ${seems}${rest}` })
  const has = (member: string): boolean => names.includes(member)
  const files = names.filter(member => !member.endsWith('/') && !isLitter(member))
  if (files.length === 0) return { kind: 'refused', seems: 'an empty zip archive', why: `${name} is an empty zip archive: it holds no files.` }
  if (has('model.weights.h5') || (has('config.json') && has('metadata.json'))) return { kind: 'keras' }
  if (files.some(member => /^[^/]+\/archive_format$/.test(member)) && files.some(member => /^[^/]+\/models\/[^/]+\.json$/.test(member))) {
    return refused('a program of torch.export', ', which is not read: save the network\'s state_dict, or export it as .onnx.')
  }
  if (files.some(member => /(^|\/)data\.pkl$/.test(member))) return { kind: 'torch' }
  if (has('[Content_Types].xml')) {
    const office = files.some(member => member.startsWith('xl/')) ? 'an Excel workbook' : files.some(member => member.startsWith('word/')) ? 'a Word document' : 'an Office document'
    return refused(office, office === 'an Excel workbook' ? ', which is not read: save the sheet as CSV.' : ', not a model.')
  }
  if (has('mimetype') && has('content.xml')) return refused('an OpenDocument file', ', which is not read: save the sheet as CSV.')
  if (has('META-INF/MANIFEST.MF') || has('AndroidManifest.xml')) return refused('a packed program', ', not a model.')
  if (files.some(member => /\.mlmodel$|(^|\/)com\.apple\.CoreML\//.test(member))) return refused('a Core ML model', ', which is not read: save the network that it was made from.')
  const arrays = files.filter(member => member.endsWith('.npy'))
  if (has('manifest.json') && has('embedding.npy')) return { kind: 'map' }
  if (has('part.json') && arrays.length > 0) return refused('one part of a ready-made map', ': open the map whole.')
  if (arrays.length === files.filter(member => !/\.(json|csv)$/.test(member)).length && arrays.length > 0) return { kind: 'npz' }
  if (files.length > LIMITS.members) throw new FormatError(`${name} claims ${files.length} members; ${LIMITS.members} is the most that is read.`)
  return { kind: 'archive' }
}

/** What computers leave in folders and nobody means to open. */
export function isLitter(path: string): boolean {
  const name = baseName(path)
  return name.startsWith('.') || /(^|\/)__MACOSX\//.test(path) || /^(thumbs\.db|desktop\.ini)$/i.test(name)
}
