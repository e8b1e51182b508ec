// Values that modules hand on, with the steps between them: as a chain, which keeps and joins values where they part.
import type { ChainStep } from '../chain/chain.ts'
import { LIMITS } from '../limits.ts'

type By = Extract<ChainStep, { kind: 'join' }>['by']
type Made = { readonly step: ChainStep, readonly from: number } | { readonly by: By, readonly from: number, readonly other: number }

/** The network's input. */
export const GIVEN = -1

export class Trace {
  private readonly made: Made[] = []
  /** What became of values that were changed in place. */
  private readonly instead = new Map<number, number>()

  step(step: ChainStep, from: number): number {
    return this.push({ step, from })
  }

  join(by: By, from: number, other: number): number {
    return this.push({ by, from, other })
  }

  /** `now` stands in the place of `value` from here on, where the change is one in place. */
  changed(value: number, now: number, inPlace: boolean): number {
    if (inPlace && now !== value) this.instead.set(value, now)
    return now
  }

  latest(value: number): number {
    let now = value
    for (let next = this.instead.get(now); next !== undefined; next = this.instead.get(now)) now = next
    return now
  }

  /** Whether more steps were asked for than a network may have. */
  get full(): boolean {
    return this.made.length > LIMITS.layers
  }

  /** Steps that lead to a value, in the order in which they were made; null where they are too many. */
  stepsTo(output: number): ChainStep[] | null {
    if (this.full) return null
    const wanted = new Set<number>([output])
    for (let k = this.made.length - 1; k >= 0; k--) {
      if (!wanted.has(k)) continue
      const one = this.made[k]
      wanted.add(one.from)
      if ('other' in one) wanted.add(one.other)
    }
    const steps: { value: number, step: ChainStep }[] = []
    const kept = new Set<number>()
    const keep = (value: number): string => {
      kept.add(value)
      return value === GIVEN ? 'the input' : `value ${value + 1}`
    }
    let current = GIVEN
    const goFrom = (value: number): void => {
      if (value !== current) steps.push({ value: current, step: { kind: 'from', name: keep(value) } })
    }
    for (const [k, one] of this.made.entries()) {
      if (!wanted.has(k)) continue
      if (!('other' in one)) {
        goFrom(one.from)
        steps.push({ value: k, step: one.step })
      } else if (one.other === current && one.from !== current) {
        steps.push({ value: k, step: { kind: 'join', by: one.by, name: keep(one.from), ...one.by === 'add' || one.by === 'mul' ? {} : { first: true } } })
      } else {
        goFrom(one.from)
        steps.push({ value: k, step: { kind: 'join', by: one.by, name: keep(one.other) } })
      }
      current = k
    }
    goFrom(output)
    const named = (value: number): ChainStep[] => kept.has(value) ? [{ kind: 'keep', name: keep(value) }] : []
    return [...named(GIVEN), ...steps.flatMap(({ value, step }) => step.kind === 'from' ? [step] : [step, ...named(value)])]
  }

  private push(made: Made): number {
    if (!this.full) this.made.push(made)
    return this.made.length - 1
  }
}
