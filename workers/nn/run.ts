// A stack on the device: its weights, what its optimisers remember, and how it computes; it shrinks as its members end.
import { gather, tensor1d, tensor2d, tensor3d, type Tensor2D } from '@tensorflow/tfjs-core'
import type { Dataset } from '../../src/core/data/dataset.ts'
import { initialWeights } from '../../src/core/training/initialise.ts'
import { parameterCount } from '../../src/core/training/plan.ts'
import { makeRule, startState, type StackRule, type StackState } from './optimisers.ts'
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

/** The inputs of a data set on the device, samples × (features + 1), the last column ones (pass.ts). */
export function uploadInputs(dataset: Dataset): Tensor2D {
  const { features } = dataset
  const samples = dataset.inputs.length / features
  const values = new Float32Array(samples * (features + 1)).fill(1)
  for (let row = 0; row < samples; row++) values.set(dataset.inputs.subarray(row * features, (row + 1) * features), row * (features + 1))
  return tensor2d(values, [samples, features + 1])
}

/** Untrained members, exactly the core's. */
export function startRun(stack: Stack): Run {
  const size = parameterCount(stack.shape)
  const flat = new Float32Array(stack.members.length * size)
  stack.members.forEach(({ spec, plan }, network) => flat.set(padWeights(initialWeights(spec, plan.layers), plan.shape, stack.shape), network * size))
  const state = scoped(() => startState(tensor2d(flat, [stack.members.length, size]), stack.members.map(member => member.spec.hyper)))
  return { ...prepare(stack), state }
}

/** Keeps only the members at these places of the stack, at least one, and disposes of the run that had them all. */
export function narrowRun(run: Run, places: readonly number[]): Run {
  const state = scoped(() => {
    const chosen = tensor1d([...places], 'int32')
    const { weights, first, second } = run.state
    return { weights: gather(weights, chosen), first: first && gather(first, chosen), second: second && gather(second, chosen) }
  })
  disposeAll(run)
  return { ...prepare(narrowStack(run.stack, places)), state }
}

function prepare(stack: Stack): Omit<Run, 'state'> {
  const hypers = stack.members.map(member => member.spec.hyper)
  const width = stack.shape.at(-2)!
  const { activation } = hypers[0]
  const masked = activation === 'sigmoid' && hypers.some(hyper => hyper.width < width)
  return scoped(() => ({
    stack,
    wiring: {
      shape: stack.shape,
      activation,
      units: masked ? tensor3d(unitMask(hypers.map(hyper => hyper.width), width), [hypers.length, 1, width]) : null,
    },
    rule: makeRule(hypers, tensor2d(decayMask(stack.shape), [1, parameterCount(stack.shape)])),
  }))
}
