// Trains networks in stacks on whatever backend the tensor library has: the core's trainer (src/core/training/train.ts), many at a time.
import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import type { NetworkProgress } from '../../src/protocol/training.ts'
import { keepOrders } from './batches.ts'
import { collect, glance, readLooks, testSheet, trainSheet, type Sheet } from './evaluate.ts'
import { firstColumns, unpadWeights } from './padding.ts'
import { narrowRun, startRun, uploadInputs, type Run } from './run.ts'
import { disposeAll, scoped } from './scoped.ts'
import { makeStack, planStacks, STACK_LIMITS, type Member, type Stack, type StackLimits } from './stack.ts'
import { accuracyOf, beginStory, endStory, isOver, progressOf, type Story } from './story.ts'
import { share, trainStretch, type Crew } from './stretch.ts'

export interface StackListener {
  onFinished: (network: TrainedNetwork) => void
  /** Called every few updates of a stack with its members still in training. */
  onProgress: (inFlight: NetworkProgress[]) => void
}

/** What stays the same for all stacks of a call. */
interface Setting { dataset: Dataset, inputs: Tensor2D, test: Sheet, keepWeights: boolean, listener: StackListener }

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
  const crew: Crew = { run: startRun(stack), stories: [], orders: keepOrders(), done: 0 }
  const suspects: Member[] = []
  try {
    crew.stories = await begin(crew.run, setting)
    for (;;) {
      await dismissEnded(crew, setting)
      if (crew.stories.length === 0) return suspects
      setting.listener.onProgress(crew.stories.map(progressOf))
      const fault = await trainStretch(crew, setting.inputs, setting.test)
      if (!fault || fault.suspects.length === 0) continue
      suspects.push(...fault.suspects.map(network => crew.stories[network].member))
      dismiss(crew, fault.suspects)
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

/** The rest go on in a smaller stack; if nobody is left the run stays, to be disposed of. */
function dismiss(crew: Crew, places: readonly number[]): void {
  if (places.length === 0) return
  const left = crew.stories.flatMap((_, place) => places.includes(place) ? [] : [place])
  if (left.length > 0) crew.run = narrowRun(crew.run, left)
  crew.stories = left.map(place => crew.stories[place])
}

/** The untrained networks, seen on their own training rows and on the test rows. */
async function begin(run: Run, { inputs, test }: Setting): Promise<Story[]> {
  const { members } = run.stack
  const all = members.map((_, place) => place)
  const before = await readLooks([glance(run, all, inputs, trainSheet(run.stack))])
  const after = await readLooks([glance(run, all, inputs, test)])
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
