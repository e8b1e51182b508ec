// Every proposal as a row: its settings, what is foretold of it, who voted, and once it is trained what it came to. Pointing at one shows it on the map.
import { Download } from 'lucide-react'
import { memo, useMemo, useState } from 'react'
import { knownSize } from '../../core/data/size.ts'
import { costFor } from '../../core/search/cost.ts'
import { looksBlock, standingOf } from '../../store/search/looks.ts'
import type { ShownProposal } from '../../store/search/search-state.ts'
import { lookCost, openOf } from '../../store/search/search-state.ts'
import { lookAt } from '../map/look-at.ts'
import { Button } from '../ui/Button.tsx'
import { decimal, integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import type { Asking } from './AskPanel.tsx'
import type { SettingWords } from './search-words.ts'
import { foretold, glimpsed, inTrainings, landedScore, networks, numberOf, votesOf } from './search-words.ts'
import { useSettingsWords } from './use-settings-words.ts'

/** Rows of each kind that stand there at first. */
const FIRST_ROWS = 12

export function ProposalsPanel({ search, act }: Asking) {
  const { shown, pointed, phase, looking } = search
  const [all, setAll] = useState(false)
  const wordsOf = useSettingsWords(search)
  const dataset = useApp(state => state.dataset)
  const dim = useApp(state => looksBlock(state.recipe))
  const open = openOf(search)
  const fresh = open.filter(({ look }) => look === null)
  // Those that wait, then those that landed, the latest first, then those that were passed over after a look, the most promising first.
  const standing = standingOf(search, useMemo(() => costFor(search.settings.aim, knownSize(dataset)), [search.settings.aim, dataset]))
  const trained = shown.filter(({ id }) => id !== null).toReversed()
  const landed = shown.filter(one => one.landed !== null).length
  const first = (rows: readonly ShownProposal[]): readonly ShownProposal[] => all ? rows : rows.slice(0, FIRST_ROWS)
  // A batch that somebody asked for is all there; one of a loop is on its way.
  const listed = [...phase === 'looping' ? first(fresh) : fresh, ...first(trained), ...first(standing)]
  const waits = phase === 'idle' || phase === 'paused'
  return (
    <Panel
      title="Proposals"
      help="sampling"
      aside={looking ? `${integer(looking.done)} of ${integer(looking.total)} looked at` : [open.length > 0 && `${integer(open.length)} not trained`, landed > 0 && `${integer(landed)} trained`].filter(Boolean).join(', ')}
      say="Bold: unlike the networks that vote. ± is how far the same prediction was off for networks that were left out."
    >
      <ol className="Proposals">
        {listed.map(one => <Row key={one.key} one={one} words={wordsOf(one)} pointed={pointed === one.key} trains={waits && one.id === null} act={act} />)}
      </ol>
      <div className="Search-actions">
        {waits && fresh.length > 1 && (
          <Button small reason={dim} title="Each is trained for a tenth (in whole epochs), beside the map; then one knows better which to train to its end" onClick={() => act(room => room.look())}>
            Look at these {integer(fresh.length)} early (costs {inTrainings(fresh.reduce((sum, one) => sum + lookCost(one), 0))})
          </Button>
        )}
        {listed.length < shown.length && <Button small variant="quiet" onClick={() => setAll(true)}>Show all {integer(shown.length)}</Button>}
        {waits && <Button small variant="quiet" title="Takes the proposals away; networks that were trained stay on the map" onClick={() => act(room => room.clear())}>Put the search away</Button>}
      </div>
    </Panel>
  )
}

interface RowProps extends Pick<Asking, 'act'> { one: ShownProposal, words: readonly SettingWords[], pointed: boolean, trains: boolean }

const Row = memo(function Row({ one, words, pointed, trains, act }: RowProps) {
  const { proposal, id, landed } = one
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const saveText = useApp(state => state.saveText)
  const number = numberOf(one)
  const voters = proposal.votes.map(vote => vote.id)
  const point = (key: number | null) => act(room => room.point(key))
  const save = () => act(room => saveText(room.documentOf(one.key), `proposal-${number}.json`, 'application/json'))
  return (
    <li
      className="Proposal"
      data-pointed={pointed || undefined}
      data-key={one.key}
      onPointerEnter={() => point(one.key)}
      onPointerLeave={() => point(null)}
      onFocus={() => point(one.key)}
      onBlur={() => point(null)}
    >
      <span className="Proposal-number" data-prior={proposal.from === 'prior' || undefined} data-landed={landed !== null || undefined}>{number}</span>
      <p className="Proposal-settings">{words.map(({ key, words: said, unusual }) => <span key={key}>{unusual ? <b>{said}</b> : said}</span>)}</p>
      <p className="Proposal-said">
        {landed && id !== null
          ? (
              <>
                <button type="button" className="Rows-link" aria-label={`Open network ${id}, which proposal ${number} became`} onClick={() => { select([id], 'panel'); void openNetwork(id) }}>#{id}</button>
                <span>{Number.isFinite(landed.score) && 'landed at '}<b>{landedScore(landed)}</b>, said {decimal(proposal.predicted.score, 3)}{one.look !== null && `, ${glimpsed(one)}`}</span>
              </>
            )
          : <span>{id === null ? 'should come to' : 'in training, should come to'} <b>{foretold(proposal)}</b>{one.look !== null && `; ${glimpsed(one)}`}</span>}
        <span className="Proposal-tools">
          {voters.length > 0
            ? <Button small variant="quiet" title={`Select the ${networks(voters.length)} that voted`} aria-label={`Select the ${networks(voters.length)} that voted for proposal ${number}`} onClick={() => { select(voters, 'panel'); lookAt(voters) }}>{votesOf(proposal)}</Button>
            : proposal.from === 'prior' && <span className="Proposal-anew" title="From the form’s ranges, so that nothing is overlooked: nobody voted">drawn anew</span>}
          {trains && <Button small aria-label={`Train proposal ${number}`} onClick={() => act(room => room.train([one.key]))}>Train</Button>}
          <Button small variant="quiet" icon={<Download size={14} strokeWidth={1.5} aria-hidden />} aria-label={`Save proposal ${number} as a document`} title="A document that netfold train reads" onClick={save} />
        </span>
      </p>
    </li>
  )
})
