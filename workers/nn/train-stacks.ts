// Trains networks in stacks on whatever backend the tensor library has: the core's trainer (src/core/training/train.ts), many at a time.
import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import type { NetworkProgress } from '../../src/protocol/training.ts'
import { batchRows, stackBatch, stackOrders } from './batches.ts'
import { collect, look, testSheet, trainSheet, type Sheet } from './evaluate.ts'
import { firstColumns, unpadWeights } from './padding.ts'
import { narrowRun, startRun, uploadInputs, type Run } from './run.ts'
import { disposeAll, scoped } from './scoped.ts'
import { planStacks, STACK_LIMITS, type Stack, type StackLimits } from './stack.ts'
import { readFigures, trainStep, type StepRecord } from './step.ts'
import { accuracyOf, beginStory, endStory, isOver, noteEpoch, noteStep, progressOf, type Story } from './story.ts'

export interface StackListener {
  onFinished: (network: TrainedNetwork) => void
  /** Called after every epoch of a stack with its members still in training. */
  onProgress: (inFlight: NetworkProgress[]) => void
}

/** Updates sent to the device before their figures are awaited: that long a message may have to wait, and that little the device idles. */
const STRETCH = 16

/** What stays the same for all stacks of a call. */
interface Setting { dataset: Dataset, inputs: Tensor2D, test: Sheet, keepWeights: boolean, listener: StackListener }

/** Resolves when all networks have been handed over: each as soon as it has ended, the stacks one after the other. */
export async function trainStacks(
  specs: readonly NetworkSpec[], dataset: Dataset, keepWeights: boolean, listener: StackListener, limits: StackLimits = STACK_LIMITS,
): Promise<void> {
  const inputs = scoped(() => uploadInputs(dataset))
  try {
    const setting = { dataset, inputs, test: testSheet(dataset), keepWeights, listener }
    for (const stack of planStacks(specs, dataset, limits)) await trainStack(stack, setting)
  } finally {
    inputs.dispose()
  }
}

async function trainStack(stack: Stack, setting: Setting): Promise<void> {
  let run = startRun(stack)
  try {
    let stories = await begin(run, setting)
    const handedOver = new Set<Story>()
    for (let epoch = 0; ; epoch++) {
      const ended = stories.flatMap((story, place) => isOver(story) && !handedOver.has(story) ? [place] : [])
      await handOver(run, stories, ended, setting)
      for (const place of ended) handedOver.add(stories[place])
      const left = stories.flatMap((story, place) => isOver(story) ? [] : [place])
      if (left.length === 0) return
      setting.listener.onProgress(left.map(place => progressOf(stories[place])))
      // Those that have ended are computed along with the others, unheard, until half of the work would be for nobody.
      if (left.length * 2 <= stories.length) {
        run = narrowRun(run, left)
        stories = left.map(place => stories[place])
      }
      await trainEpoch(run, stories, epoch, setting)
    }
  } finally {
    disposeAll(run)
  }
}

async function begin(run: Run, { inputs, test }: Setting): Promise<Story[]> {
  const before = await look(run, inputs, trainSheet(run.stack))
  const after = await look(run, inputs, test)
  const { members } = run.stack
  return members.map((member, network) => {
    const predictions = share(after.predictions, network, members.length)
    return beginStory(member, {
      trainLoss: before.loss[network],
      testLoss: after.loss[network],
      trainAccuracy: accuracyOf(share(before.predictions, network, members.length), member.plan.labels),
      testAccuracy: accuracyOf(predictions, test.labels),
    }, predictions)
  })
}

async function trainEpoch(run: Run, stories: readonly Story[], epoch: number, { inputs, test }: Setting): Promise<void> {
  const { stack } = run
  const orders = stackOrders(stack, epoch)
  for (let first = 0; first < stack.batchesPerEpoch; first += STRETCH) {
    const records: StepRecord[] = []
    for (let place = first; place < Math.min(stack.batchesPerEpoch, first + STRETCH); place++) {
      records.push(trainStep(run, inputs, stackBatch(stack, orders, place), place, epoch * stack.batchesPerEpoch + place + 1))
    }
    const { loss, accuracy, size } = await readFigures(records)
    for (let at = 0; at < loss.length; at++) {
      const network = at % stories.length
      const rows = batchRows(stack, first + Math.floor(at / stories.length))
      if (!isOver(stories[network])) noteStep(stories[network], rows[network], loss[at], accuracy[at], size[at])
    }
  }
  const seen = await look(run, inputs, test)
  stories.forEach((story, network) => {
    if (isOver(story)) return
    const predictions = share(seen.predictions, network, stories.length)
    noteEpoch(story, { loss: seen.loss[network], accuracy: accuracyOf(predictions, test.labels) }, predictions)
  })
}

/** Hands over the networks at these places; what the diverged ones would show of the probes is not looked at. */
async function handOver(run: Run, stories: readonly Story[], ended: readonly number[], { dataset, inputs, keepWeights, listener }: Setting): Promise<void> {
  const sound = ended.filter(place => stories[place].divergedAt === null)
  const remains = sound.length > 0 ? await collect(run, inputs, dataset.probes, sound, keepWeights) : null
  for (const place of ended) {
    const { plan, spec } = stories[place].member
    const among = sound.indexOf(place)
    listener.onFinished(endStory(stories[place], dataset, remains && among >= 0 ? {
      activations: firstColumns(share(remains.hidden, among, sound.length), dataset.probes.length, run.stack.shape.at(-2)!, spec.hyper.width),
      probabilities: share(remains.probabilities, among, sound.length).slice(),
      weights: remains.weights && unpadWeights(share(remains.weights, among, sound.length), plan.shape, run.stack.shape),
    } : null))
  }
}

/** One network's part of values that lie one network behind the other. */
function share<T extends Float32Array | Int32Array>(values: T, network: number, networks: number): T {
  const size = values.length / networks
  return values.subarray(network * size, (network + 1) * size) as T
}
