// Where brought networks have landed: a dashed circle and a cross about each, its name and figures beside it, and lines to the nearest of the chosen one.
import './LandedMarks.css'
import { memo, useEffect, useMemo, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { useApp } from '../use-app.ts'
import { inkOf } from './ink.ts'
import type { LabelPlace } from './label-places.ts'
import { leaderEnd, placeLabels, rectOf } from './label-places.ts'
import type { LandedGroup } from './landed-groups.ts'
import { labelOf, landedGroups } from './landed-groups.ts'
import { useCovered } from './use-covered.ts'
import type { Size } from './view.ts'

interface Props {
  /** Pixels, x, y by row. */
  places: Float64Array
  /** Potential units, x, y by row. */
  positions: Float64Array
  networks: readonly NetworkRow[]
  laid: ReadonlySet<number>
  size: Size
  narrow: boolean
}

/** Labels on the map at a time; the others have their circles, and their cards. */
const MOST_LABELS = 8
const HEIGHT = 32
const NEAREST = 3
/** Of the circle; the chosen one's is larger. */
const [RADIUS, CHOSEN] = [16, 22]

export const LandedMarks = memo(function LandedMarks({ places, positions, networks, laid, size, narrow }: Props) {
  const imports = useApp(state => state.imports)
  const selected = useApp(state => state.selection.ids)
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const [root, covered] = useCovered(size)
  const [ways] = useState(() => new Map<number, number>())
  const groups = useMemo(() => landedGroups(imports, networks, positions, laid), [imports, networks, positions, laid])
  const rowOf = useMemo(() => new Map(networks.map((network, row) => [network.id, row])), [networks])
  const placed = useMemo(() => {
    const wishes = groups.slice(-MOST_LABELS).toReversed().map(group => {
      const row = group.rows[0]
      const width = Math.ceil(10 + Math.max(inkOf(labelOf(group), 620), narrow ? 0 : inkOf(group.facts, 420)))
      return { key: group.ids[0], x: places[2 * row], y: places[2 * row + 1], width: Math.min(width, 220), short: Math.min(width, 120), height: narrow ? 20 : HEIGHT }
    })
    return placeLabels(wishes, size, covered, places, ways)
  }, [groups, places, size, covered, narrow, ways])
  useEffect(() => {
    ways.clear()
    for (const { key, way } of placed) ways.set(key, way)
  }, [placed, ways])
  const of = useMemo(() => new Map(groups.map(group => [group.ids[0], group])), [groups])
  const at = (row: number) => [places[2 * row], places[2 * row + 1]] as const
  const placesOfNearest = ({ nearest }: LandedGroup) => nearest.slice(0, NEAREST).flatMap(({ id }) => {
    const row = rowOf.get(id)
    return row === undefined ? [] : [at(row)]
  })
  return (
    <div className="LandedMarks" ref={root}>
      <svg width={size.width} height={size.height} aria-hidden>
        {placed.map(place => <Leader key={place.key} place={place} at={at(of.get(place.key)!.rows[0])} />)}
        {groups.map(group => <Mark key={group.ids[0]} group={group} at={at(group.rows[0])} chosen={group.ids.some(id => selected.has(id))} near={placesOfNearest(group)} />)}
      </svg>
      {placed.map(place => {
        const group = of.get(place.key)!
        const label = labelOf(group)
        return (
          <button
            key={place.key}
            type="button"
            className="LandedLabel"
            style={{ transform: `translate(${place.left}px, ${place.top}px)`, width: place.width, height: place.height }}
            title={label}
            aria-label={`${label}, ${group.facts}: select`}
            onClick={() => {
              select(group.ids, 'map')
              if (group.ids.length === 1) void openNetwork(group.ids[0])
            }}
          >
            <b>{label}</b>
            {!narrow && <span>{group.facts}</span>}
          </button>
        )
      })}
    </div>
  )
})

function Leader({ place, at: [x, y] }: { place: LabelPlace, at: Place }) {
  const [toX, toY] = leaderEnd(rectOf(place), x, y)
  const long = Math.hypot(toX - x, toY - y)
  // It begins at the circle's rim.
  return long <= RADIUS ? null : <line className="LandedMarks-leader" x1={x + RADIUS * (toX - x) / long} y1={y + RADIUS * (toY - y) / long} x2={toX} y2={toY} />
}

type Place = readonly [number, number]

function Mark({ group: { offMap }, at: [x, y], chosen, near }: { group: LandedGroup, at: Place, chosen: boolean, near: readonly Place[] }) {
  const arms = `M${x - 12},${y}h5M${x + 7},${y}h5M${x},${y - 12}v5M${x},${y + 7}v5`
  return (
    <g className={offMap ? 'LandedMark LandedMark-off' : 'LandedMark'}>
      {chosen && near.map(([toX, toY], k) => <line key={k} className="LandedMark-near" x1={x} y1={y} x2={toX} y2={toY} />)}
      <circle className="LandedMark-ground" cx={x} cy={y} r={chosen ? CHOSEN : RADIUS} />
      <circle cx={x} cy={y} r={chosen ? CHOSEN : RADIUS} />
      <path className="LandedMark-halo" d={arms} />
      <path d={arms} />
    </g>
  )
}
