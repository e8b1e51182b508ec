// What is handed over of a configuration and its weights: a graph, or the reason why there is none. For .keras, .h5 and a tfjs LayersModel alike.
import type { Graph } from '../../core/graph/graph.ts'
import type { ModelFormat, SavedModel, StoredTensor } from '../saved-model.ts'
import { notFinite } from '../weights-notes.ts'
import type { KerasModel } from './config.ts'
import { named, readConfig } from './config.ts'
import { graphOfConfig } from './graph-of-config.ts'
import type { LayerWeights } from './layer-weights.ts'
import { Unsupported } from './unsupported.ts'

/** A model, or why there is none. */
export function configOf(config: unknown, file: string): [KerasModel, null] | [null, string] {
  try {
    return [readConfig(config, file), null]
  } catch (failure) {
    if (failure instanceof Unsupported) return [null, failure.message]
    throw failure
  }
}

/** Where a file holds no weights none are listed. */
const NOTHING_LISTED = /(?<=\. )Its weights are listed; (\w)/

export const tensorsOf = (weights: LayerWeights): StoredTensor[] => [...new Set([...weights.values()].flatMap(variables => variables.map(({ tensor }) => tensor)))]

/** The model of a configuration and its weights; with a reason in place of a graph where it cannot be run. Shared with tfjs LayersModel. */
export function savedModel(
  format: ModelFormat, version: string | null, model: KerasModel | null, weights: LayerWeights | null, more: readonly StoredTensor[], why: string | null, file: string,
): SavedModel {
  const tensors = [...weights ? tensorsOf(weights) : [], ...more]
  const [graph, reason] = model && weights ? graphOr(model, weights, file, version) : [null, why]
  return {
    format, producer: producerOf(version), tensors, graph, why: reason === null ? null : `${file}: ${tensors.length > 0 ? reason : reason.replace(NOTHING_LISTED, (_, next: string) => next.toUpperCase())}`,
    assumed: [], warnings: notFinite(tensors), proposals: [],
  }
}

function graphOr(model: KerasModel, weights: LayerWeights, file: string, version: string | null): [Graph, null] | [null, string] {
  try {
    return [graphOfConfig(model, weights, file, Number(/^(\d+)/.exec(version ?? '')?.[1] ?? 0) >= 3), null]
  } catch (failure) {
    if (failure instanceof Unsupported) return [null, failure.message]
    throw failure
  }
}

/** Text of the file: cut, for it is shown. */
export const producerOf = (version: string | null): string | null => version === null ? null : version.startsWith('tfjs') ? named(version) : `keras ${named(version)}`
