// Batch after batch until a budget is spent, and the best so far against what was spent.
import { Pause, Play, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { quantile } from '../../core/statistics.ts'
import { inOrder } from '../../store/search/fared.ts'
import { looksBlock, nextStep } from '../../store/search/looks.ts'
import { AGAIN, luckOf } from '../../store/search/luck.ts'
import { searchBlock } from '../../store/search/searched.ts'
import type { SearchState } from '../../store/search/search-state.ts'
import { spentOf, USUAL_LOOKS } from '../../store/search/search-state.ts'
import { axis } from '../charts/axis.ts'
import { XAxis, YAxis } from '../charts/Axes.tsx'
import { useReading } from '../charts/use-reading.ts'
import { useWidth } from '../charts/use-width.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { decimal, integer, tick } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import type { Asking } from './AskPanel.tsx'
import { inTrainings, lookingInWords, luckInWords, networks, spentInWords, trainings } from './search-words.ts'

const sign = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const

export function LoopPanel({ search, act }: Asking) {
  const block = useApp(searchBlock)
  const dim = useApp(state => looksBlock(state.recipe))
  const { phase, settings: { budget, looks }, best, shown, looking } = search
  /** Somebody has pressed Pause, and the batch goes on. */
  const [pausing, setPausing] = useState(false)
  if (pausing && phase !== 'looping') setPausing(false)
  const [first, last] = [best[0], best.at(-1)]
  const spent = spentOf(search)
  const [rests, early] = [phase === 'idle' || phase === 'paused', looks > 1 && dim === null]
  const goesOn = useMemo(() => nextStep(search, early ? looks : 1) !== null, [search, early, looks])
  return (
    <Panel
      title="Batch after batch"
      help="sampling"
      aside={spent > 0 ? spentInWords(search) : undefined}
      say={first && last && best.length > 1
        ? last.score > first.score
          ? <>Best so far <b>{decimal(last.score, 3)}</b> (#{last.id}); the map’s best was {decimal(first.score, 3)} before.</>
          : <>None of {networks(best.length - 1)} has beaten the map’s best, <b>{decimal(first.score, 3)}</b> (#{first.id}).</>
        : `Proposes, ${early ? 'looks early, ' : ''}trains and updates the map in turn until the budget of ${trainings(budget)} is spent.`}
    >
      {best.length > 1 && <BestCurve best={best} budget={budget} shown={shown} />}
      <Check
        label={`Look early: ${integer(looks > 1 ? looks : USUAL_LOOKS)} for a tenth of their training, the best goes on`}
        hint={dim ?? 'Measured on three tasks, this finds better networks at the same cost, whoever proposes.'}
        checked={early}
        reason={dim}
        onChange={checked => act(room => room.setSettings({ looks: checked ? USUAL_LOOKS : 1 }))}
      />
      {looking && <p className="Search-hint" role="status">{lookingInWords(looking)}</p>}
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
      {rests && !goesOn && <p className="Panel-note">The budget is spent: raise it to go on.</p>}
      {last && best.length > 1 && <LuckOfTheBest id={last.id} reason={block ?? (rests ? null : 'A batch is under way.')} act={act} />}
    </Panel>
  )
}

/** The best of many was chosen by its accuracy: the same settings with other seeds say how much of that was luck. */
function LuckOfTheBest({ id, reason, act }: Pick<Asking, 'act'> & { id: number, reason: string | null }) {
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

const HEIGHT = 132

function BestCurve({ best, budget, shown }: Pick<SearchState, 'best' | 'shown'> & { budget: number }) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const [left, right, top, bottom] = [38, width - 10, 20, HEIGHT - 32]
  const landed = useMemo(() => inOrder(shown).map(({ id, landed: { score } }) => ({ id, score })), [shown])
  const most = Math.max(budget, best.at(-1)!.spent)
  const [low, high] = useMemo(() => {
    // A few that did badly would leave no height to the curve: they lie at its foot.
    const tenth = quantile(landed.map(({ score }) => score), 0.1)
    return [Number.isFinite(tenth) ? Math.min(tenth, best[0].score) : best[0].score, best.at(-1)!.score]
  }, [best, landed])
  const x = useMemo(() => axis([0, most], [left, right], { integer: true, ticks: 5 }), [most, left, right])
  const y = useMemo(() => axis(high > low ? [low, high] : [Math.max(0, low - 0.05), Math.min(1, low + 0.05)], [bottom - 4, top + 4], { ticks: 3 }), [low, high, bottom, top])
  const { at, handlers } = useReading({ ...x, value: pixel => nearest(best, x.value(pixel)) }, 0, best.length - 1)
  const read = at === null ? null : best[at]
  const own = at ? landed[at - 1] : null
  const words = read ? `${own ? `after ${inTrainings(read.spent)}: #${own.id} came to ${Number.isFinite(own.score) ? decimal(own.score, 3) : 'nothing'}` : 'before'}; best ${decimal(read.score, 3)} (#${read.id})` : ''
  const steps = best.map(({ spent, score }, k) => k === 0 ? `M${x.at(0)} ${y.at(score)}` : `H${x.at(spent)}V${y.at(score)}`).join('')
  return (
    <div className="Chart" ref={ref}>
      <svg width={width} height={HEIGHT} role="application" tabIndex={0} aria-label="Best accuracy against trainings spent; arrow keys read one after the other" {...handlers}>
        <YAxis axis={y} left={left} right={right} format={tick} />
        <XAxis axis={x} y={bottom} format={integer} name="trainings spent" />
        <text x={left - 4} y={8} aria-hidden>test accuracy</text>
        <g aria-hidden>
          {landed.map(({ id, score }, k) => Number.isFinite(score)
            ? <circle key={id} cx={x.at(best[k + 1].spent)} cy={Math.min(bottom - 3, y.at(score))} r={2.4} fill="var(--mark-dim)" />
            : <path key={id} className="Chart-open" d={`M${x.at(best[k + 1].spent) - 3} ${bottom - 7}l6 6m0 -6l-6 6`} />)}
          <path className="Search-best" d={steps} />
          {read && <circle cx={x.at(read.spent)} cy={y.at(read.score)} r={3.5} fill="var(--accent)" stroke="var(--surface)" />}
        </g>
        {words && <text className="Chart-label" x={width} y={8} textAnchor="end">{words}</text>}
      </svg>
      <span className="visually-hidden" aria-live="polite">{words}</span>
    </div>
  )
}

/** The place of whoever came nearest to this much; before the first and after the last nobody's. */
function nearest(best: SearchState['best'], spent: number): number {
  const last = best.length - 1
  if (spent < -0.5 || spent > best[last].spent + 0.5) return -1
  return best.reduce((near, one, place) => Math.abs(one.spent - spent) < Math.abs(best[near].spent - spent) ? place : near, 0)
}
