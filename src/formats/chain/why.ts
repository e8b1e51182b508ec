// Why a file of weights has no graph, in one sentence: what it holds, and what there is to do.
import { quoted } from '../format-error.ts'
import type { StoredTensor } from '../saved-model.ts'
import type { Chain } from './chain.ts'
import { SHORTCUT, isWeighted, partsOf } from './parts.ts'
import { partName } from './words.ts'

/** A layer's name in a sentence. */
const nameIn = (tensor: string): string => quoted(partName(tensor)).slice(1, -1)

/** Layers that a sentence lists. */
const LISTED = 5

/** “fc1 64×32, fc2 32×16”, “conv1 3×3 1→8”; empty where no tensor is a layer's weight. */
function layersWords(tensors: readonly StoredTensor[], layout: Chain['layout']): string {
  const layers = partsOf(tensors, layout).parts.filter(isWeighted)
  const words = layers.slice(0, LISTED).map(({ kind, weight, inputs, outputs, window }) =>
    `${nameIn(weight)} ${kind === 'dense' ? `${inputs}×${outputs}` : `${window.join('×')}, ${inputs} to ${outputs}`}`)
  return words.join(words.some(word => word.includes(',')) ? '; ' : ', ') + (layers.length > LISTED ? ` and ${layers.length - LISTED} more` : '')
}

/** On the page; a terminal says it in its own words. */
export const CONFIRM = 'Confirm the layers below to run it.'

/** `what` begins the sentence: “model.pt holds weights without an architecture”. */
export function whyNoGraph(what: string, tensors: readonly StoredTensor[], layout: Chain['layout'], proposals: readonly Chain[]): string {
  const layers = layersWords(tensors, layout)
  if (proposals.length > 0) return `${what}: ${layers}. ${CONFIRM}`
  const { odd } = partsOf(tensors, layout)
  const reason = layers === '' ? 'none of its tensors is the weight of a layer'
    : odd === null ? 'their sizes do not follow on one another' : `${nameIn(odd)} ${SHORTCUT.test(odd) ? 'leads around other layers' : 'is no dense layer, convolution or batch norm'}`
  return `${what}, and ${reason}. Its tensors are listed; to place it, bring activations as .npz.`
}
