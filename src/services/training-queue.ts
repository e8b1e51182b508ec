// What is still to be trained, and who gets how much of it: portions of about equal work, so that messages are few, a dead worker costs
// little and all workers end together.
import type { Interim, NetworkSpec } from '../core/network.ts'
import type { InterimOf } from '../protocol/training.ts'

/** How often one network may be at fault for the end of a worker, or of its memory, before it is given up. */
const CHANCES = 2

/** When this many portions for each worker are left, the longest go first: at the end nobody waits for a long one that was begun last. */
const ENDGAME = 4

export class Queue {
  private specs: NetworkSpec[]
  private left = 0
  private sorted = false
  private readonly standing: Map<number, Interim>
  /** Work found out before: thousands of networks are sorted by it. */
  private readonly known = new Map<number, number>()
  private readonly faults = new Map<number, number>()
  private readonly suspects = new Set<number>()

  /** `work` says what is left to do of a network, from where it stands. */
  constructor(specs: readonly NetworkSpec[], begun: readonly InterimOf[], private readonly work: (spec: NetworkSpec, from: Interim | null) => number) {
    this.specs = [...specs]
    this.standing = new Map(begun.map(({ id, interim }) => [id, interim]))
    for (const spec of specs) this.left += this.workOf(spec)
  }

  get waiting(): number { return this.specs.length }

  /** Multiply-adds that are left of a network. */
  workOf(spec: NetworkSpec): number {
    const known = this.known.get(spec.id)
    if (known !== undefined) return known
    const left = this.work(spec, this.standing.get(spec.id) ?? null)
    this.known.set(spec.id, left)
    return left
  }

  /**
   * A portion for one of `workers`: at least one network, and no more than `most` multiply-adds or half of this worker's share of what is
   * left. A network in whose company a worker died is handed out alone, so that it can be told from the others.
   */
  take(most: number, workers: number): NetworkSpec[] {
    if (!this.sorted && this.left <= ENDGAME * workers * most) {
      this.sorted = true
      this.specs.sort((a, b) => this.workOf(b) - this.workOf(a))
    }
    const share = Math.min(most, this.left / (2 * workers))
    let count = 0
    let sum = 0
    for (const spec of this.specs) {
      const own = this.workOf(spec)
      if (count > 0 && (sum + own > share || this.suspects.has(spec.id) || this.suspects.has(this.specs[0].id))) break
      sum += own
      count++
    }
    this.left -= sum
    return this.specs.splice(0, count)
  }

  takeAll(): NetworkSpec[] {
    this.left = 0
    return this.specs.splice(0)
  }

  /** How those of these networks that were begun stood when last heard of. */
  begun(specs: readonly NetworkSpec[]): InterimOf[] {
    return specs.flatMap(({ id }) => {
      const interim = this.standing.get(id)
      return interim ? [{ id, interim }] : []
    })
  }

  note({ id, interim }: InterimOf): void {
    this.standing.set(id, interim)
    this.known.delete(id)
  }

  finished(id: number): void {
    this.standing.delete(id)
    this.known.delete(id)
  }

  /** Unfinished networks come back to the front, where nobody is to blame for it: so that none is given up. */
  giveBack(specs: readonly NetworkSpec[]): null {
    for (const spec of specs) this.left += this.workOf(spec)
    this.specs.unshift(...specs)
    return null
  }

  /** The same after a failure that one of these networks may have caused; blamed is the one that did, where that is known. Returns who is given up. */
  giveBackSuspects(specs: readonly NetworkSpec[], blamed: NetworkSpec | null): NetworkSpec | null {
    const guilty = blamed ?? (specs.length === 1 ? specs[0] : null)
    if (!guilty) for (const { id } of specs) this.suspects.add(id)
    const faults = guilty ? 1 + (this.faults.get(guilty.id) ?? 0) : 0
    if (guilty) {
      this.suspects.add(guilty.id)
      this.faults.set(guilty.id, faults)
    }
    const lost = faults >= CHANCES ? guilty : null
    this.giveBack(specs.filter(spec => spec !== lost))
    return lost
  }

  /** Leaves a network out for good. */
  drop(specs: readonly NetworkSpec[], out: NetworkSpec): void { this.giveBack(specs.filter(spec => spec !== out)) }
}
