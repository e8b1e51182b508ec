// Proposals on the map: an open circle where each should land, with its number; from there a line to where it did land. Rings about the front; and the click that
// names a place.
import './proposal-marks.css'
import type { KeyboardEvent } from 'react'
import { memo, useMemo, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { Point } from '../map/view.ts'
import { useApp } from '../use-app.ts'
import { handOver } from './hand-over.ts'
import { useMapMode } from './map-mode.ts'
import { marksDrawn } from './marks-drawn.ts'
import type { Held } from './places-seen.ts'
import { placeSeen } from './places-seen.ts'
import { PlacePicker } from './PlacePicker.tsx'
import { ProposalMark } from './ProposalMark.tsx'
import { ProposalTip } from './ProposalTip.tsx'
import { proposalInWords } from './search-words.ts'
import { useFront } from './use-front.ts'
import { useSearch, useSearchRoom } from './use-search.ts'
import { useSettingsWords } from './use-settings-words.ts'

interface Props {
  /** Pixels, x, y by row. */
  places: Float64Array
  networks: readonly NetworkRow[]
  seen: Held
}

export const ProposalMarks = memo(function ProposalMarks({ places, networks, seen }: Props) {
  const search = useSearch()
  const act = useSearchRoom()
  const setTab = useApp(state => state.setTab)
  const { picking, front } = useMapMode()
  const { shown, pointed, region } = search
  const { view: { scale }, size } = seen
  const wordsOf = useSettingsWords(search)
  /** Pointed at on the map itself: then it is told there what it is. */
  const [here, setHere] = useState(false)
  const at = useMemo(() => placeSeen(seen), [seen])
  const drawn = useMemo(() => marksDrawn(shown, pointed, { at, scale, width: size.width }), [shown, pointed, at, scale, size.width])
  /** For keys: in the order of the numbers, whichever is drawn last. */
  const walked = useMemo(() => drawn.toSorted((a, b) => a.one.key - b.one.key), [drawn])
  const chosen = drawn.find(mark => mark.pointed) ?? null
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
    <div className="ProposalMarks">
      <svg width={size.width} height={size.height} aria-hidden>
        {front && <FrontRings networks={networks} places={places} />}
        {gap && <path className="ProposalMarks-halo" data-cross d={cross(gap)} />}
        {gap && <path className="ProposalMarks-gap" d={cross(gap)} />}
        {drawn.map(mark => <ProposalMark key={mark.one.key} {...mark} />)}
      </svg>
      {walked.length > 0 && (
        <div ref={handOver} role="group" aria-label="Proposals on the map; arrow keys go from one to the next" onKeyDown={keys}>
          {walked.map(({ one, at: [x, y], numbered }, k) => (
            <button
              key={one.key}
              type="button"
              className="ProposalMarks-touch"
              data-size={one.landed !== null ? 'foot' : numbered ? undefined : 'plain'}
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
      {chosen && here && <ProposalTip mark={chosen} words={wordsOf(chosen.one)} frame={size} />}
      {picking && <PlacePicker held={seen} places={places} networks={networks} />}
    </div>
  )
})

const cross = ([x, y]: Point): string => `M${x - 9} ${y}h18M${x} ${y - 9}v18`

/** The tab may have to be drawn first. */
const showRow = (key: number): void => { setTimeout(() => document.querySelector(`.Proposal[data-key="${key}"]`)?.scrollIntoView({ block: 'nearest' }), 120) }

function FrontRings({ networks, places }: { networks: readonly NetworkRow[], places: Float64Array }) {
  const { front } = useFront()
  const rows = useMemo(() => {
    const ids = new Set(front.map(({ id }) => id))
    return networks.flatMap(({ id }, row) => ids.has(id) ? row : [])
  }, [front, networks])
  return rows.map(row => (
    <g key={row}>
      <circle className="ProposalMarks-halo" cx={places[2 * row]} cy={places[2 * row + 1]} r={10} />
      <circle className="ProposalMarks-front" cx={places[2 * row]} cy={places[2 * row + 1]} r={10} />
    </g>
  ))
}
