// Diverged networks by the decade of their learning rate, lowest first, each group from the one that broke first to the one that held longest. Pure.
import type { NetworkRow } from '../../core/network.ts'
import { power } from '../ui/format.ts'

export interface DivergedGroup { key: string, label: string, rows: NetworkRow[] }

export function divergedGroups(rows: readonly NetworkRow[]): DivergedGroup[] {
  const decades = new Map<number, NetworkRow[]>()
  for (const row of rows) {
    // A rate of 0.1 exactly belongs to the decade that it begins; logarithms miss that by a hair.
    const decade = Math.floor(Math.log10(row.hyper?.learningRate ?? 1) + 1e-9)
    decades.set(decade, [...decades.get(decade) ?? [], row])
  }
  const brokeAt = (row: NetworkRow) => row.outcome.divergedAt ?? Infinity
  return [...decades].sort((a, b) => a[0] - b[0]).map(([decade, members]) => ({
    key: String(decade),
    label: `rate ${power(10 ** decade)} to ${power(10 ** (decade + 1))}`,
    rows: members.sort((a, b) => brokeAt(a) - brokeAt(b) || a.id - b.id),
  }))
}
