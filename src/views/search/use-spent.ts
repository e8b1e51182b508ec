// Charts of what came of a search against what it has spent, read network by network.
import { useMemo } from 'react'
import { axis } from '../charts/axis.ts'
import type { Plot } from '../charts/use-plot.ts'
import { useReading } from '../charts/use-reading.ts'

/** `along`: what had been spent at each place, ascending. */
export function useSpent(along: readonly { spent: number }[], budget: number, { left, right }: Plot) {
  const most = Math.max(budget, along.at(-1)!.spent)
  const x = useMemo(() => axis([0, most], [left, right], { integer: true, ticks: 5 }), [most, left, right])
  return { x, ...useReading({ ...x, value: pixel => nearest(along, x.value(pixel)) }, 0, along.length - 1) }
}

/** The place of whoever came nearest to this much; before the first and after the last nobody's. */
function nearest(along: readonly { spent: number }[], spent: number): number {
  const last = along.length - 1
  if (spent < -0.5 || spent > along[last].spent + 0.5) return -1
  return along.reduce((near, one, place) => Math.abs(one.spent - spent) < Math.abs(along[near].spent - spent) ? place : near, 0)
}
