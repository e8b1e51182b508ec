// What is said of files that were brought: how they stand, what was taken as given, and where each fact comes from. Pure.
import { shapeWords } from '../../formats/chain/words.ts'
import type { ModelCard } from '../../formats/model-card.ts'
import type { ModelFormat } from '../../formats/saved-model.ts'
import type { InputScale } from '../../core/graph/input-scale.ts'
import type { Evidence, HowToRun, OutputKind, Trial } from '../../protocol/importing.ts'
import type { Imported } from '../../store/imports/imported.ts'
import { bytes, decimal, integer } from '../ui/format.ts'
import type { Tone } from './Badge.tsx'

export interface Standing { tone: Tone, word: string }

const FORMAT_NAMES: Record<ModelFormat, string> = {
  'keras-3': 'Keras 3 (.keras)', 'keras-h5': 'Keras (.h5)', 'torch-zip': 'PyTorch', 'torch-legacy': 'PyTorch, before 1.6', torchscript: 'TorchScript', onnx: 'ONNX',
  'tfjs-layers': 'TensorFlow.js, layers', 'tfjs-graph': 'TensorFlow.js, graph', safetensors: 'safetensors',
}

/** “ONNX, pytorch 2.1.0”: who wrote it, where that says more than the format does. */
export const formatWords = ({ format, producer }: Pick<ModelCard, 'format' | 'producer'>): string =>
  producer && !FORMAT_NAMES[format].toLowerCase().startsWith(producer.toLowerCase()) ? `${FORMAT_NAMES[format]}, ${producer}` : FORMAT_NAMES[format]

/** How a file stands, in a word or two. */
export function standingOf({ phase, opened, confirmed, ids, block }: Pick<Imported, 'phase' | 'opened' | 'confirmed' | 'ids' | 'block'>): Standing {
  if (phase === 'reading') return { tone: 'plain', word: 'reading…' }
  if (opened?.kind === 'refused') return { tone: 'bad', word: 'not loaded' }
  if (phase === 'trying') return { tone: 'plain', word: 'trying scales…' }
  if (phase === 'running') return { tone: 'plain', word: 'running…' }
  if (ids.length > 0) return { tone: 'ok', word: ids.length === 1 ? 'landed' : `${integer(ids.length)} landed` }
  if (opened?.kind === 'map') return { tone: 'ok', word: 'opened' }
  if (opened?.kind === 'table') return { tone: 'plain', word: 'table' }
  if (opened?.kind === 'data') return { tone: 'plain', word: 'data set' }
  if (opened?.kind === 'model' && !confirmed && block === null) return { tone: 'warn', word: 'confirm it' }
  return { tone: 'warn', word: 'not on the map' }
}

/** “3 of 4 files landed”, said of what can land at all. */
export function headline(imports: readonly Imported[]): string {
  const reading = imports.filter(({ phase }) => phase === 'reading').length
  if (reading > 0) return `Reading ${files(reading)}…`
  const landed = imports.filter(({ ids }) => ids.length > 0).length
  const asked = imports.filter(({ opened }) => opened === null || opened.kind === 'model' || opened.kind === 'bundle' || opened.kind === 'refused').length
  if (asked === 0) return files(imports.length)
  return landed === asked ? `${files(landed)} landed` : `${integer(landed)} of ${files(asked)} landed`
}

/** Null where it has not been run, or answers with other classes than the data's. */
export const accuracyOf = ({ ran }: Pick<Imported, 'ran'>): number | null => ran && ran.rows > 0 && ran.right > 0 ? ran.right / ran.rows : null

const files = (count: number): string => `${integer(count)} ${count === 1 ? 'file' : 'files'}`

/** The line of a folded card. */
export function briefOf({ opened, ran, bytes: size, block }: Imported): string {
  if (opened?.kind === 'refused') return opened.why
  const parts: string[] = []
  if (opened?.kind === 'model') parts.push(FORMAT_NAMES[opened.card.format], `${integer(opened.card.network.parameters)} parameters`)
  if (opened?.kind === 'bundle') parts.push(`${integer(opened.bundle.networks.length)} networks`)
  if (opened?.kind === 'table') parts.push(`${integer(opened.table.rows.size)} runs`)
  const accuracy = accuracyOf({ ran })
  if (accuracy !== null) parts.push(`accuracy ${decimal(accuracy, 4)}`)
  if (parts.length === 0) parts.push(bytes(size))
  return block ? `${parts.join(', ')}. ${block}` : parts.join(', ')
}

const OUTPUT_WORDS: Record<OutputKind, string> = {
  probabilities: 'probabilities', 'log-probabilities': 'log-probabilities', logits: 'logits, softmax added', 'probability of class 1': 'probability of class 1', 'logit of class 1': 'logit of class 1, sigmoid added',
}

export const SCALE_WORDS: Record<InputScale, string> = { raw: 'as stored', 255: 'divided by 255', 16: 'divided by 16', standard: 'standardised', symmetric: 'to −1 … 1' }

export const scaleWords = ({ scale, transposed }: Pick<HowToRun, 'scale' | 'transposed'>): string => `${SCALE_WORDS[scale]}${transposed ? ', rows and columns swapped' : ''}`

export const sameChain = (a: HowToRun['chain'], b: HowToRun['chain']): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** Trials of one architecture, those of another left out: which chain is run is chosen elsewhere. */
export const trialsOf = ({ trials }: Evidence, chain: HowToRun['chain']): Trial[] => trials.filter(({ how }) => sameChain(how.chain, chain))

interface Assumption {
  what: 'input' | 'scale' | 'output' | 'layer' | 'classes' | 'assumed'
  name: string
  value: string
  /** Where it comes from. */
  from: string
  tone: Tone
}

const LAYERS = { last: 'last hidden', first: 'first hidden', all: 'all hidden' } as const

/** `layer`: which the map compares; `classNames`: of the map. Facts come first, then what was proposed, then what was assumed. */
export function assumptionsOf(
  { how, evidence, ran, confirmed }: Pick<Imported, 'how' | 'evidence' | 'ran' | 'confirmed'>, card: ModelCard, { layer, classNames }: { layer: keyof typeof LAYERS, classNames: readonly string[] },
): Assumption[] {
  const rows: Assumption[] = []
  const { inputShape, layers } = card.network
  const chained = how?.chain !== null && how !== null
  if (inputShape) rows.push({ what: 'input', name: 'input', value: inputWords(inputShape), from: chained ? 'from the shapes' : 'from the file', tone: 'ok' })
  if (how) rows.push({ what: 'scale', name: 'scale', value: scaleWords(how), ...scaleFrom(how, evidence) })
  const hidden = layers.slice(0, -1)
  const used = layer === 'first' ? hidden[0] : hidden[hidden.length - 1]
  if (used) rows.push({ what: 'layer', name: 'layer', value: layer === 'all' ? `all ${integer(hidden.length)} hidden layers` : `${used.name}, ${integer(used.output.reduce((a, b) => a * b, 1))} values`, from: LAYERS[layer], tone: 'ok' })
  if (ran) {
    const said = /softmax|sigmoid$/i.test(layers[layers.length - 1]?.kind ?? '') && (ran.outputKind === 'probabilities' || ran.outputKind === 'log-probabilities' || ran.outputKind === 'probability of class 1')
    rows.push({ what: 'output', name: 'output', value: OUTPUT_WORDS[ran.outputKind], from: said ? 'from the file' : 'from its numbers', tone: said ? 'ok' : 'warn' })
    if (classNames.length > 1) rows.push({ what: 'classes', name: 'classes', value: `${classNames[0]} to ${classNames[classNames.length - 1]}, in order`, from: 'assumed', tone: 'warn' })
  }
  // What the run assumed of the output and its scale has a row already.
  const told = (ran?.assumed ?? []).filter(text => !/softmax|sigmoid|scale|input/i.test(text))
  for (const text of new Set([...card.assumed, ...told])) rows.push({ what: 'assumed', name: 'also', value: text, from: chained && confirmed ? 'confirmed by you' : 'assumed', tone: 'warn' })
  return rows
}

const inputWords = (shape: readonly number[]): string => shape.length === 1 ? `${integer(shape[0])} values` : shapeWords(shape)

function scaleFrom(how: HowToRun, evidence: Evidence | null): { from: string, tone: Tone } {
  if (!evidence) return { from: 'assumed', tone: 'warn' }
  const proposed = evidence.proposed === null ? null : evidence.trials[evidence.proposed]
  if (proposed && proposed.how.scale === how.scale && proposed.how.transposed === how.transposed) return { from: `proposed from ${integer(evidence.rows)} labelled probes`, tone: evidence.caution ? 'warn' : 'ok' }
  return { from: proposed ? 'chosen by you' : 'assumed', tone: 'warn' }
}

/** Of a share of networks with a lower value. Neither end is claimed by rounding. */
export function shareWords(share: number): string {
  if (!Number.isFinite(share)) return ''
  if (share <= 0 || share >= 1) return share <= 0 ? 'above none' : 'above all'
  return `above ${Math.min(99, Math.max(1, Math.round(100 * share)))} %`
}

/** How far off a landed network lies, as a sentence's second half. `mapped`: networks that made the map; of few of them the loneliest is told by its last neighbour. */
export function landingWords(nearest: number, loneliest: number, offMap: boolean, mapped: number): { before: string, verdict: string } {
  const before = `the loneliest mapped network is ${decimal(loneliest, 3)} from its ${mapped > 5 ? '5th' : 'last'} neighbour.`
  if (!offMap) return { before, verdict: 'on the map' }
  return { before, verdict: nearest > loneliest ? 'off the map: farther out than any network that made it' : 'off the map' }
}
