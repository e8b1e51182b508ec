// What a card would train and how long that takes here, in words; anew when workers or the CPU's speed become known.
import { useMemo } from 'react'
import type { ExperimentName, ExperimentsRoom, PoolChoice } from '../../store/experiments/experiments-state.ts'
import { workersOf } from '../../store/engines.ts'
import { useApp } from '../use-app.ts'
import { networksAndTime } from './experiment-words.ts'

export function useEstimate(room: ExperimentsRoom, name: ExperimentName, pool: PoolChoice): string {
  const engines = useApp(state => state.engines)
  const workers = useApp(state => state.workers)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- what is known of the CPU decides
  const { networks, seconds } = useMemo(() => room.estimate(name), [room, name, engines, workers, pool])
  return networksAndTime(networks, seconds, workersOf({ engines, workers }))
}
