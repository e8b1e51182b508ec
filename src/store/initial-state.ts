// The notebook before anything was written into it, and how its form follows a map.
import { DEFAULT_DATASET } from '../core/data/dataset.ts'
import { DEFAULT_RECIPE } from '../core/recipe.ts'
import { ENTROPY_TIME, ENTROPY_WIDTH } from '../core/portrait/measures.ts'
import { DEFAULT_GEOMETRY } from '../core/settings.ts'
import type { Services } from '../services/services.ts'
import { remembered } from './preferences.ts'
import { FIRST_LAYERS, NO_BRUSHES, NO_CUT, NO_GROUPS, NOTHING } from './selection.ts'
import type { AppState } from './state.ts'
import { FIRST_CLOCK, FIRST_PANES, FIRST_SETTINGS, NO_TRAJECTORIES } from './trajectories/trajectories-state.ts'

export const COLOUR: AppState['colour'] = { measure: 'testAccuracy', log: false, invert: false, palette: 'viridis', range: null }
export const ENTROPY: AppState['entropy'] = { scale: 'median', sigma: ENTROPY_WIDTH, t: ENTROPY_TIME }

export function initialState(services: Services): AppState {
  return {
    ...remembered(services.remember),
    leftFolded: false,
    tab: 'selection',
    dock: null,
    map: null,
    mapFault: null,
    dataset: DEFAULT_DATASET,
    datasetFaults: {},
    ownData: null,
    recipe: DEFAULT_RECIPE,
    faults: {},
    geometry: DEFAULT_GEOMETRY,
    geometryFaults: {},
    gpu: null,
    engines: { cpu: null, webgpu: null, fault: null, usualWorkers: services.training.usualWorkers },
    vault: { state: 'looking', why: null, networks: 0, session: null, sessions: 0 },
    training: null,
    makingAgain: null,
    portraits: null,
    colour: COLOUR,
    derived: [],
    cut: NO_CUT,
    trustLines: false,
    look: null,
    layers: FIRST_LAYERS,
    selection: NOTHING,
    choosing: 'replace',
    groups: NO_GROUPS,
    brushes: NO_BRUSHES,
    brushing: false,
    entropy: ENTROPY,
    history: { undo: 0, redo: 0 },
    answers: new Map(),
    second: null,
    panes: FIRST_PANES,
    runs: FIRST_SETTINGS,
    trajectories: NO_TRAJECTORIES,
    clock: FIRST_CLOCK,
    experiments: null,
    search: null,
    searched: null,
    open: null,
    imports: [],
    draft: null,
    link: null,
    followed: null,
    notices: [],
    offline: null,
  }
}

/** The form goes on from a map's own recipe and data; where its networks were trained elsewhere it stays as it is. */
export function formOf(state: AppState, dataset: AppState['dataset'] | null, recipe: AppState['recipe'] | null): Pick<AppState, 'dataset' | 'recipe'> {
  return { dataset: dataset ?? state.dataset, recipe: recipe ? { ...recipe, count: state.recipe.count } : state.recipe }
}
