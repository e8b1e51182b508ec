// Which of two pictures is seen, where there is room for one.
import type { Panes } from '../../store/trajectories/trajectories-state.ts'
import { SHORT_NAMES } from '../trajectories/picture-names.ts'
import { Segmented } from '../ui/Segmented.tsx'
import type { Place } from './use-one-at-a-time.ts'

export function PaneSwitch({ panes: { first, second }, front, onFront }: { panes: Panes, front: Place, onFront: (front: Place) => void }) {
  if (second === null) return null
  return (
    <div className="PaneSwitch" data-unpictured>
      <Segmented stretch label="Which picture is seen" options={[{ value: 'first', label: SHORT_NAMES[first] }, { value: 'second', label: SHORT_NAMES[second] }]} value={front} onChange={onFront} />
    </div>
  )
}
