// Trains networks in stacks on whatever backend the tensor library has: the core's trainer (src/core/training/train.ts), many at a time.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Interim, Keep, NetworkSpec } from '../../src/core/network.ts'
import { checkpointSteps } from '../../src/core/training/checkpoints.ts'
import { confusionOf, hitsOf } from '../../src/core/training/figures.ts'
import { leftToCpu } from '../../src/core/training/left-to-cpu.ts'
import type { TrainingListener } from '../../src/protocol/training.ts'
import { keepOrders } from './batches.ts'
import { glance, readLooks, readViews, standing, view } from './evaluate.ts'
import { firstColumns } from './padding.ts'
import { narrowRun, startRun, uploadInputs, type Run } from './run.ts'
import { disposeAll, scoped } from './scoped.ts'
import { testSheet, trainSheet } from './sheets.ts'
import { familyOf, makeStack, planStacks, STACK_LIMITS, stepsBefore, type Member, type Stack, type StackLimits } from './stack.ts'
import { readStates, setAside, type Standstill } from './states.ts'
import { beginStory, endStory, isOver, progressOf, resumeStory, type Story } from './story.ts'
import { checkpointOf, share, trainStretch, type Crew, type Setting } from './stretch.ts'

/** Who hears of it, and how much of a stack may be on the device. */
interface Order { listener: TrainingListener, limits: StackLimits }

/**
 * Resolves when all networks have been handed over: each as soon as it has ended, the stacks one after the other. `begun`: how some of them
 * stood, by id; they go on from there. Of those in training, interims are told every few seconds.
 */
export async function trainStacks(
  specs: readonly NetworkSpec[], dataset: Dataset, keep: Keep, begun: ReadonlyMap<number, Interim>, listener: TrainingListener, limits: StackLimits = STACK_LIMITS,
): Promise<void> {
  const stranger = specs.find(({ hyper }) => leftToCpu(hyper))
  if (stranger) throw new Error(`Network ${stranger.id} has augmentation or begins in a corner, which stacks do not know; train it on the CPU.`)
  for (const stack of planStacks(specs, dataset, begun, limits)) {
    const setting: Setting = { dataset, inputs: scoped(() => uploadInputs(dataset, familyOf(stack))), test: testSheet(dataset), keep }
    try {
      const suspects = await trainStack(stack, setting, { listener, limits })
      for (const member of suspects) await trainStack(makeStack([member]), setting, { listener, limits })
    } finally {
      setting.inputs.dispose()
    }
  }
}

/** Trains and hands over the members of a stack, but for those it gives back: they have to be tried again, each alone. */
async function trainStack(stack: Stack, setting: Setting, { listener, limits }: Order): Promise<Member[]> {
  const crew: Crew = { run: startRun(stack), stories: [], orders: keepOrders(), done: 0, milestones: stack.members.map(member => milestonesOf(member, setting)) }
  const suspects: Member[] = []
  let told = performance.now()
  try {
    crew.stories = await begin(crew, setting)
    for (;;) {
      await dismissEnded(crew, setting, listener)
      if (crew.stories.length === 0) return suspects
      listener.onProgress(crew.stories.map(progressOf))
      const { fault, interims } = await trainStretch(crew, setting, performance.now() - told >= limits.interims)
      if (interims.length > 0) told = performance.now()
      for (const { id, interim } of interims) listener.onInterim(id, interim)
      if (!fault || fault.suspects.length === 0) continue
      suspects.push(...fault.suspects.map(network => crew.stories[network].member))
      dismiss(crew, fault.suspects)
    }
  } finally {
    disposeAll(crew.run)
  }
}

/** The updates after which a network's predictions are taken down, those that are still to come. */
function milestonesOf(member: Member, { keep, dataset }: Setting): Set<number> {
  if (keep.checkpoints === 0 || dataset.probes.length === 0) return new Set()
  return new Set(checkpointSteps(member.plan.steps, keep.checkpoints).filter(step => member.from === null || step > stepsBefore(member)))
}

/** Hands over whoever has ended, diverged ones too, and goes on with the others. */
async function dismissEnded(crew: Crew, setting: Setting, listener: TrainingListener): Promise<void> {
  const ended = crew.stories.flatMap((story, place) => isOver(story) ? [place] : [])
  await handOver(crew, ended, setting, listener)
  dismiss(crew, ended)
}

/** The rest go on in a smaller stack; if nobody is left the run stays, to be disposed of. */
function dismiss(crew: Crew, places: readonly number[]): void {
  if (places.length === 0) return
  const left = crew.stories.flatMap((_, place) => places.includes(place) ? [] : [place])
  if (left.length > 0) crew.run = narrowRun(crew.run, left)
  crew.stories = left.map(place => crew.stories[place])
  crew.milestones = left.map(place => crew.milestones[place])
}

/** Where the members begin: the untrained ones are seen on their own training rows, on the test rows, and on the probes where that is asked for. */
async function begin({ run, milestones }: Crew, { dataset, inputs, test, keep }: Setting): Promise<Story[]> {
  const { members } = run.stack
  const fresh = members.flatMap(({ from }, place) => from ? [] : [place])
  if (fresh.length === 0) return members.map(member => resumeStory(member, member.from!))
  const shown = fresh.filter(place => milestones[place].has(0))
  const before = await readLooks([scoped(() => glance(standing(run, fresh), inputs, trainSheet(fresh.map(place => members[place]))))])
  const after = await readLooks([scoped(() => glance(standing(run, fresh), inputs, test))])
  const seen = shown.length > 0 ? await readViews([scoped(() => view(standing(run, shown), inputs, dataset.probes, keep.checkpointActivations, dataset.trainProbes))]) : null
  return members.map((member, place) => {
    if (member.from) return resumeStory(member, member.from)
    const at = fresh.indexOf(place)
    const predictions = share(after.predictions, at, fresh.length)
    const checkpoint = seen && shown.includes(place) ? [checkpointOf({ member }, 0, dataset, seen, shown.indexOf(place), shown.length)] : []
    return beginStory(member, {
      trainLoss: before.loss[at],
      testLoss: after.loss[at],
      trainAccuracy: hitsOf(share(before.predictions, at, fresh.length), member.plan.labels) / member.plan.labels.length,
      testAccuracy: hitsOf(predictions, test.labels) / test.labels.length,
    }, confusionOf(predictions, test.labels, dataset.classes), checkpoint)
  })
}

/** Hands over the networks at these places; what the diverged ones would show of the probes is not looked at. */
async function handOver({ run, stories }: Crew, ended: readonly number[], setting: Setting, { onFinished }: TrainingListener): Promise<void> {
  const { dataset } = setting
  const sound = ended.filter(place => stories[place].divergedAt === null)
  const remains = sound.length > 0 ? await collect(run, setting, sound, stories) : null
  for (const place of ended) {
    const among = sound.indexOf(place)
    onFinished(endStory(stories[place], dataset, remains && among >= 0 ? {
      activations: firstColumns(share(remains.hidden, among, sound.length), dataset.probes.length, run.stack.layers.at(-2)!.units, stories[place].member.spec.hyper.width),
      probabilities: share(remains.probabilities, among, sound.length).slice(),
      state: remains.states ? remains.states[among].state : null,
    } : null))
  }
}

interface Collected { probabilities: Float32Array, hidden: Float32Array, states: Standstill[] | null }

/** What the networks at these places of the run say of the probes, and where it is to be kept, how they stand. */
async function collect(run: Run, { dataset, inputs, keep }: Setting, places: readonly number[], stories: readonly Story[]): Promise<Collected> {
  const seen = scoped(() => view(standing(run, places), inputs, dataset.probes, true))
  const aside = keep.state ? [setAside(run.state, run.stack, places, places.map(place => stories[place].steps))] : []
  const [{ probabilities, hidden }, states] = await Promise.all([readViews([seen]), readStates(aside)])
  return { probabilities, hidden: hidden!, states: keep.state ? states : null }
}
