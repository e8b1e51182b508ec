// What the pictures of training are made of, and the switches that change it: which pictures stand side by side, on which probes, by which weights.
import type { ProbeSet } from '../../protocol/trajectories.ts'
import { saysWhatIsNeeded } from '../../store/trajectories/pictures-at-hand.ts'
import type { Clock, Panes, TrajectorySettings } from '../../store/trajectories/trajectories-state.ts'
import { Button } from '../ui/Button.tsx'
import { integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useApp } from '../use-app.ts'
import { RunsNeeded } from './RunsNeeded.tsx'
import { runsOf } from './trajectory-words.ts'

const PICTURES: readonly { label: string, title: string, panes: Panes }[] = [
  { label: 'InPCA beside the map', title: 'The networks by what they represent, and beside it every checkpoint by what it predicts', panes: { first: 'phate', second: 'inpca' } },
  { label: 'InPCA alone', title: 'Every checkpoint by what it predicts', panes: { first: 'inpca', second: null } },
  { label: 'Two projections', title: 'The same checkpoints by two pairs of axes', panes: { first: 'inpca', second: 'axes' } },
  { label: 'Through training', title: 'Every checkpoint by what it represents (PHATE), beside every checkpoint by what it predicts', panes: { first: 'through', second: 'inpca' } },
]

const PROBES: readonly { value: ProbeSet, label: string, title: string }[] = [
  { value: 'test', label: 'Test', title: 'Inputs that no network learns from' },
  { value: 'train', label: 'Train', title: 'Inputs that networks learn from' },
]

const WEIGHTS: readonly { value: TrajectorySettings['weights'], label: string, title: string }[] = [
  { value: 'equal', label: 'Equal', title: 'Every checkpoint counts alike' },
  { value: 'progress', label: 'By progress', title: 'Every stretch of progress counts alike, so that the crowd at the end does not decide alone' },
]

/** As on the timeline, which on a narrow page has no room for it. */
const TRAILS: readonly { value: Clock['trail'], label: string, title: string }[] = [
  { value: 'path', label: 'Whole', title: 'All of every run, before the moment and after' },
  { value: 'tail', label: 'Tails', title: 'What lies just behind the moment' },
  { value: 'none', label: 'None', title: 'Only where runs stand' },
]

export function RunsPanel() {
  const panes = useApp(state => state.panes)
  const setPanes = useApp(state => state.setPanes)
  const { probes, weights } = useApp(state => state.runs)
  const trail = useApp(state => state.clock.trail)
  const setClock = useApp(state => state.setClock)
  const setRuns = useApp(state => state.setRuns)
  const made = useApp(state => state.trajectories.made)
  const said = useApp(state => saysWhatIsNeeded(state.panes, state.trajectories))
  const notes = made?.map.notes ?? []
  return (
    <Panel
      title="Training as trajectories"
      help="trajectories"
      say={made
        ? (
            <>
              Each path is a network on its way from ignorance to truth: <b>{runsOf(made.map.ids.length)}</b>, {integer(made.map.steps.length)} checkpoints, told apart
              by what they predict of {made.probes === 'test' ? 'held-out' : 'training'} probes.
            </>
          )
        : 'Each path is a network on its way from ignorance to truth, told apart by what it predicts.'}
    >
      {!said && <RunsNeeded />}
      <div className="Training-pictures" role="group" aria-label="Pictures of training">
        {PICTURES.map(({ label, title, panes: those }) => (
          <Button key={label} small title={title} aria-pressed={panes.first === those.first && panes.second === those.second} onClick={() => setPanes(those)}>{label}</Button>
        ))}
      </div>
      <div className="Training-switches">
        <span>Probes</span>
        <Segmented label="Probes" options={PROBES} value={probes} onChange={value => setRuns({ probes: value })} />
        <span>Weights</span>
        <Segmented label="Weights of checkpoints" options={WEIGHTS} value={weights} onChange={value => setRuns({ weights: value })} />
        <span>Paths</span>
        <Segmented label="What is drawn of a run before the moment" options={TRAILS} value={trail} onChange={value => setClock({ trail: value })} />
      </div>
      {made && made.map.mapped < made.map.steps.length && <p className="Panel-note">The axes are made from {integer(made.map.mapped)} checkpoints, evenly along the runs; the others are placed on them without moving anything.</p>}
      {notes.map(note => <p key={note} className="Panel-note">{note}</p>)}
    </Panel>
  )
}
