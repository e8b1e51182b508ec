// Proposals on the map: an open circle where each should land, with the radius of its error; from there a line to where it did land. Rings about the front;
// and the click that names a place.
import './proposal-marks.css'
import type { KeyboardEvent } from 'react'
import { memo, useMemo, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { frontOf } from '../../store/search/front.ts'
import { placeLabels } from '../map/label-places.ts'
import { useCovered } from '../map/use-covered.ts'
import { useApp } from '../use-app.ts'
import { useMapMode } from './map-mode.ts'
import type { Seen } from './places-seen.ts'
import { placeSeen } from './places-seen.ts'
import { PlacePicker } from './PlacePicker.tsx'
import type { Drawn } from './ProposalMark.tsx'
import { ProposalMark } from './ProposalMark.tsx'
import { ProposalTip } from './ProposalTip.tsx'
import { numberOf, proposalInWords } from './search-words.ts'
import { useSearch, useSearchRoom } from './use-search.ts'
import { useSettingsWords } from './use-settings-words.ts'

interface Props {
  /** Pixels, x, y by row. */
  places: Float64Array
  networks: readonly NetworkRow[]
  seen: Seen
}

/** Numbers on the map at a time, the first of those that wait; every other has its circle, and its row in the panel. */
const MOST_NUMBERS = 16
/** Lines to where networks landed, the latest; of the others there is the network alone. */
const MOST_LANDED = 48
const NUMBER = { width: 18, height: 16 }

export const ProposalMarks = memo(function ProposalMarks({ places, networks, seen }: Props) {
  const search = useSearch()
  const act = useSearchRoom()
  const setTab = useApp(state => state.setTab)
  const { picking, front } = useMapMode()
  const { shown, pointed, region } = search
  const { view: { scale }, size } = seen
  const [root, covered] = useCovered(size)
  const wordsOf = useSettingsWords(search)
  /** Pointed at on the map itself: then it is told there what it is. */
  const [here, setHere] = useState(false)
  const at = useMemo(() => placeSeen(seen), [seen])
  const few = useMemo(() => {
    const old = new Set(shown.filter(({ landed }) => landed !== null).slice(0, -MOST_LANDED))
    return shown.filter(one => !old.has(one))
  }, [shown])
  const drawn = useMemo(() => few.flatMap((one): Drawn[] => {
    const { place, placeError } = one.proposal.predicted
    const from = place && at(place)
    return from ? [{ one, at: from, landed: one.landed?.place ? at(one.landed.place) : null, radius: placeError === null ? null : placeError * scale }] : []
  }), [few, at, scale])
  const open = useMemo(() => drawn.filter(({ one }) => one.landed === null), [drawn])
  const numbers = useMemo(
    () => placeLabels(open.slice(0, MOST_NUMBERS).map(({ one: { key }, at: [x, y] }) => ({ key, x, y, ...NUMBER, short: NUMBER.width })), size, covered, NO_DOTS),
    [open, size, covered],
  )
  const chosen = drawn.find(({ one: { key } }) => key === pointed) ?? null
  const point = (key: number | null) => {
    setHere(key !== null)
    act(room => room.point(key))
  }
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    buttons.at((buttons.indexOf(event.target as HTMLButtonElement) + step) % buttons.length)?.focus()
    event.preventDefault()
  }
  const gap = region.kind === 'gap' ? at(region.place) : null
  return (
    <div className="ProposalMarks" ref={root}>
      <svg width={size.width} height={size.height} aria-hidden>
        {front && <FrontRings networks={networks} places={places} />}
        {gap && <path className="ProposalMarks-gap" d={`M${gap[0] - 9} ${gap[1]}h18M${gap[0]} ${gap[1] - 9}v18`} />}
        {numbers.map(({ key, left, top }) => {
          const [x, y] = open.find(({ one }) => one.key === key)!.at
          return <line key={key} className="ProposalMarks-leader" x1={x} y1={y} x2={left + NUMBER.width / 2} y2={top + NUMBER.height / 2} />
        })}
        {drawn.map(mark => <ProposalMark key={mark.one.key} {...mark} pointed={mark === chosen} />)}
        {numbers.map(({ key, left, top }) => <text key={key} className="ProposalMarks-number" x={left + NUMBER.width / 2} y={top + 12} textAnchor="middle">{numberOf({ key })}</text>)}
      </svg>
      {drawn.length > 0 && (
        <div role="group" aria-label="Proposals on the map; arrow keys go from one to the next" onKeyDown={keys}>
          {drawn.map(({ one, at: [x, y] }, k) => (
            <button
              key={one.key}
              type="button"
              className="ProposalMarks-touch"
              data-landed={one.landed !== null || undefined}
              style={{ transform: `translate(${x}px, ${y}px)` }}
              tabIndex={(chosen ? chosen.one === one : k === 0) ? 0 : -1}
              aria-label={proposalInWords(one, wordsOf(one))}
              onPointerEnter={() => point(one.key)}
              onPointerLeave={() => point(null)}
              onFocus={() => point(one.key)}
              onBlur={() => point(null)}
              onClick={() => {
                setTab('search')
                showRow(one.key)
              }}
            />
          ))}
        </div>
      )}
      {chosen && here && <ProposalTip one={chosen.one} words={wordsOf(chosen.one)} at={chosen.at} frame={size} />}
      {picking && !seen.space && <PlacePicker seen={seen} />}
    </div>
  )
})

const NO_DOTS = new Float64Array()

/** The tab may have to be drawn first. */
const showRow = (key: number): void => { setTimeout(() => document.querySelector(`.Proposal[data-key="${key}"]`)?.scrollIntoView({ block: 'nearest' }), 120) }

function FrontRings({ networks, places }: { networks: readonly NetworkRow[], places: Float64Array }) {
  const rows = useMemo(() => {
    const ids = new Set(frontOf(networks).map(({ id }) => id))
    return networks.flatMap(({ id }, row) => ids.has(id) ? row : [])
  }, [networks])
  return rows.map(row => (
    <g key={row}>
      <circle className="ProposalMarks-halo" cx={places[2 * row]} cy={places[2 * row + 1]} r={10} />
      <circle className="ProposalMarks-front" cx={places[2 * row]} cy={places[2 * row + 1]} r={10} />
    </g>
  ))
}
