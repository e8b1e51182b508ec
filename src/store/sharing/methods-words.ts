// A paragraph for a paper: how the map on screen was made, with the settings that were really used. Pure; every number is the map's own.
import type { DatasetSettings } from '../../core/data/dataset.ts'
import type { Hyperparameters, NetworkRow, Optimiser } from '../../core/network.ts'
import { ACTIVATIONS, OPTIMISERS } from '../../core/network.ts'
import type { Recipe } from '../../core/recipe.ts'
import type { GeometrySettings, Metric, Scale } from '../../core/settings.ts'
import { MOST_SHIFT, NOISE_SHARE } from '../../core/training/augment.ts'
import { CORNER, CORNER_SHARES } from '../../core/training/corner.ts'
import { BETA1, BETA2, EPSILON, MOMENTUM } from '../../core/training/optimiser.ts'
import type { MapManifest } from '../../formats/map-file.ts'
import { provenanceOf } from '../provenance.ts'
import type { MapView } from '../state.ts'
import { deviceWord } from './origin.ts'

export function methodsOf({ manifest, networks, diverged, origin }: Pick<MapView, 'manifest' | 'networks' | 'diverged' | 'origin'>): string {
  const rows = [...networks, ...diverged]
  const trained = rows.filter(row => row.hyper)
  const brought = rows.length - trained.length
  return [
    ...trained.length > 0 ? population(trained, manifest, origin) : [],
    ...brought > 0 ? [`${many(brought)}${trained.length > 0 ? ' further' : ''} ${plural(brought, 'network was', 'networks were')} trained elsewhere and compared on the same probes.`] : [],
    ...diverged.length > 0 ? [`${many(diverged.length)} ${plural(diverged.length, 'network', 'networks')} diverged or could not be compared, and ${plural(diverged.length, 'has', 'have')} no place on the map.`] : [],
    comparison(manifest), embedding(manifest),
    ...brought > 0 && trained.length === 0 ? [`Maps were made with Netfold ${provenanceOf({ manifest, origin }).version}.`] : [],
  ].join(' ')
}

function population(rows: readonly NetworkRow[], manifest: MapManifest, origin: MapView['origin']): string[] {
  const { version, devices } = provenanceOf({ manifest, origin })
  const { dataset, train, test, recipe, lineage } = manifest
  const on = devices.length > 0 ? `, on ${[...new Set(devices.map(deviceWord))].join(' and ')}` : ''
  const seeds = lineage && lineage.runs.length > 0 ? [...new Set(lineage.runs.map(run => run.recipe.seed))] : recipe ? [recipe.seed] : []
  const drawn = recipe ? ` Their hyper-parameters were ${recipe.kind === 'grid' ? 'taken from a grid' : 'drawn at random'} (${logarithmic(recipe)}population ${plural(seeds.length, 'seed', 'seeds')} ${seeds.join(', ')}).` : ''
  const values = <T>(read: (hyper: Hyperparameters) => T): T[] => [...new Set(rows.map(row => read(row.hyper!)))]
  const inOrder = <T>(known: readonly T[], read: (hyper: Hyperparameters) => T): T[] => known.filter(name => values(read).includes(name))
  const range = (read: (hyper: Hyperparameters) => number): string => {
    const all = values(read)
    const [low, high] = [Math.min(...all), Math.max(...all)]
    return low === high ? figure(low) : `${figure(low)} to ${figure(high)}`
  }
  return [
    `${many(rows.length)} ${plural(rows.length, 'network was', 'networks were')} trained on ${data(manifest, dataset, `${count(train)} rows for training, ${count(test)} for testing${dataset ? `; data seed ${dataset.seed}` : ''}`)} with Netfold ${version}${on}.${drawn}`,
    `${capital(families(values(hyper => hyper.family)))} had depth ${range(hyper => hyper.depth)}, width ${range(hyper => hyper.width)} and the ${list(inOrder(ACTIVATIONS, hyper => hyper.activation))} ${plural(values(hyper => hyper.activation).length, 'activation', 'activations')}.`,
    `They minimised softmax cross-entropy for ${range(hyper => hyper.epochs)} epochs with ${list(optimisers(inOrder(OPTIMISERS, hyper => hyper.optimiser)))}; learning rate ${range(hyper => hyper.learningRate)}, batch size ${range(hyper => hyper.batchSize)}, weight decay ${range(hyper => hyper.weightDecay)}, dropout ${range(hyper => hyper.dropout)}, initialisation scale ${range(hyper => hyper.initScale)}, label noise ${range(hyper => hyper.labelNoise)} and a fraction of the training rows of ${range(hyper => hyper.trainFraction)}.`,
    ...augmentation(rows), ...corners(rows),
  ]
}

/** Nothing where all networks learnt from the rows as they are. */
function augmentation(rows: readonly NetworkRow[]): string[] {
  const [shifts, noise] = (['shifts', 'noise'] as const).map(name => rows.filter(row => row.hyper!.augmentation === name).length)
  const ways = [
    ...shifts > 0 ? [`the training pictures of ${few(shifts)} were moved by up to ${plural(MOST_SHIFT, 'one pixel', `${MOST_SHIFT} pixels`)} each way`] : [],
    ...noise > 0 ? [`normal noise of ${figure(NOISE_SHARE)} standard deviations was added to every feature of the training rows of ${few(noise)}`] : [],
  ]
  return ways.length > 0 ? [`In each epoch anew, ${list(ways)}.`] : []
}

/** Nothing where all networks began at random weights. */
function corners(rows: readonly NetworkRow[]): string[] {
  const [labels, subset] = (['labels', 'subset'] as const).map(name => rows.filter(row => row.hyper!.start === name).length)
  const { labels: share, subset: part } = CORNER_SHARES
  const ways = [
    ...labels > 0 ? [`${few(labels)} first learnt permuted labels of ${figure(100 * share)} % of their training rows`] : [],
    ...subset > 0 ? [`${few(subset)} first learnt a subset (${figure(100 * part)} % of their training rows, all from half of the classes)`] : [],
  ]
  const how = `by Adam with learning rate ${figure(CORNER.learningRate)} and batch size ${CORNER.batchSize} for ${CORNER.epochs} epochs`
  return ways.length > 0 ? [`Before their training proper, ${list(ways)}, ${how} (after the corners of Mao et al., 2024).`] : []
}

/** Ranges that are walked on a log scale, where they are. */
function logarithmic(recipe: Recipe): string {
  const logs = ([['width', 'width'], ['learningRate', 'learning rate'], ['weightDecay', 'weight decay'], ['initScale', 'initialisation scale']] as const)
    .filter(([key]) => recipe[key].from > 0 && recipe[key].from < recipe[key].to).map(([, words]) => words)
  return logs.length > 0 ? `${list(logs)} on a log scale; ` : ''
}

function data({ datasetTitle }: MapManifest, dataset: DatasetSettings | null, rows: string): string {
  if (!dataset) return `${datasetTitle} (${rows})`
  if (dataset.id === 'digits') return `the 8×8 digits (Alpaydin & Kaynak, 1998; ${rows})`
  if (dataset.id === 'own') return `the data set ${datasetTitle} (${rows})`
  if (dataset.id === 'teacher') return `the sloppy teacher task (Mao et al., 2024; decay ${dataset.decay}; ${rows})`
  return `the synthetic data set ${datasetTitle.toLowerCase()} (noise ${dataset.noise}; ${rows})`
}

function families(found: readonly Hyperparameters['family'][]): string {
  if (found.length === 2) return 'multilayer perceptrons and convolutional networks'
  return found[0] === 'conv' ? 'convolutional networks' : 'multilayer perceptrons'
}

/** In words; Adam's constants once, behind the last of both. */
function optimisers(found: readonly Optimiser[]): string[] {
  const constants = ` (β₁ ${BETA1}, β₂ ${BETA2}, ε ${figure(EPSILON)})`
  const names: Record<Optimiser, string> = { sgd: 'stochastic gradient descent', momentum: `momentum (${MOMENTUM})`, adam: 'Adam', adamw: 'AdamW' }
  return found.map((name, k) => names[name] + (k === found.length - 1 && name.startsWith('adam') ? constants : ''))
}

const LAYERS: Record<GeometrySettings['layer'], string> = { last: 'last hidden layer', first: 'first hidden layer', all: 'hidden layers, matched by depth,' }
const SCALES: Record<Exclude<Scale, 'none'>, string> = { mean: 'mean', median: 'median', rms: 'root mean square' }

/** How networks became distances. */
function comparison({ geometry, probes }: MapManifest): string {
  const { metric, layer, scale, sigma } = geometry
  const seen = `the ${LAYERS[layer]} of each network on ${count(probes)} held-out ${plural(probes, 'probe', 'probes')}`
  const divided = scale === 'none' ? 'not rescaled' : `divided by their ${SCALES[scale]}`
  const operator = `From ${seen}, Euclidean distances between probes, ${divided}, gave a diffusion operator with a Gaussian kernel of width σ = ${sigma}`
  const ways: Record<Metric, string> = {
    diffusion: `${operator}; the distance between two networks is the Frobenius norm of the difference of their operators (Abel et al., 2024).`,
    multi: `${operator}; the distance between two networks combines the Frobenius norms of the differences of powers of their operators, each divided by its median over pairs (after Abel et al., 2024).`,
    cka: `Networks were compared by one minus linear CKA (Kornblith et al., 2019) of ${seen}.`,
    procrustes: `Networks were compared by the Procrustes distance between ${seen}, centred and divided by its Frobenius norm.`,
    rsa: `Networks were compared by one minus Spearman’s correlation between their distances between probes (Kriegeskorte et al., 2008), from ${seen}.`,
    bhattacharyya: `Networks were compared by the Bhattacharyya distance between their predictions on ${count(probes)} held-out probes (Mao et al., 2024).`,
    wasserstein: `Networks were compared by the 1-Wasserstein distance between persistence diagrams (first homology) of ${seen}, in units of the mean distance between probes.`,
    accuracy: 'Networks were compared by the difference of their test accuracies, as a control.',
    'hyper-parameters': 'Networks were compared by their hyper-parameters, as a control.',
  }
  return ways[metric]
}

function embedding({ geometry, phate, mapped }: MapManifest): string {
  const { dimensions, knn, decay, gamma, t, seed } = geometry
  const chosen = phate.slid ? ', moved to by hand' : t === 'auto' ? ', the knee of the von Neumann entropy' : ''
  const parts = phate.components > 1 ? ` The neighbour graph has ${phate.components} components.` : ''
  return `The distances between the ${count(mapped)} ${plural(mapped, 'network', 'networks')} were embedded in ${dimensions} dimensions with PHATE (Moon et al., 2019; knn ${knn}, decay ${decay}, γ ${gamma}, t ${phate.t}${chosen}; seed ${seed}), with a stress of ${figure(phate.stress)}.${parts}`
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

const count = (value: number): string => value.toLocaleString('en-US')
/** Within a sentence. */
const few = (value: number): string => `${WORDS[value] ?? count(value)} ${plural(value, 'network', 'networks')}`
/** As a sentence begins. */
const many = (value: number): string => capital(WORDS[value] ?? count(value))
const plural = (value: number, one: string, many: string): string => value === 1 ? one : many
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const list = (words: readonly string[]): string => words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words[0]

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Three digits are enough for prose: 0.00123, 12, 1.03 × 10⁻⁶. */
function figure(value: number): string {
  const short = Number(value.toPrecision(3))
  if (short === 0 || Math.abs(short) >= 1e-3) return String(short)
  const [digits, power] = short.toExponential().split('e')
  const ten = `10${[...power].map(sign => sign === '-' ? '⁻' : RAISED[Number(sign)]).join('')}`
  return digits === '1' ? ten : `${digits} × ${ten}`
}
