// Under the map while training is looked at: what the clock says, how it runs, and how all runs stood at each moment.
import './Timeline.css'
import { Pause, Play } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { Clock } from '../../store/trajectories/trajectories-state.ts'
import { clocksOf, clockWords } from '../../store/trajectories/clock.ts'
import { Button } from '../ui/Button.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Select } from '../ui/Select.tsx'
import { useApp, useAppStore } from '../use-app.ts'
import { TimelineTrack } from './TimelineTrack.tsx'
import { runsOf } from './trajectory-words.ts'
import { usePlaying } from './use-playing.ts'

const CLOCKS: readonly { value: Clock['by'], label: string, title: string }[] = [
  { value: 'step', label: 'By update', title: 'All runs after so many updates' },
  { value: 'progress', label: 'By progress', title: 'All runs when they have come so far along the road from ignorance to truth' },
  { value: 'accuracy', label: 'By accuracy', title: 'All runs when they answer so many probes rightly' },
]

const TRAILS: readonly { value: Clock['trail'], label: string }[] = [
  { value: 'path', label: 'Whole paths' }, { value: 'tail', label: 'Tails' }, { value: 'none', label: 'Dots only' },
]

const NO_LABELS = 'Nobody knows the labels of these probes, so there is neither progress nor accuracy'

export function Timeline() {
  const map = useApp(state => state.trajectories.made?.map ?? null)
  const by = useApp(state => state.clock.by)
  const trail = useApp(state => state.clock.trail)
  const playing = useApp(state => state.clock.playing)
  const all = useApp(state => state.clock.at === null)
  const setClock = useApp(state => state.setClock)
  const store = useAppStore()
  usePlaying(map)
  const missing = map ? null : 'There are no runs on the map yet'
  const known = map ? clocksOf(map) : CLOCKS.map(({ value }) => value)
  const options = CLOCKS.map(option => ({ ...option, reason: known.includes(option.value) ? null : NO_LABELS }))
  const choose = (next: Clock['by']) => setClock({ by: next, playing: false })
  const toggle = () => setClock({ playing: !store.getState().clock.playing })
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    // A button or a list has a use of its own for the bar.
    if (event.key !== ' ' || !map || (event.target as Element).closest('button, select, input')) return
    event.preventDefault()
    event.stopPropagation()
    toggle()
  }
  return (
    <section className="Timeline" aria-label="Timeline" onKeyDown={keys}>
      <Button
        className="Timeline-play"
        icon={playing ? <Pause size={16} strokeWidth={1.5} aria-hidden /> : <Play size={16} strokeWidth={1.5} aria-hidden />}
        aria-label={playing ? 'Pause' : 'Play training'}
        aria-keyshortcuts="Space"
        reason={missing}
        onClick={toggle}
      />
      <Words />
      {map ? <TimelineTrack map={map} /> : <span className="Timeline-track" />}
      <div className="Timeline-wide"><Segmented label="How training is walked through" options={options} value={by} onChange={choose} /></div>
      <div className="Timeline-tight">
        <Select label="How training is walked through" value={by} options={options.filter(option => !option.reason)} onChange={choose} />
      </div>
      <div className="Timeline-trail"><Select label="What is drawn of a run before the moment" value={trail} options={TRAILS} onChange={next => setClock({ trail: next })} /></div>
      <Button className="Timeline-all" aria-pressed={all} title="Every checkpoint of every run" reason={missing} onClick={() => setClock(all ? { at: 1 } : { at: null, playing: false })}>All</Button>
    </section>
  )
}

/** The moment in words; read aloud where it stands still. */
function Words() {
  const map = useApp(state => state.trajectories.made?.map ?? null)
  const by = useApp(state => state.clock.by)
  const at = useApp(state => state.clock.at)
  const playing = useApp(state => state.clock.playing)
  const work = useApp(state => state.trajectories.work?.words ?? null)
  const words = map ? clockWords(map, { by, at }) : 'No runs yet'
  const runs = map ? runsOf(map.ids.length) : work ?? 'See the Training panel'
  return (
    <div className="Timeline-words" {...(playing ? {} : { 'aria-live': 'polite' as const })}>
      <b>{words}</b>
      <span>{playing ? `${runs}, moving` : runs}</span>
    </div>
  )
}
