// What the colours and shapes of runs mean, in a line over the picture, and the choice of what they mean.
import { memo } from 'react'
import { ACTIVATIONS } from '../../core/network.ts'
import type { NetworkRow } from '../../core/network.ts'
import { grouped, measuresOf } from '../../store/measures.ts'
import type { CheckpointColour, RunColour, TrajectorySettings } from '../../store/trajectories/trajectories-state.ts'
import { CHECKPOINT_COLOURS } from '../../store/trajectories/trajectories-state.ts'
import { SHAPE_OF, shapePath } from '../shapes.ts'
import { Select } from '../ui/Select.tsx'
import { useApp } from '../use-app.ts'
import type { RunPaint } from './run-colours.ts'
import { CHECKPOINT_NAMES } from './run-colours.ts'

type Choice = `run:${RunColour}` | `checkpoint:${CheckpointColour}`

const choiceOf = ({ kind, by }: TrajectorySettings['colour']): Choice => `${kind}:${by}` as Choice

interface Props {
  paint: RunPaint
  /** The networks of the runs. */
  networks: readonly NetworkRow[]
  /** Whether checkpoints are drawn, which may have colours of their own. */
  checkpoints: boolean
  /** Averages are drawn among them. */
  averaged: boolean
  narrow: boolean
}

/** Names that are written out at most. */
const MOST = 8

export const RunLegend = memo(function RunLegend({ paint, networks, checkpoints, averaged, narrow }: Props) {
  const colour = useApp(state => state.runs.colour)
  const derived = useApp(state => state.derived)
  const setRuns = useApp(state => state.setRuns)
  const choose = (choice: Choice) => {
    const at = choice.indexOf(':')
    const by = choice.slice(at + 1)
    setRuns({ colour: choice.startsWith('run') ? { kind: 'run', by: by as RunColour } : { kind: 'checkpoint', by: by as CheckpointColour } })
  }
  const options = [
    { value: 'run:architecture' as Choice, label: 'Architecture', group: 'Each run' },
    ...(checkpoints ? CHECKPOINT_COLOURS.map(by => ({ value: `checkpoint:${by}` as Choice, label: CHECKPOINT_NAMES[by], group: 'Each checkpoint' })) : []),
    ...grouped(measuresOf(networks, derived)).flatMap(({ name, measures }) => measures.map(({ key, label }) => ({ value: `run:${key}` as Choice, label, group: `Each run: ${name.toLowerCase()}` }))),
  ]
  const configuration = useApp(state => state.runs.configuration)
  const what = options.find(({ value }) => value === `run:${configuration}`)?.label.toLowerCase() ?? 'configuration'
  const { key } = paint
  const shown = key.kind === 'names' ? key.names.slice(0, MOST) : []
  const more = key.kind === 'names' ? key.names.length - shown.length : 0
  const activations = ACTIVATIONS.filter(activation => networks.some(network => network.hyper?.activation === activation))
  return (
    <section className="RunLegend" aria-label="Legend of runs">
      <Select quiet label="Colour of runs" value={choiceOf(colour)} options={options} onChange={choose} />
      {key.kind === 'names'
        ? (
            <ul className="RunKeys">
              {shown.map(({ name, colour: fill, count }) => <li key={name} title={`${count} ${count === 1 ? 'run' : 'runs'}`}><i style={{ background: fill }} />{name}</li>)}
              {more > 0 && <li>and {more} more</li>}
            </ul>
          )
        : (
            <span className="RunRamp">
              <span className="visually-hidden">{paint.title}, from </span>
              {key.low}
              <svg width={84} height={10} viewBox={`0 0 ${key.along.length} 1`} preserveAspectRatio="none" aria-hidden>
                {key.along.map((fill, k) => <rect key={k} x={k} width={1.05} height={1} fill={fill} />)}
              </svg>
              <span className="visually-hidden"> to </span>
              {key.high}
            </span>
          )}
      {averaged && (
        <span className="RunKeys-average" title="Its colours stand in the panel Averages">
          <svg width={26} height={8} aria-hidden><path d="M1 4h24" stroke="currentColor" strokeWidth={3} strokeDasharray="9 5" /></svg>mean<span>of each {what}</span>
        </span>
      )}
      {!narrow && activations.length > 1 && (
        <ul className="RunKeys RunKeys-shapes">
          {activations.map(name => <li key={name}><svg width={10} height={10} aria-hidden><path d={shapePath(SHAPE_OF[name], 5, 5, 3.8)} fill="var(--mark-dim)" stroke="var(--mark-edge)" strokeWidth={0.8} /></svg>{name}</li>)}
        </ul>
      )}
    </section>
  )
})
