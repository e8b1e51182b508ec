// How far every run has come, update by update, and whether progress says what accuracy says.
import { useCallback, useMemo, useState } from 'react'
import { endsOf, progressFollows } from '../../store/trajectories/readings.ts'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useSelected } from '../panels/use-selected.ts'
import { useApp } from '../use-app.ts'
import { PaintKeys } from './PaintKeys.tsx'
import type { RunValue } from './RunCurves.tsx'
import { RunCurves } from './RunCurves.tsx'
import { progressWords } from './trajectory-words.ts'
import type { Runs } from './use-runs.ts'

const SHOWN: readonly { value: RunValue, label: string }[] = [{ value: 'progress', label: 'Progress' }, { value: 'accuracy', label: 'Accuracy' }]

export function ProgressPanel({ runs }: { runs: Runs }) {
  const [show, setShow] = useState<RunValue>('progress')
  const select = useApp(state => state.select)
  const { ids } = useSelected()
  const { map, paint } = runs
  const chosen = useMemo(() => {
    const places = [...map.ids.keys()].filter(run => ids.has(map.ids[run]))
    return places.length > 0 ? new Set(places) : null
  }, [map, ids])
  const say = useMemo(() => progressWords(progressFollows(map), endsOf(map, map.progress)), [map])
  const pick = useCallback((id: number, toggle: boolean) => select([id], 'panel', toggle ? 'toggle' : 'replace'), [select])
  if (!map.progress.some(Number.isFinite)) return <Panel title="Progress" help="trajectories" say="Nobody knows the labels of these probes: there is no truth to make progress towards." />
  return (
    <Panel className="Panel-control" title="Progress" help="trajectories" aside={<Segmented label="What is drawn of the runs" options={SHOWN} value={show} onChange={setShow} />} say={say}>
      <RunCurves runs={runs} show={show} chosen={chosen} onPick={pick} />
      <PaintKeys paint={paint} />
    </Panel>
  )
}
