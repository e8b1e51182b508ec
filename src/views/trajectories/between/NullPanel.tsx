// The null beside the claim: the same runs with their examples shuffled within classes have the same accuracies and agree on nothing else.
import { useMemo } from 'react'
import { distributionsOf, pairsBetween } from '../../../store/trajectories/between-null.ts'
import { decimal, integer } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { distance, nats, nullWords } from './between-words.ts'
import { TwoOutlines } from './TwoOutlines.tsx'
import type { Between } from './use-between.ts'

export function NullPanel({ between: { answer, runs } }: { between: Between }) {
  if (!runs || runs.between.ids.length < 2) return null
  return (
    <Panel title="Against the null" help="between-runs" aside="shuffled within classes" say="Shuffling a run’s examples within each class keeps its accuracy, its loss and its progress; what closeness is left between two runs, these alone explain.">
      <div className={answer.whole ? undefined : 'Between-faded'}>
        <Against runs={runs} which="across" />
        <Against runs={runs} which="within" />
      </div>
    </Panel>
  )
}

function Against({ runs: { between, configurations }, which }: { runs: NonNullable<Between['runs']>, which: 'across' | 'within' }) {
  const against = between[which]
  const shape = useMemo(() => distributionsOf(pairsBetween(between, configurations.of, which)), [between, configurations, which])
  const { found, means, verdict } = nullWords(against, which, configurations.by)
  return (
    <section>
      <h3 className="Between-sub">{which === 'across' ? `Different ${configurations.by}` : `Same ${configurations.by}`}</h3>
      <p className="Panel-say">{found}</p>
      {against && shape && (
        <>
          <TwoOutlines of={shape} mean={against.mean} nullMean={against.nullMean} label={`Distances of ${integer(against.pairs)} pairs, mean ${nats(against.mean)}, and of the null, mean ${nats(against.nullMean)}`} />
          <p className="Between-figures">
            <span>mean <b>{distance(against.mean)}</b></span>
            <span>null <b>{distance(against.nullMean)}</b></span>
            <span>ratio <b>{against.ratio === null ? '–' : decimal(against.ratio, 2)}</b></span>
            <span>closer <b>{decimal(against.closer, 3)}</b></span>
            <span>n <b>{integer(against.pairs)}</b></span>
          </p>
        </>
      )}
      {means && <p className="Between-means" data-verdict={verdict}>{means}</p>}
    </section>
  )
}
