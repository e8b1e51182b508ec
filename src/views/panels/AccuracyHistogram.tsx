// How many networks reach which test accuracy; a stretch of it can be selected.
import { useCallback, useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { median } from '../../core/statistics.ts'
import { binned } from '../charts/bins.ts'
import { Histogram } from '../charts/Histogram.tsx'
import type { DragMode } from '../charts/use-drag.ts'
import { decimal, fullName, tick } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import { bestOf } from './best.ts'
import { useColours } from './use-colours.ts'
import { useSelected } from './use-selected.ts'
import { networksOf } from './words.ts'

const BINS = 20
const DOMAIN: readonly [number, number] = [0, 1]
const threeDecimals = (value: number) => decimal(value, 3)

export function AccuracyHistogram({ soFar = false }: { soFar?: boolean }) {
  const { networks, selected, selecting, groups } = useSelected()
  const { measure, scale } = useColours()
  const select = useApp(state => state.select)
  const bins = useMemo(() => binsOf(networks), [networks])
  const counts = useMemo(() => bins.map(bin => bin.length), [bins])
  const chosen = useMemo(() => selecting ? binsOf(selected).map(bin => bin.length) : null, [selected, selecting])
  const held = useMemo(() => {
    const of = (ids: ReadonlySet<number>) => binsOf(networks.filter(row => ids.has(row.id))).map(bin => bin.length)
    return groups.a.size + groups.b.size > 0 ? { a: of(groups.a), b: of(groups.b) } : null
  }, [networks, groups])
  const middle = useMemo(() => median(networks.map(row => row.outcome.testAccuracy)), [networks])
  const best = useMemo(() => bestOf(networks), [networks])
  const choose = useCallback((first: number, last: number, mode: DragMode) => {
    select(bins.slice(first, last + 1).flat().map(row => row.id), 'panel', mode)
  }, [bins, select])
  // The ramp only where this axis is the one that the map's colours are read from.
  const fill = useMemo(() => measure === 'testAccuracy' ? (value: number) => `rgb(${scale.colourAt(value).join(' ')})` : undefined, [measure, scale])
  if (networks.length > 0 && Number.isNaN(middle) && !soFar) {
    return <Panel title="Test accuracy" help="statistics" say="No accuracy is known of these networks: they came without predictions, or without labels to hold them against." />
  }
  const say = soFar
    ? <>{networksOf(networks.length)} on the map. {best && <>Best: <b>{decimal(best.outcome.testAccuracy, 4)}</b>, {fullName(best)}.</>}</>
    : selecting
      ? <>The selected over the grey of everyone. <b>Drag over bars</b> to select others.</>
      : networks.length === 1
        ? <>The one network on the map reaches <b>{decimal(middle, 3)}</b>.</>
        : <>Half of the {networksOf(networks.length)} reach <b>{decimal(middle, 3)}</b> or more. <b>Drag over bars</b> to select them on the map.</>
  return (
    <Panel title={soFar ? 'Accuracy so far' : 'Test accuracy'} help="statistics" say={say}>
      <Histogram
        counts={counts}
        selected={chosen}
        groups={held}
        domain={DOMAIN}
        fill={fill}
        median={middle}
        name="test accuracy"
        format={tick}
        formatMedian={threeDecimals}
        onChoose={choose}
      />
    </Panel>
  )
}

const binsOf = (rows: readonly NetworkRow[]) => binned(rows, row => row.outcome.testAccuracy, DOMAIN, BINS)
