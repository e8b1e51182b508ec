// The one network that stands for a group where only two networks can be held against each other: its medoid by the map's distance.
import { useMemo } from 'react'
import type { NetworkRow } from '../../../core/network.ts'
import { useAnswer } from '../../use-answer.ts'
import type { Sides } from './compared.ts'

export interface Representatives { a: NetworkRow, b: NetworkRow, /** Whether they stand for more than themselves. */ standing: boolean }

/** Null while nobody knows them, or where a side has nobody with a place on the map. */
export function useRepresentatives(sides: Sides): Representatives | null {
  const of = useMemo(() => ({ a: sides.a.map(row => row.id), b: sides.b.map(row => row.id) }), [sides])
  const { value } = useAnswer('between', of)
  return useMemo(() => {
    const find = (rows: readonly NetworkRow[], id: number | null | undefined): NetworkRow | undefined => rows.find(row => row.id === id)
    const [a, b] = [find(sides.a, value?.medoids.a), find(sides.b, value?.medoids.b)]
    return a && b ? { a, b, standing: sides.a.length > 1 || sides.b.length > 1 } : null
  }, [sides, value])
}
