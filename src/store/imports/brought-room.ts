// What the rooms of brought files share: their list in the notebook, a queue, and how a network's file is found by its id.
import type { Dataset } from '../../core/data/dataset.ts'
import type { Session } from '../session.ts'
import type { Imported } from './imported.ts'

export class BroughtRoom {
  /** On which data ways of running each entry were tried. */
  readonly weighedOn = new Map<number, Dataset>()
  /** Ends the reading of what is being read, by its entry. */
  readonly readings = new Map<number, AbortController>()
  private keys = 0
  private last: Promise<unknown> = Promise.resolve()

  constructor(readonly session: Session) {}

  nextKey(): number { return ++this.keys }

  find(key: number): Imported | undefined {
    return this.session.store.getState().imports.find(one => one.key === key)
  }

  /** Nothing, where the entry is gone meanwhile. */
  change(key: number, change: Partial<Imported>): void {
    this.session.store.setState(({ imports }) => imports.some(one => one.key === key) ? { imports: imports.map(one => one.key === key ? { ...one, ...change } : one) } : {})
  }

  /** One after the other: each lands on the map as those before it have left it. */
  inTurn<R>(work: () => Promise<R>): Promise<R> {
    const turn = this.last.then(work)
    this.last = turn.catch(() => undefined)
    return turn
  }
}

/** When nothing is trained or laid out any more. */
export function quiet({ store }: Session): Promise<void> {
  if (!store.getState().training) return Promise.resolve()
  return new Promise(resolve => {
    const stop = store.subscribe(({ training }) => {
      if (training) return
      stop()
      resolve()
    })
  })
}
