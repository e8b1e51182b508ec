// Deals tasks out to helpers while working itself, and never waits for anybody: when nothing is left to deal, it does what the others have not
// answered yet. So a helper that is slow, dead or never came costs time and nothing else.
import type { Steps } from '../../src/core/steps.ts'

/** A thread that helps, as the one who deals sees it. */
export interface Hand<Message, Answer> {
  /** Known to be gone: what it was given is given to others. */
  readonly dead: boolean
  /** Copies the message over. */
  post(message: Message): void
  /** Answers that have come in since the last look. */
  answers(): Answer[]
  /** Ends the thread at once. */
  end(): void
}

/** Tasks a helper has at a time: one in work, one in its queue, so that it need not wait while the other's slice of work lasts. */
const DEPTH = 2

export interface Deal<H, T> {
  stage: string
  /** Work in each task, in any unit. */
  sizes: readonly number[]
  /** Tasks of a kind share what must be laid out for them: whoever did one is given the next of that kind. */
  kinds?: readonly number[]
  hands: readonly H[]
  gone(hand: H): boolean
  give(hand: H, task: number): void
  /** What this hand has done since the last look. */
  done(hand: H): Iterable<{ task: number, result: T }>
  /** The task done in this thread. */
  own(task: number): Steps<T>
}

/** Results of all tasks, in their order. */
export function* dealSteps<H, T>({ stage, sizes, kinds = [], hands, gone, give, done, own }: Deal<H, T>): Steps<T[]> {
  const results = new Map<number, T>()
  const waiting = new Set(sizes.keys())
  const held = new Map(hands.map(hand => [hand, new Set<number>()]))
  const lastKind = new Map<H | null, number | undefined>()
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let finished = 0

  function settle(task: number, result: T): void {
    for (const tasks of held.values()) tasks.delete(task)
    waiting.delete(task)
    if (results.has(task)) return
    results.set(task, result)
    finished += sizes[task]
  }

  /** The next task for somebody: of the kind that is laid out there, else of one that nobody else is at, else any. */
  function next(who: H | null): number | undefined {
    const taken = new Set(lastKind.values())
    const own = lastKind.get(who)
    let fresh: number | undefined
    let any: number | undefined
    for (const task of waiting) {
      if (own !== undefined && kinds[task] === own) return task
      any ??= task
      if (!taken.has(kinds[task])) fresh ??= task
    }
    return fresh ?? any
  }

  function take(who: H | null): number | undefined {
    const task = next(who)
    if (task === undefined) return undefined
    waiting.delete(task)
    lastKind.set(who, kinds[task])
    return task
  }

  function look(): void {
    for (const [hand, tasks] of held) {
      for (const { task, result } of done(hand)) settle(task, result)
      if (gone(hand)) {
        for (const task of tasks) waiting.add(task)
        held.delete(hand)
        lastKind.delete(hand)
        continue
      }
      while (tasks.size < DEPTH) {
        const task = take(hand)
        if (task === undefined) break
        tasks.add(task)
        give(hand, task)
      }
    }
  }

  /** What somebody was given last and has most of: the task that would be answered last. */
  function stolen(): number {
    const most = [...held.values()].reduce((best, tasks) => (tasks.size > best.size ? tasks : best))
    return [...most].at(-1)!
  }

  for (;;) {
    look()
    if (results.size === sizes.length) return [...sizes.keys()].map(task => results.get(task)!)
    const task = take(null) ?? stolen()
    const work = own(task)
    for (;;) {
      const step = work.next()
      if (step.done) {
        settle(task, step.value)
        yield { stage, share: finished / total } // a small task takes no step of its own
        break
      }
      yield { stage, share: Math.min(1, (finished + step.value.share * sizes[task]) / total) }
      look()
      if (!results.has(task)) continue
      work.return(undefined as T)
      break
    }
  }
}
