// Which colour is group A's and which B's, under a chart that shows them. Nothing where no group is held.
import { integer } from '../ui/format.ts'

/** How many networks of each group the chart shows. */
export function GroupKey({ a, b }: { a: number, b: number }) {
  if (a + b === 0) return null
  return (
    <p className="GroupKey">
      {a > 0 && <span><i data-group="a" aria-hidden />A, {integer(a)}</span>}
      {b > 0 && <span><i data-group="b" aria-hidden />B, {integer(b)}</span>}
    </p>
  )
}
