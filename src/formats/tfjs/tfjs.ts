// TensorFlow.js models: model.json with its weight files, LayersModel or GraphModel.
import { baseName } from '../base-name.ts'
import type { DroppedFile } from '../dropped.ts'
import { FormatError } from '../format-error.ts'
import type { Fields } from '../json-fields.ts'
import { fieldsOf } from '../json-fields.ts'
import { named } from '../keras/config.ts'
import { configOf, savedModel, tensorsOf } from '../keras/saved.ts'
import { parseJson } from '../npz.ts'
import type { SavedModel, StoredTensor } from '../saved-model.ts'
import { readGraphModel } from './graph-model.ts'
import { layersWeights } from './layers-weights.ts'
import { readManifest } from './manifest.ts'
import { producerOf } from './tfjs-producer.ts'

/** `others`: the files that were dropped beside it, in any order; `taken` are the paths of those that the manifest names. Errors: FormatError. */
export function readTfjs(json: DroppedFile, others: readonly DroppedFile[]): { model: SavedModel, taken: string[] } {
  const file = named(baseName(json.path))
  const parsed = parseJson(json.bytes, file)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new FormatError(`There is no model in ${file}: it should be a JSON object with modelTopology.`)
  const whole = fieldsOf(parsed, file)
  const topology = whole.get('modelTopology')
  if (topology === undefined || topology === null) throw new FormatError(`There is no model in ${file} (no modelTopology).`)
  const taken = new Set<string>()
  const tensors = readManifest(whole, json, others, taken)
  const inside = fieldsOf(topology, `${file}: modelTopology`)
  const graphModel = whole.get('format') === 'graph-model' || Array.isArray(inside.get('node'))
  return { model: graphModel ? readGraphModel(whole, inside, tensors, file) : layersModel(whole, inside, tensors, file), taken: [...taken] }
}

function layersModel(whole: Fields, topology: Fields, tensors: readonly StoredTensor[], file: string): SavedModel {
  const config = topology.get('model_config') ?? { class_name: topology.get('class_name'), config: topology.get('config') }
  const version = topology.get('keras_version')
  const [model, why] = configOf(config, file)
  const weights = model ? layersWeights(model, tensors) : null
  const used = new Set(weights ? tensorsOf(weights) : [])
  const saved = savedModel('tfjs-layers', typeof version === 'string' ? version : null, model, weights, tensors.filter(tensor => !used.has(tensor)), why, file)
  return { ...saved, producer: producerOf(whole) ?? saved.producer }
}
