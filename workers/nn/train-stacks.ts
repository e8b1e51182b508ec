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
import { makeStack, planStacks, STACK_LIMITS, type Member, type Stack, type StackLimits } from './stack.ts'
import { readFigures, trainStep, type StepRecord } from './step.ts'
import { accuracyOf, beginStory, endStory, firstFault, isOver, noteEpoch, noteStep, progressOf, type Story } from './story.ts'

export interface StackListener {
  onFinished: (network: TrainedNetwork) => void
  /** Called after every epoch of a stack with its members still in training. */
  onProgress: (inFlight: NetworkProgress[]) => void
}

/** Updates sent to the device before their figures are awaited: that long a message may have to wait, and that little the device idles. */
const STRETCH = 16

/** What stays the same for all stacks of a call. */
interface Setting { dataset: Dataset, inputs: Tensor2D, test: Sheet, keepWeights: boolean, listener: StackListener }

/** A stack in training: places of the run, of the stories and of the epoch's orders are the same networks. */
interface Crew { run: Run, stories: Story[], orders: Uint32Array[] }

/** Resolves when all networks have been handed over: each as soon as it has ended, the stacks one after the other. */
export async function trainStacks(
  specs: readonly NetworkSpec[], dataset: Dataset, keepWeights: boolean, listener: StackListener, limits: StackLimits = STACK_LIMITS,
): Promise<void> {
  const inputs = scoped(() => uploadInputs(dataset))
  try {
    const setting = { dataset, inputs, test: testSheet(dataset), keepWeights, listener }
    for (const stack of planStacks(specs, dataset, limits)) {
      const suspects = await trainStack(stack, setting)
      for (const member of suspects) await trainStack(makeStack([member]), setting)
    }
  } finally {
    inputs.dispose()
  }
}

/** Trains and hands over the members of a stack, but for those it gives back: they have to be tried again, each alone. */
async function trainStack(stack: Stack, setting: Setting): Promise<Member[]> {
  const crew: Crew = { run: startRun(stack), stories: [], orders: [] }
  const suspects: Member[] = []
  try {
    crew.stories = await begin(crew.run, setting)
    for (let epoch = 0; ; epoch++) {
      await dismissEnded(crew, setting)
      if (crew.stories.length === 0) return suspects
      setting.listener.onProgress(crew.stories.map(progressOf))
      crew.orders = stackOrders(crew.run.stack, epoch)
      for (let first = 0; first < stack.batchesPerEpoch;) {
        const { done, outcasts } = await trainStretch(crew, epoch, first, setting)
        first += done
        suspects.push(...outcasts)
        if (crew.stories.length === 0) return suspects
      }
      await noteTests(crew, setting)
    }
  } finally {
    disposeAll(crew.run)
  }
}

/** Hands over whoever has ended, diverged ones too, and goes on with the others. */
async function dismissEnded(crew: Crew, setting: Setting): Promise<void> {
  const ended = crew.stories.flatMap((story, place) => isOver(story) ? [place] : [])
  await handOver(crew, ended, setting)
  dismiss(crew, ended)
}

function dismiss(crew: Crew, places: readonly number[]): void {
  if (places.length === 0) return
  const left = crew.stories.flatMap((_, place) => places.includes(place) ? [] : [place])
  if (left.length > 0) crew.run = narrowRun(crew.run, left)
  crew.stories = left.map(place => crew.stories[place])
  crew.orders = left.map(place => crew.orders[place])
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

/**
 * Makes some updates from number `first` of the epoch on (counted from 0), and says how many. None where a network left the finite numbers
 * on the way: it ends, the others go back to the stretch's start, and a new attempt is made without it, because it may have harmed them
 * (firstFault says how). Who cannot be judged in company is cast out.
 */
async function trainStretch(crew: Crew, epoch: number, first: number, setting: Setting): Promise<{ done: number, outcasts: Member[] }> {
  const { run, stories, orders } = crew
  const count = Math.min(STRETCH, run.stack.batchesPerEpoch - first)
  const records: StepRecord[] = []
  let { state } = run
  for (let place = first; place < first + count; place++) {
    const made = trainStep({ ...run, state }, setting.inputs, stackBatch(run.stack, orders, place), place, epoch * run.stack.batchesPerEpoch + place + 1)
    if (state !== run.state) disposeAll(state)
    state = made.state
    records.push(made.record)
  }
  const { loss, accuracy, size } = await readFigures(records)
  const note = (network: number, updates: number): void => {
    for (let at = 0; at < updates; at++) {
      const place = at * stories.length + network
      noteStep(stories[network], batchRows(run.stack, first + at)[network], loss[place], accuracy[place], size[place])
    }
  }
  const fault = firstFault(loss, size, stories.length)
  if (fault) {
    disposeAll(state)
    const outcasts = fault.suspects.map(network => stories[network].member)
    for (const network of fault.sure) note(network, fault.at + 1)
    await handOver(crew, fault.sure, setting)
    dismiss(crew, [...fault.sure, ...fault.suspects])
    return { done: 0, outcasts }
  }
  disposeAll(run.state)
  run.state = state
  stories.forEach((_, network) => note(network, count))
  return { done: count, outcasts: [] }
}

async function noteTests({ run, stories }: Crew, { inputs, test }: Setting): Promise<void> {
  const seen = await look(run, inputs, test)
  stories.forEach((story, network) => {
    const predictions = share(seen.predictions, network, stories.length)
    noteEpoch(story, { loss: seen.loss[network], accuracy: accuracyOf(predictions, test.labels) }, predictions)
  })
}

/** Hands over the networks at these places; what the diverged ones would show of the probes is not looked at. */
async function handOver({ run, stories }: Crew, ended: readonly number[], { dataset, inputs, keepWeights, listener }: Setting): Promise<void> {
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
