// Which experiment's card stands open, as a row of a view's table: a card is a link. Whoever follows one sees the card; it trains when they press.
import { wrong } from '../../formats/json-fields.ts'
import type { Experiments } from '../experiments/experiments-state.ts'
import { EXPERIMENTS, MOST_DECAY, NO_EXPERIMENTS, POOL_SIZES, POOL_TASKS, SLOPPY } from '../experiments/experiments-state.ts'
import type { Key } from './view-reading.ts'
import { oneOf } from './view-reading.ts'

export const EXPERIMENT_KEY: Key = {
  name: 'experiment',
  // What was found stays, and so does a dialog that stands open.
  usual: () => ({}),
  write: ({ experiments }) => experiments?.open && experiments.shown ? experimentRecord(experiments.shown, experiments) : undefined,
  read: (value, where, { state }) => {
    const [name, first, size] = Array.isArray(value) ? value as unknown[] : [value]
    const shown = oneOf(name, where, EXPERIMENTS)
    const before = state.experiments ?? NO_EXPERIMENTS
    if (first === undefined) return { experiments: { ...before, open: true, shown } }
    if (shown === 'search') return { experiments: { ...before, open: true, shown, pool: { task: oneOf(first, where, POOL_TASKS), size: oneOf(size, where, POOL_SIZES) } } }
    if (!(typeof first === 'number' && first >= 0 && first <= MOST_DECAY)) throw wrong(`${where}: c`, first, `a number from 0 to ${MOST_DECAY}`)
    return { experiments: { ...before, open: true, shown, decay: first } }
  },
}

/** What is other than usual is named too: c of the sloppy data, and the pool that searches are graded on. */
export const experimentRecord = (name: NonNullable<Experiments['shown']>, { decay, pool: { task, size } }: Pick<Experiments, 'decay' | 'pool'>): unknown =>
  name === 'sloppy' && decay !== SLOPPY ? [name, decay] : name === 'search' && (task !== NO_EXPERIMENTS.pool.task || size !== NO_EXPERIMENTS.pool.size) ? [name, task, size] : name
