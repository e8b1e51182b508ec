// How far runs stray from the straight road, and from the mean of their own configuration, at equal progress or accuracy.
import { useMemo } from 'react'
import type { InpcaMap, RunIndex } from '../../protocol/trajectories.ts'
import { atStations, haveCompany } from '../../store/trajectories/readings.ts'
import { useSeen } from '../panels/use-seen.ts'
import { integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useApp } from '../use-app.ts'
import { useBetween } from './between/use-between.ts'
import { StationBoxes } from './StationBoxes.tsx'
import { leftOutWords, roadWords } from './trajectory-words.ts'

const INDICES: readonly { value: RunIndex, label: string, title: string }[] = [
  { value: 'progress', label: 'Progress', title: 'Runs are compared where they have come equally far along the road' },
  { value: 'accuracy', label: 'Accuracy', title: 'Runs are compared where they answer equally many probes rightly' },
]

export function RoadPanel({ map }: { map: InpcaMap }) {
  const [ref, seen] = useSeen<HTMLDivElement>()
  const labelled = map.progress.some(Number.isFinite)
  const { answer, runs, settings: { index } } = useBetween(seen && labelled)
  const setRuns = useApp(state => state.setRuns)
  const read = useMemo(() => runs && {
    road: atStations(runs.between, runs.between.offRoad),
    tube: atStations(runs.between, runs.between.tube, haveCompany(runs.configurations.of)),
  }, [runs])
  if (!labelled) return null
  const say = answer.why ?? (read ? roadWords(read.road, read.tube, index) : 'Runs are held against each other at a hundred stations.')
  const left = read && leftOutWords(read.road)
  return (
    <div ref={ref}>
      <Panel
        className="Panel-control"
        title="Road and tube"
        help="trajectories"
        aside={<Segmented label="Runs are compared at equal" options={INDICES} value={index} onChange={next => setRuns({ index: next })} />}
        say={answer.share !== null && !answer.whole ? `${say} ${integer(100 * answer.share)} %` : say}
      >
        {runs && read && (
          <div style={{ opacity: answer.whole ? 1 : 0.4 }}>
            <StationBoxes of={read.road} name="distance to the road" index={index} />
            {read.tube.runs > 0
              ? <StationBoxes of={read.tube} name={`width of the tube, by ${runs.configurations.by}`} index={index} />
              : <p className="Panel-note">No two runs are of one {runs.configurations.by}, so there is no tube to measure.</p>}
            {left && <p className="Panel-note">{left}</p>}
          </div>
        )}
      </Panel>
    </div>
  )
}
