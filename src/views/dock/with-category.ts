// A brush on names with one more of them, or one less: none left means no brush, all of them too. Pure.
import type { Brush } from '../../store/state.ts'
import type { CategoryCoordinate } from './coordinates.ts'

export function withCategory(axis: Pick<CategoryCoordinate, 'key' | 'values'>, brush: Brush | null, value: string): Brush | null {
  const standing = brush?.kind === 'category' ? brush.values : []
  const values = standing.includes(value) ? standing.filter(other => other !== value) : axis.values.filter(other => other === value || standing.includes(other))
  return values.length === 0 || values.length === axis.values.length ? null : { measure: axis.key, kind: 'category', values }
}
