// Under the map while training goes on: how far it is, how long it will take, and the way to stop and keep what there is.
import './ProgressStrip.css'
import { X } from 'lucide-react'
import { trains } from '../../store/selectors.ts'
import type { TrainingState } from '../../store/state.ts'
import { Button } from '../ui/Button.tsx'
import { integer, roughTime, roundly } from '../ui/format.ts'
import { useApp } from '../use-app.ts'

const STAGES = ['training', 'distances', 'embedding'] as const
const NAMES: Record<(typeof STAGES)[number], string> = { training: 'Train', distances: 'Distances', embedding: 'Map' }

export function ProgressStrip() {
  const training = useApp(state => state.training)
  const stop = useApp(state => state.stopTraining)
  if (!training) return null
  const { phase, done, total, device, workers } = training
  const share = Math.min(1, Math.max(0, training.share))
  const solid = phase === 'training' ? done / Math.max(1, total) : phase === 'starting' ? 0 : share
  const striped = phase === 'training' ? Math.max(0, share - solid) : 0
  const facts = phase === 'training' || phase === 'layers' ? rateAndTime(training) : []
  const said = [title(training), ...facts.map(({ words }) => words)].join(', ')
  const trained = trains(training)
  const at = STAGES.indexOf(phase === 'starting' || phase === 'layers' ? 'training' : phase)
  return (
    <section className="Progress" aria-label="Training">
      <div className="Progress-line">
        <h2 className="Progress-title">
          {phase === 'training'
            ? (
                <>
                  <span className="Progress-verb">Training </span>
                  <span className="Progress-done-count" style={{ minWidth: `${integer(total).length}ch` }}>{integer(done)}</span>/{integer(total)}
                  <span className="Progress-what"> networks</span>
                </>
              )
            : title(training)}
        </h2>
        <span className="Progress-facts">{facts.map(({ kind, words }) => <span key={kind} className={`Progress-${kind}`}>{words}</span>)}</span>
        <Button small icon={<X size={14} aria-hidden />} onClick={stop}>{phase === 'embedding' || phase === 'layers' || !trained ? 'Stop' : done > 0 ? `Stop, keep ${integer(done)}` : 'Cancel'}</Button>
      </div>
      <div
        className="Progress-bar"
        role="progressbar"
        aria-label={title(training)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * (solid + striped))}
        aria-valuetext={said}
      >
        <span className="Progress-done" style={{ width: `${100 * solid}%` }} />
        <span className="Progress-run" style={{ width: `${100 * striped}%` }} />
      </div>
      <div className="Progress-stages">
        {STAGES.map((stage, k) => (trained || k > 0 || at === 0) && (
          <span key={stage} className="Progress-stage" data-state={k < at ? 'done' : k === at ? 'now' : 'next'}>
            {k === at && phase === 'layers' ? 'Layers' : NAMES[stage]}{k < at ? '' : k === at && phase !== 'starting' ? ` ${Math.floor(100 * share)} %` : ''}
          </span>
        ))}
        <span className="Progress-device">{workers > 0 ? `on ${device === 'webgpu' ? 'WebGPU' : workers === 1 ? 'the CPU' : `the CPU, ${integer(workers)} workers`}` : ''}</span>
      </div>
      {/* Read aloud once a tenth, not once a tick. */}
      <span className="visually-hidden" aria-live="polite">{trained ? spoken(phase, Math.floor(share * 10), done, total) : `${title(training)}.`}</span>
    </section>
  )
}

function title({ phase, done, total }: TrainingState): string {
  if (phase === 'starting') return `Starting to train ${integer(total)} networks`
  if (phase === 'training') return `Training ${integer(done)}/${integer(total)} networks`
  // Of a map of brought networks none is made yet; of any other all are.
  if (phase === 'layers') return done < total ? `Running ${integer(total)} brought networks on the probes` : 'Making networks again for what the map does not keep'
  return phase === 'distances' ? 'Measuring distances' : 'Laying out the map'
}

interface Fact { kind: 'rate' | 'left', words: string }

function rateAndTime({ rate, secondsLeft }: TrainingState): Fact[] {
  // To two figures and whole seconds: several times a second they are told anew, and finer ones could not be read.
  const facts: Fact[] = []
  if (rate !== null) facts.push({ kind: 'rate', words: `${roundly(rate)}/s` })
  if (secondsLeft !== null) facts.push({ kind: 'left', words: `${secondsLeft < 1 ? 'a moment' : roughTime(secondsLeft)} left` })
  return facts
}

function spoken(phase: TrainingState['phase'], tenth: number, done: number, total: number): string {
  if (phase === 'starting') return 'Training starts.'
  if (phase === 'training') return tenth === 0 ? `Training ${total} networks.` : `Training ${tenth * 10} per cent done.`
  if (phase === 'layers') return `Making networks again: ${tenth * 10} per cent done.`
  return phase === 'distances' ? `${done} networks trained; measuring distances.` : 'Laying out the map.'
}
