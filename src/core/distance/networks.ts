// Networks as the distances want them: one hidden layer of each, on the same probes; more layers and other figures where a metric asks for them.
import { checkActivations } from '../diffusion/points.ts'
import type { Hyperparameters, NetworkActivations } from '../network.ts'

/** One hidden layer's activations on the probes, after its activation function; rows × columns, row-major. */
export interface Layer { name: string, columns: number, values: Float32Array }

/** A network's last hidden layer, as NetworkActivations has it, and what some metrics compare besides. */
export interface ComparedNetwork extends NetworkActivations {
  /** All hidden layers that can be chosen, in order of depth. */
  layers?: readonly Layer[]
  /** Share of test rows classified rightly. */
  accuracy?: number
  hyper?: Hyperparameters
}

/** The layer to be compared: the last hidden one where none is named. A network without that layer is refused with what it has. */
export function layerOf(network: ComparedNetwork, layer?: string): NetworkActivations {
  const { id, rows } = network
  if (layer === undefined) return { id, rows, columns: network.columns, values: network.values }
  const found = network.layers?.find(({ name }) => name === layer)
  if (!found) {
    const has = network.layers?.map(({ name }) => name).join(', ')
    throw new Error(`Network ${id} has no layer ${layer}; ${has ? `it has ${has}` : 'it names none, so only its last hidden layer can be compared'}.`)
  }
  return { id, rows, columns: found.columns, values: found.values }
}

/**
 * Layer by layer, for networks with the same number of hidden layers, so that equal relative depth is equal place. Refuses networks with different
 * numbers: there is no fair partner for each layer then.
 */
export function alignedLayers(networks: readonly ComparedNetwork[]): NetworkActivations[][] {
  const depth = networks[0]?.layers?.length ?? 0
  for (const { id, layers } of networks) {
    if (!layers?.length) throw new Error(`Network ${id} brings no layers, so layers cannot be compared one by one; choose the last hidden layer.`)
    if (layers.length !== depth) {
      throw new Error(`Network ${id} has ${layers.length} hidden layers and network ${networks[0].id} has ${depth}; all layers can be matched by depth only where the numbers are equal.`)
    }
  }
  return Array.from({ length: depth }, (_, k) => networks.map(({ id, rows, layers }) => ({ id, rows, columns: layers![k].columns, values: layers![k].values })))
}

/** Refuses, by name, what cannot be compared: activations that are no numbers, and different numbers of probes. */
export function checkComparable(networks: readonly NetworkActivations[]): void {
  for (const network of networks) {
    checkActivations(network)
    if (network.rows !== networks[0].rows) {
      throw new Error(`Network ${network.id} was run on ${network.rows} probes and network ${networks[0].id} on ${networks[0].rows}; only networks on the same probes can be compared.`)
    }
  }
}
