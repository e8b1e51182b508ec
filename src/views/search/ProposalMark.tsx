// One proposal on the map. Open: not trained; dashed: drawn from the prior. A line leads to where it landed.
import type { ShownProposal } from '../../store/search/search-state.ts'
import type { Point } from '../map/view.ts'

/** What is drawn of a proposal, in pixels. */
export interface Drawn { one: ShownProposal, at: Point, landed: Point | null, radius: number | null }

/** Of the circle; where it has landed only the foot of the line is left of it. */
const [OPEN, FOOT] = [6.5, 3]

export function ProposalMark({ one, at: [x, y], landed, radius, pointed }: Drawn & { pointed: boolean }) {
  const done = one.landed !== null
  const state = done ? 'landed' : one.id === null ? 'open' : 'training'
  return (
    <g className="ProposalMark" data-state={state} data-prior={one.proposal.from === 'prior' || undefined} data-pointed={pointed || undefined}>
      {radius !== null && (!done || pointed) && <circle className="ProposalMark-error" cx={x} cy={y} r={radius} />}
      {landed && <path className="ProposalMarks-halo" d={`M${x} ${y}L${landed[0]} ${landed[1]}`} />}
      {landed && <path className="ProposalMark-way" d={`M${x} ${y}L${landed[0]} ${landed[1]}`} />}
      <circle className="ProposalMarks-halo" cx={x} cy={y} r={done ? FOOT : OPEN} />
      <circle className="ProposalMark-circle" cx={x} cy={y} r={done ? FOOT : OPEN} />
      {landed && pointed && <circle className="ProposalMark-landed" cx={landed[0]} cy={landed[1]} r={10} />}
    </g>
  )
}
