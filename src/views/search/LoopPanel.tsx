// Batch after batch until a budget is spent, and how much of the best was luck.
import { Pause, Play, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { isDrawn } from '../../core/data/fresh.ts'
import { freshRowsBlock, standingTest } from '../../store/search/fresh-asked.ts'
import { looksBlock, nextStep } from '../../store/search/looks.ts'
import { AGAIN, luckOf } from '../../store/search/luck.ts'
import { searchBlock } from '../../store/search/searched.ts'
import type { SearchState } from '../../store/search/search-state.ts'
import { spentOf, USUAL_LOOKS } from '../../store/search/search-state.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { decimal, integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import type { Asking } from './AskPanel.tsx'
import { BestCurve } from './BestCurve.tsx'
import { aimInWords } from './cost-words.ts'
import { RiseCurve } from './RiseCurve.tsx'
import { freshInWords, luckInWords, networks, spentInWords, trainings, underWayInWords } from './search-words.ts'
import { useFrontGain } from './use-front.ts'

const sign = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const

export function LoopPanel({ search, act }: Asking) {
  const block = useApp(searchBlock)
  const dim = useApp(state => looksBlock(state.recipe))
  const { phase, settings: { budget, looks }, best, shown } = search
  /** Somebody has pressed Pause, and the batch goes on. */
  const [pausing, setPausing] = useState(false)
  if (pausing && phase !== 'looping') setPausing(false)
  const [first, last] = [best[0], best.at(-1)]
  const spent = spentOf(search)
  const [rests, early] = [phase === 'idle' || phase === 'paused', looks > 1 && dim === null]
  const doing = underWayInWords(search)
  const gain = useFrontGain(search)
  const goesOn = useMemo(() => nextStep(search, early ? looks : 1) !== null, [search, early, looks])
  return (
    <Panel
      title="Batch after batch"
      help="sampling"
      aside={spent > 0 ? spentInWords(search) : undefined}
      say={gain ? aimInWords(gain.cost, gain) : first && last && best.length > 1
        ? last.score > first.score
          ? <>Best so far <b>{decimal(last.score, 3)}</b> (#{last.id}); the map’s best was {decimal(first.score, 3)} before.</>
          : <>{best.length === 2 ? 'The network that landed has not' : `None of ${networks(best.length - 1)} has`} beaten the map’s best, <b>{decimal(first.score, 3)}</b> (#{first.id}).</>
        : `Proposes, ${early ? 'looks early, ' : ''}trains and updates the map in turn until the budget of ${trainings(budget)} is spent.`}
    >
      <Check
        label={`Look early: ${integer(looks > 1 ? looks : USUAL_LOOKS)} for a tenth of their training, the best goes on`}
        hint={dim ?? 'Measured on three tasks, this finds better networks at the same cost, whoever proposes.'}
        checked={early}
        reason={dim}
        onChange={checked => act(room => room.setSettings({ looks: checked ? USUAL_LOOKS : 1 }))}
      />
      <div className="Search-actions">
        {phase === 'looping'
          ? (
              <>
                <Button icon={<Pause {...sign} />} reason={pausing ? 'It pauses after the step under way.' : null} onClick={() => { setPausing(true); act(room => room.pause()) }}>{pausing ? 'Pausing after this step' : 'Pause'}</Button>
                <Button icon={<X {...sign} />} onClick={() => act(room => room.stop())}>Stop, keep what landed</Button>
              </>
            )
          : (
              <Button icon={<Play {...sign} />} reason={block ?? (!rests ? 'A batch is under way.' : goesOn ? null : 'The budget is spent: raise it to go on.')} onClick={() => act(room => room.loop())}>
                {phase === 'paused' ? 'Resume' : spent > 0 && goesOn ? `Go on until ${trainings(budget)} are spent` : `Search with ${trainings(budget)}`}
              </Button>
            )}
      </div>
      {doing && <p className="Search-hint" role="status">{doing}</p>}
      {rests && !goesOn && <p className="Panel-note">The budget is spent: raise it to go on.</p>}
      {gain ? <RiseCurve cost={gain.cost} rises={gain.rises} budget={budget} /> : best.length > 1 && <BestCurve best={best} budget={budget} shown={shown} />}
      {last && best.length > 1 && <LuckOfTheBest id={last.id} reason={block ?? (rests ? null : 'A batch is under way.')} act={act} />}
      {last && best.length > 1 && <OnFreshRows search={search} reason={block ?? (rests ? null : 'A batch is under way.')} act={act} />}
    </Panel>
  )
}

interface Afterwards extends Pick<Asking, 'act'> { reason: string | null }

/** The best of many was chosen by its accuracy: the same settings with other seeds say how much of that was luck. */
function LuckOfTheBest({ id, reason, act }: Afterwards & { id: number }) {
  const map = useApp(state => state.map)
  const luck = useMemo(() => map && luckOf(map, id), [map, id])
  return (
    <>
      <div className="Search-actions">
        <Button small reason={reason} title="They land on the map, and are no part of the budget" onClick={() => act(room => room.again())}>
          Train the best {luck ? 'once more' : 'again'} with {AGAIN} other seeds
        </Button>
      </div>
      <p className="Panel-note">{luck ? luckInWords(luck) : 'The best of many is partly lucky: its settings with other seeds show how much.'}</p>
    </>
  )
}

/** And by its accuracy on the map's test rows: rows that had no say tell what it is worth. */
function OnFreshRows({ search, reason, act }: Afterwards & { search: SearchState }) {
  const map = useApp(state => state.map)
  const test = useMemo(() => map && standingTest(search, map), [search, map])
  const dataset = map?.manifest.dataset
  if (!map || !dataset) return null
  const drawn = isDrawn(dataset)
  const underWay = test !== null && test.found === null && test.fault === null
  return (
    <>
      <div className="Search-actions">
        {underWay
          ? <Button small icon={<X {...sign} />} onClick={() => act(room => room.stopFresh())}>Stop the test</Button>
          : !test?.found && (
              <Button
                small
                reason={reason ?? freshRowsBlock(map)}
                onClick={() => act(room => room.testFresh())}
                title={drawn ? 'Nothing was chosen by these rows; nothing is trained' : 'Nothing lands on the map, and it is no part of the budget'}
              >
                {drawn ? 'Test the best on fresh rows' : 'Test its settings on other rows'}
              </Button>
            )}
      </div>
      {underWay && <p className="Search-hint" role="status">{drawn ? 'Tested' : 'Trained'} {integer(test.done)} of {networks(test.total)}.</p>}
      <p className="Panel-note">{test?.fault ?? (test?.found ? freshInWords(test) : 'It was also chosen by the map’s test rows: rows that had no say tell what it is worth.')}</p>
    </>
  )
}
