// What accuracy costs: every network by its parameters or by the work of its training, and the front of those that no cheaper one matches.
import { useMemo } from 'react'
import { frontGain } from '../../store/search/front.ts'
import type { ShownProposal } from '../../store/search/search-state.ts'
import { lookAt } from '../map/look-at.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { decimal, integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useApp } from '../use-app.ts'
import { AGAINST, COST_CHOICES, costInFigures, costInWords, gainInWords } from './cost-words.ts'
import { FrontChart } from './FrontChart.tsx'
import { setMapMode, useMapMode } from './map-mode.ts'
import { useFront } from './use-front.ts'

export function FrontPanel({ shown }: { shown: readonly ShownProposal[] }) {
  const select = useApp(state => state.select)
  const { front: ringed } = useMapMode()
  const { cost, all, front } = useFront()
  const proposed = useMemo(() => new Set(shown.flatMap(({ id, landed }) => landed ? id ?? [] : [])), [shown])
  const gain = useMemo(() => frontGain(shown, all), [shown, all])
  const choice = <Segmented stretch label="What accuracy is held against" value={cost} onChange={cost => setMapMode({ cost })} options={COST_CHOICES} />
  if (front.length < 2) {
    // The way back to the other cost must stay.
    return cost === 'parameters' ? null : <Panel title={`Accuracy against ${AGAINST[cost]}`} help="sampling" say="Of too few networks of this map it is known what their training took.">{choice}</Panel>
  }
  const [first, last] = [front[0], front.at(-1)!]
  const ids = front.map(({ id }) => id)
  return (
    <Panel
      title={`Accuracy against ${AGAINST[cost]}`}
      help="sampling"
      aside={`n = ${integer(all.length)}`}
      say={(
        <>
          No network matches these <b>{integer(front.length)}</b> with {cost === 'parameters' ? 'fewer parameters' : 'a shorter training'}: from {decimal(first.score, 3)} with
          {' '}{costInFigures(cost, first.cost)} to {decimal(last.score, 3)} with {costInWords(cost, last.cost)}.
          {gain && <> {gainInWords(cost, gain)}</>}
        </>
      )}
    >
      {choice}
      <FrontChart cost={cost} all={all} front={front} proposed={proposed} />
      <div className="Search-actions">
        <Button small onClick={() => { select(ids, 'panel'); lookAt(ids) }}>Select these {integer(front.length)}</Button>
        <Check label="Rings on the map" checked={ringed} onChange={front => setMapMode({ front })} />
      </div>
    </Panel>
  )
}
