// What the Network tab says of a representation: which measures stand together, and the sentence that reads each group. Pure.
import type { NetworkRow } from '../../core/network.ts'
import { ENTROPY_TIME, ENTROPY_WIDTH } from '../../core/portrait/measures.ts'
import type { PortraitMeasure } from '../../core/portrait/measures.ts'
import type { NumberMeasure } from '../../store/measures.ts'
import { measureOf } from '../../store/measures.ts'
import { decimal, integer } from '../ui/format.ts'

export interface Group {
  title: string
  /** Name of the method page. */
  page: string
  measures: readonly PortraitMeasure[]
}

export const GROUPS: readonly Group[] = [
  { title: 'Entropy', page: 'entropy', measures: ['spectralEntropy'] },
  { title: 'Class separation', page: 'separation', measures: ['silhouette', 'cka', 'distanceRatio', 'walkMass', 'daviesBouldin', 'calinskiHarabasz'] },
  { title: 'Loops', page: 'persistence', measures: ['loops', 'loopPersistence', 'longestLoop', 'componentPersistence'] },
]

/** The measures of a group that this network or any other here has a value of. */
export const measuresOfGroup = ({ measures }: Group, networks: readonly NetworkRow[]): NumberMeasure[] =>
  measures.map(key => measureOf(key) as NumberMeasure).filter(({ read }) => networks.some(row => Number.isFinite(read(row))))

/** How many of the other networks that have this measure lie below; null where this one has none, or there are no others. */
export function standing(key: PortraitMeasure, row: NetworkRow, networks: readonly NetworkRow[]): { below: number, others: number } | null {
  const { read } = measureOf(key) as NumberMeasure
  const own = read(row)
  const others = networks.filter(({ id }) => id !== row.id).map(read).filter(Number.isFinite)
  return Number.isFinite(own) && others.length > 0 ? { below: others.filter(value => value < own).length, others: others.length } : null
}

/** "higher than in 17 of the 23 others"; of the lower half it says so from its own side. */
export function standingWords(found: { below: number, others: number } | null): string {
  if (!found) return ''
  const { below, others } = found
  if (others === 1) return below ? 'higher than in the only other' : 'not higher than in the only other'
  if (below === others) return `the highest of ${integer(others + 1)}`
  return below === 0 ? `higher than in none of the ${integer(others)} others` : `higher than in ${integer(below)} of the ${integer(others)} others`
}

const clause = (words: string): string => words && `; ${words}`

/** The entropy, its ceiling and its settings; 2 to its power reads as a number of directions. */
export function entropyWords(row: NetworkRow, networks: readonly NetworkRow[], probes: number): { figure: string, rest: string } | null {
  const bits = row.measures?.['spectralEntropy'] ?? NaN
  if (!Number.isFinite(bits)) return null
  const directions = 2 ** bits
  return {
    figure: `${decimal(bits, 2)} of ${decimal(Math.log2(probes), 2)} bits`,
    rest: ` at σ = ${ENTROPY_WIDTH} median distance, t = ${ENTROPY_TIME}, as ${directions < 1.05 ? 'one direction alone has' : `many as ${decimal(directions, directions < 10 ? 1 : 0)} equally strong directions have`}`
      + `${clause(standingWords(standing('spectralEntropy', row, networks)))}.`,
  }
}

export function separationWords(row: NetworkRow, networks: readonly NetworkRow[]): { figure: string, rest: string } | null {
  const silhouette = row.measures?.['silhouette'] ?? NaN
  if (!Number.isFinite(silhouette)) return null
  return { figure: `Silhouette ${decimal(silhouette, 2)}`, rest: ` on a scale from −1 to 1${clause(standingWords(standing('silhouette', row, networks)))}.` }
}

export function loopWords(row: NetworkRow, networks: readonly NetworkRow[]): { figure: string, rest: string } | null {
  const loops = row.measures?.['loops'] ?? NaN
  const longest = row.measures?.['longestLoop'] ?? NaN
  if (!Number.isFinite(loops)) return null
  if (loops === 0) return { figure: 'No loop', rest: ' in the cloud of probes.' }
  // Of many bars most are short, and short bars are what noise makes: the longest one is the shape.
  const others = loops === 1 ? '' : ` ${integer(loops - 1)} shorter ${loops === 2 ? 'one' : 'ones'} may be noise.`
  return {
    figure: `The longest loop stays open over ${decimal(longest, 2)} mean distances`,
    rest: `${clause(standingWords(standing('longestLoop', row, networks)))}.${others}`,
  }
}
