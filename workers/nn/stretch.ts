// A stretch of updates of a whole stack, believed only when all its numbers turn out finite.
import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Interim, Keep } from '../../src/core/network.ts'
import { confusionOf, hitsOf } from '../../src/core/training/figures.ts'
import { stackBatch, turnOf, type Orders } from './batches.ts'
import { glance, readLooks, readViews, view, type PendingLook, type PendingView, type View } from './evaluate.ts'
import { Moments, type Moment } from './moments.ts'
import { firstColumns } from './padding.ts'
import type { Run } from './run.ts'
import { disposeAll } from './scoped.ts'
import type { Sheet } from './sheets.ts'
import { stepsLeft } from './stack.ts'
import { readStates, setAside, type Aside, type Standstill } from './states.ts'
import { readFigures, trainStep, type StepRecord } from './step.ts'
import { firstFault, interimOf, isOver, noteEpoch, noteStep, type Checkpoint, type Fault, type Story } from './story.ts'

/**
 * A stack in training: a place in the run's stack and one in the stories are the same network. All have made `done` updates in it, and each is looked
 * at after the updates (of its own count) in its set of `milestones`.
 */
export interface Crew { run: Run, stories: Story[], orders: Orders, done: number, milestones: ReadonlySet<number>[] }

/** What stays the same for all stacks of a call; `inputs` as run.ts uploads them. */
export interface Setting { dataset: Dataset, inputs: Tensor2D, test: Sheet, keep: Keep }

/** Updates sent to the device before their figures are awaited: that long a message may have to wait, and that little the device idles. */
const STRETCH = 16

/** What came of a stretch: a fault, and otherwise the interims that were asked for. */
export interface Stretch { fault: Fault | null, interims: { id: number, interim: Interim }[] }

/**
 * Makes the next updates, at most `most` and none past the first member's last, and notes what came of them. Where a network leaves the finite
 * numbers on the way, only the updates before that are made (a second time, for what was seen beside numbers that are none is not believed). Where it
 * does so at the very first, that is the fault: what is certain of the culprits is noted, and the run stays where it was, to go on without them.
 */
export async function trainStretch(crew: Crew, setting: Setting, withInterims: boolean, most = STRETCH): Promise<Stretch> {
  const { run, stories, done } = crew
  const count = Math.min(most, ...stories.map(({ member }) => stepsLeft(member, done)))
  const sent = send(crew, setting, count, withInterims)
  const [figures, look, seen, states] = await Promise.all([
    readFigures(sent.records), readLooks(sent.looks.finish()), readViews(sent.views.finish()), readStates(sent.asides),
  ])
  const fault = firstFault(figures.loss, figures.size, stories.length)
  const noteUpdate = (network: number, at: number): void => {
    const place = at * stories.length + network
    noteStep(stories[network], turnOf(stories[network].member, done + at + 1).rows, figures.loss[place], figures.accuracy[place], figures.size[place])
  }
  if (fault) {
    disposeAll(sent.run.state)
    if (fault.at > 0) return trainStretch(crew, setting, withInterims, fault.at)
    for (const network of fault.sure) noteUpdate(network, 0)
    return { fault, interims: [] }
  }
  const { test: { labels }, dataset } = setting
  const placeOf = ({ list }: { list: readonly Moment[] }, at: number, network: number): number => list.findIndex(moment => moment.at === at && moment.network === network)
  for (let at = 0; at < count; at++) {
    stories.forEach((story, network) => {
      if (isOver(story)) return
      noteUpdate(network, at)
      const shown = placeOf(sent.views, at, network)
      if (shown >= 0) story.checkpoints.push(checkpointOf(story, story.steps, dataset, seen, shown, sent.views.list.length))
      const tested = placeOf(sent.looks, at, network)
      if (tested < 0) return
      const predictions = share(look.predictions, tested, sent.looks.list.length)
      noteEpoch(story, { loss: look.loss[tested], accuracy: hitsOf(predictions, labels) / labels.length }, confusionOf(predictions, labels, dataset.classes))
    })
  }
  disposeAll(run.state)
  crew.run = sent.run
  crew.done += count
  return { fault: null, interims: interimsOf(stories, states) }
}

/** Of those who are not at their end. */
const interimsOf = (stories: readonly Story[], states: readonly Standstill[]): Stretch['interims'] => states.flatMap(({ network, step, state }) =>
  isOver(stories[network]) ? [] : [{ id: stories[network].member.spec.id, interim: interimOf(stories[network], step, state) }])

/** All that a stretch leaves on the device to be read. The crew's own run stays as it was. */
interface Sent { run: Run, records: StepRecord[], looks: Moments<PendingLook>, views: Moments<PendingView>, asides: Aside[] }

function send({ run, stories, orders, done, milestones }: Crew, { dataset, inputs, test, keep }: Setting, count: number, withInterims: boolean): Sent {
  const sent: Sent = {
    run, records: [], asides: [],
    looks: new Moments(run, networks => glance(networks, inputs, test)),
    views: new Moments(run, networks => view(networks, inputs, dataset.probes, keep.checkpointActivations, dataset.trainProbes)),
  }
  const where = (at: number, which: (story: Story, network: number, at: number) => boolean): number[] =>
    stories.flatMap((story, network) => which(story, network, at) ? [network] : [])
  const endsEpoch = ({ member }: Story, _network: number, at: number): boolean => turnOf(member, done + at + 1).endsEpoch
  for (let at = 0; at < count; at++) {
    const made = trainStep(sent.run, inputs, stackBatch(run.stack, orders, done + at + 1), done + at + 1)
    if (sent.run !== run) disposeAll(sent.run.state)
    sent.run = { ...run, state: made.state }
    sent.records.push(made.record)
    sent.looks.add(at, where(at, endsEpoch), made.state.weights)
    sent.views.add(at, where(at, ({ member }, network) => milestones[network].has(turnOf(member, done + at + 1).step)), made.state.weights)
    if (!withInterims) continue
    // Of a network whose epochs are short, only the last end within the stretch.
    const last = where(at, (story, network) => endsEpoch(story, network, at) && !range(at + 1, count).some(later => endsEpoch(story, network, later)))
    if (last.length > 0) sent.asides.push(setAside(made.state, run.stack, last, last.map(network => turnOf(stories[network].member, done + at + 1).step)))
  }
  return sent
}

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, place) => from + place)

/** Network number `place` of `count` that were seen together. */
export function checkpointOf({ member }: Pick<Story, 'member'>, step: number, { probes }: Dataset, seen: View, place: number, count: number): Checkpoint {
  const hidden = seen.hidden && share(seen.hidden, place, count)
  return {
    step,
    probabilities: share(seen.probabilities, place, count).slice(),
    activations: hidden && firstColumns(hidden, probes.length, hidden.length / probes.length, member.spec.hyper.width),
    train: seen.train && share(seen.train, place, count).slice(),
  }
}

/** One network's part of values that lie one network behind the other. */
export function share<T extends Float32Array | Int32Array>(values: T, network: number, networks: number): T {
  const size = values.length / networks
  return values.subarray(network * size, (network + 1) * size) as T
}
