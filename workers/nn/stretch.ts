// A stretch of updates of a whole stack, believed only when all its numbers turn out finite.
import type { Tensor2D } from '@tensorflow/tfjs-core'
import { stackBatch, turnOf, type Orders } from './batches.ts'
import { glance, readLooks, type PendingLook, type Sheet } from './evaluate.ts'
import type { Run } from './run.ts'
import { disposeAll } from './scoped.ts'
import { readFigures, trainStep, type StepRecord } from './step.ts'
import { accuracyOf, firstFault, isOver, noteEpoch, noteStep, type Fault, type Story } from './story.ts'

/** A stack in training: a place in the run's stack and one in the stories are the same network. All have made `done` updates. */
export interface Crew { run: Run, stories: Story[], orders: Orders, done: number }

/** Updates sent to the device before their figures are awaited: that long a message may have to wait, and that little the device idles. */
const STRETCH = 16

/**
 * Makes the next updates, none past the first member's last, and notes what came of them; null. Or, where a network left the finite numbers
 * on the way, its fault: what is certain of the culprits is noted, and the run stays where it was, for another attempt without them.
 */
export async function trainStretch(crew: Crew, inputs: Tensor2D, test: Sheet): Promise<Fault | null> {
  const { run, stories, orders, done } = crew
  const count = Math.min(STRETCH, ...stories.map(({ member }) => member.plan.steps - done))
  const records: StepRecord[] = []
  const looks: PendingLook[] = []
  // Which networks each look is of, and after which update of the stretch.
  const seen: { at: number, network: number }[] = []
  let { state } = run
  for (let at = 0; at < count; at++) {
    const step = done + at + 1
    const made = trainStep({ ...run, state }, inputs, stackBatch(run.stack, orders, step), step)
    if (state !== run.state) disposeAll(state)
    state = made.state
    records.push(made.record)
    const ending = stories.flatMap((story, network) => turnOf(story.member, step).endsEpoch ? [network] : [])
    if (ending.length === 0) continue
    looks.push(glance({ ...run, state }, ending, inputs, test))
    seen.push(...ending.map(network => ({ at, network })))
  }
  const [{ loss, accuracy, size }, look] = await Promise.all([readFigures(records), readLooks(looks)])

  const fault = firstFault(loss, size, stories.length)
  const culprits = fault ? new Set(fault.sure) : null
  for (let at = 0; at <= (fault ? fault.at : count - 1); at++) {
    stories.forEach((story, network) => {
      if (culprits?.has(network) === false || isOver(story)) return
      const figures = at * stories.length + network
      noteStep(story, turnOf(story.member, done + at + 1).rows, loss[figures], accuracy[figures], size[figures])
      const which = seen.findIndex(one => one.at === at && one.network === network)
      if (which < 0) return
      const predictions = share(look.predictions, which, seen.length)
      noteEpoch(story, { loss: look.loss[which], accuracy: accuracyOf(predictions, test.labels) }, predictions)
    })
  }
  disposeAll(fault ? state : run.state)
  if (fault) return fault
  run.state = state
  crew.done += count
  return null
}

/** One network's part of values that lie one network behind the other. */
export function share<T extends Float32Array | Int32Array>(values: T, network: number, networks: number): T {
  const size = values.length / networks
  return values.subarray(network * size, (network + 1) * size) as T
}
