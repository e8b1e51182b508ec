// Batch after batch until a budget is spent, and the best so far against what was spent.
import { Pause, Play, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { quantile } from '../../core/statistics.ts'
import { searchBlock } from '../../store/search/searched.ts'
import type { SearchState } from '../../store/search/search-state.ts'
import { spentOf } from '../../store/search/search-state.ts'
import { axis } from '../charts/axis.ts'
import { XAxis, YAxis } from '../charts/Axes.tsx'
import { useReading } from '../charts/use-reading.ts'
import { useWidth } from '../charts/use-width.ts'
import { Button } from '../ui/Button.tsx'
import { decimal, integer, tick } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import type { Asking } from './AskPanel.tsx'
import { networks, spentInWords } from './search-words.ts'

const sign = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const

export function LoopPanel({ search, act }: Asking) {
  const block = useApp(searchBlock)
  const { phase, settings: { budget }, best, shown } = search
  /** Somebody has pressed Pause, and the batch goes on. */
  const [pausing, setPausing] = useState(false)
  if (pausing && phase !== 'looping') setPausing(false)
  const [first, last] = [best[0], best.at(-1)]
  const spent = spentOf(search)
  return (
    <Panel
      title="Batch after batch"
      help="sampling"
      aside={spent > 0 ? spentInWords(search) : undefined}
      say={first && last && best.length > 1
        ? last.score > first.score
          ? <>Best so far <b>{decimal(last.score, 3)}</b> (#{last.id}); the map’s best was {decimal(first.score, 3)} before.</>
          : <>None of {networks(best.length - 1)} has beaten the map’s best, <b>{decimal(first.score, 3)}</b> (#{first.id}).</>
        : `Proposes, trains and updates the map in turn until the budget of ${networks(budget)} is spent.`}
    >
      {best.length > 1 && <BestCurve best={best} budget={budget} shown={shown} />}
      <div className="Search-actions">
        {phase === 'looping'
          ? (
              <>
                <Button icon={<Pause {...sign} />} reason={pausing ? 'It pauses after the batch under way.' : null} onClick={() => { setPausing(true); act(room => room.pause()) }}>{pausing ? 'Pausing after this batch' : 'Pause'}</Button>
                <Button icon={<X {...sign} />} onClick={() => act(room => room.stop())}>Stop, keep what landed</Button>
              </>
            )
          : (
              <Button icon={<Play {...sign} />} reason={block ?? (phase !== 'idle' && phase !== 'paused' ? 'A batch is under way.' : spent >= budget ? 'The budget is spent: raise it to go on.' : null)} onClick={() => act(room => room.loop())}>
                {phase === 'paused' ? 'Resume' : spent > 0 && spent < budget ? `Train ${integer(budget - spent)} more, batch by batch` : `Search with ${networks(budget)}`}
              </Button>
            )}
      </div>
    </Panel>
  )
}

const HEIGHT = 132

function BestCurve({ best, budget, shown }: Pick<SearchState, 'best' | 'shown'> & { budget: number }) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const [left, right, top, bottom] = [38, width - 10, 20, HEIGHT - 32]
  const landed = useMemo(() => shown.flatMap(({ id, landed: found }) => id !== null && found ? { id, score: found.score } : []).sort((a, b) => a.id - b.id), [shown])
  const most = Math.max(budget, best.at(-1)!.spent)
  const [low, high] = useMemo(() => {
    // A few that did badly would leave no height to the curve: they lie at its foot.
    const tenth = quantile(landed.map(({ score }) => score), 0.1)
    return [Number.isFinite(tenth) ? Math.min(tenth, best[0].score) : best[0].score, best.at(-1)!.score]
  }, [best, landed])
  const x = useMemo(() => axis([0, most], [left, right], { integer: true, ticks: 5 }), [most, left, right])
  const y = useMemo(() => axis(high > low ? [low, high] : [Math.max(0, low - 0.05), Math.min(1, low + 0.05)], [bottom - 4, top + 4], { ticks: 3 }), [low, high, bottom, top])
  const { at, handlers } = useReading(x, 0, best.length - 1)
  const read = at === null ? null : best[at]
  const own = read && read.spent > 0 ? landed[read.spent - 1] : null
  const words = read ? `${read.spent === 0 ? 'before' : `network ${read.spent} came to ${own && Number.isFinite(own.score) ? decimal(own.score, 3) : 'nothing'}`}; best ${decimal(read.score, 3)} (#${read.id})` : ''
  const steps = best.map(({ spent, score }, k) => k === 0 ? `M${x.at(0)} ${y.at(score)}` : `H${x.at(spent)}V${y.at(score)}`).join('')
  return (
    <div className="Chart" ref={ref}>
      <svg width={width} height={HEIGHT} role="application" tabIndex={0} aria-label="Best accuracy against networks spent; arrow keys read one after the other" {...handlers}>
        <YAxis axis={y} left={left} right={right} format={tick} />
        <XAxis axis={x} y={bottom} format={integer} name="networks spent" />
        <text x={left - 4} y={8} aria-hidden>test accuracy</text>
        <g aria-hidden>
          {landed.map(({ id, score }, k) => Number.isFinite(score)
            ? <circle key={id} cx={x.at(k + 1)} cy={Math.min(bottom - 3, y.at(score))} r={2.4} fill="var(--mark-dim)" />
            : <path key={id} className="Chart-open" d={`M${x.at(k + 1) - 3} ${bottom - 7}l6 6m0 -6l-6 6`} />)}
          <path className="Search-best" d={steps} />
          {read && <circle cx={x.at(read.spent)} cy={y.at(read.score)} r={3.5} fill="var(--accent)" stroke="var(--surface)" />}
        </g>
        {words && <text className="Chart-label" x={width} y={8} textAnchor="end">{words}</text>}
      </svg>
      <span className="visually-hidden" aria-live="polite">{words}</span>
    </div>
  )
}
