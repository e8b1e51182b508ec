// What a visitor asks of a search, turn by turn: undo and redo move through the turns, and each brings back the proposals that stood under it.
import type { Session } from '../session.ts'
import type { Searched, SearchState } from './search-state.ts'
import type { Stood } from './withdrawn.ts'
import { standingAgain, stoodOf, withoutOpen } from './withdrawn.ts'

export class Turns {
  /** Of this map alone: what stood when other proposals were asked for, by how often they had been. */
  private series = -1
  private readonly stood = new Map<number, Stood>()
  /** The room itself says what is asked; else it is undone, or done again. */
  private asking = false

  constructor(private readonly session: Session) {}

  /** Whether a change of what is asked is not the room's own. */
  moved(now: Searched | null, before: Searched | null): boolean { return now !== before && !this.asking }

  /** What was put away with a whole search comes back no more. */
  forget(): void { this.stood.clear() }

  /** `anew`: under this, other proposals are asked for. */
  ask(now: SearchState, next: SearchState, anew: boolean): void {
    const { store } = this.session
    const { searched, map } = store.getState()
    if (!map) return
    if (now.series !== this.series) this.forget()
    this.series = now.series
    const last = searched?.series === now.series ? searched : null
    const was = last?.anew ?? 0
    if (anew) {
      for (const later of [...this.stood.keys()]) if (later > was) this.stood.delete(later)
      this.stood.set(was, stoodOf(now, map))
    }
    this.asking = true
    store.setState({
      search: next,
      searched: {
        series: now.series, anew: was + Number(anew), region: next.region, settings: next.settings,
        first: last?.first ?? { region: now.region, settings: now.settings },
      },
    })
    this.asking = false
  }

  /** The search as it is to be when what is asked has moved from one turn to another. Who was trained stays. */
  movedTo(now: SearchState, before: Searched | null, to: Searched | null): Partial<SearchState> {
    const { map } = this.session.store.getState()
    const [was, is] = [before, to].map(asked => asked?.series === now.series ? asked : null)
    const { region, settings } = is ?? was?.first ?? now
    const asked = { region, settings, fault: null }
    const [from, until] = [was?.anew ?? 0, is?.anew ?? 0]
    if (!map || from === until) return { ...asked, region: now.region }
    const stood = this.series === now.series ? this.stood.get(until) : undefined
    this.stood.set(from, stoodOf(now, map))
    return { ...asked, voters: [], ...stood ? standingAgain(now, stood, map) : withoutOpen(now) }
  }
}
