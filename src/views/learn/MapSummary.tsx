// The picture in a sentence, beside the map's keys, for those who hear the page.
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { Measure } from '../../store/measures.ts'
import { slopeInWords } from './map-summary.ts'

interface Props { networks: readonly NetworkRow[], positions: ArrayLike<number>, measure: Measure }

export function MapSummary({ networks, positions, measure }: Props) {
  const slope = useMemo(() => slopeInWords(networks, positions, measure), [networks, positions, measure])
  return <>{slope} The Table under the map lists every network.</>
}
