// A soft dashed line round group A and round group B.
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { Groups } from '../../store/state.ts'
import { hullRows, outlinePath } from './hull.ts'

/** Pixels between a dot's middle and the line. */
const OFF = 13

interface Props { places: Float64Array, positions: Float64Array, networks: readonly NetworkRow[], groups: Groups }

export function GroupOutlines({ places, positions, networks, groups }: Props) {
  // Panning and zooming change no hull: its rows are found once.
  const hulls = useMemo(() => (['a', 'b'] as const).map(name => ({
    name, rows: hullRows(positions, [...networks.keys()].filter(row => groups[name].has(networks[row].id))),
  })), [positions, networks, groups])
  return (
    <svg className="GroupOutlines" aria-hidden>
      {hulls.map(({ name, rows }) => <path key={name} className={`GroupOutlines-${name}`} d={outlinePath(rows.map(row => [places[2 * row], places[2 * row + 1]]), OFF)} />)}
    </svg>
  )
}
