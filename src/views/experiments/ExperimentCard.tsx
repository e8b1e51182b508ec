// One experiment: what it asks, the way to run it, its pictures, and its answer with number and null.
import { ArrowLeft, Check, X } from 'lucide-react'
import { useState } from 'react'
import type { ExperimentName, ExperimentRun, Experiments, ExperimentsRoom, Finding, RunsName } from '../../store/experiments/experiments-state.ts'
import { Button } from '../ui/Button.tsx'
import { MethodButton } from '../ui/MethodButton.tsx'
import { Notice } from '../ui/Notice.tsx'
import { decimal, integer, power, roughTime } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { CopyCardLink } from './CopyCardLink.tsx'
import { DecayPanel } from './DecayPanel.tsx'
import { CARDS, POOL_TITLES, progressWords } from './experiment-words.ts'
import { PartFigure } from './PartFigure.tsx'
import { PoolForm } from './PoolForm.tsx'
import { PublishedGrades } from './PublishedGrades.tsx'
import { SearchGrades } from './SearchGrades.tsx'
import { useEstimate } from './use-estimate.ts'

interface Props { name: ExperimentName, room: ExperimentsRoom, experiments: Experiments }

export function ExperimentCard({ name, room, experiments }: Props) {
  const open = useApp(state => state.openExperiments)
  const busy = useApp(state => state.training !== null)
  const [refused, setRefused] = useState<string | null>(null)
  const run = experiments.runs[name]
  const going = run?.phase === 'training' || run?.phase === 'measuring'
  const openAsMap = (of: RunsName, part: number) => { void room.openAsMap(of, part).then(setRefused) }
  return (
    <div className="Experiment">
      <p className="Experiment-way">
        <Button variant="quiet" small icon={<ArrowLeft size={14} strokeWidth={1.5} aria-hidden />} onClick={() => open()}>All experiments</Button>
        {name === 'search' ? <MethodButton page="search" of="searches, held against each other" /> : <MethodButton page="experiments" of="experiments" />}
      </p>
      <p className="Experiments-lead">{CARDS[name].about}</p>
      {busy && !going && <p className="Experiment-busy">A training is under way. This one waits for your press, and then both take longer.</p>}
      {going ? <Going run={run} onStop={() => room.stop()} /> : <Start name={name} room={room} experiments={experiments} again={run !== undefined} />}
      {run?.fault && <Notice tone="danger">{run.fault} Run it again, or choose fewer workers in the recipe.</Notice>}
      {run?.phase === 'stopped' && <p className="Experiment-busy">Stopped at {integer(run.done)} of {integer(run.total)} networks{'parts' in run && run.parts.length > 0 ? '; what was measured stays' : ''}.</p>}
      {run && <Found run={run} onMap={openAsMap} />}
      {refused !== null && <Notice tone="warn" onDismiss={() => setRefused(null)}>{refused}</Notice>}
      {name === 'sloppy' && <DecayPanel room={room} experiments={experiments} />}
      {name === 'search' && <PublishedGrades room={room} published={experiments.published} />}
      <CopyCardLink room={room} name={name} />
    </div>
  )
}

function Found({ run, onMap }: { run: ExperimentRun, onMap: (of: RunsName, part: number) => void }) {
  if (run.name === 'search' ? !run.grades : run.parts.length === 0) return null
  return (
    <section className="Found" aria-label="What came of it">
      <h2 className="visually-hidden">What came of it</h2>
      {run.findings && <Answer run={run} answer={run.findings.answer} />}
      {run.name === 'search'
        ? run.grades && <SearchGrades title={POOL_TITLES[run.pool.task].label} grades={run.grades} />
        : (
            <div className="Experiment-parts" data-many={run.name === 'sloppy' || undefined}>
              {run.parts.map((part, k) => <PartFigure key={part.title} part={part} narrow={run.name === 'sloppy'} onMap={() => onMap(run.name, k)} />)}
            </div>
          )}
      {run.findings && <Claims found={run.findings.found} title={run.name === 'search' ? 'What one would hope for, held against these searches' : 'What the paper leads one to expect, held against these runs'} />}
    </section>
  )
}

function Start({ name, room, experiments: { decay, pool }, again }: { name: ExperimentName, room: ExperimentsRoom, experiments: Experiments, again: boolean }) {
  const estimate = useEstimate(room, name, pool)
  return (
    <>
      {name === 'search' && <PoolForm room={room} pool={pool} />}
      <p className="Experiment-start">
        <Button variant="primary" data-first onClick={() => { void room.run(name) }}>{again ? 'Run it again' : 'Run this experiment'}</Button>
        <span>{estimate}{name === 'sloppy' && `; the sloppy data with c\u00a0=\u00a0${power(decay)}`}</span>
      </p>
    </>
  )
}

function Going({ run, onStop }: { run: ExperimentRun, onStop: () => void }) {
  const words = progressWords(run)
  const percent = Math.round(100 * run.share)
  return (
    <div className="Experiment-going">
      <div className="Experiment-line"><b>{words}</b><Button small icon={<X size={14} aria-hidden />} onClick={onStop}>Cancel</Button></div>
      <div className="Experiment-bar" role="progressbar" aria-label="The experiment" aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} aria-valuetext={words}>
        <span style={{ width: `${percent}%` }} />
      </div>
    </div>
  )
}

/** In one sentence; whoever hears the page hears it when it comes. */
function Answer({ run: { seconds, total, workers }, answer }: { run: ExperimentRun, answer: string }) {
  return (
    <div className="Answer" aria-live="polite">
      <p>{answer}</p>
      <p className="Answer-foot">From {integer(total)} networks with seeds of their own{seconds === null ? '' : `, trained and measured in ${seconds < 10 ? `${decimal(seconds, 1)} s` : roughTime(seconds)} on ${workers === 1 ? 'one worker' : `${integer(workers)} workers`}`}.</p>
    </div>
  )
}

function Claims({ found, title }: { found: readonly Finding[], title: string }) {
  return (
    <div className="Claims">
      <h2>{title}</h2>
      <ul>
        {found.map(({ claim, words, holds }) => (
          <li key={claim} data-holds={holds || undefined}>
            <span className="Claims-sign">
              {holds ? <Check size={14} strokeWidth={2} aria-hidden /> : <X size={14} strokeWidth={2} aria-hidden />}
              {holds ? 'holds' : 'does not hold'}
            </span>
            <span><b>{claim}.</b> {words}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
