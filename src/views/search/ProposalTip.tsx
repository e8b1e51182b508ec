// What an open circle on the map is, beside it.
import { useBeside } from '../map/use-beside.ts'
import type { Size } from '../map/view.ts'
import type { Drawn } from './marks-drawn.ts'
import type { SettingWords } from './search-words.ts'
import { foretold, landedScore, networks, numberOf } from './search-words.ts'

export function ProposalTip({ mark: { one, at, radius }, words, frame }: { mark: Drawn, words: readonly SettingWords[], frame: Size }) {
  const ref = useBeside(at, frame)
  const { proposal, landed, id } = one
  return (
    <div ref={ref} className="Tooltip ProposalTip" role="tooltip">
      <p className="Tooltip-title">Proposal {numberOf(one)}</p>
      <p className="ProposalTip-settings">{words.map(({ key, words: said }) => <span key={key}>{said}</span>)}</p>
      <dl>
        <div><dt>predicted accuracy</dt><dd>{foretold(proposal)}</dd></div>
        {!landed && radius !== null && <div><dt>lands within the circle</dt><dd>2 times in 3</dd></div>}
        {landed && <div><dt>landed as #{id}</dt><dd>{landedScore(landed)}</dd></div>}
      </dl>
      <p className="Tooltip-note">{landed ? 'trained' : id === null ? 'not trained' : 'in training'}{proposal.from === 'prior' ? ', drawn anew' : proposal.votes.length > 0 ? `, by the votes of ${networks(proposal.votes.length)}` : ''}</p>
    </div>
  )
}
