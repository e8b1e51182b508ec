// Sentences of the Training tab and of the timeline. Pure, so that what is claimed can be tested.
import type { InpcaMap } from '../../protocol/trajectories.ts'
import type { Correlation, Spread } from '../../core/statistics.ts'
import type { AtStations } from '../../store/trajectories/readings.ts'
import type { RunSource } from '../../store/trajectories/trajectories-state.ts'
import { rhoOf, trend } from '../panels/words.ts'
import { decimal, integer, roughTime } from '../ui/format.ts'

export const runsOf = (count: number): string => `${integer(count)} ${count === 1 ? 'run' : 'runs'}`

const COUNTED = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const axesOf = (k: number): string => `${COUNTED[k - 1] ?? integer(k)} ${k === 1 ? 'axis' : 'axes'}`

/** What it means that the longest axis of all subtracts. */
export const FIRST_NEGATIVE = 'Axis 1 is the longest and subtracts: two checkpoints far apart along it are closer than the other axes alone would have them, so here length on the picture is not distance.'

/** What the axes hold, and which of them subtract. */
export function stressWords({ stress, signs }: Pick<InpcaMap, 'stress' | 'signs'>): string {
  if (stress.length === 0) return 'These checkpoints have no axes: they all predict the same.'
  const further = [2, 3].filter(k => k <= stress.length).map(k => `${COUNTED[k - 1]} ${decimal(stress[k - 1], 3)}`)
  const negative = [...signs].flatMap((sign, k) => sign < 0 ? [k + 1] : [])
  const subtract = negative.length === 0 ? 'none of these is negative' : negative.length === 1 ? `axis ${negative[0]} is negative: it subtracts from distances` : `axes ${listed(negative)} are negative: they subtract from distances`
  return `${listed([`One axis explains ${decimal(stress[0], 3)} of the stress`, ...further])}; ${subtract}.${signs[0] < 0 ? ` ${FIRST_NEGATIVE}` : ''}`
}

export const listed = (parts: readonly (string | number)[]): string => parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

/** What k axes leave out of the distances themselves. */
export function shepardWords({ stress, remaining, signs }: Pick<InpcaMap, 'stress' | 'remaining' | 'signs'>, axes: number): string {
  const worse = axes > 1 && signs[axes - 1] < 0 && remaining[axes] > remaining[axes - 1]
  return `With ${axesOf(axes)} ${decimal(remaining[axes], 3)} of the distances remains unshown (‖D − D${subscript(axes)}‖/‖D‖), at an explained stress of ${decimal(stress[axes - 1], 3)}${worse ? '; the last one is negative and makes it worse, which is right' : ''}.`
}

const subscript = (k: number): string => [...String(k)].map(digit => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('')

/** Whether progress says what accuracy says, and how far the runs come. */
export function progressWords(follows: Correlation, ends: Spread): string {
  return `Over all checkpoints progress ${trend(follows)} accuracy: Spearman ${rhoOf(follows)}; the runs end between ${decimal(ends.min, 2)} and ${decimal(ends.max, 2)}.`
}

/** What lies half-way (or at the first station where anybody is). */
export function roadWords(road: AtStations, tube: AtStations, index: string): string {
  const at = road.boxes.find(box => box.station === 0.5 && box.spread.n > 0) ?? road.boxes.find(box => box.spread.n > 0)
  if (!at) return 'No run passes any of these stations.'
  const own = tube.boxes.find(box => box.station === at.station)
  const width = tube.runs > 0 && own && own.spread.n > 0 ? `, and ${decimal(own.spread.median, 3)} from the mean of their own configuration` : ''
  return `At ${index} ${decimal(at.station, 1)} runs lie ${decimal(at.spread.median, 3)} off the road${width} (medians, Bhattacharyya, n = ${integer(at.spread.n)}).`
}

/** How many runs are not at each station. */
export function leftOutWords({ boxes }: AtStations): string | null {
  const left = boxes.filter(box => box.left > 0)
  return left.length === 0 ? null : `Left out, for they never pass there: ${listed(left.map(box => `${integer(box.left)} at ${decimal(box.station, 1)}`))}.`
}

/** What has to be trained again before there is anything to see (or more of it). `explained`: why has been said. */
export function sourceWords({ ready, again, never, seconds, layers }: RunSource, explained = false): string {
  const time = seconds === null ? '' : `, in about ${roughTime(seconds)}`
  const gone = never === 0 ? '' : ` ${integer(never)} ${never === 1 ? 'network has' : 'networks have'} no path: ${never === 1 ? 'it' : 'they'} diverged, or nothing was kept and no seed makes ${never === 1 ? 'it' : 'them'} again.`
  if (again === 0) return ready === 0 ? `None of these networks kept its predictions on the way, and none can be made again.${gone}` : `${runsOf(ready)} ${ready === 1 ? 'is' : 'are'} at hand.${gone}`
  const kept = layers ? 'The last layers of these networks were not kept while they trained. ' : 'What these networks predicted while they trained was not kept. '
  const head = explained ? '' : ready === 0 ? kept : `${runsOf(ready)} ${ready === 1 ? 'is' : 'are'} at hand. `
  return `${head}${integer(again)} can be trained again from ${again === 1 ? 'its seed' : 'their seeds'}${time}.${gone}`
}

/** How many checkpoints of how many runs, and between which progress. */
export function brushedWords({ starts, progress }: Pick<InpcaMap, 'starts' | 'progress'>, rows: readonly number[]): string {
  const runs = new Set(rows.map(row => starts.findLastIndex(start => start <= row))).size
  const along = rows.map(row => progress[row]).filter(Number.isFinite)
  const between = along.length === 0 ? '' : `, between progress ${decimal(Math.min(...along), 2)} and ${decimal(Math.max(...along), 2)}`
  return `${integer(rows.length)} ${rows.length === 1 ? 'checkpoint' : 'checkpoints'} of ${runsOf(runs)}${between}.`
}
