// What stands in the way of a picture of training, and the way on: what would have to be trained again and how long it takes, what is under way, what failed.
import './RunsNeeded.css'
import { Button } from '../ui/Button.tsx'
import { integer } from '../ui/format.ts'
import { Notice } from '../ui/Notice.tsx'
import { useApp } from '../use-app.ts'
import { sourceWords } from './trajectory-words.ts'

/** Nothing where all runs are at hand and nothing is under way. */
export function RunsNeeded() {
  const source = useApp(state => state.trajectories.source)
  const work = useApp(state => state.trajectories.work)
  const fault = useApp(state => state.trajectories.fault)
  const training = useApp(state => state.training !== null)
  const make = useApp(state => state.makeRuns)
  const stop = useApp(state => state.stopRuns)
  if (work) {
    const share = Math.round(100 * Math.min(1, Math.max(0, work.share)))
    return (
      <div className="RunsNeeded">
        <div className="RunsNeeded-work">
          <span>{work.words} {share} %</span>
          <Button small onClick={stop}>Cancel</Button>
        </div>
        <div className="RunsNeeded-bar" role="progressbar" aria-label={work.words} aria-valuemin={0} aria-valuemax={100} aria-valuenow={share}><i style={{ width: `${share}%` }} /></div>
      </div>
    )
  }
  const again = source?.again ?? 0
  const none = source !== null && source.ready === 0
  if (!fault && again === 0 && !none) return null
  const button = again > 0
    ? <Button small reason={training ? 'Wait until the training is over' : null} onClick={() => { void make() }}>Train {integer(again)} again</Button>
    : undefined
  return (
    <div className="RunsNeeded" {...(fault ? { role: 'alert' } : {})}>
      <Notice tone={fault ? 'warn' : 'info'} actions={button}>
        {fault} {source && (again > 0 || (none && !fault)) ? sourceWords(source, fault !== null) : ''}
      </Notice>
    </div>
  )
}
