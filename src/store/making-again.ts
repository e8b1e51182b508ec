// What a visitor hears while the networks of a map without activations are made again: why one waits, how far it is, and how long it will take.
import type { StoreApi } from 'zustand'
import type { Notify } from './run-context.ts'
import type { AppStore } from './state.ts'

/** So many networks take seconds to be made again, and whoever waits for them is told. */
const MANY_MADE = 100

/** Views hear of it this often (ms). */
const TELL_EVERY = 250

/** Before that (ms) nobody knows how fast it goes. */
const FIRST_GUESS = 2000

/** For Holdings to tell. */
export function tellMaking(store: Pick<StoreApi<AppStore>, 'getState' | 'setState'>, notify: Notify, now: () => number): (making: AppStore['makingAgain']) => void {
  let since: { at: number, done: number } | null = null
  let told = -Infinity
  return making => {
    if (!making) {
      since = null
      store.setState(({ training }) => ({ makingAgain: null, ...training?.phase === 'layers' && { training: { ...training, phase: 'starting', done: 0, share: 0, secondsLeft: null } } }))
      return
    }
    const { done, total } = making
    if (!since && total - done >= MANY_MADE) notify('info', `This map keeps no activations: its ${total.toLocaleString('en-US')} networks are made again from their seeds first.`)
    const at = now()
    if (since && at - told < TELL_EVERY) return
    since ??= { at, done }
    told = at
    const secondsLeft = done > since.done && at - since.at >= FIRST_GUESS ? (at - since.at) / 1000 * (total - done) / (done - since.done) : null
    // A training that waits for them says how far they are.
    store.setState(({ training }) => ({
      makingAgain: making,
      ...training && (training.phase === 'starting' || training.phase === 'layers') && { training: { ...training, phase: 'layers', done: training.total, share: done / total, secondsLeft } },
    }))
  }
}
