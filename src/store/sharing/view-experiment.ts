// Which experiment's card stands open, as a row of a view's table: a card is a link. Whoever follows one sees the card; it trains when they press.
import { wrong } from '../../formats/json-fields.ts'
import type { Experiments } from '../experiments/experiments-state.ts'
import { EXPERIMENTS, MOST_DECAY, NO_EXPERIMENTS, SLOPPY } from '../experiments/experiments-state.ts'
import type { Key } from './view-reading.ts'
import { oneOf } from './view-reading.ts'

export const EXPERIMENT_KEY: Key = {
  name: 'experiment',
  // What was found stays, and so does a dialog that stands open.
  usual: () => ({}),
  write: ({ experiments }) => experiments?.open && experiments.shown ? experimentRecord(experiments.shown, experiments.decay) : undefined,
  read: (value, where, { state }) => {
    const [name, decay] = Array.isArray(value) ? value as unknown[] : [value]
    const shown = oneOf(name, where, EXPERIMENTS)
    if (decay !== undefined && !(typeof decay === 'number' && decay >= 0 && decay <= MOST_DECAY)) throw wrong(`${where}: c`, decay, `a number from 0 to ${MOST_DECAY}`)
    return { experiments: { ...state.experiments ?? NO_EXPERIMENTS, open: true, shown, ...decay !== undefined && { decay } } }
  },
}

/** `decay`: of the sloppy data, where it is another than usual. */
export const experimentRecord = (name: NonNullable<Experiments['shown']>, decay: number): unknown => name === 'sloppy' && decay !== SLOPPY ? [name, decay] : name
