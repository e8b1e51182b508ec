// What may be asked of the worker that makes a trained network again, for what no map keeps: its weights, all its layers, its answers.
import type { Dataset } from '../core/data/dataset.ts'
import type { NetworkActivations, NetworkSpec, NetworkState } from '../core/network.ts'
import type { Portrait } from '../core/portrait/measures.ts'
import type { Study } from '../core/portrait/study.ts'
import type { GeometrySettings } from '../core/settings.ts'
import type { FirstWeights } from './first-weights.ts'

/** A hidden layer on the probes, after its activation function (a convolution: after pooling); rows × columns, row-major. */
export interface RevisitedLayer { name: string, columns: number, values: Float32Array }

/** The same seed makes the same network, bit for bit (docs/methods/training.md), so nothing need be stored. */
export interface Revisited {
  id: number
  /** Null for a network that a visitor brought as a file. */
  state: NetworkState | null
  /** The first weighted layer of a brought network (kernel: inputs × units, or height × width × inputs × filters); null for others, whose state says it. */
  first: FirstWeights | null
  /** In order of depth; the last is the representation that the map compares. */
  layers: RevisitedLayer[]
  /** probes × classes, softmax. */
  probabilities: Float32Array
  /** The class that it answers to each test row, in the order of the data set's test rows. */
  predicted: Uint8Array | Uint16Array
}

/** A network, and its weights where they are kept: then it is not trained again. */
export interface RevisitRequest { spec: NetworkSpec, state: NetworkState | null }

/** What a network answers all over a plane: size × size × classes, softmax, rows from the top (largest second feature) down. */
export interface Plane { size: number, across: [number, number], up: [number, number], probabilities: Float32Array }

export interface RevisitWorker {
  /** `dataset` null: the one of the last request. Hands over each as it is there. */
  revisit(dataset: Dataset | null, networks: RevisitRequest[], onRevisited: (network: Revisited) => void): Promise<void>
  /** For data with two features. */
  plane(dataset: Dataset | null, network: RevisitRequest, size: number): Promise<Plane>
  /** One layer's probes: their own map, distances, walk and classes. `labels`: one a probe; null where nobody knows them. */
  study(layer: NetworkActivations, labels: Int32Array | null, settings: Pick<GeometrySettings, 'scale' | 'sigma'>): Promise<Study>
  /** What is measured of every network's last layer, of this one. */
  portray(layer: NetworkActivations, labels: Int32Array | null, settings: Pick<GeometrySettings, 'scale' | 'sigma'>): Promise<Portrait>
  beat(): boolean
}
