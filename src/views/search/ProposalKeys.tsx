// What a search's marks on the map mean, for the legend: those that are there now.
import type { ReactNode } from 'react'
import { useApp } from '../use-app.ts'
import { useMapMode } from './map-mode.ts'
import { useSearch } from './use-search.ts'

export function ProposalKeys() {
  const { shown } = useSearch()
  const { front } = useMapMode()
  const dimensions = useApp(state => state.map?.space ? 3 : 2)
  // What was foretold on a flat map is not drawn on one with depth.
  const drawn = shown.filter(({ proposal }) => proposal.predicted.place?.length === dimensions)
  const waiting = drawn.filter(({ landed }) => landed === null)
  return (
    <>
      {waiting.length > 0 && <li className="ProposalKey"><Sign><circle className="ProposalMark-circle" cx={6} cy={6} r={5} /></Sign>proposed, not trained</li>}
      {drawn.some(({ landed }) => landed?.place) && (
        <li className="ProposalKey">
          should land
          <Sign width={29} landed>
            <path className="ProposalMark-way" d="M4 6h14" />
            <circle className="ProposalMark-circle" cx={4} cy={6} r={3} />
            <circle className="ProposalMark-ring" cx={23} cy={6} r={5} />
            <circle cx={23} cy={6} r={2.6} fill="var(--mark-dim)" />
          </Sign>
          landed
        </li>
      )}
      {waiting.some(({ proposal }) => proposal.from === 'prior') && <li className="ProposalKey"><Sign prior><circle className="ProposalMark-circle" cx={6} cy={6} r={5} /></Sign>drawn anew</li>}
      {front && <li className="ProposalKey"><Sign><circle className="ProposalMarks-front" cx={6} cy={6} r={5} /></Sign>on the front</li>}
    </>
  )
}

const Sign = ({ width = 12, prior, landed, children }: { width?: number, prior?: boolean, landed?: boolean, children: ReactNode }) => (
  <svg className="ProposalMark" data-state={landed ? 'landed' : undefined} data-prior={prior} width={width} height={12} aria-hidden>{children}</svg>
)
