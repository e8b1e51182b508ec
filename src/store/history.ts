// Undo and redo of what a visitor chooses: selection, groups, brushes, colours, the cut of the tree, where entropies are
// heard, what a search is asked, and the form. What is trained or laid out (the second map, too) is not taken back.
import type { StoreApi } from 'zustand'
import type { AppStore, Tracked } from './state.ts'

const FIELDS = ['selection', 'groups', 'brushes', 'colour', 'geometry', 'recipe', 'dataset', 'cut', 'entropy', 'panes', 'runs', 'searched'] as const satisfies readonly (keyof Tracked)[]

/** Changes of the same fields within this time (ms) are one step: a slider or a brush that is dragged. Two selections are always two. */
const TOGETHER = 500

/** Steps that are kept. */
const MOST = 100

export class History {
  private past: Tracked[] = []
  private future: Tracked[] = []
  private last = { fields: '', at: -Infinity }
  /** While undo itself changes the notebook, and while another map is taken in. */
  private passing = false

  constructor(private readonly store: StoreApi<AppStore>, private readonly now: () => number) {
    store.subscribe((state, before) => this.follow(state, before))
  }

  undo(): void { this.move(this.past, this.future) }

  redo(): void { this.move(this.future, this.past) }

  private follow(state: AppStore, before: AppStore): void {
    if (this.passing) return
    if (state.map?.series !== before.map?.series) return this.forget()
    const fields = FIELDS.filter(field => state[field] !== before[field] && !(field === 'cut' && before.cut.shown === null && state.cut.shown !== null)).join(' ')
    if (!fields) return
    const at = this.now()
    const goesOn = fields === this.last.fields && (before.brushing || at - this.last.at < TOGETHER) && fields !== 'selection'
    this.last = { fields, at }
    if (!goesOn) this.past = [...this.past, tracked(before)].slice(-MOST)
    this.future = []
    this.tell()
  }

  /** Ids of one map mean other networks on the next. */
  private forget(): void {
    this.past = []
    this.future = []
    this.last = { fields: '', at: -Infinity }
    this.tell()
  }

  private move(from: Tracked[], to: Tracked[]): void {
    const step = from.pop()
    if (!step) return
    to.push(tracked(this.store.getState()))
    this.last = { fields: '', at: -Infinity }
    this.passing = true
    this.store.setState(onMap(step, this.store.getState().map))
    this.passing = false
    this.tell()
  }

  private tell(): void {
    const { history } = this.store.getState()
    if (history.undo === this.past.length && history.redo === this.future.length) return
    this.store.setState({ history: { undo: this.past.length, redo: this.future.length } })
  }
}

/** Brought networks may have been taken off the map since. */
function onMap(step: Tracked, map: AppStore['map']): Tracked {
  const here = new Set([...map?.networks ?? [], ...map?.diverged ?? []].map(row => row.id))
  const left = (ids: ReadonlySet<number>): ReadonlySet<number> => [...ids].every(id => here.has(id)) ? ids : new Set([...ids].filter(id => here.has(id)))
  const { selection, groups: { a, b } } = step
  if ([selection.ids, a, b].every(ids => left(ids) === ids)) return step
  return { ...step, selection: { ...selection, ids: left(selection.ids) }, groups: { a: left(a), b: left(b) } }
}

const tracked = (state: AppStore): Tracked => Object.fromEntries(FIELDS.map(field => [field, state[field]])) as unknown as Tracked
