// The colours of training runs: of each run as a whole (its architecture, its optimiser, any measure), or of each checkpoint. Few colours, numbered, so that
// marks of one colour are drawn as one path. Pure.
import type { NetworkRow } from '../../core/network.ts'
import type { InpcaMap } from '../../protocol/trajectories.ts'
import type { Measure } from '../../store/measures.ts'
import { measureAmong } from '../../store/measures.ts'
import { configurationsOf } from '../../store/trajectories/between-configurations.ts'
import type { CheckpointColour, RunColour, TrajectorySettings } from '../../store/trajectories/trajectories-state.ts'
import { classColour } from '../charts/class-colours.ts'
import { colourScale, css } from '../colour.ts'
import type { Rgb, Theme } from '../ramps.ts'
import { missingColour, ramp } from '../ramps.ts'
import { decimal, integer, measured } from '../ui/format.ts'

export interface RunPaint {
  /** What the colours say: "Architecture", "Progress". */
  title: string
  /** CSS colours; the last one stands for what has no value. */
  palette: readonly string[]
  /** The same for thin lines, which carry no edge. */
  lines: readonly string[]
  /** N: of each checkpoint its place in the palette. */
  rows: Uint8Array
  /** R: of each run the place of its path's colour; null: paths are grey, for every checkpoint has its own. */
  runs: Uint8Array | null
  key: PaintKey
}

export type PaintKey =
  | { kind: 'names', names: readonly { name: string, colour: string, count: number }[] }
  /** Left to right on the ramp. */
  | { kind: 'ramp', low: string, high: string, along: readonly string[] }

/** The runs and their checkpoints, as far as colours care. */
export type Painted = Pick<InpcaMap, 'ids' | 'starts' | 'steps'> & Partial<Pick<InpcaMap, 'progress' | 'loss' | 'error'>>

const STEPS = 40

export const CHECKPOINT_NAMES: Record<CheckpointColour, string> = { step: 'Update', progress: 'Progress', loss: 'Loss', error: 'Error' }

/** The light end of the ramp, darker: a thin line on paper carries no edge. */
function lineOf(colour: Rgb, theme: Theme): Rgb {
  const light = (0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]) / 255
  return theme === 'light' && light > 0.55 ? colour.map(part => Math.round(part * (0.55 / light))) as Rgb : colour
}

/** The colour of group `place` of runs: Okabe–Ito and two more, in twins that a thin line can carry. */
export const groupColour = (place: number, theme: Theme): string => css(classColour(place, theme))

/** More groups than there are hues. */
export const HUES = 10

/** Runs in groups, by each run's place among the names: as configurations and experiments have them. `ordered`: names that rise go up the ramp. */
export function groupPaint(title: string, of: ArrayLike<number>, names: readonly string[], starts: ArrayLike<number>, theme: Theme, ordered = false): RunPaint {
  const colourOf = (place: number): string => ordered ? css(lineOf(ramp(place / Math.max(1, names.length - 1)), theme)) : groupColour(place, theme)
  const palette = [...Array.from({ length: Math.min(HUES, names.length) }, (_, k) => colourOf(k)), css(missingColour(theme))]
  const runs = Uint8Array.from(of, place => place < 0 ? palette.length - 1 : place % HUES)
  const counts = new Uint32Array(names.length)
  for (const place of Array.from(of)) if (place >= 0) counts[place]++
  return {
    title, palette, lines: palette, rows: spread(runs, starts), runs,
    key: { kind: 'names', names: names.map((name, k) => ({ name, colour: colourOf(k), count: counts[k] })) },
  }
}

function spread(runs: Uint8Array, starts: ArrayLike<number>): Uint8Array {
  const rows = new Uint8Array(starts[starts.length - 1])
  runs.forEach((colour, run) => rows.fill(colour, starts[run], starts[run + 1]))
  return rows
}

export function paintOf({ colour }: Pick<TrajectorySettings, 'colour'>, map: Painted, networks: readonly NetworkRow[], derived: readonly Measure[], theme: Theme): RunPaint {
  return colour.kind === 'run' ? runPaint(colour.by, map, networks, derived, theme) : checkpointPaint(colour.by, map, theme)
}

function runPaint(by: RunColour, { ids, starts }: Painted, networks: readonly NetworkRow[], derived: readonly Measure[], theme: Theme): RunPaint {
  const measure = by === 'architecture' ? null : measureAmong(networks, by, derived)
  if (!measure || measure.kind === 'category') {
    const { of, names } = configurationsOf(ids, networks, by, derived)
    return groupPaint(measure?.label ?? 'Architecture', of, measure?.group === 'hyper' ? names.map(name => measured(measure, name)) : names, starts, theme)
  }
  const rowOf = new Map(networks.map(row => [row.id, row]))
  const rows = Array.from(ids, id => rowOf.get(id))
  const scale = colourScale(measure, rows.filter(row => row !== undefined), { log: measure.log, invert: false, theme })
  const runs = Uint8Array.from(rows, row => step(row ? scale.position(measure.read(row)) : null))
  return { ...ramped(measure.label, theme, measured(measure, scale.domain[0]), measured(measure, scale.domain[1])), rows: spread(runs, starts), runs }
}

function checkpointPaint(by: CheckpointColour, map: Painted, theme: Theme): RunPaint {
  const count = map.steps.length
  const values = by === 'step' ? Float64Array.from(map.steps, updates => Math.log1p(updates)) : map[by] ?? new Float64Array(count).fill(NaN)
  const log = by === 'loss'
  const scaled = log ? values.map(value => Math.log(Math.max(1e-6, value))) : values
  let [low, high] = [Infinity, -Infinity]
  for (const value of scaled) {
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (by === 'progress' || by === 'error') [low, high] = [Math.min(0, low), by === 'progress' ? 1 : Math.max(low + 1e-9, high)]
  const rows = Uint8Array.from(scaled, value => step(Number.isFinite(value) ? (high > low ? (value - low) / (high - low) : 0.5) : null))
  const words = (value: number) => !Number.isFinite(value) ? '–' : by === 'step' ? integer(Math.expm1(value)) : decimal(log ? Math.exp(value) : value, log ? 3 : 2)
  const title = { step: 'Updates, log scale', progress: 'Progress', loss: 'Loss in nats, log scale', error: 'Error' }[by]
  return { ...ramped(title, theme, words(low), words(high)), rows, runs: null }
}

/** Of 0 to 1 on the ramp; null is what has no value. */
const step = (at: number | null): number => at === null ? STEPS + 1 : Math.round(STEPS * Math.min(1, Math.max(0, at)))

function ramped(title: string, theme: Theme, low: string, high: string): Pick<RunPaint, 'title' | 'palette' | 'lines' | 'key'> {
  const colours = Array.from({ length: STEPS + 1 }, (_, k) => ramp(k / STEPS))
  const missing = css(missingColour(theme))
  return {
    title, palette: [...colours.map(css), missing], lines: [...colours.map(colour => css(lineOf(colour, theme))), missing],
    key: { kind: 'ramp', low, high, along: colours.filter((_, k) => k % 4 === 0).map(css) },
  }
}
