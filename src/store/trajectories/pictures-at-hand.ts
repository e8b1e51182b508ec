// Which pictures of training are at hand, and whether one that is not says so itself.
import type { Panes, Picture, Trajectories } from './trajectories-state.ts'
import { showsTrajectories } from './trajectories-state.ts'

/** Whether a picture says itself what it lacks or what is under way: then nobody else has to. */
export function saysWhatIsNeeded({ first, second }: Panes, { made, shuffled, through, work }: Pick<Trajectories, 'made' | 'shuffled' | 'through' | 'work'>): boolean {
  const there: Record<Picture, boolean> = { phate: true, inpca: made !== null, axes: made !== null, runs: made !== null, null: shuffled !== null, through: through !== null }
  return work !== null ? showsTrajectories({ first, second }) : !there[first] || (second !== null && !there[second])
}
