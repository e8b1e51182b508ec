// While the clock plays: every frame moves it on, from end to end in about six seconds; under reduced motion it steps from stop to stop instead.
import { useEffect } from 'react'
import type { InpcaMap } from '../../protocol/trajectories.ts'
import { clockStops, clockTicks } from '../../store/trajectories/clock.ts'
import { useStill } from '../map/use-still.ts'
import { useApp, useAppStore } from '../use-app.ts'

/** Milliseconds from end to end. */
const WHOLE = 6000
/** Stops that are stepped through, at most: more would flicker. */
const MOST_STEPS = 24
/** A frame that comes very late (a hidden tab) does not jump. */
const LATE = 100

export function usePlaying(map: InpcaMap | null): void {
  const playing = useApp(state => state.clock.playing)
  const store = useAppStore()
  const still = useStill()
  useEffect(() => {
    if (!map || !playing) return
    const { setClock } = store.getState()
    const start = () => {
      const { at } = store.getState().clock
      return at === null || at >= 1 ? 0 : at
    }
    const move = (at: number) => setClock(at >= 1 ? { at: 1, playing: false } : { at })
    move(start())
    if (still) {
      const { by } = store.getState().clock
      const all = clockStops(map, by)
      const stops = all.length > MOST_STEPS ? clockTicks(map, by).map(tick => tick.at) : all
      const timer = setInterval(() => move(stops.find(stop => stop > start() + 1e-9) ?? 1), WHOLE / Math.max(6, stops.length))
      return () => clearInterval(timer)
    }
    let last = performance.now()
    let frame = requestAnimationFrame(function step(now) {
      const passed = Math.min(LATE, Math.max(0, now - last))
      last = now
      move((store.getState().clock.at ?? 0) + passed / WHOLE)
      if (store.getState().clock.playing) frame = requestAnimationFrame(step)
    })
    return () => cancelAnimationFrame(frame)
  }, [map, playing, still, store])
  // A clock that nobody sees stands.
  useEffect(() => () => { if (store.getState().clock.playing) store.getState().setClock({ playing: false }) }, [store])
}
