// From one network thin lines to those of its nearest that the map shows elsewhere: where the picture cannot be trusted.
import './TrustLines.css'
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { NEIGHBOURS, strayedFrom } from '../panels/trust-reading.ts'
import { useAnswer } from '../use-answer.ts'

interface Props {
  /** Pixels, x, y by row of the networks. */
  places: Float64Array
  networks: readonly NetworkRow[]
  /** Of the network in question; −1: none. */
  row: number
}

export function TrustLines({ places, networks, row }: Props) {
  const { value: trust } = useAnswer('trust', NEIGHBOURS)
  const rowOf = useMemo(() => new Map(networks.map((network, at) => [network.id, at])), [networks])
  if (!trust || row < 0) return null
  const strayed = strayedFrom(trust, networks[row].id)
  if (!strayed || strayed.length === 0) return null
  const [x, y] = [places[2 * row], places[2 * row + 1]]
  return (
    <svg className="TrustLines" aria-hidden>
      {strayed.flatMap(id => {
        const other = rowOf.get(id)
        return other === undefined ? [] : [<path key={id} d={`M${x} ${y}L${places[2 * other]} ${places[2 * other + 1]}`} />]
      })}
      {strayed.flatMap(id => {
        const other = rowOf.get(id)
        return other === undefined ? [] : [<circle key={id} cx={places[2 * other]} cy={places[2 * other + 1]} r={9} />]
      })}
    </svg>
  )
}
