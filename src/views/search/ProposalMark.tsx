// One proposal on the map. Open: not trained; dashed: drawn from the prior; pale: looked at, and others went on. A line leads to where it landed, which wears a ring.
import type { Drawn } from './marks-drawn.ts'
import { numberOf } from './search-words.ts'

/** Of the circle: with its number, with one of three figures, without, and the foot of a line. */
const [NUMBERED, LONG, PLAIN, FOOT] = [9.5, 12, 4, 3]
/** Of the ring about the network that landed. */
const [RING, CHOSEN] = [7.5, 10]

export function ProposalMark({ one, at: [x, y], landed, radius, numbered, pointed }: Drawn) {
  const state = one.landed !== null ? 'landed' : one.id === null ? 'open' : 'training'
  const rim = state === 'landed' ? FOOT : !numbered ? PLAIN : one.key > 98 ? LONG : NUMBERED
  return (
    <g className="ProposalMark" data-state={state} data-passed={(state === 'open' && one.look !== null && !numbered) || undefined} data-prior={one.proposal.from === 'prior' || undefined} data-pointed={pointed || undefined}>
      {radius !== null && <circle className="ProposalMark-error" cx={x} cy={y} r={radius} />}
      {landed && <Way from={[x, y]} to={landed} ring={pointed ? CHOSEN : RING} />}
      <circle className="ProposalMarks-halo" cx={x} cy={y} r={rim} />
      <circle className="ProposalMark-circle" cx={x} cy={y} r={rim} />
      {numbered && <text className="ProposalMark-number" x={x} y={y} dy=".36em" textAnchor="middle">{numberOf(one)}</text>}
    </g>
  )
}

type Place = readonly [number, number]

/** From the foot to the ring's rim; the ring alone where it landed just there. */
function Way({ from: [x, y], to: [toX, toY], ring }: { from: Place, to: Place, ring: number }) {
  const share = Math.max(0, 1 - ring / Math.hypot(toX - x, toY - y))
  const line = `M${x} ${y}L${x + share * (toX - x)} ${y + share * (toY - y)}`
  return (
    <>
      <path className="ProposalMarks-halo" d={line} />
      <circle className="ProposalMarks-halo" cx={toX} cy={toY} r={ring} />
      <path className="ProposalMark-way" d={line} />
      <circle className="ProposalMark-ring" cx={toX} cy={toY} r={ring} />
    </>
  )
}
