// Whether anybody looks at training as trajectories: only then is anything fetched or made for it.
import type { AppState } from '../state.ts'
import { showsTrajectories } from './trajectories-state.ts'

export const lookedAt = ({ panes, tab }: Pick<AppState, 'panes' | 'tab'>): boolean => showsTrajectories(panes) || tab === 'trajectories'
