// Many networks in training at once, each in the core's own loop, on whatever carries out what they ask for (a GPU; in tests, the plain engine).
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Interim, Keep, NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import { CURVE_COLUMNS } from '../../src/core/network.ts'
import { parametersOf } from '../../src/core/training/architecture.ts'
import type { TrainingTick } from '../../src/core/training/train.ts'
import { trainNetwork } from '../../src/core/training/train.ts'
import type { NetworkProgress, TrainingListener } from '../../src/protocol/training.ts'
import { breathe } from '../drive.ts'
import { interimPause } from '../interims.ts'
import { RemoteLearner } from './train-learner.ts'

/** Carries out what the learners it has taken in have asked for. */
export interface Executor {
  /** Takes a network in, or says that there is no room now; it must take one in when it has none. */
  admit(learner: RemoteLearner, from: Interim | null): boolean
  /** Begins with what they wait for, if it has nothing to do; answers nobody yet. */
  start(): void
  /** Does a slice of what the learners wait for and answers those for whom all is done. */
  slice(): Promise<void>
  dismiss(learner: RemoteLearner): void
}

/** Milliseconds between two words about progress, and of work before messages are let in. */
const WORD = 100
const SLICE = 8

interface Member {
  spec: NetworkSpec
  learner: RemoteLearner
  training: Generator<TrainingTick, TrainedNetwork, void>
  /** Of its state, at most. */
  bytes: number
  epoch: number
  testAccuracy: number
  losses: number[]
  /** When its last interim was handed over, or it began. */
  told: number
}

/** Resolves when all networks have been handed over, each as soon as it has ended. `now`: milliseconds. */
export async function trainCrew(
  specs: readonly NetworkSpec[], dataset: Dataset, keep: Keep, begun: ReadonlyMap<number, Interim>, executor: Executor, listener: TrainingListener,
  now: () => number = () => performance.now(),
): Promise<void> {
  const members: Member[] = []
  let next = 0
  let outside: Member | null = null
  let spoke = -Infinity
  let breathed = now()
  const breath = async (): Promise<void> => {
    if (now() - breathed < SLICE) return
    executor.start()
    await breathe()
    breathed = now()
  }
  for (;;) {
    while (outside || next < specs.length) {
      const from = begun.get((outside?.spec ?? specs[next]).id) ?? null
      outside ??= begin(specs[next++], dataset, keep, from, now())
      if (!executor.admit(outside.learner, from)) break
      members.push(outside)
      outside = null
      await breath()
    }
    const pause = interimPause(members.reduce((sum, { bytes }) => sum + bytes, 0))
    // Backwards, because whoever has ended leaves the list.
    for (let at = members.length - 1; at >= 0; at--) {
      const member = members[at]
      const finished = advance(member, listener, now, pause)
      if (finished) {
        members.splice(at, 1)
        executor.dismiss(member.learner)
        listener.onFinished(finished)
      }
      await breath()
    }
    if (now() - spoke >= WORD && members.length > 0) {
      spoke = now()
      listener.onProgress(members.map(progressOf))
    }
    if (members.length > 0) await executor.slice()
    else if (!outside && next === specs.length) return
    breathed = now()
  }
}

function begin(spec: NetworkSpec, dataset: Dataset, keep: Keep, from: Interim | null, told: number): Member {
  let learner: RemoteLearner | null = null
  const training = trainNetwork(spec, dataset, (_, plan) => learner = new RemoteLearner(spec, plan, from?.step ?? 0, keep.state), keep, from)
  // Its first step makes the learner, which asks for something at once.
  const first = training.next()
  if (first.done || !learner) throw new Error(`Network ${spec.id} was begun without a learner.`)
  const bytes = 12 * parametersOf((learner as RemoteLearner).plan.layers)
  const losses = from ? [...from.curve.filter((_, at) => at % CURVE_COLUMNS.length === 0)] : []
  return { spec, learner, training, bytes, epoch: first.value.epoch, testAccuracy: first.value.testAccuracy, losses, told }
}

/** Runs a network's loop until it asks for something; its end, where it has come. */
function advance(member: Member, listener: TrainingListener, now: () => number, pause: number): TrainedNetwork | null {
  const { learner, training, losses, spec } = member
  while (!learner.order) {
    const next = training.next()
    if (next.done) return next.value
    const { epoch, trainLoss, testAccuracy, interim } = next.value
    member.epoch = epoch
    member.testAccuracy = testAccuracy
    if (epoch === losses.length && Number.isFinite(trainLoss)) losses.push(trainLoss)
    if (interim && learner.wantsState && learner.hasState) {
      listener.onInterim(spec.id, interim())
      learner.wantsState = false
      member.told = now()
    }
  }
  // The next look is at an epoch's end or brings one near: it costs little to read the state along with it.
  if (now() - member.told > pause) learner.wantsState = true
  return null
}

const progressOf = ({ spec, epoch, testAccuracy, losses }: Member): NetworkProgress => ({ id: spec.id, epoch, epochs: spec.hyper.epochs, testAccuracy, losses: losses.slice() })
