// What the open network takes for what, on the test rows.
import { useMemo } from 'react'
import type { NetworkDetail } from '../../core/network.ts'
import { Confusion } from '../charts/Confusion.tsx'
import { integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'

interface Props { detail: NetworkDetail | null, why: string | null, names: readonly string[] }

export function ConfusionPanel({ detail, why, names }: Props) {
  const empty = useMemo(() => new Int32Array(names.length * names.length), [names])
  const counts = detail?.confusion.length === empty.length ? detail.confusion : null
  const total = counts?.reduce((sum, count) => sum + count, 0) ?? 0
  const say = counts ? sentence(counts, names) : detail ? 'No confusion matrix was kept for this network.' : why ?? 'The counts are on their way.'
  return (
    <Panel title="Confusion" aside={counts ? `${integer(total)} test rows` : undefined} say={say}>
      <Confusion counts={counts ?? empty} names={names} />
    </Panel>
  )
}

function sentence(counts: ArrayLike<number>, names: readonly string[]): string {
  const n = names.length
  let worst = -1
  for (let k = 0; k < n * n; k++) if (Math.floor(k / n) !== k % n && counts[k] > 0 && (worst < 0 || counts[k] > counts[worst])) worst = k
  if (worst < 0) return 'Not one mistake.'
  const times = counts[worst] === 1 ? 'once' : counts[worst] === 2 ? 'twice' : `${integer(counts[worst])} times`
  return `Its most frequent mistake: ${names[Math.floor(worst / n)]} taken for ${names[worst % n]}, ${times}.`
}
