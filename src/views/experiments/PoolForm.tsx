// What ways of searching are graded on: a task, and how many networks there are to be found.
import type { Experiments, ExperimentsRoom, PoolChoice } from '../../store/experiments/experiments-state.ts'
import { POOL_SIZES, POOL_TASKS } from '../../store/experiments/experiments-state.ts'
import { Segmented } from '../ui/Segmented.tsx'
import { POOL_TITLES } from './experiment-words.ts'

const SIZES: Readonly<Record<PoolChoice['size'], { label: string, title: string }>> = {
  small: { label: '300', title: 'Quick and rough: there is less to find' },
  usual: { label: '1,000', title: 'As the card is meant' },
  large: { label: '2,000', title: 'As many as the large grading has' },
}

export function PoolForm({ room, pool: { task, size } }: { room: ExperimentsRoom, pool: Experiments['pool'] }) {
  return (
    <div className="PoolForm">
      <Segmented label="Task" value={task} onChange={value => room.setPool({ task: value })} options={POOL_TASKS.map(value => ({ value, ...POOL_TITLES[value] }))} />
      <Segmented label="Networks" value={size} onChange={value => room.setPool({ size: value })} options={POOL_SIZES.map(value => ({ value, ...SIZES[value] }))} />
      <span>networks</span>
    </div>
  )
}
