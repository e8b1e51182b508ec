// A brought network as the map takes it: its row, what it takes for what, and what it is compared by. Pure.
import type { Comparand, Extras } from '../../core/comparison/comparand.ts'
import { extrasFor } from '../../core/comparison/comparand.ts'
import type { Checkpoints, NetworkRow, TableValue } from '../../core/network.ts'
import type { GeometrySettings } from '../../core/settings.ts'
import { confusionOf, crossEntropyOf, hitsOf, predictedOf } from '../../core/training/figures.ts'
import type { Bundle } from '../../formats/bundle.ts'
import { checkpointsOf, confusionOf as confusionOfBundle, countedClasses, rowOfBundle } from '../../formats/bundle-networks.ts'
import type { ModelCard } from '../../formats/model-card.ts'
import type { HowToRun, ModelRun } from '../../protocol/importing.ts'
import type { Ground } from './ground.ts'

/** As short as an axis needs them. */
const FORMATS: Record<ModelCard['format'], string> = {
  'keras-3': 'Keras 3', 'keras-h5': 'Keras h5', 'torch-zip': 'PyTorch', 'torch-legacy': 'PyTorch', torchscript: 'TorchScript', onnx: 'ONNX', 'tfjs-layers': 'TF.js', 'tfjs-graph': 'TF.js', safetensors: 'safetensors',
}

export interface Newcomer {
  row: NetworkRow
  confusion: Int32Array
  /** The last hidden layer on the probes; every layer and the answers with it. */
  network: Comparand
  /** What it said on its way, for those who keep it: arrays that nobody else has. */
  checkpoints?: () => Checkpoints | null
}

export interface Figures { accuracy: number, loss: number, /** Rows that it gets right. */ right: number, rows: number, confusion: Int32Array }

/** What it answers on the held-out rows; not known where its classes are not the data's. */
export function figuresOf({ probabilities, classes }: ModelRun, { test }: Ground): Figures {
  const { labels, rows } = test
  if (!probabilities || !labels || classes !== test.classes) return { accuracy: NaN, loss: NaN, right: 0, rows, confusion: new Int32Array(0) }
  const predicted = predictedOf(probabilities, classes)
  const right = hitsOf(predicted, labels)
  return { accuracy: right / rows, loss: crossEntropyOf(probabilities, classes, labels), right, rows, confusion: confusionOf(predicted, labels, classes) }
}

/** `name`: the file's. Columns that say what it is and how it is run go with it, into files and tables. */
export function newcomerOf(id: number, name: string, card: ModelCard, how: HowToRun, run: ModelRun, { accuracy, loss, confusion }: Figures): Newcomer {
  const values: [string, TableValue][] = [
    ['format', FORMATS[card.format]], ['layers', Math.max(0, card.network.layers.length - 1)], ['input scale', how.scale],
    ...how.transposed ? [['transposed', true] as [string, TableValue]] : [],
    ...run.assumed.length + (how.chain ? 1 : 0) > 0 ? [['assumed', [...card.assumed, ...run.assumed].join('; ') || 'its layers'] as [string, TableValue]] : [],
  ]
  const last = run.layers[run.layers.length - 1]
  const rows = last.values.length / last.columns
  return {
    row: {
      id, hyper: null, weightSeed: null, orderSeed: null, brought: { name, values: Object.fromEntries(values) },
      outcome: { divergedAt: null, steps: 0, parameters: card.network.parameters, trainLoss: NaN, trainAccuracy: NaN, testLoss: loss, testAccuracy: accuracy },
    },
    confusion,
    network: { id, rows, columns: last.columns, values: last.values, layers: run.layers, accuracy, ...run.probabilities && { probabilities: run.probabilities } },
  }
}

/** By what a bundle's networks are compared: what they hold inside, or what they answer. */
export type ComparedBy = 'activations' | 'probabilities'

/** A bundle's networks that have activations (or, compared by their answers, predictions: these stand where activations would), under ids from `first` on. */
export function newcomersOfBundle(bundle: Bundle, first: number, by: ComparedBy = 'activations'): Newcomer[] {
  const counted = countedClasses(bundle) > 0 && bundle.labels !== null
  return bundle.networks.flatMap((network, at) => {
    const { probabilities } = network
    const table = network[by]
    if (!table) return []
    const id = first + at
    const row = rowOfBundle(bundle, at, id)
    return [{
      row, confusion: counted && probabilities ? confusionOfBundle(bundle, at) : new Int32Array(0),
      network: {
        id, rows: table.rows, columns: table.columns, values: by === 'activations' ? table.values as Float32Array : Float32Array.from(table.values),
        accuracy: row.outcome.testAccuracy, ...probabilities && { probabilities: Float32Array.from(probabilities.values) },
      },
      checkpoints: () => checkpointsOf(bundle, at),
    }]
  })
}

/** What the browser and map files keep of newcomers beside their rows: what they said on their way and at the end. */
export function keptOf(newcomers: readonly Newcomer[]): { checkpoints: Map<number, Checkpoints>, probabilities: Map<number, Float32Array> } {
  const [checkpoints, probabilities] = [new Map<number, Checkpoints>(), new Map<number, Float32Array>()]
  for (const { row: { id }, network, checkpoints: way } of newcomers) {
    const found = way?.()
    if (!found) continue
    checkpoints.set(id, found)
    if (network.probabilities) probabilities.set(id, network.probabilities.slice())
  }
  return { checkpoints, probabilities }
}

/** What goes to the geometry session: the last layer, and apart from it what its settings compare besides. */
export function comparandOf({ network: { id, rows, columns, values } }: Newcomer): Comparand {
  return { id, rows, columns, values }
}

export function extrasOfNewcomer({ network: { id, layers, probabilities, accuracy } }: Newcomer, settings: Pick<GeometrySettings, 'metric' | 'layer'>): Extras | null {
  const need = extrasFor(settings)
  if (need === null) return null
  if (need === 'row') return { id, ...accuracy !== undefined && { accuracy } }
  if (need === 'probabilities') return { id, ...probabilities && { probabilities } }
  return { id, ...layers && { layers: settings.layer === 'all' ? layers : layers.slice(0, 1) } }
}
