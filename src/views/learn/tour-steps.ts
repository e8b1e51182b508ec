// The six steps of the tour: which control each points at, by its name, and what in the notebook says that the control has been used. Pure.
import type { AppStore } from '../../store/state.ts'
import type { Side } from './place.ts'

export interface Step {
  title: string
  text: string
  /** On touch, where it is another gesture. */
  touch?: string
  /** The control, by CSS selector; the first of them that is to be seen. */
  at: readonly string[]
  side: Side
  /** A region around the control that the callout keeps off as well. */
  clear?: string
  /** Puts the page where the step makes sense. */
  prepare?(state: AppStore): void
  /** Whether the step has been done since it began. */
  done(state: AppStore, began: AppStore): boolean
}

const MAP = '[aria-label^="Map of"]'
const PANELS = '[aria-label="Panels"]'

/** What changes when somebody reads on in the panels. */
const READ = ['selection', 'brushes', 'groups', 'tab', 'dock'] as const

export const STEPS: readonly Step[] = [
  {
    title: 'Every dot is a trained network',
    text: 'Hover one to see what it is. Click it: the panels open it, and every other dot turns grey but stays where it is.',
    touch: 'Tap one: the panels open it, and every other dot turns grey but stays where it is.',
    at: [MAP],
    side: 'right',
    done: (state, began) => state.open !== began.open || (state.selection !== began.selection && state.selection.ids.size > 0),
  },
  {
    title: 'Colour by something else',
    text: 'The legend chooses what colours mean. Try the learning rate, or the spectral entropy of the representation.',
    at: ['[aria-label="Legend"] select'],
    side: 'top',
    done: (state, began) => state.colour.measure !== began.colour.measure,
  },
  {
    title: 'Draw a lasso',
    text: 'Press this (or hold Shift) and draw around some networks that lie together. Arrow keys and Enter select as well.',
    touch: 'Press this, or press long on the map, and draw around some networks that lie together.',
    at: ['[aria-label="Map tools"] [aria-label="Lasso"]'],
    side: 'bottom',
    done: (state, began) => state.selection !== began.selection && state.selection.ids.size > 1,
  },
  {
    title: 'What do they have in common?',
    text: 'The panels say how the selected differ from everyone. All are linked: drag over the bars of a chart, and the map follows.',
    touch: 'The panels say how the selected differ from everyone. All are linked: tap a bar of a chart, and the map follows.',
    at: [PANELS],
    side: 'left',
    prepare: state => { if (state.tab !== 'selection') state.setTab('selection') },
    done: (state, began) => READ.some(field => state[field] !== began[field]),
  },
  {
    title: 'Ask for another picture',
    text: 'Under Embedding, slide the diffusion time t: small t shows the fine grain, large t the trend. The map moves to the new layout; it never jumps.',
    at: ['[aria-label^="Diffusion time"]', '[aria-label="Recipe: what to train next"]', '[aria-label="Settings, folded"] button:last-child'],
    side: 'right',
    clear: '[aria-label="What to train next"]',
    done: (state, began) => state.geometry !== began.geometry || state.map?.manifest.phate.t !== began.map?.manifest.phate.t || state.second !== began.second,
  },
  {
    title: 'Train more',
    text: 'Your browser trains further networks of the recipe on the left and lays them on this map. Saved networks of your own, dropped anywhere, land on it too. Nothing leaves your browser.',
    touch: 'Your browser trains further networks of the recipe and lays them on this map. Saved networks of your own land on it too. Nothing leaves your browser.',
    at: ['[data-tour="train"]'],
    side: 'bottom',
    done: (state, began) => state.training !== null && began.training === null,
  },
]
