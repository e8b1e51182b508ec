// What a cluster is called, in words short enough for a label on the map.
import type { Enrichment } from '../../core/enrichment.ts'
import type { Cluster } from '../../store/clusters.ts'
import type { Measure } from '../../store/measures.ts'
import { decimal, integer, measured } from '../ui/format.ts'

const SHORT: Record<string, string> = {
  learningRate: 'lr', weightDecay: 'decay', batchSize: 'batch', initScale: 'init. scale', trainFraction: 'train fraction', labelNoise: 'label noise',
}

/** 'tanh', '3 deep', 'lr > 0.01'. */
export function conditionOf({ key, relation, value }: Pick<Enrichment, 'key' | 'relation' | 'value'>, measures: readonly Measure[]): string {
  const measure = measures.find(other => other.key === key)
  const written = measure ? measured(measure, value) : String(value)
  // 'none' and 'fresh' alone would say nothing.
  if (relation === '=' && (key === 'augmentation' || key === 'start')) return `${key} ${written}`
  if (relation === '=' && typeof value === 'string' && !key.startsWith('column:')) return written
  if (relation === '=' && key === 'depth') return `${written} deep`
  if (relation === '=' && key === 'width') return `${written} wide`
  const name = SHORT[key] ?? measure?.words ?? key
  return relation === '=' ? `${name} ${written}` : `${name} ${relation} ${written}`
}

export const NOTHING_STANDS_OUT = 'nothing stands out'

export const nameOf = ({ name }: Pick<Cluster, 'name'>, measures: readonly Measure[]): string =>
  name ? name.conditions.map(condition => conditionOf(condition, measures)).join(', ') : NOTHING_STANDS_OUT

/** '4.1×'; nothing where nothing stands out. */
export const factorOf = ({ name }: Pick<Cluster, 'name'>): string => name ? `${decimal(name.factor, 1)}×` : ''

/** With the counts that the name rests on, and everything else that was found. */
export function explained({ name, found, ids }: Pick<Cluster, 'name' | 'found' | 'ids'>, all: number, measures: readonly Measure[]): string {
  if (!name) return `Nothing is clearly more frequent among ${ids.length === 1 ? 'settings of this one network' : `these ${integer(ids.length)} networks`} than among all ${integer(all)}.`
  const conditions = name.conditions.map(condition => conditionOf(condition, measures)).join(' and ')
  const rest = found.filter(one => !name.conditions.includes(one)).map(one => `${conditionOf(one, measures)} ${decimal(one.factor, 1)}×`)
  return `${conditions}: ${integer(name.selected)} of these ${integer(ids.length)}, ${integer(name.all)} of all ${integer(all)}, ${decimal(name.factor, 1)} times as often.`
    + (rest.length > 0 ? ` Also ${rest.join(', ')}.` : '')
}
