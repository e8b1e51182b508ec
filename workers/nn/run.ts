// A stack on the device: its weights, what its optimisers remember, and how it computes; it shrinks as its members end.
import { gather, tensor1d, tensor2d, tensor3d, type Tensor2D } from '@tensorflow/tfjs-core'
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Family, NetworkState } from '../../src/core/network.ts'
import { initialWeights } from '../../src/core/training/initialise.ts'
import { parametersOf } from '../../src/core/training/architecture.ts'
import { gatheringOf } from './convolution.ts'
import { makeRule, remembers, type StackRule, type StackState } from './optimisers.ts'
import { decayMask, padWeights, unitMask } from './padding.ts'
import type { Wiring } from './pass.ts'
import { disposeAll, scoped } from './scoped.ts'
import { narrowStack, type Stack } from './stack.ts'

export interface Run {
  stack: Stack
  wiring: Wiring
  rule: StackRule
  state: StackState
}

/** The inputs of a data set on the device, samples × (features + 1), the last column ones (pass.ts); for convolutions a column of zeros behind it. */
export function uploadInputs(dataset: Dataset, family: Family): Tensor2D {
  const { features } = dataset
  const samples = dataset.inputs.length / features
  const columns = features + (family === 'conv' ? 2 : 1)
  const values = new Float32Array(samples * columns)
  for (let row = 0; row < samples; row++) {
    values.set(dataset.inputs.subarray(row * features, (row + 1) * features), row * columns)
    values[row * columns + features] = 1
  }
  return tensor2d(values, [samples, columns])
}

/** The members as they begin: exactly the core's untrained ones, or as they were put down. */
export function startRun(stack: Stack): Run {
  const { members, layers } = stack
  const size = parametersOf(layers)
  /** What does not exist of a member is zero. */
  const upload = (part: (place: number) => Float32Array | undefined): Tensor2D => {
    const flat = new Float32Array(members.length * size)
    members.forEach(({ plan }, network) => {
      const own = part(network)
      if (own && own.length > 0) flat.set(padWeights(own, plan.layers, layers), network * size)
    })
    return tensor2d(flat, [members.length, size])
  }
  const kept = (which: keyof NetworkState) => (place: number): Float32Array | undefined => members[place].from?.state[which]
  const { first, second } = remembers(members.map(member => member.spec.hyper))
  const state = scoped((): StackState => ({
    weights: upload(place => kept('weights')(place) ?? initialWeights(members[place].spec, members[place].plan.layers)),
    first: first ? upload(kept('first')) : null,
    second: second ? upload(kept('second')) : null,
  }))
  return { ...prepare(stack), state }
}

/** Of the networks at these places, one behind the other. Call within a scope. */
export function chosenState({ weights, first, second }: StackState, places: readonly number[]): StackState {
  const chosen = tensor1d([...places], 'int32')
  return { weights: gather(weights, chosen), first: first && gather(first, chosen), second: second && gather(second, chosen) }
}

/** Keeps only the members at these places of the stack, at least one, and disposes of the run that had them all. */
export function narrowRun(run: Run, places: readonly number[]): Run {
  const stack = narrowStack(run.stack, places)
  // What only those who leave remembered goes with them: the rule asks nobody else for it.
  const { first, second } = remembers(stack.members.map(member => member.spec.hyper))
  const state = scoped(() => chosenState({ weights: run.state.weights, first: first ? run.state.first : null, second: second ? run.state.second : null }, places))
  disposeAll(run)
  return { ...prepare(stack), state }
}

function prepare(stack: Stack): Omit<Run, 'state'> {
  const { members, layers } = stack
  const hypers = members.map(member => member.spec.hyper)
  const { activation } = hypers[0]
  return scoped(() => ({
    stack,
    wiring: {
      layers,
      activation,
      units: layers.slice(0, -1).map(({ outputs }, layer) => {
        const own = members.map(({ plan }) => plan.layers[layer].outputs)
        return activation === 'sigmoid' && own.some(count => count < outputs) ? tensor3d(unitMask(own, outputs), [members.length, 1, outputs]) : null
      }),
      gatherings: layers.map((layer, place) => gatheringOf(layer, place === 0)),
    },
    rule: makeRule(hypers, tensor2d(decayMask(layers), [1, parametersOf(layers)])),
  }))
}
