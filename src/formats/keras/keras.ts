// Keras models: .keras (a zip of a configuration and an HDF5 file of weights) and .h5 (both in one HDF5 file, or weights alone).
import { proposeChains } from '../chain/propose.ts'
import { whyNoGraph } from '../chain/why.ts'
import { FormatError } from '../format-error.ts'
import { fieldsOf } from '../json-fields.ts'
import { LIMITS } from '../limits.ts'
import { parseJson } from '../npz.ts'
import type { SavedModel, StoredTensor } from '../saved-model.ts'
import { layersHeld, notFinite } from '../weights-notes.ts'
import type { Zip } from '../zip.ts'
import { openZip } from '../zip.ts'
import { named } from './config.ts'
import { arraysWithin, h5Weights, namesOf } from './h5-weights.ts'
import type { H5Group } from './hdf5.ts'
import { openHdf5 } from './hdf5.ts'
import { kerasThreeWeights } from './keras-three-weights.ts'
import { counting } from './layer-weights.ts'
import { configOf, producerOf, savedModel, tensorsOf } from './saved.ts'
import { looseWeights } from './loose-weights.ts'

/** `name`: for sentences. Errors: FormatError, one sentence. */
export function readKeras(bytes: Uint8Array, name: string): SavedModel {
  const zip = zipOf(bytes, name)
  if (!zip.has('config.json')) throw new FormatError(`${name} has no config.json: it is not a Keras 3 file.`)
  if (!zip.has('model.weights.h5')) throw new FormatError(`${name} has no model.weights.h5: it is an architecture without weights. Save the whole model.`)
  const member = (path: string, limit: number): Uint8Array => {
    try {
      return zip.read(path, limit)
    } catch (failure) {
      throw failure instanceof FormatError ? new FormatError(`${name}: ${failure.message}`) : failure
    }
  }
  const config = parseJson(member('config.json', LIMITS.json), `${name}: config.json`)
  const version = zip.has('metadata.json') ? versionOf(parseJson(member('metadata.json', LIMITS.json), `${name}: metadata.json`)) : null
  const root = openHdf5(member('model.weights.h5', LIMITS.file), `${name}: model.weights.h5`)
  const [model, why] = configOf(config, name)
  const weights = model ? kerasThreeWeights(root, model, name) : null
  const loose = weights ? null : looseWeights(root, name, true)
  return savedModel('keras-3', version, model, weights, loose ?? [], why, name)
}

/** The same for one HDF5 file. */
export function readKerasH5(bytes: Uint8Array, name: string): SavedModel {
  const root = openHdf5(bytes, name)
  const group = root.get('model_weights')
  const holder = group?.kind === 'group' ? group : root
  const layers = namesOf(holder, 'layer_names')
  const version = root.text('keras_version') ?? holder.text('keras_version')
  if (!root.has('model_config')) return withoutConfig(root, holder, layers, version, name)
  const text = root.text('model_config')
  if (!text) throw new FormatError(`${name} is damaged: its configuration (model_config) is empty. Download or save it again.`)
  const [model, why] = configOf(parseJson(text, `${name}: model_config`), name)
  if (!layers) throw new FormatError(`${name} is an architecture without weights. Save the whole model.`)
  return savedModel('keras-h5', version, model, h5Weights(holder, layers, model, name), [], why, name)
}

/** A file of save_weights(): layers and their weights, or, since Keras 3, groups counted by class. */
function withoutConfig(root: H5Group, holder: H5Group, layers: readonly string[] | null, version: string | null, name: string): SavedModel {
  const tensors = layers ? tensorsOf(h5Weights(holder, layers, null, name)) : looseWeights(root, name)
  if (!layers && tensors.length === 0 && holder === root) {
    const found = root.names.slice(0, 6).map(each => named(each)).join(', ')
    throw new FormatError(`${name} is an HDF5 file, but there is no Keras model inside (found: ${found === '' ? 'nothing' : found}${root.names.length > 6 ? ', …' : ''}).`)
  }
  if (!layers && holder !== root) tensors.push(...readAll(holder, name))
  if (tensors.length === 0) throw new FormatError(`${name} holds no weights.`)
  const proposals = proposeChains(tensors, 'keras')
  const what = `${name} holds weights without an architecture`
  // Where none fits there is nothing below to confirm.
  const why = proposals.length > 0 ? `${what}: ${layersHeld(tensors)}. Confirm the layers below to run it.` : whyNoGraph(what, tensors, 'keras', proposals)
  return { format: 'keras-h5', producer: producerOf(version), tensors, graph: null, why, assumed: [], warnings: notFinite(tensors), proposals }
}

function readAll(group: H5Group, file: string): StoredTensor[] {
  const count = counting(file)
  return [...arraysWithin(group)].flatMap(array => {
    const tensor = array.read(array.path.slice(group.path.length + 1))
    if (tensor) count(tensor.shape)
    return tensor ?? []
  })
}

function versionOf(metadata: unknown): string | null {
  const version = fieldsOf(metadata, 'metadata.json').get('keras_version')
  return typeof version === 'string' ? version : null
}

function zipOf(bytes: Uint8Array, name: string): Zip {
  try {
    return openZip(bytes)
  } catch (failure) {
    throw failure instanceof FormatError ? new FormatError(`${name}: ${failure.message}`) : failure
  }
}
