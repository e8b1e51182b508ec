// How far the map can be trusted: how many of each network's nearest it keeps near, and how far it keeps the order of distances.
import './Trust.css'
import { useEffect, useMemo, useState } from 'react'
import type { MapTrust, TrustRequest } from '../../protocol/geometry.ts'
import type { MeasureKey } from '../../store/measures.ts'
import { useAnswer } from '../use-answer.ts'
import { useApp } from '../use-app.ts'
import { Term } from '../learn/Term.tsx'
import { Check } from '../ui/Check.tsx'
import { decimal, integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { DRAWN, keptCounts, NEIGHBOURS, summary, trustMeasures } from './trust-reading.ts'
import { useSeen } from './use-seen.ts'
import { useSelected } from './use-selected.ts'
import { networksOf } from './words.ts'

const KEPT: MeasureKey = 'derived:trust kept'
const DISTORTION: MeasureKey = 'derived:trust distortion'

export function Trust() {
  const [ref, seen] = useSeen<HTMLDivElement>()
  const [of, setOf] = useState<TrustRequest['of']>('distances')
  const asked = of === 'potential' ? DRAWN : NEIGHBOURS
  const { value: trust, whole, share, why } = useAnswer('trust', seen ? asked : null)
  const derived = useApp(state => state.derived)
  const derive = useApp(state => state.derive)
  // So that the map can be coloured by them, and every panel can use them.
  useEffect(() => {
    if (!trust || !whole) return
    const measures = trustMeasures(trust)
    if (!measures.every(measure => derived.includes(measure))) derive('trust', measures)
  }, [trust, whole, derived, derive])
  const read = useMemo(() => trust && summary(trust), [trust])
  const say = trust && read
    ? (
        <>
          On average <b>{decimal(read.kept, 1)} of {trust.k}</b> nearest {of === 'potential' ? 'by potential distance' : 'by distance'} are among the {trust.k} nearest on the
          map; seen from a network, the order of all the others is kept to <b>ρ&nbsp;=&nbsp;{decimal(read.order, 2)}</b> (median, n&nbsp;=&nbsp;{integer(trust.n)}).
        </>
      )
    : why ?? 'What is near on the map is held against what is near by distance.'
  return (
    <div ref={ref}>
      <Panel title="Can the map be trusted?" help="trust" aside={share !== null ? `${integer(100 * share)} %` : trust ? `k = ${trust.k}` : undefined} say={say}>
        {trust && <div className="Trust" data-old={!whole || undefined}><Kept trust={trust} /></div>}
        <Against of={of} onChange={setOf} />
        {trust && <OnTheMap />}
      </Panel>
    </div>
  )
}

/** PHATE trades single distances for the shape of the whole before it draws: the two losses are told apart. */
function Against({ of, onChange }: { of: TrustRequest['of'], onChange: (of: TrustRequest['of']) => void }) {
  return (
    <div className="Trust-against">
      <span>Held against</span>
      <Segmented<TrustRequest['of']>
        label="Held against"
        value={of}
        options={[
          { value: 'distances', label: 'Distances', title: 'Between the representations: what diffusion and drawing lose together' },
          { value: 'potential', label: 'Potential distances', title: 'After the walk of t steps, which is what PHATE draws: what the drawing alone loses' },
        ]}
        onChange={onChange}
      />
    </div>
  )
}

/** Networks by the number of their neighbours that are kept; a click selects them. */
function Kept({ trust }: { trust: MapTrust }) {
  const { ids, selecting } = useSelected()
  const select = useApp(state => state.select)
  const counts = useMemo(() => keptCounts(trust), [trust])
  const chosen = useMemo(() => keptCounts({ k: trust.k, kept: trust.kept.filter((_, row) => ids.has(trust.ids[row])) }), [trust, ids])
  const most = Math.max(1, ...counts)
  return (
    <>
      <div className="Trust-bars" role="group" aria-label={`Networks by how many of their ${trust.k} nearest are kept`}>
        {counts.map((count, kept) => (
          <button
            key={kept}
            type="button"
            aria-label={`${kept} of ${trust.k} kept: ${networksOf(count)}${selecting ? `, ${integer(chosen[kept])} selected` : ''}`}
            title={`${kept} of ${trust.k} kept: ${networksOf(count)}`}
            disabled={count === 0}
            onClick={() => select(trust.ids.filter((_, row) => Math.round(trust.k * trust.kept[row]) === kept), 'panel')}
          >
            <span className="Trust-count">{count > 0 && integer(count)}</span>
            <span className="Trust-bar" style={{ height: `${66 * count / most}px` }}>
              {selecting && count > 0 && <i style={{ height: `${100 * chosen[kept] / count}%` }} />}
            </span>
            <span className="Trust-tick">{kept}</span>
          </button>
        ))}
      </div>
      <p className="Trust-name" aria-hidden>of {trust.k} nearest kept</p>
      <dl className="Trust-figures">
        <div title="Lowered by networks that look near and are not"><dt><Term name="trustworthiness">trustworthiness</Term></dt><dd>{decimal(trust.trustworthiness, 3)}</dd></div>
        <div title="Lowered by networks that are near and do not look so"><dt><Term name="continuity">continuity</Term></dt><dd>{decimal(trust.continuity, 3)}</dd></div>
      </dl>
    </>
  )
}

function OnTheMap() {
  const { measure } = useApp(state => state.colour)
  const colourBy = useApp(state => state.colourBy)
  const lines = useApp(state => state.trustLines)
  const showTrust = useApp(state => state.showTrust)
  const coloured = measure === KEPT || measure === DISTORTION
  const show = (on: boolean) => {
    showTrust(on)
    if (on !== coloured) colourBy({ measure: on ? KEPT : 'testAccuracy', log: false, range: null })
  }
  return (
    <div className="Trust-map">
      <Check label="Show on the map" hint="With lines from the network you point at to its nearest by distance that lie elsewhere." checked={coloured && lines} onChange={show} />
      {coloured && (
        <Segmented<MeasureKey>
          label="Colour by"
          value={measure}
          options={[{ value: KEPT, label: 'Kept' }, { value: DISTORTION, label: 'Distorted' }]}
          onChange={key => colourBy({ measure: key, log: false, range: null })}
        />
      )}
    </div>
  )
}
