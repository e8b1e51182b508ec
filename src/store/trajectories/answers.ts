// Who answers what panels ask between runs (questions/trajectories.ts): fetched with the first question.
import { AVERAGES } from '../../core/inpca/averages.ts'
import type { Asked } from '../asked.ts'
import { measuresOf } from '../measures.ts'
import type { Session } from '../session.ts'
import { configurationsOf } from './between-configurations.ts'
import { factorsOf } from './factors.ts'
import type { RunColour } from './trajectories-state.ts'

/** Of the within-class shuffle. */
const SEED = 1

type Tell = (share: number) => void

/** Of each run of the made map, in its order. */
function configurations({ store }: Session, by: string): number[] {
  const { trajectories: { made }, map, derived } = store.getState()
  return made && map ? [...configurationsOf(made.map.ids, map.networks, by as RunColour, derived).of] : []
}

/** Which runs, at which index, the worker held against each other last: that is what factors explain. */
const measured = new WeakMap<Session, string>()

const standing = ({ store }: Session, index: string): string => `${store.getState().trajectories.made?.version} ${index}`

export async function betweenRuns(session: Session, { index, configuration }: Asked['betweenRuns']['of'], tell: Tell, signal: AbortSignal): Promise<Asked['betweenRuns']['answer']> {
  const key = standing(session, index)
  measured.delete(session)
  const found = await session.services.trajectories.betweenRuns(signal, { index, configurations: configurations(session, configuration), seed: SEED }, tell)
  measured.set(session, key)
  return found
}

export async function averages(session: Session, { index, configuration }: Asked['averages']['of'], tell: Tell, signal: AbortSignal): Promise<Asked['averages']['answer']> {
  return session.services.trajectories.averages(signal, { index, configurations: configurations(session, configuration), kinds: [...AVERAGES], paths: ['arithmetic'] }, tell)
}

/** Distances are measured first where they have not been, or by another index. */
export async function runFactors(session: Session, { index }: Asked['runFactors']['of'], tell: Tell, signal: AbortSignal): Promise<Asked['runFactors']['answer']> {
  const { trajectories: { made }, map, runs: { configuration } } = session.store.getState()
  if (measured.get(session) !== standing(session, index)) await betweenRuns(session, { index, configuration }, share => tell(share / 2), signal)
  return session.services.trajectories.factors(signal, factorsOf(made!.map.ids, map!.networks, measuresOf(map!.networks)), share => tell(0.5 + share / 2))
}
