// For those who walk a picture of runs by keys, or hear it: the next checkpoint in a direction, and the picture in a sentence. Pure.
import type { Picture } from '../../store/trajectories/trajectories-state.ts'
import { decimal, integer } from '../ui/format.ts'
import { neighbourTowards } from '../map/nearest.ts'
import type { Direction } from '../map/nearest.ts'
import { PICTURE_NAMES } from './picture-names.ts'
import { runOfRow } from './scene.ts'

/** Left and right along the run, up and down to the nearest checkpoint of another run; only what is seen. −1: nothing lies that way. */
export function towards(pixels: Float64Array, starts: ArrayLike<number>, seen: Uint8Array, from: number, direction: Direction): number {
  const run = runOfRow(starts, from)
  if (direction === 'left' || direction === 'right') {
    const next = from + (direction === 'left' ? -1 : 1)
    return next >= starts[run] && next < starts[run + 1] && seen[next] ? next : -1
  }
  // Those of its own run, and those that nobody sees, lie nowhere.
  const places = pixels.slice()
  for (let row = 0; row < seen.length; row++) if (!seen[row] || (row >= starts[run] && row < starts[run + 1])) places[2 * row] = NaN
  return neighbourTowards(places, pixels[2 * from], pixels[2 * from + 1], direction, from)
}

interface Said { meaning: boolean, dotsOnly: boolean, dimensions: 2 | 3, axes: readonly number[], signs: ArrayLike<number>, stress: ArrayLike<number> | null }

/** The picture for those who do not see it. */
export function pictureWords(name: string, runs: number, checkpoints: number, { meaning, dotsOnly, dimensions, axes, signs, stress }: Said, selected: number): string {
  const shown = axes.slice(0, dimensions)
  const red = shown.filter(axis => signs[axis] < 0)
  const listed = (all: readonly number[]) => all.map(axis => axis + 1).join(all.length === 2 ? ' and ' : ', ')
  return [
    `${name}: ${integer(runs)} ${runs === 1 ? 'run' : 'runs'}${dotsOnly ? ', a dot each' : `, ${integer(checkpoints)} checkpoints`}.`,
    meaning ? `Axes ${listed(shown)}${stress && Number.isFinite(stress[0]) ? `; the first explains ${decimal(stress[0], 3)} of the stress` : ''}.` : 'Axes mean nothing; distances do.',
    meaning && red.length > 0 ? `Axis ${listed(red)} is time-like: it subtracts from distance.` : '',
    selected > 0 ? `${integer(selected)} selected.` : '',
  ].filter(Boolean).join(' ')
}

/** Where a picture comes from, for its foot: "InPCA of predictions on test probes, Bhattacharyya distance, axes 1 and 2, stress explained 0.970". */
export function sourceWords(picture: Exclude<Picture, 'phate'>, { meaning, dimensions, axes, stress }: Pick<Said, 'meaning' | 'dimensions' | 'axes' | 'stress'>, probes: string): string {
  if (!meaning) return PICTURE_NAMES[picture]
  const shown = axes.slice(0, dimensions).map(axis => axis + 1)
  return [
    `${PICTURE_NAMES[picture]} on ${probes} probes`, 'Bhattacharyya distance', `axes ${shown.join(' and ')}`, stress && Number.isFinite(stress[0]) ? `stress explained by the first ${decimal(stress[0], 3)}` : '',
  ].filter(Boolean).join(', ')
}
