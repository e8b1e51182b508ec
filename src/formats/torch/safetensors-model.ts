// A .safetensors file of weights, as a model: without an architecture, unless a note in it says the layers, as in the files that are saved here.
import type { Chain } from '../chain/chain.ts'
import { graphOfChain } from '../chain/graph-of-chain.ts'
import { proposeChains } from '../chain/propose.ts'
import { whyNoGraph } from '../chain/why.ts'
import { FormatError, quoted, sized } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import type { SavedModel, StoredTensor } from '../saved-model.ts'
import { notFinite } from '../weights-notes.ts'
import { listed } from './foreign.ts'
import { inputOfText, stepsOfText } from './module-text.ts'
import { readHeader } from './safetensors-header.ts'
import { numbersOf } from './storages.ts'

const PART = '(train|test|val|valid|validation)'
const HELD = '(x|y|inputs?|targets?|labels?|images?|data|features?|samples?)'
/** Names that data sets have: Xtrain, train_images, labels. */
const DATA = new RegExp(`^(${HELD}[_-]?${PART}?|${PART}[_-]?${HELD})$`, 'i')

/** Errors: FormatError, one sentence that names the file. */
export function readSafetensorsModel(bytes: Uint8Array, name: string): SavedModel {
  if (bytes.length === 0) throw new FormatError(`${name} is empty (0 bytes).`)
  if (bytes.length > LIMITS.file) throw new FormatError(`${name} has ${sized(bytes.length)}; ${sized(LIMITS.file)} is the most that is read.`)
  const { entries, notes } = readHeader(bytes, name)
  if (entries.length === 0) throw new FormatError(`${name} has no tensors in it, so there are no weights to read: save the network's state_dict.`)
  if (entries.every(entry => DATA.test(entry.name))) {
    throw new FormatError(`${name} holds a data set (${listed(entries.map(entry => entry.name))}), not a network: to train on it, bring it as .npz with x and y.`)
  }
  const count = entries.reduce((sum, { shape }) => sum + shape.reduce((product, axis) => product * axis, 1), 0)
  if (count > LIMITS.allNumbers) throw new FormatError(`${name} holds ${count} numbers; ${LIMITS.allNumbers / 1e6} million in all are the most that is read.`)
  const last = entries[entries.length - 1]
  const start = bytes.length - last.to
  const tensors = entries.flatMap(({ name: label, dtype, shape, from, to }): StoredTensor[] =>
    dtype ? [{ name: label, stored: dtype, shape, data: numbersOf(bytes.subarray(start + from, start + to), dtype, shape.reduce((product, axis) => product * axis, 1)) }] : [])
  const others = entries.filter(({ dtype }) => dtype === null)
  const warnings = [
    ...notFinite(tensors),
    ...others.length > 0 ? [`${others.length === 1 ? 'One tensor' : `${others.length} tensors`} of a kind that is not read (${others[0].kind}) left out: ${listed(others.map(entry => entry.name))}`] : [],
  ]
  const layout = tensors.some(({ name: label }) => /(^|[./])kernel(:\d+)?$/.test(label)) ? 'keras' : 'torch'
  const noted = layout === 'torch' ? chainOfNotes(notes, tensors) : null
  if (noted) {
    const producer = notes.has('hyperparameters') ? 'netfold (layers as a note in the file says)' : 'pytorch (layers as a note in the file says)'
    return { format: 'safetensors', producer, tensors, graph: noted, why: null, assumed: [], warnings, proposals: [] }
  }
  const proposals = proposeChains(tensors, layout)
  const format = notes.get('format')
  const producer = format === undefined ? null : format === 'pt' ? 'pytorch' : quoted(format).slice(1, -1)
  return { format: 'safetensors', producer, tensors, graph: null, why: whyNoGraph(`${name} holds weights without an architecture`, tensors, layout, proposals), assumed: [], warnings, proposals }
}

/** The graph of the modules that a note spells, where they fit the tensors; null where there is no such note. */
function chainOfNotes(notes: ReadonlyMap<string, string>, tensors: readonly StoredTensor[]): SavedModel['graph'] {
  const steps = stepsOfText(notes.get('pytorch') ?? '', tensors.map(({ name }) => name))
  const input = inputOfText(notes.get('input') ?? '')
  if (!steps || !input) return null
  const chain: Chain = { layout: 'torch', input, steps }
  try {
    return graphOfChain(chain, tensors)
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}
