// What the open network answers all over the plane of its two features.
import './Inside.css'
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { ClassKeys } from '../charts/ClassKeys.tsx'
import type { ConfusionCell } from '../charts/Confusion.tsx'
import { Regions } from '../charts/Regions.tsx'
import { integer, tick } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useAnswer } from '../use-answer.ts'
import { rowsOfCell } from './inside.ts'
import { planeInUnits, pointsInUnits as inUnits } from './data-units.ts'
import { planeWords, pointsOf } from './plane-words.ts'

/** `cell`: of the confusion matrix, whose rows are picked out. */
export function RegionsPanel({ row, cell }: { row: NetworkRow, cell: ConfusionCell | null }) {
  const { value: data } = useAnswer('data', 'map')
  const made = useAnswer('revisited', row.id)
  const asked = useAnswer('plane', row.id)
  const points = useMemo(() => data && made.value ? inUnits(pointsOf(data, made.value.predicted), data) : null, [data, made.value])
  const plane = useMemo(() => asked.value && data && planeInUnits(asked.value, data), [asked.value, data])
  const picked = useMemo(() => data && made.value && cell ? new Set(rowsOfCell(data, made.value.predicted, cell.truth, cell.answer)) : null, [data, made.value, cell])
  const why = made.why ?? asked.why
  if (why && !plane) return <Panel title="Decision regions" help="network" say={why} />
  const ready = plane && points && data
  return (
    <Panel title="Decision regions" help="network" aside={points ? `${integer(points.length)} test points` : undefined} say={ready ? planeWords(plane, points) : 'The plane is being asked point by point.'}>
      <div className={asked.whole ? undefined : 'Inside-faded'}>
        {ready ? <Regions plane={plane} points={points} picked={picked} names={data.classNames} format={tick} /> : <div className="Inside-place" style={{ height: 340 }} />}
      </div>
      {data && <ClassKeys names={data.classNames} />}
    </Panel>
  )
}
