// How training is looked at, as rows of a view's table: which pictures stand side by side, how runs are shown, and what the clock says.
import { fieldsOf, wrong } from '../../formats/json-fields.ts'
import { PROBE_SETS, RUN_INDICES } from '../../protocol/trajectories.ts'
import type { RunColour, TrajectorySettings } from '../trajectories/trajectories-state.ts'
import { CHECKPOINT_COLOURS, CLOCKS, FIRST_CLOCK, FIRST_PANES, FIRST_SETTINGS, PICTURES } from '../trajectories/trajectories-state.ts'
import type { Key, Reading } from './view-reading.ts'
import { flag, measureFrom, oneOf, some, tried } from './view-reading.ts'

/** Axes that a map of predictions has. */
const MOST_AXES = 10

const whole = (value: unknown, from: number, to: number): value is number => Number.isInteger(value) && (value as number) >= from && (value as number) <= to

function axesFrom(value: unknown, where: string): readonly [number, number, number] {
  const list = Array.isArray(value) ? value as unknown[] : []
  if (list.length !== 3 || !list.every(axis => whole(axis, 0, MOST_AXES - 1))) throw wrong(where, value, `three axes, each from 0 to ${MOST_AXES - 1}`)
  return list as [number, number, number]
}

const runColour = (value: unknown, reading: Reading, where: string): RunColour => value === 'architecture' ? value : measureFrom(value, reading, where)

function colourFrom(value: unknown, reading: Reading, where: string): TrajectorySettings['colour'] {
  const fields = fieldsOf(value, where)
  const checkpoint = fields.get('checkpoint')
  if (checkpoint !== undefined) return { kind: 'checkpoint', by: oneOf(checkpoint, `${where}: checkpoint`, CHECKPOINT_COLOURS) }
  return { kind: 'run', by: runColour(fields.get('run'), reading, `${where}: run`) }
}

/** Of each setting how it is read; it is written as it stands where it is not the page's own. */
const SETTINGS: { readonly [Name in keyof TrajectorySettings]: (value: unknown, where: string, reading: Reading) => TrajectorySettings[Name] } = {
  probes: (value, where) => oneOf(value, where, PROBE_SETS),
  dimensions: (value, where) => {
    if (value !== 2 && value !== 3) throw wrong(where, value, '2 or 3')
    return value
  },
  axes: axesFrom,
  otherAxes: axesFrom,
  weights: (value, where) => oneOf(value, where, ['equal', 'progress']),
  colour: (value, where, reading) => colourFrom(value, reading, where),
  index: (value, where) => oneOf(value, where, RUN_INDICES),
  configuration: (value, where, reading) => runColour(value, reading, where),
  shepard: (value, where) => {
    if (!whole(value, 1, MOST_AXES)) throw wrong(where, value, `a whole number from 1 to ${MOST_AXES}`)
    return value
  },
  averages: flag,
}
const NAMES = Object.keys(SETTINGS) as (keyof TrajectorySettings)[]

const written = (name: keyof TrajectorySettings, runs: TrajectorySettings): unknown => name === 'colour' ? { [runs.colour.kind]: runs.colour.by } : runs[name]

export const TRAINING_KEYS: readonly Key[] = [
  {
    name: 'panes',
    usual: () => ({ panes: FIRST_PANES }),
    write: ({ panes: { first, second } }) => second !== null ? [first, second] : first === FIRST_PANES.first ? undefined : [first],
    read: (value, where) => {
      if (!Array.isArray(value) || value.length < 1 || value.length > 2) throw wrong(where, value, `one or two of ${PICTURES.join(', ')}`)
      const [first, second] = value.map((item: unknown) => oneOf(item, where, PICTURES))
      return { panes: { first, second: second ?? null } }
    },
  },
  {
    name: 'runs',
    usual: () => ({ runs: FIRST_SETTINGS }),
    write: ({ runs }) => some(Object.fromEntries(NAMES.map(name => [name, JSON.stringify(runs[name]) === JSON.stringify(FIRST_SETTINGS[name]) ? undefined : written(name, runs)]))),
    read: (value, where, reading) => {
      const fields = fieldsOf(value, where)
      const piece = <Name extends keyof TrajectorySettings>(name: Name): TrajectorySettings[Name] => {
        const found = fields.get(name)
        return found === undefined ? FIRST_SETTINGS[name] : tried(reading, FIRST_SETTINGS[name], () => SETTINGS[name](found, `${where}: ${name}`, reading))
      }
      return { runs: Object.fromEntries(NAMES.map(name => [name, piece(name)])) as unknown as TrajectorySettings }
    },
  },
  {
    name: 'clock',
    usual: () => ({ clock: FIRST_CLOCK }),
    write: ({ clock: { by, at, trail } }) => some({ by: by === FIRST_CLOCK.by ? undefined : by, at: at ?? undefined, trail: trail === FIRST_CLOCK.trail ? undefined : trail }),
    read: (value, where, reading) => {
      const fields = fieldsOf(value, where)
      const piece = <T>(name: string, usual: T, read: () => T): T => tried(reading, usual, () => fields.get(name) === undefined ? usual : read())
      return {
        clock: {
          ...FIRST_CLOCK,
          by: piece('by', FIRST_CLOCK.by, () => fields.oneOf('by', CLOCKS)),
          at: piece('at', FIRST_CLOCK.at, () => fields.number('at', 'a share from 0 to 1', found => found >= 0 && found <= 1)),
          trail: piece('trail', FIRST_CLOCK.trail, () => fields.oneOf('trail', ['path', 'tail', 'none'])),
        },
      }
    },
  },
]
