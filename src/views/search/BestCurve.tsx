// The best accuracy so far against what was spent, with what each network came to.
import { useMemo } from 'react'
import { quantile } from '../../core/statistics.ts'
import { inOrder } from '../../store/search/fared.ts'
import type { SearchState } from '../../store/search/search-state.ts'
import { axis } from '../charts/axis.ts'
import { ChartFrame } from '../charts/ChartFrame.tsx'
import { usePlot } from '../charts/use-plot.ts'
import { decimal, integer, tick } from '../ui/format.ts'
import { inTrainings } from './search-words.ts'
import { useSpent } from './use-spent.ts'

const HEIGHT = 132

export function BestCurve({ best, budget, shown }: Pick<SearchState, 'best' | 'shown'> & { budget: number }) {
  const plot = usePlot(HEIGHT, { beyond: 10 })
  const { top, bottom } = plot
  const landed = useMemo(() => inOrder(shown).map(({ id, landed: { score } }) => ({ id, score })), [shown])
  const { x, at, handlers } = useSpent(best, budget, plot)
  const [low, high] = useMemo(() => {
    // A few that did badly would leave no height to the curve: they lie at its foot.
    const tenth = quantile(landed.map(({ score }) => score), 0.1)
    return [Number.isFinite(tenth) ? Math.min(tenth, best[0].score) : best[0].score, best.at(-1)!.score]
  }, [best, landed])
  const y = useMemo(() => axis(high > low ? [low, high] : [Math.max(0, low - 0.05), Math.min(1, low + 0.05)], [bottom - 4, top + 4], { ticks: 3 }), [low, high, bottom, top])
  const read = at === null ? null : best[at]
  const own = at ? landed[at - 1] : null
  const words = read ? `${own ? `after ${inTrainings(read.spent)}: #${own.id} came to ${Number.isFinite(own.score) ? decimal(own.score, 3) : 'nothing'}` : 'before'}; best ${decimal(read.score, 3)} (#${read.id})` : ''
  const steps = best.map(({ spent, score }, k) => k === 0 ? `M${x.at(0)} ${y.at(score)}` : `H${x.at(spent)}V${y.at(score)}`).join('')
  return (
    <ChartFrame
      plot={plot}
      across={{ axis: x, name: 'trainings spent', format: integer }}
      up={{ axis: y, name: 'test accuracy', format: tick }}
      label="Best accuracy against trainings spent; arrow keys read one after the other"
      words={words}
      {...handlers}
    >
      {landed.map(({ id, score }, k) => Number.isFinite(score)
        ? <circle key={id} cx={x.at(best[k + 1].spent)} cy={Math.min(bottom - 3, y.at(score))} r={2.4} fill="var(--ink-4)" />
        : <path key={id} className="Chart-open" d={`M${x.at(best[k + 1].spent) - 3} ${bottom - 7}l6 6m0 -6l-6 6`} />)}
      <path className="Search-best" d={steps} />
      {read && <circle cx={x.at(read.spent)} cy={y.at(read.score)} r={3.5} fill="var(--accent)" stroke="var(--surface)" />}
    </ChartFrame>
  )
}
