// What a map may keep of its networks beside their place: predictions on the way (checkpoints, on the probes and on train probes) and the state that training can go on from.
import { knownSize } from '../core/data/size.ts'
import type { Checkpoints, Hyperparameters, NetworkRow, NetworkState } from '../core/network.ts'
import { MEMORY } from '../core/training/optimiser.ts'
import { layersOf, parametersOf } from '../core/training/architecture.ts'
import { FormatError } from './format-error.ts'
import { arrayOf, byId, refuseImprobable, refuseUnless } from './map-arrays.ts'
import type { MapHead } from './map-file.ts'
import type { Npz, Member } from './npz.ts'

/** In which numbers checkpoints are stored. float16 rounds: a probability by at most its 2,048th part, or 3e-8 where it is below 6e-5. */
export type CheckpointPrecision = 'float16' | 'float32'

/** The largest float32 that does not become infinite as a float16 is just below this. */
const HALF_END = 65_520

/** Of the networks in the table; others are left out. */
export function checkpointMembers(head: MapHead, checkpoints: ReadonlyMap<number, Checkpoints>, precision: CheckpointPrecision): Member[] {
  const { networks, manifest: { probes } } = head
  return networks.flatMap(({ id }): Member[] => {
    const kept = checkpoints.get(id)
    if (!kept) return []
    const { steps, probabilities, activations, train } = kept
    const classes = probabilities.length / steps.length / probes
    const table = (folder: string, data: Float32Array, rows = probes): Member => {
      const dtype = precision === 'float32' || data.some(value => Math.abs(value) >= HALF_END) ? 'float32' : 'float16'
      return [`${folder}/${id}.npy`, { dtype, shape: [steps.length, rows, data.length / steps.length / rows], data }]
    }
    return [
      table('checkpoints', probabilities),
      [`steps/${id}.npy`, { dtype: 'int32', shape: [steps.length], data: Int32Array.from(steps) }],
      ...activations ? [table('hidden', activations)] : [],
      ...train ? [table('train_checkpoints', train, train.length / steps.length / classes)] : [],
    ]
  })
}

export function stateMembers({ networks }: MapHead, states: ReadonlyMap<number, NetworkState>): Member[] {
  return networks.flatMap(({ id }) => {
    const state = states.get(id)
    if (!state) return []
    return STATE.filter(part => part === 'weights' || state[part].length > 0).map((part): Member => [`${part}/${id}.npy`, { dtype: 'float32', shape: [state[part].length], data: state[part] }])
  })
}

const STATE = ['weights', 'first', 'second'] as const

/** Null where the map kept none. Refuses what does not fit the table: probes, classes, width, updates. */
export function checkpointsFrom(npz: Npz, head: MapHead): Map<number, Checkpoints> | null {
  const names = byId(npz, 'checkpoints')
  const hidden = byId(npz, 'hidden')
  const train = byId(npz, 'train_checkpoints')
  for (const [id, name] of [...byId(npz, 'steps'), ...hidden, ...train]) if (!names.has(id)) throw new FormatError(`${name} lacks the checkpoints/${id}.npy that it belongs to.`)
  if (names.size === 0) return null
  const rows = new Map(head.networks.map(row => [row.id, row]))
  const { probes, classNames } = head.manifest
  const labelled = (name: string, rows: number) => (row: number) => `checkpoint ${Math.floor(row / rows)}, ${name} ${row % rows}`
  let trainProbes: number | null = null
  return new Map(Array.from(names, ([id, name]) => {
    const { hyper, outcome } = owner(rows, id, name)
    const steps = stepsFrom(npz, `steps/${id}.npy`, hyper && outcome.steps)
    const { data: probabilities, shape: [, , classes] } = arrayOf(npz, name, ['float16', 'float32'], [steps.length, probes, classNames.length || null])
    refuseImprobable(probabilities, classes, name, labelled('probe', probes))
    const hiddenName = hidden.get(id)
    const activations = hiddenName ? arrayOf(npz, hiddenName, ['float16', 'float32'], [steps.length, probes, hyper && hyper.depth > 0 ? hyper.width : null]).data : null
    if (activations) refuseUnless(activations, Number.isFinite, hiddenName!, 'finite')
    const trainName = train.get(id)
    const learnt = trainName ? arrayOf(npz, trainName, ['float16', 'float32'], [steps.length, trainProbes, classes]) : null
    if (learnt) {
      // All networks of a map are followed on the same rows.
      trainProbes = learnt.shape[1]
      refuseImprobable(learnt.data, classes, trainName!, labelled('train probe', trainProbes))
    }
    return [id, { steps, probabilities, activations, train: learnt && learnt.data }]
  }))
}

/** `last`: the updates that the network made; null where nobody knows. */
function stepsFrom(npz: Npz, name: `${string}.npy`, last: number | null): Uint32Array {
  const { data } = arrayOf(npz, name, ['int32'], [null])
  const at = data.findIndex((step, k) => step < 0 || (k > 0 && step <= data[k - 1]) || (last !== null && step > last))
  if (at >= 0 || data.length === 0) {
    throw new FormatError(`${name} ${at >= 0 ? `holds ${data[at]} at place ${at}` : 'is empty'}; updates should rise from 0${last === null ? '' : ` to at most the ${last} that the network made`}.`)
  }
  return Uint32Array.from(data)
}

/** Null where the map kept none. Refuses states that are not as long as the network has parameters, or lack what its optimiser remembers. */
export function statesFrom(npz: Npz, head: MapHead): Map<number, NetworkState> | null {
  const names = byId(npz, 'weights')
  for (const [id, name] of [...byId(npz, 'first'), ...byId(npz, 'second')]) if (!names.has(id)) throw new FormatError(`${name} lacks the weights/${id}.npy that it belongs to.`)
  if (names.size === 0) return null
  const rows = new Map(head.networks.map(row => [row.id, row]))
  return new Map(Array.from(names, ([id, name]) => {
    const { hyper, outcome } = owner(rows, id, name)
    if (!hyper) throw new FormatError(`${name} belongs to a network that was trained elsewhere; only states that training can go on from are kept.`)
    refuseOtherSize(hyper, outcome.parameters, id, head)
    const part = (which: (typeof STATE)[number], right: string, test: (value: number) => boolean): Float32Array => {
      const values = arrayOf(npz, `${which}/${id}.npy`, ['float32'], [outcome.parameters]).data
      refuseUnless(values, test, `${which}/${id}.npy`, right)
      return values
    }
    const memory = (which: 'first' | 'second', right: string, test: (value: number) => boolean): Float32Array =>
      MEMORY[hyper.optimiser][which] ? part(which, right, test) : new Float32Array(0)
    return [id, {
      weights: part('weights', 'finite', Number.isFinite),
      first: memory('first', 'finite', Number.isFinite),
      second: memory('second', 'finite and not negative', value => Number.isFinite(value) && value >= 0),
    }]
  }))
}

/** Training would go on from weights that belong to other layers. Where the data are not ours, nobody can tell. */
function refuseOtherSize(hyper: Hyperparameters, parameters: number, id: number, { manifest: { dataset, classNames } }: MapHead): void {
  if (!dataset) return
  const { features, image } = knownSize(dataset)
  if (hyper.family === 'conv' && !image) throw new FormatError(`networks.json says that network ${id} has convolutions, and the rows of ${dataset.id} are no pictures.`)
  // Every layer has at least a bias a unit: a depth beyond that is not worth laying out.
  const told = hyper.depth > parameters ? Infinity : parametersOf(layersOf(hyper, { features, image, classes: classNames.length }))
  if (told !== parameters) {
    throw new FormatError(`networks.json says that network ${id} has ${parameters} weights and biases; its family, depth and width make ${told === Infinity ? 'more' : told}.`)
  }
}

function owner(rows: ReadonlyMap<number, NetworkRow>, id: number, name: string): NetworkRow {
  const row = rows.get(id)
  if (!row) throw new FormatError(`${name} belongs to no network in networks.json.`)
  return row
}
