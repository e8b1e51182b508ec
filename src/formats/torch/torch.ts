// PyTorch files: a state_dict, a checkpoint, a pickled module or TorchScript, as a zip or in the layout from before 1.6. Pickles are data: nothing is run.
import { NO_EVIDENCE } from '../chain/evidence.ts'
import { graphOfChain } from '../chain/graph-of-chain.ts'
import { proposeChains } from '../chain/propose.ts'
import { whyNoGraph } from '../chain/why.ts'
import { FormatError, quoted } from '../format-error.ts'
import type { SavedModel, StoredTensor } from '../saved-model.ts'
import { looksLikeZip } from '../zip.ts'
import { readArchive } from './archive.ts'
import { collectTensors, isOptimizer } from './collect.ts'
import { codeIn, listed } from './foreign.ts'
import { readLegacy } from './legacy.ts'
import type { Told } from './modules.ts'
import { toldByModules } from './modules.ts'
import { notFinite } from '../weights-notes.ts'
import type { Value } from './pickle-values.ts'
import { budgetFor, readTensor } from './rebuild.ts'
import type { TorchFile } from './torch-file.ts'

/** Errors: FormatError, one sentence that names the file. */
export function readTorch(bytes: Uint8Array, name: string): SavedModel {
  if (bytes.length === 0) throw new FormatError(`${name} is empty (0 bytes).`)
  const file = looksLikeZip(bytes) ? readArchive(bytes, name) : readLegacy(bytes, name)
  const { value } = file.pickle
  if (file.format === 'torch-legacy') refuseLearners(file, name)
  const { tensors: described, others, root } = collectTensors(value, name)
  if (described.size === 0) throw nothingIn(file, name, others)
  const budget = budgetFor([...described.values()], name)
  const tensors = Array.from(described, ([label, one]) => readTensor(label, one, file.storages, budget, name))
  const told = toldByModules(root, file.code)
  const code = codeIn(file.pickle)
  const warnings = [
    ...notFinite(tensors),
    ...code.length > 0 ? [`The file names code (${listed(code)}); nothing was run, and only its tensors were read`] : [],
    ...others.length > 0 ? [`${others.length === 1 ? 'One tensor' : `${others.length} tensors`} of a kind that is not read (sparse, quantised or complex) left out: ${listed(others)}`] : [],
  ]
  return { format: file.format, producer: 'pytorch', tensors, warnings, ...architecture(name, tensors, told) }
}

/** The graph where modules tell all of it; otherwise chains to choose from. */
function architecture(name: string, tensors: readonly StoredTensor[], told: Told | null): Pick<SavedModel, 'graph' | 'why' | 'assumed' | 'proposals'> {
  const proposals = proposeChains(tensors, 'torch', told?.evidence ?? NO_EVIDENCE)
  const [chain] = proposals
  if (told?.evidence.sure && proposals.length === 1) {
    const assumed = chain.input.length === 3 ? [`pictures of ${chain.input.join(' × ')}, told from the number of inputs of the first dense layer`] : []
    return { graph: graphOfChain(chain, tensors), why: null, assumed, proposals: [] }
  }
  if (told?.unknown && proposals.length === 0) {
    const { kind, place } = told.unknown
    const why = `${name}: layer type ${quoted(kind).slice(1, -1)} is not supported${place === '' ? '' : ` (layer ${quoted(place).slice(1, -1)})`}. Its weights are listed; to place it, bring activations as .npz.`
    return { graph: null, why, assumed: [], proposals }
  }
  const what = !told ? `${name} holds weights without an architecture` : told.evidence.sure ? `${name} says its layers and not how large its pictures are` : pickled(name, told)
  return { graph: null, why: whyNoGraph(what, tensors, 'torch', proposals), assumed: [], proposals }
}

function pickled(name: string, { classes: [whole, ...parts] }: Told): string {
  return `${name} is a whole ${quoted(whole)}${parts.length > 0 ? ` of ${listed(parts)}` : ''} without the order in which they run`
}

/** Learners that are no networks, and networks whose weights lie otherwise: their arrays would be taken for what they are not. */
function refuseLearners({ pickle }: TorchFile, name: string): void {
  const learner = [...pickle.classes, ...pickle.called].find(one => /^(sklearn|xgboost|lightgbm|catboost)\./.test(one))
  if (learner === undefined) return
  const what = `a Python pickle of ${listed([learner.replace(/^sklearn\..*\./, 'scikit-learn\'s ')])}`
  throw new FormatError(`${name} is ${what}, which is not read: convert a network among them (MLPClassifier, MLPRegressor) to .onnx, or bring predictions as .npz.`)
}

/** The sentence for a file without weights: what it holds instead. */
function nothingIn({ format, pickle }: TorchFile, name: string, others: readonly string[]): FormatError {
  const code = codeIn(pickle)
  if (code.length > 0) return new FormatError(`${name} contains code (${listed(code)}); only tensors are read, and there are none. Nothing was run.`)
  if (others.length > 0) return new FormatError(`${name} holds only tensors of a kind that is not read (sparse, quantised or complex): ${listed(others)}. Save plain weights.`)
  const { value } = pickle
  if (format === 'torchscript') return new FormatError(`${name} is TorchScript without weights of its own (frozen, they stand among its constants): save it before it is frozen, or the network's state_dict.`)
  if (isOptimizer(value)) return new FormatError(`${name} holds the state of an optimizer and no weights: save the network's state_dict.`)
  const classes = [...pickle.classes]
  if (format === 'torch-legacy') {
    const of = classes.length > 0 ? ` of ${listed(classes.slice(0, 1))}` : ''
    return new FormatError(`${name} is a Python pickle${of} without tensors: save a network's state_dict with torch.save.`)
  }
  const keys = keysOf(value)
  return new FormatError(`${name} has no tensors in it, so there are no weights to read${keys.length > 0 ? ` (it holds ${listed(keys)})` : ''}: save the network's state_dict.`)
}

const keysOf = (value: Value): string[] => value instanceof Map ? [...value.keys()].filter(key => typeof key === 'string') : []
