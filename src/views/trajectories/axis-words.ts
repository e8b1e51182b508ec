// What is said of axes: "axis 1  λ₁ = 7.331", and how much of the stress they explain.
import type { InpcaMap } from '../../protocol/trajectories.ts'
import { decimal } from '../ui/format.ts'

const lowered = (count: number): string => [...String(count)].map(digit => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('')

/** Four figures: 7.331, 0.249, −0.106; of none, nothing. */
export function axisName(axis: number, eigenvalue: number | undefined): string {
  const name = `axis ${axis + 1}`
  if (eigenvalue === undefined || !Number.isFinite(eigenvalue)) return name
  const size = Math.abs(eigenvalue)
  const figure = size >= 0.0095 || size === 0 ? decimal(eigenvalue, size >= 1000 ? 0 : 3) : eigenvalue.toExponential(1).replace(/^-/, '−')
  return `${name}  λ${lowered(axis + 1)} = ${figure}`
}

export const TIME_LIKE = 'time-like: subtracts from distance'

/** "first axis alone explains 0.970 of the stress", or of as many as are shown in order; of others, what each is. */
export function stressWords({ stress }: Pick<InpcaMap, 'stress'>, axes: readonly number[]): string {
  const first = stress[0]
  if (first === undefined || !Number.isFinite(first)) return ''
  const inOrder = axes.length > 1 && [...axes].sort((a, b) => a - b).every((axis, k) => axis === k)
  const shown = inOrder ? stress[axes.length - 1] : undefined
  return shown === undefined ? `first axis alone explains ${decimal(first, 3)} of the stress` : `first axis alone explains ${decimal(first, 3)} of the stress, these ${axes.length === 2 ? 'two' : 'three'} ${decimal(shown, 3)}`
}

/** How much room a picture has for words: a line of its whole width, half of it, or hardly any. */
export type Room = 'all' | 'half' | 'little'

/** Under a picture whose axes mean something. */
export function noteWords(
  { stress, axes, dimensions, signs = [] }: { stress: InpcaMap['stress'] | null, axes: readonly number[], dimensions: number, signs?: ArrayLike<number> }, filled: boolean, room: Room = 'all',
): string {
  const brief = room !== 'all'
  const red = axes.slice(0, dimensions).filter(axis => signs[axis] < 0)
  const closer = red.length > 0 ? `far apart along axis ${red.map(axis => axis + 1).join(' or ')} means closer, not farther` : ''
  const explained = stress ? stressWords({ stress }, brief ? [] : axes.slice(0, dimensions)) : ''
  const scales = filled ? (brief ? 'own scales' : 'axes at their own scales') : brief ? 'one scale' : 'one scale on all axes'
  // What has to be known comes first; the rest where there is room.
  if (closer) return brief || !stress ? closer : `${closer} · ${stressWords({ stress }, [])}`
  return [explained, room === 'little' ? '' : scales].filter(Boolean).join(' · ')
}
